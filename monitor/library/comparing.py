"""Two states of a document side by side, as much of them as its rights allow to show."""

from dataclasses import dataclass

from monitor.archive.rows import RevisionInfo
from monitor.library.library import Library
from monitor.model.document import Document
from monitor.model.revision import Comparison, Row
from monitor.model.source import Content
from monitor.revision.compare import compare
from monitor.text.rights import fitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What became of a document between two of its revisions."""

    document: Document
    """As it was at the later one."""
    before: RevisionInfo
    after: RevisionInfo
    comparison: Comparison
    rows: tuple[Row, ...]
    """The sentences to show, in order: all where its text is open, else those that say something
    else than before, as many as an extract may hold, old and new together."""
    withheld: int
    """Sentences that say something else than before and may not be shown."""


def compared(library: Library, document_id: str, first: int, second: int) -> Compared | None:
    """Return how revision *second* differs from revision *first*; None where one is not there.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    archive = library.archive
    known = {each.number: each for each in archive.revisions(document_id)}
    if first not in known or second not in known:
        return None
    before, after = (archive.document(document_id, number) for number in (first, second))
    document = library.allowed(after)
    found = compare(before, after)
    rows = found.rows if document.content is Content.FULL else _fitting(document, found)
    shown = sum(row.counts for row in rows)
    return Compared(
        document=document,
        before=known[first],
        after=known[second],
        comparison=found,
        rows=rows,
        withheld=sum(row.counts for row in found.rows) - shown,
    )


def _fitting(document: Document, found: Comparison) -> tuple[Row, ...]:
    telling = [row for row in found.rows if row.counts]
    fits = fitting(document, (f"{row.old} {row.new}" for row in telling))
    return tuple(row for row, may in zip(telling, fits, strict=True) if may)
