"""Coding a sample: sheets out, codes in, agreement."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from monitor.archive import samples
from monitor.coding import codebook as books
from monitor.coding import filled, sheet
from monitor.coding.agreement import agreement
from monitor.coding.codebook import folded
from monitor.coding.draw import share, shuffled
from monitor.coding.filled import Filled, Given, Problem
from monitor.errors import ExportError, SourceError
from monitor.library.library import Library
from monitor.library.sampling import find
from monitor.model.agreement import Agreement
from monitor.model.coding import Code, Codebook
from monitor.source.lines import read
from monitor.text.rights import showable

_MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a file of codes."""

    problems: tuple[Problem, ...]
    """Where there is one, nothing was kept."""
    new: int = 0
    changed: int = 0
    """Codes that stand in place of earlier ones, which are kept as history."""
    known: int = 0


def seed_codebook() -> str:
    """Return the codebook to begin with."""
    return (files("monitor.coding") / "seed.yaml").read_text(encoding="utf-8")


def codebook(path: Path) -> Codebook:
    """Return the codebook in a file.

    Raises:
        ExportError: It cannot be read, or not used; the reason names the line.
    """
    if not path.exists():
        raise ExportError(str(path), "is not there; monitor codebook init writes one to begin with")
    try:
        document = read(_bytes(path).decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as fault:
        raise ExportError(str(path), "is not UTF-8 text; save it as UTF-8") from fault
    except SourceError as fault:
        raise ExportError(str(path), fault.reason, line=fault.line) from fault
    if doubled := document.doubled():
        raise ExportError(str(path), f"has “{doubled[0]}” twice", line=doubled[1])
    return books.codebook(document.value, str(path), document.line)


def coder_sheet(
    library: Library,
    name: str,
    coder: str,
    book: Codebook,
    *,
    percent: float = 100.0,
    long: bool = False,
) -> Iterator[tuple[str, ...]]:
    """Return the rows of a sheet for *coder*: the first *percent* of the sample as it was drawn.

    They are in an order that is this coder's own. Nobody's codes are told, and no verdict.

    Raises:
        SearchError: There is no such sample.
        ArchiveError: The archive cannot be read.
    """
    sample = find(library, name)
    drawn = sample.drawn[: share(len(sample.drawn), percent)]
    lines = (
        _line(library, each.document_id, each.revision) for each in shuffled(drawn, name, coder)
    )
    return (sheet.long if long else sheet.wide)(book, name, coder, lines)


def import_codes(
    library: Library,
    path: Path,
    book: Codebook,
    now: datetime,
    *,
    sample: str = "",
    coder: str = "",
) -> Imported:
    """Keep the codes that a file tells, all of them, or none where there is a problem in it.

    A code that is known already is not written again.

    Raises:
        ExportError: It is no table of codes.
        SearchError: There is no such sample as *sample*.
        ArchiveError: The archive cannot be read or written.
    """
    table = filled.read(_bytes(path), str(path))
    items = {
        name: frozenset(each.document_id for each in find(library, name).drawn)
        for name in _samples(library, table, sample)
    }
    given = Given(codebook=book, items=items, sample=sample, coder=coder, now=now)
    told, problems = filled.codes(table, given)
    if problems:
        return Imported(problems=tuple(problems))
    with library.archive.transaction():
        return _kept(library, told, list(items))


def codes(library: Library, name: str, *, history: bool = False) -> tuple[Code, ...]:
    """Return the codes of a sample that stand, or with *history* all that were ever given.

    Raises:
        SearchError: There is no such sample.
        ArchiveError: The archive cannot be read.
    """
    find(library, name)
    return samples.codes(library.archive, name, history=history)


def code_rows(told: Sequence[Code], book: Codebook | None = None) -> Iterator[tuple[str, ...]]:
    """Return the rows of a file of codes; with *book* one column for each variable."""
    return sheet.told(told) if book is None else sheet.told_wide(book, told)


def agreements(
    library: Library, name: str, book: Codebook, variables: Sequence[str] = ()
) -> tuple[Agreement, ...]:
    """Return how far coders agree about *variables*, all where none is named.

    Raises:
        ExportError: The codebook has no such variable.
        SearchError: There is no such sample.
        ArchiveError: The archive cannot be read.
    """
    sample = find(library, name)
    told = samples.codes(library.archive, name)
    known = [each.name for each in book.variables]
    for each in variables:
        if each not in known:
            raise ExportError("codebook", f"has no variable {each}; there are {', '.join(known)}")
    return tuple(
        agreement(each, told, len(sample.drawn))
        for each in book.variables
        if not variables or each.name in variables
    )


def _line(library: Library, document_id: str, revision: int) -> sheet.Line:
    document = library.allowed(library.archive.document(document_id, revision))
    return sheet.Line(
        item=document.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published.at.date().isoformat() if document.published else "",
        url=document.url,
        extract=showable(document),
    )


def _samples(library: Library, table: Filled, given: str) -> Iterable[str]:
    """Return the samples that a table may speak of: those it names, as far as there are any."""
    known = set(samples.names(library.archive))
    named = {row.cells.get("sample", "").strip() for row in table.rows} & known
    return sorted(named | {given} - {""})


def _kept(library: Library, told: Sequence[Code], names: Sequence[str]) -> Imported:
    before = [each for name in names for each in samples.codes(library.archive, name, history=True)]
    spelt = {folded(each.coder): each.coder for each in reversed([*before, *told])}
    standing = {_key(each): each.value for each in before}
    exactly = {(*_key(each), each.value, each.at) for each in before}
    fresh: list[Code] = []
    changed = 0
    for each in told:
        code = replace(each, coder=spelt[folded(each.coder)])
        key = _key(code)
        if standing.get(key) == code.value or (*key, code.value, code.at) in exactly:
            continue
        changed += key in standing
        standing[key] = code.value
        fresh.append(code)
    samples.add_codes(library.archive, fresh)
    return Imported(
        problems=(), new=len(fresh) - changed, changed=changed, known=len(told) - len(fresh)
    )


def _key(code: Code) -> tuple[str, str, str, str]:
    return code.sample, code.document_id, code.coder, code.variable


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ExportError(str(path), f"has more than {_MOST_BYTES // 10**6} MB")
        return path.read_bytes()
    except OSError as fault:
        raise ExportError(str(path), f"cannot be read ({fault.strerror})") from fault
