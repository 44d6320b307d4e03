"""Tags and notes of researchers. Each function raises ArchiveError where the disk refuses.

Rows are added: the last word of a person on a tag of a document counts. A note that is taken back
keeps its row.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select, update

from monitor.archive.schema import change
from monitor.archive.schema import note as note_
from monitor.archive.schema import tagging as tagging_
from monitor.archive.store import Archive
from monitor.model.remark import Note, Tagging

_TAGGING = [tagging_.c[f.name] for f in fields(Tagging)]
_NOTE = [note_.c[f.name] for f in fields(Note)]
_AT_ONCE = 500
"""Ids in one question: SQLite takes 32,766 values, its older releases 999."""


def add_taggings(archive: Archive, told: Sequence[Tagging]) -> None:
    """Write *told* down, all of it or nothing."""
    rows = [{f.name: getattr(each, f.name) for f in fields(each)} for each in told]
    if rows:
        with archive.database.transaction() as connection:
            connection.execute(insert(tagging_), rows)


def taggings(
    archive: Archive,
    document_id: str | None = None,
    tag: str | None = None,
    as_of: datetime | None = None,
) -> tuple[Tagging, ...]:
    """Return the tags that stand, or stood at *as_of*, in the order in which they were put on."""
    newest = select(func.max(tagging_.c.id))
    newest = newest.group_by(tagging_.c.document_id, tagging_.c.tag, tagging_.c.who)
    if document_id is not None:
        newest = newest.where(tagging_.c.document_id == document_id)
    if tag is not None:
        newest = newest.where(tagging_.c.tag == tag)
    if as_of is not None:
        newest = newest.where(tagging_.c.at <= as_of)
    question = select(*_TAGGING).where(tagging_.c.id.in_(newest), tagging_.c.on.is_(True))
    with archive.database.reading() as connection:
        rows = connection.execute(question.order_by(tagging_.c.id)).mappings()
        return tuple(_tagging(row) for row in rows)


def tagging_history(archive: Archive) -> tuple[Tagging, ...]:
    """Return every tag that was put on or taken off, in order."""
    with archive.database.reading() as connection:
        rows = connection.execute(select(*_TAGGING).order_by(tagging_.c.id)).mappings()
        return tuple(_tagging(row) for row in rows)


def add_note(archive: Archive, document_id: str, text: str, who: str, at: datetime) -> Note:
    """Write a note down."""
    with archive.database.transaction() as connection:
        told = {"document_id": document_id, "text": text, "who": who, "at": at, "removed_by": ""}
        number = connection.execute(insert(note_).values(told)).inserted_primary_key
        assert number is not None  # noqa: S101 - the table has a key
        return Note(
            number=int(number[0]),
            document_id=document_id,
            text=text,
            who=who,
            at=at,
            removed_at=None,
        )


def remove_note(archive: Archive, number: int, who: str, at: datetime) -> None:
    """Take a note back that stands."""
    with archive.database.transaction() as connection:
        connection.execute(
            update(note_)
            .where(note_.c.number == number, note_.c.removed_at.is_(None))
            .values(removed_at=at, removed_by=who)
        )


def notes(archive: Archive, document_id: str | None = None) -> tuple[Note, ...]:
    """Return all notes, those that were taken back, too, in the order of writing."""
    question = select(*_NOTE).order_by(note_.c.number)
    if document_id is not None:
        question = question.where(note_.c.document_id == document_id)
    with archive.database.reading() as connection:
        return tuple(_note(row) for row in connection.execute(question).mappings())


def rows_of(archive: Archive, ids: Sequence[str], as_of: datetime | None) -> list[int]:
    """Return the row of the log that each document's state at *as_of* was made by, in order."""
    question = select(func.max(change.c.seq)).group_by(change.c.document_id)
    if as_of is not None:
        question = question.where(change.c.at <= as_of)
    found: list[int] = []
    with archive.database.reading() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            some = question.where(change.c.document_id.in_(ids[start : start + _AT_ONCE]))
            found += connection.execute(some).scalars()
    return sorted(found)


def _tagging(row: RowMapping) -> Tagging:
    return Tagging(**{str(name): value for name, value in row.items()})


def _note(row: RowMapping) -> Note:
    return Note(**{str(name): value for name, value in row.items()})
