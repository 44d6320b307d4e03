"""monitor codebook, sheet, codes and agreement."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli.command import Commands, add
from monitor.cli.opened import opened
from monitor.cli.sampling import percent
from monitor.cli.terminal import colour, plain, table
from monitor.errors import ExportError

if TYPE_CHECKING:
    from monitor.model.agreement import Agreement
    from monitor.model.coding import Codebook

_BOOK = "codebook.yaml"
_WRONG_USE = 2
_SHOWN = 50
"""Problems of a file that are listed, and ids of documents behind a disagreement."""
_WIDEST = 9
"""Values up to which a confusion table fits on a screen."""


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    book = add(
        commands,
        "codebook",
        run_check,
        "say what the codebook asks coders, or write one to begin with",
        """\
monitor codebook init                     write codebook.yaml into the project folder
monitor codebook                          check it, and list its variables""",
    )
    _add_book(book)
    parts = book.add_subparsers(metavar="init")
    begin = add(parts, "init", run_init, "write a codebook to begin with", "monitor codebook init")
    begin.add_argument("file", metavar="FILE", nargs="?", type=Path)
    sheet = add(
        commands,
        "sheet",
        run_sheet,
        "write a coder's sheet for a sample, as CSV",
        """\
monitor sheet slavery-2026 --coder ada --out ada.csv
monitor sheet slavery-2026 --coder bea --share 20% --out bea.csv
monitor sheet slavery-2026 --coder ada --long > ada.csv""",
    )
    sheet.add_argument("name", metavar="NAME", help="of the sample")
    sheet.add_argument("--coder", metavar="WHO", required=True, help="who will fill it in")
    sheet.add_argument(
        "--share", metavar="P%", type=percent, default=100.0, help="the first ones drawn only"
    )
    sheet.add_argument("--long", action="store_true", help="one code on each line")
    _add_out(sheet)
    _add_book(sheet)
    _register_codes(commands)
    agree = add(
        commands,
        "agreement",
        run_agreement,
        "measure how far coders agree: percent, Cohen's kappa, Krippendorff's alpha",
        """\
monitor agreement slavery-2026
monitor agreement slavery-2026 --variable stage --json""",
    )
    agree.add_argument("name", metavar="NAME", help="of the sample")
    agree.add_argument("--variable", metavar="V", action="append", default=[])
    agree.add_argument("--json", action="store_true", help="one JSON object")
    _add_book(agree)


def _register_codes(commands: Commands) -> None:
    codes = add(
        commands,
        "codes",
        run_export,
        "take codes in from coders' sheets, or give them out",
        """\
monitor codes import ada.csv bea.csv
monitor codes export slavery-2026 --out codes.csv
monitor codes export slavery-2026 --wide""",
    )
    parts = codes.add_subparsers(metavar="import | export", required=True)
    bring = add(
        parts,
        "import",
        run_import,
        "keep the codes of filled-in sheets, wide or long",
        """\
monitor codes import ada.csv
monitor codes import theirs.csv --sample slavery-2026 --coder bea""",
    )
    bring.add_argument("files", metavar="FILE", nargs="+", type=Path)
    bring.add_argument("--sample", metavar="NAME", default="", help="where the file names none")
    bring.add_argument("--coder", metavar="WHO", default="", help="where the file names nobody")
    _add_book(bring)
    give = add(
        parts,
        "export",
        run_export,
        "write the codes of a sample as CSV: item, coder, variable, value, timestamp",
        """\
monitor codes export slavery-2026 --out codes.csv
monitor codes export slavery-2026 --history""",
    )
    give.add_argument("name", metavar="NAME", help="of the sample")
    give.add_argument("--history", action="store_true", help="also codes that were changed later")
    give.add_argument("--wide", action="store_true", help="a column for each variable")
    _add_out(give)
    _add_book(give)


def _add_book(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--codebook", metavar="FILE", type=Path, help=f"default: {_BOOK} in the project folder"
    )


def _add_out(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", metavar="FILE", type=Path, help="default: to standard output")


def _book(asked: argparse.Namespace) -> "Codebook":
    from monitor.library.coding import codebook

    return codebook(asked.codebook or asked.home / _BOOK)


def run_init(asked: argparse.Namespace) -> int:
    """monitor codebook init: never overwrites anything."""
    from monitor.library.coding import seed_codebook

    path = asked.file or asked.home / _BOOK
    if path.exists():
        raise ExportError(str(path), "is there already and was left as it is")
    _put(path, [seed_codebook()])
    print(f"wrote {path}; change it before anybody codes, and check it with monitor codebook")
    return 0


def run_check(asked: argparse.Namespace) -> int:
    """monitor codebook: its variables."""
    from monitor.coding.codebook import expected

    book = _book(asked)
    if book.title:
        print(colour(plain(book.title), "1"))
    for each in book.variables:
        print(f"{colour(each.name, '1')}  ({each.level.value})  {plain(each.question)}".rstrip())
        print(f"    {plain(expected(each))}")
    return 0


def run_sheet(asked: argparse.Namespace) -> int:
    """monitor sheet: nobody's codes, no verdict."""
    from monitor import settings
    from monitor.library.coding import coder_sheet

    setting = settings.load(asked.home, os.environ)
    book = _book(asked)
    coder = plain(asked.coder)
    if not coder:
        raise ExportError("--coder", "has no letters; name who will fill the sheet in")
    with opened(setting) as library:
        rows = coder_sheet(library, asked.name, coder, book, percent=asked.share, long=asked.long)
        _write(asked.out, rows)
    return 0


