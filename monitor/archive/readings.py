"""Looking at documents again: whose turn it is, and what the looks have shown so far."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Update, delete, insert, select, update

from monitor.archive.leads import of_document
from monitor.archive.rows import Reread
from monitor.archive.schema import document as document_
from monitor.archive.schema import reading, revision
from monitor.archive.store import Archive
from monitor.model.rereading import LastLook, Look, Seen, Watch
from monitor.plainly import plain, whole


def due(archive: Archive, now: datetime, limit: int) -> tuple[Reread, ...]:
    """Return documents that it is time to look at again: what is suspected first, then the oldest.

    Raises:
        ArchiveError: The archive cannot be read or written.
    """
    question = (
        select(document_.c.id, document_.c.url)
        .outerjoin(reading, reading.c.document_id == document_.c.id)
        .where(document_.c.reread_at <= now)
        .order_by(reading.c.suspected.is_(True).desc(), document_.c.reread_at, document_.c.id)
        .limit(limit)
    )
    found = []
    with archive.database.transaction() as connection:
        for document_id, url in connection.execute(question).all():
            lead = of_document(connection, document_id)
            if lead is None:
                connection.execute(_turn(document_id).values(reread_at=None))
            else:
                found.append(Reread(document_id=document_id, lead=lead, url=url))
    return tuple(found)


def named(archive: Archive, ids: Sequence[str]) -> tuple[Reread, ...]:
    """Return turns of those documents, whether it is time or not; without an entry there is none.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    found = []
    with archive.database.reading() as connection:
        for document_id in ids:
            lead = of_document(connection, document_id)
            url = connection.execute(
                select(document_.c.url).where(document_.c.id == document_id)
            ).scalar()
            if lead is not None and url is not None:
                found.append(Reread(document_id=document_id, lead=lead, url=url))
    return tuple(found)


def watch_of(archive: Archive, document_id: str) -> Watch:
    """Return what the looks at a document's page have shown so far.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    told = select(reading.c.watch).where(reading.c.document_id == document_id)
    edits = select(revision.c.read_at).where(
        revision.c.document_id == document_id, revision.c.number > 1
    )
    with archive.database.reading() as connection:
        watch = connection.execute(told).scalar()
        if watch is not None:
            return whole(Watch, watch)
        changed_at = connection.execute(edits.order_by(revision.c.number.desc()).limit(1)).scalar()
    return Watch(changed_at=changed_at)


def keep(
    archive: Archive,
    document_id: str,
    watch: Watch,
    look: Look,
    at: datetime,
    turn: datetime | None,
) -> None:
    """Write down what a look at a document showed; its next one is at *turn*, None: there is none.

    Raises:
        ArchiveError: The disk refuses.
    """
    mine = reading.c.document_id == document_id
    with archive.database.transaction() as connection:
        same_at = connection.execute(select(reading.c.same_at).where(mine)).scalar()
        connection.execute(delete(reading).where(mine))
        connection.execute(
            insert(reading).values(
                document_id=document_id,
                read_at=at,
                same_at=at if look.seen is Seen.SAME else same_at,
                seen=look.seen.value,
                fact=look.fact,
                watch=plain(watch),
                suspected=watch.suspicion is not None,
            )
        )
        connection.execute(_turn(document_id).values(reread_at=turn))


def set_turn(archive: Archive, document_id: str, turn: datetime | None) -> None:
    """Note when a document is to be looked at again; None: never.

    Raises:
        ArchiveError: The disk refuses.
    """
    with archive.database.transaction() as connection:
        connection.execute(_turn(document_id).values(reread_at=turn))


def _turn(document_id: str) -> Update:
    return update(document_).where(document_.c.id == document_id)


def last_look(archive: Archive, document_id: str) -> LastLook | None:
    """Return the last look at a document's page; None where it was not looked at again.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    question = (
        select(reading, document_.c.reread_at)
        .join(document_, document_.c.id == reading.c.document_id)
        .where(reading.c.document_id == document_id)
    )
    with archive.database.reading() as connection:
        row = connection.execute(question).first()
    if row is None:
        return None
    return LastLook(
        read_at=row.read_at,
        same_at=row.same_at,
        seen=Seen(row.seen),
        fact=row.fact,
        suspected=row.suspected,
        next_at=row.reread_at,
    )
