"""The states of a document and the times at which it was not to be had."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Column, Connection, RowMapping, func, insert, select, update

from monitor.archive import changes, documents
from monitor.archive.schema import document as document_
from monitor.archive.schema import reading, removal, revision
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.model.document import Document
from monitor.model.rereading import Removal, Version
from monitor.model.revision import ChangeKind, Comparison, Finding
from monitor.plainly import plain, whole

_COLUMNS = [removal.c[f.name] for f in fields(Removal)]
_AT_ONCE = 500


def revise(
    archive: Archive, document: Document, comparison: Comparison, at: datetime, seen_at: datetime
) -> int:
    """Keep what *document* says now, and how it differs from before; return the state's number.

    Raises:
        ArchiveError: There is no such document, or the disk refuses.
    """
    newest = select(document_.c.revision).where(document_.c.id == document.id)
    with archive.database.transaction() as connection:
        before = connection.execute(newest).scalar()
        number = documents.revise(connection, document, at)
        if number is None:
            raise ArchiveError(str(archive.database.path), f"has no document {document.id}")
        if number == before:
            return number  # title and text are as they were
        connection.execute(
            update(revision)
            .where(revision.c.document_id == document.id, revision.c.number == number)
            .values(
                seen_at=seen_at,
                kind=comparison.kind.value if comparison.kind else None,
                findings=plain(comparison.findings),
            )
        )
        connection.execute(
            update(document_).where(document_.c.id == document.id).values(url=document.url)
        )
    return number


def history(archive: Archive, document_id: str) -> tuple[Version, ...]:
    """Return the states of a document, oldest first.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    question = (
        select(
            revision.c.number,
            revision.c.seen_at,
            revision.c.read_at,
            revision.c.title,
            revision.c.sha256,
            revision.c.kind,
            revision.c.findings,
        )
        .where(revision.c.document_id == document_id)
        .order_by(revision.c.number)
    )
    with archive.database.reading() as connection:
        rows = connection.execute(question).mappings().all()
    return tuple(_version(row) for row in rows)


def _version(row: RowMapping) -> Version:
    return Version(
        number=row["number"],
        seen_at=row["seen_at"] or row["read_at"],
        read_at=row["read_at"],
        title=row["title"],
        sha256=row["sha256"],
        kind=ChangeKind(row["kind"]) if row["kind"] else None,
        findings=tuple(whole(Finding, each) for each in row["findings"] or ()),
    )


def remove(archive: Archive, document_id: str, fact: str, at: datetime, first_at: datetime) -> None:
    """Write down that a document's page is gone; the document stays as it was read last.

    Raises:
        ArchiveError: The disk refuses.
    """
    with archive.database.transaction() as connection:
        connection.execute(
            insert(removal).values(
                document_id=document_id, first_at=first_at, gone_at=at, fact=fact
            )
        )
        changes.record(connection, document_id, at)


def bring_back(archive: Archive, document_id: str, at: datetime) -> None:
    """Write down that a document's page is there again.

    Raises:
        ArchiveError: The disk refuses.
    """
    with archive.database.transaction() as connection:
        connection.execute(
            update(removal)
            .where(removal.c.document_id == document_id, removal.c.back_at.is_(None))
            .values(back_at=at)
        )
        changes.record(connection, document_id, at)


def removals(archive: Archive, ids: Sequence[str]) -> dict[str, tuple[Removal, ...]]:
    """Return when each of those documents was not to be had, oldest first; most are not named.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    found: dict[str, list[Removal]] = {}
    with archive.database.reading() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            question = select(*_COLUMNS).where(
                removal.c.document_id.in_(ids[start : start + _AT_ONCE])
            )
            for row in connection.execute(question.order_by(removal.c.id)).mappings():
                told = Removal(**{str(name): value for name, value in row.items()})
                found.setdefault(told.document_id, []).append(told)
    return {key: tuple(told) for key, told in found.items()}


def happened(archive: Archive, since: datetime, until: datetime) -> dict[str, int]:
    """Return how many documents changed, by kind, vanished and came back in a closed-open time.

    ``suspected`` counts those of which a look showed something that no second one has confirmed.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    kinds = (
        select(revision.c.kind, func.count(revision.c.document_id.distinct()).label("number"))
        .where(revision.c.number > 1, revision.c.read_at >= since, revision.c.read_at < until)
        .group_by(revision.c.kind)
    )
    with archive.database.reading() as connection:
        told = {row.kind: int(row.number) for row in connection.execute(kinds)}
        gone = _between(connection, removal.c.gone_at, since, until)
        back = _between(connection, removal.c.back_at, since, until)
        open_ = select(func.count()).select_from(reading).where(reading.c.suspected.is_(True))
        suspected = connection.execute(open_).scalar_one()
    found: dict[str, int] = {
        str(kind): told[kind.value] for kind in ChangeKind if kind.value in told
    }
    if None in told:
        found["untold"] = told[None]
    counts = {**found, "removal": gone, "return": back, "suspected": suspected}
    return {name: number for name, number in counts.items() if number}


def _between(
    connection: Connection, column: Column[datetime], since: datetime, until: datetime
) -> int:
    question = select(func.count()).where(column >= since, column < until)
    return connection.execute(question).scalar_one()