def run_import(asked: argparse.Namespace) -> int:
    """monitor codes import: of each file all codes, or none where one cannot be used."""
    from monitor import settings, wiring
    from monitor.library.coding import import_codes

    setting = settings.load(asked.home, os.environ)
    book = _book(asked)
    code = 0
    with opened(setting, writes=True) as library:
        for path in asked.files:
            done = import_codes(
                library,
                path,
                book,
                wiring.now_of(setting)(),
                sample=asked.sample,
                coder=plain(asked.coder),
            )
            if not done.problems:
                print(f"{path}: {done.new} new, {done.changed} changed, {done.known} as before")
                continue
            code = _WRONG_USE
            for problem in done.problems[:_SHOWN]:
                print(f"monitor: {plain(str(problem))}", file=sys.stderr)
            more = len(done.problems) - _SHOWN
            rest = f"; {more} further problems are not listed" if more > 0 else ""
            print(f"monitor: {path}: nothing of it was kept{rest}", file=sys.stderr)
    return code


def run_export(asked: argparse.Namespace) -> int:
    """monitor codes export: one code on each line, or one document and coder."""
    from monitor import settings
    from monitor.library.coding import code_rows, codes

    setting = settings.load(asked.home, os.environ)
    if asked.wide and asked.history:
        raise ExportError("--wide", "has no room for --history; leave one of them out")
    book = _book(asked) if asked.wide else None
    with opened(setting) as library:
        _write(asked.out, code_rows(codes(library, asked.name, history=asked.history), book))
    return 0


def run_agreement(asked: argparse.Namespace) -> int:
    """monitor agreement: 0 whatever the figures."""
    from monitor import settings
    from monitor.library.coding import agreements
    from monitor.plainly import plain as plainly

    setting = settings.load(asked.home, os.environ)
    book = _book(asked)
    with opened(setting) as library:
        found = agreements(library, asked.name, book, tuple(dict.fromkeys(asked.variable)))
    if asked.json:
        told = {"sample": asked.name, "variables": [plainly(each) for each in found]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for each in found:
        _print(each)
    return 0


def _print(found: "Agreement") -> None:
    print(f"{colour(found.variable, '1')}  ({found.level.value})")
    print(
        f"  {found.items} documents, {found.coded} coded, {found.pairable} by two or more; "
        f"{found.missing} codes missing"
    )
    if found.percent is not None:
        bounds = found.interval
        between = f"  (95 %: {bounds[0]:.3f} to {bounds[1]:.3f})" if bounds else ""
        print(f"  percent agreement     {found.percent:.1f}")
        if found.level.value != "interval":
            print(f"  Cohen's kappa         {_figure(found.kappa)}")
        print(f"  Krippendorff's alpha  {_figure(found.alpha)}{between}")
    for caution in found.cautions:
        print(f"  note: {plain(caution)}")
    if len(found.pairs) > 1:
        rows = [
            (*pair.coders, pair.items, f"{pair.percent:.1f}", _figure(pair.kappa))
            for pair in found.pairs
        ]
        print(_indented(table(("coder", "coder", "both", "percent", "kappa"), rows)))
    _print_confusion(found)
    print()


def _print_confusion(found: "Agreement") -> None:
    if not found.disagreements:
        return
    values = [value for value, _ in found.counts]
    if len(values) <= _WIDEST:
        one, other = found.coders if len(found.coders) == 2 else ("one coder", "another")
        rows = [(v, *row) for v, row in zip(values, found.confusion, strict=True)]
        print(f"  rows: {plain(one)}, columns: {plain(other)}")
        print(_indented(table(("", *values), rows)))
    for each in found.disagreements[:_SHOWN]:
        few = ", ".join(each.items[:5]) + (", …" if len(each.items) > 5 else "")
        print(f"  {len(each.items):4}  {plain(each.values[0])} / {plain(each.values[1])}: {few}")


def _figure(told: float | None) -> str:
    return "undefined" if told is None else f"{told:.3f}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _write(path: Path | None, rows: Iterable[Sequence[str]]) -> None:
    """Write *rows* as CSV to a file, or to standard output."""
    from monitor.export.csvrows import BOM, csv_lines

    lines = csv_lines(rows)
    if path is None:
        for line in lines:
            sys.stdout.write(line.replace("\r\n", "\n"))
        return
    if path.exists():
        raise ExportError(str(path), "is there already and was left as it is; name a new file")
    told = _put(path, [BOM, *lines])
    print(f"wrote {path}: {told - 2} lines below the head")


def _put(path: Path, parts: Sequence[str]) -> int:
    from monitor.files import put

    try:
        put(path, "".join(parts).encode())
    except OSError as fault:
        raise ExportError(str(path), f"cannot be written ({fault.strerror})") from fault
    return len(parts)
