"""monitor revisions, diff and reread."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from monitor.cli.command import Commands, add
from monitor.cli.opened import opened
from monitor.cli.research import resolved
from monitor.cli.terminal import colour, plain, wide
from monitor.errors import SettingsError

if TYPE_CHECKING:
    from monitor.library.comparing import Compared
    from monitor.library.history import History
    from monitor.library.library import Library
    from monitor.model.revision import Piece, Row
    from monitor.pipeline.reread import RereadReport

_AROUND = 1
# Sentences shown before and after what changed.


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    revisions = add(
        commands,
        "revisions",
        run_revisions,
        "list the states of a document: what changed in each, and when its page was gone",
        """\
monitor revisions 4k7qz2m5w3xa
monitor revisions 4k7q --json""",
    )
    revisions.add_argument("id", metavar="ID", help="as search and the digest print it")
    revisions.add_argument("--json", action="store_true", help="one JSON object")
    diff = add(
        commands,
        "diff",
        run_diff,
        "compare two states of a document, sentence by sentence",
        """\
monitor diff 4k7qz2m5w3xa                 the last two
monitor diff 4k7qz2m5w3xa 1               the first and the last
monitor diff 4k7qz2m5w3xa 1 2 --all       also what is the same
monitor diff 4k7qz2m5w3xa --json""",
    )
    diff.add_argument("id", metavar="ID", help="as search and the digest print it")
    diff.add_argument("first", metavar="A", nargs="?", type=int, help="the number of a state")
    diff.add_argument("second", metavar="B", nargs="?", type=int, help="that of a later one")
    diff.add_argument("--all", action="store_true", help="also the sentences that are the same")
    diff.add_argument("--json", action="store_true", help="one JSON object")
    reread = add(
        commands,
        "reread",
        run_reread,
        "look again at documents whose turn it is: edits and removals are noticed so",
        """\
