"""monitor export and cite: what was found, as files of others' tools."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli.command import Commands, add
from monitor.cli.opened import opened
from monitor.cli.progress import shown
from monitor.cli.searched import add_filters, search_of
from monitor.cli.terminal import plain
from monitor.errors import ExportError, SettingsError

if TYPE_CHECKING:
    from monitor.library.export import Export

_FORMATS = ("csv", "jsonl", "ris", "bibtex", "csl", "markdown", "text")
_SUFFIXES = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".ris": "ris",
    ".bib": "bibtex",
    ".json": "csl",
    ".md": "markdown",
    ".txt": "text",
}
_STDOUT = Path("-")


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    export = add(
        commands,
        "export",
        run_export,
        "write all that a search finds into a file, with a manifest beside it",
        """\
monitor export 'modern slavery' -o slavery.csv
monitor export 'topic:labour kind:report' --since 2026-10-01 --format bibtex
monitor export --publisher 'Home Office' -o home-office.ris --as-of 2026-11-24
monitor export 'traffick*' --unique --format jsonl -o - | jq .title""",
    )
    export.add_argument(
        "query",
        metavar="QUERY",
        nargs="?",
        default="",
        help="in quotes; see docs/query.md (one that begins with -: after --); none: everything",
    )
    export.add_argument(
        "-o", metavar="FILE", dest="file", type=Path, help="- is standard output, without manifest"
    )
    export.add_argument("--format", choices=_FORMATS, help="default: as FILE is named, else csv")
    export.add_argument(
        "--unique", action="store_true", help="of documents with the same text only one"
    )
    export.add_argument("--bom", action="store_true", help="csv: let Excel know that it is UTF-8")
    add_filters(export)
    cite = add(
        commands,
        "cite",
        run_cite,
        "print how to cite a document: the version that was read, and where it is kept",
        """\
monitor cite 4k7qz2m5w3xa
monitor cite 4k7q m5w3 --format bibtex >> references.bib
monitor cite 4k7qz2m5w3xa --revision 1    as it was read first""",
    )
    cite.add_argument("ids", metavar="ID", nargs="+", help="the beginning is enough")
    cite.add_argument("--revision", metavar="N", type=int, help="default: the newest")
    cite.add_argument("--format", choices=_FORMATS, default="text", help="default: text")


def run_export(asked: argparse.Namespace) -> int:
    """monitor export: the file is there as a whole, or not at all."""
    from monitor import files, settings, wiring
    from monitor.export.formats import Format
    from monitor.library.export import Export, Wanted
    from monitor.library.manifest import manifest

    setting = settings.load(asked.home, os.environ)
    now = wiring.now_of(setting)
    wanted = Wanted(form=Format(_format(asked)), unique=asked.unique, bom=asked.bom)
    with opened(setting) as library:
        export = Export(library, search_of(asked), wanted, now())
        if asked.file == _STDOUT:
            _print(export)
            return 0
        path = asked.file or Path(export.name)
        with _faults(path), shown(sys.stderr) as progress:
            files.put_all(path, export.chunks(progress))
        beside = path.with_name(f"{path.name}.manifest.json")
        with _faults(beside):
            files.put(beside, manifest([(path.name, export)], now()))
    print(_told(export, path, beside))
    return 0


def _format(asked: argparse.Namespace) -> str:
    if asked.format:
        return str(asked.format)
    suffix = asked.file.suffix.casefold() if asked.file else ""
    if suffix and suffix not in _SUFFIXES:
        reason = f"its ending names no format; end it in {', '.join(_SUFFIXES)}, or add --format"
        raise ExportError(str(asked.file), reason)
    return _SUFFIXES.get(suffix, "csv")


def _print(export: "Export") -> None:
    with shown(sys.stderr) as progress:
        for piece in export.chunks(progress):
            sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        reason = f"cannot be written ({fault.strerror}); name another file with -o"
        raise ExportError(str(path), reason) from fault


def _told(export: "Export", path: Path, beside: Path) -> str:
    from monitor.text.counted import counted

    tally = export.tally
    told = f"{path}: {counted(tally.records, 'document')}"
    if tally.records < tally.found:
        told += f", {tally.found - tally.records} copies left out"
    elif tally.texts < tally.found:
        told += f", {tally.found - tally.texts} of them copies"
    withheld = sum(tally.withheld.values())
    if withheld:
        told += f"; {withheld} without their whole text, as their rights want it"
    return f"{plain(told)}\n{plain(str(beside))}: how it was made, and what is missing in it"


def run_cite(asked: argparse.Namespace) -> int:
    """monitor cite: one citation for each id."""
    from monitor import settings
    from monitor.cli.research import resolved
    from monitor.export.formats import Format, whole
    from monitor.library.export import cited

    setting = settings.load(asked.home, os.environ)
    found = []
    with opened(setting) as library:
        for prefix in asked.ids:
            document_id = resolved(library.archive, prefix)
            record = cited(library, document_id, asked.revision)
            if record is None:
                known = library.archive.revisions(document_id)
                raise SettingsError(
                    f"document {document_id}: has no revision {asked.revision}; "
                    f"there are 1 to {known[-1].number}"
                )
            found.append(record)
    sys.stdout.buffer.write(whole(Format(asked.format), found).encode())
    return 0
