"""What is there to be proved: versions, records, issues, in order and a piece at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, func, select

from monitor.archive.documents import whole_document
from monitor.archive.evidence import LOCATED
from monitor.archive.rows import StoredIssue
from monitor.archive.schema import issue, lead, record, revision
from monitor.archive.store import Archive
from monitor.model.document import Document
from monitor.model.lead import Lead
from monitor.plainly import whole

_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of a document, with what it was read for."""

    document: Document
    number: int
    read_at: datetime
    sha256: str
    """Of the text, as it was written down."""


def ids(archive: Archive) -> tuple[str, ...]:
    """Return the ids of all documents, in order."""
    with archive.database.reading() as connection:
        question = select(revision.c.document_id).distinct().order_by(revision.c.document_id)
        return tuple(connection.execute(question).scalars())


def versions(archive: Archive, some: Sequence[str]) -> Iterator[Version]:
    """Yield all versions of *some* documents, in their order."""
    for start in range(0, len(some), _AT_ONCE):
        question = (
            select(revision)
            .where(revision.c.document_id.in_(some[start : start + _AT_ONCE]))
            .order_by(revision.c.document_id, revision.c.number)
        )
        with archive.database.reading() as connection:
            rows = connection.execute(question).mappings().all()
        for row in rows:
            yield Version(
                document=whole_document(row),
                number=row["number"],
                read_at=row["read_at"],
                sha256=row["sha256"],
            )


def leads_to(archive: Archive, document_id: str) -> tuple[Lead, ...]:
    """Return the leads that ended in a document, the first one first."""
    with archive.database.reading() as connection:
        question = select(lead.c.body).where(lead.c.document_id == document_id)
        bodies = connection.execute(question.order_by(lead.c.id)).scalars().all()
    return tuple(whole(Lead, body) for body in bodies)


def records(archive: Archive, sha256: Sequence[str] | None = None) -> Iterator[RowMapping]:
    """Yield all records that are kept, file by file; or those that brought one of those bodies."""
    question = LOCATED.where(record.c.removed_at.is_(None), record.c.id > 0)
    if sha256 is not None:
        question = question.where(record.c.sha256.in_(sha256))
    last = 0
    while True:
        piece = question.where(record.c.id > last).order_by(record.c.id).limit(_AT_ONCE)
        with archive.database.reading() as connection:
            rows = connection.execute(piece).mappings().all()
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1]["id"]


def counted(archive: Archive) -> tuple[int, int]:
    """Return how many records are kept, and of how many the bytes were removed."""
    with archive.database.reading() as connection:
        question = select(func.count(), func.count(record.c.removed_at)).select_from(record)
        every, removed = connection.execute(question).one()
    return every - removed, removed


def issues(archive: Archive) -> Iterator[StoredIssue]:
    """Yield every revision of every issue, oldest week first."""
    names = ("edition_id", "week", "revision", "number", "made_at", "record", "sha256")
    keys = select(issue.c.edition_id, issue.c.week, issue.c.revision)
    with archive.database.reading() as connection:
        every = connection.execute(keys.order_by(issue.c.week, issue.c.revision)).all()
    for edition_id, week, number in every:
        question = select(*(issue.c[name] for name in names)).where(
            issue.c.edition_id == edition_id, issue.c.week == week, issue.c.revision == number
        )
        with archive.database.reading() as connection:
            row = connection.execute(question).mappings().first()
        if row is not None:
            yield StoredIssue(**{name: row[name] for name in names})