monitor reread
monitor reread 4k7qz2m5w3xa               this one, whose turn ever it is
monitor reread --json""",
    )
    reread.add_argument("ids", metavar="ID", nargs="*", help="only these")
    reread.add_argument("--json", action="store_true", help="one JSON object")


@contextmanager
def _opened(asked: argparse.Namespace) -> "Iterator[Library]":
    from monitor import settings

    with opened(settings.load(asked.home, os.environ)) as library:
        yield library


def run_revisions(asked: argparse.Namespace) -> int:
    """monitor revisions: the states, oldest first."""
    from monitor.library.history import history
    from monitor.plainly import plain as as_json

    with _opened(asked) as library:
        found = history(library, resolved(library.archive, asked.id))
    if asked.json:
        told = {
            "id": found.document.id,
            "title": found.document.title,
            "url": found.document.url,
            "gone": found.gone,
            "versions": as_json(found.versions),
            "removals": as_json(found.removals),
            "last_look": as_json(found.last),
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    print(colour(plain(found.document.title), "1"))
    print(f"{plain(found.document.publisher)}  {plain(found.document.url)}\n")
    for _, line in sorted(_events(found), key=lambda each: each[0]):
        print(line)
    print(f"\n{_last(found)}")
    if len(found.versions) > 1:
        print(f"monitor diff {found.document.id} shows what changed last")
    return 0


def _events(found: "History") -> Iterator[tuple[datetime, str]]:
    for each in found.versions:
        if each.number == 1:
            told = "first read"
        elif each.kind is None:
            told = "read anew; the source changed nothing"
        else:
            kinds = ", ".join(dict.fromkeys(finding.kind.value for finding in each.findings))
            why = "; ".join(dict.fromkeys(f.reason for f in each.findings if f.reason))
            told = f"{kinds}: {plain(why)}" if why else kinds
        yield each.read_at, f"{each.number:>3}  {_when(each.read_at)}  {told}"
    for gone in found.removals:
        yield gone.gone_at, f"     {_when(gone.gone_at)}  gone: {plain(gone.fact)}"
        if gone.back_at is not None:
            yield gone.back_at, f"     {_when(gone.back_at)}  there again"


def _last(found: "History") -> str:
    last = found.last
    if last is None:
        return "not looked at again yet"
    seen = "as kept" if last.seen == "same" else f"{last.seen.value}: {plain(last.fact)}"
    waits = "; to be confirmed by the next look" if last.suspected else ""
    following = f"; next look {_when(last.next_at)}" if last.next_at else "; not looked at any more"
    return f"last look {_when(last.read_at)}: {seen}{waits}{following}"


def _when(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%MZ")


def run_diff(asked: argparse.Namespace) -> int:
    """monitor diff: what changed between two states."""
    from monitor.library.comparing import compared
    from monitor.plainly import plain as as_json

    with _opened(asked) as library:
        key = resolved(library.archive, asked.id)
        pair = _pair(asked, key, [each.number for each in library.archive.revisions(key)])
        if pair is None:
            print(f"document {key} has one state: it never changed since it was read")
            return 0
        found = compared(library, key, *pair)
    if found is None:
        raise SettingsError(f"document {key}: its states changed meanwhile; ask again")
    if asked.json:
        told = {
            "id": key,
            "before": as_json(found.before),
            "after": as_json(found.after),
            "title": as_json(found.comparison.title),
            "findings": [
                {"kind": each.kind.value, "reason": each.reason}
                for each in found.comparison.findings
            ],
            "rows": as_json(found.rows),
            "withheld": found.withheld,
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    print("\n".join(_comparison(found, everything=asked.all)))
    return 0


def _pair(asked: argparse.Namespace, key: str, numbers: Sequence[int]) -> tuple[int, int] | None:
    """Return which states to compare; None where there is only one.

    Raises:
        SettingsError: There is no state of a number that was named.
    """
    for number in (asked.first, asked.second):
        if number is not None and number not in numbers:
            reason = f"there is no state {number}, only {numbers[0]} to {numbers[-1]}"
            raise SettingsError(f"document {key}: {reason}; monitor revisions lists them")
    if len(numbers) == 1:
        return None
    first = numbers[-2] if asked.first is None else asked.first
    return first, numbers[-1] if asked.second is None else asked.second


def _comparison(found: "Compared", *, everything: bool) -> Iterator[str]:
    title = found.comparison.title
    yield colour(plain(title.new), "1")
    if title.counts:
        yield colour(f"was: {plain(title.old)}", "2")
    before, after = found.before, found.after
    yield (
        f"state {before.number} of {_when(before.read_at)} → "
        f"state {after.number} of {_when(after.read_at)}"
    )
    for each in found.comparison.findings:
        yield f"  {each.kind.value}: {plain(each.reason)}"
    if not found.comparison.findings:
        yield "  nothing changed but what says nothing"
    yield ""
    yield from _rows(found.rows, everything=everything)
    if found.withheld:
        yield f"({found.withheld} more changed; its rights allow an extract only)"


def _rows(rows: "Sequence[Row]", *, everything: bool) -> Iterator[str]:
    """Yield what changed with the sentences around it, or everything."""
    near = {
        place + by
        for place, row in enumerate(rows)
        if row.counts
        for by in range(-_AROUND, _AROUND + 1)
    }
    left = 0
    for place, row in enumerate(rows):
        if not everything and place not in near:
            left += 1
            continue
        if left:
            yield f"  … {left} the same …"
            left = 0
        yield from _row(row)
    if left:
        yield f"  … {left} the same …"


def _row(row: "Row") -> Iterator[str]:
    if not row.counts:
        yield from _wrapped("  ", row.new or row.old)
        return
    if row.before:
        yield from _wrapped("- ", _marked(row.before, "31", ("[-", "-]")))
    if row.after:
        yield from _wrapped("+ ", _marked(row.after, "32", ("{+", "+}")))


def _marked(pieces: "Iterable[Piece]", code: str, marks: tuple[str, str]) -> str:
    """Return a sentence with what changed in it in colour, or between signs in a pipe."""
    told = list(pieces)
    if len(told) == 1:
        return colour(plain(told[0].text), code) if sys.stdout.isatty() else plain(told[0].text)
    parts = []
    for piece in told:
        lead, tail = piece.text[:1].isspace(), piece.text[-1:].isspace()
        words = plain(piece.text)
        if piece.changed and words:
            tty = sys.stdout.isatty()
            words = colour(words, f"1;{code}") if tty else f"{marks[0]}{words}{marks[1]}"
        parts.append(f"{' ' * lead}{words}{' ' * (tail and bool(words))}")
    return "".join(parts)


def _wrapped(sign: str, text: str) -> Iterator[str]:
    import textwrap

    told = text if "\x1b" in text else plain(text)
    yield from textwrap.wrap(
        told,
        wide(),
        initial_indent=sign,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    ) or [sign.rstrip()]


def run_reread(asked: argparse.Namespace) -> int:
    """monitor reread: 0 also where pages could not be read."""
    import asyncio

    from monitor import settings, wiring
    from monitor.cli.progress import shown
    from monitor.log import to_stderr
    from monitor.pipeline.reread import reread

    setting = settings.load(asked.home, os.environ)
    to_stderr(setting.log_level)
    with wiring.writing(setting, "reread") as project:
        only = [resolved(project.archive, each) for each in asked.ids] or None

        async def work() -> "RereadReport":
            async with wiring.at_work(project) as tools:
                with shown(sys.stderr) as progress:
                    return await reread(tools, progress, only=only)

        report = asyncio.run(work())
    print(json.dumps(_facts(report), indent=2) if asked.json else report.sentence)
    if not asked.json:
        for what in ("revised", "removed", "returned", "suspected"):
            for key in getattr(report, what):
                print(f"{key}  {_WORDS[what]}")
    return 0


_WORDS = {
    "revised": "changed; monitor diff shows how",
    "removed": "is not there any more",
    "returned": "is there again",
    "suspected": "showed something else; to be confirmed in 15 minutes",
}


def _facts(report: "RereadReport") -> dict[str, Any]:
    from monitor.plainly import plain as as_json

    return dict(as_json(report))
