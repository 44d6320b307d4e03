"""Searches that are kept by name. Each function raises ArchiveError where the disk refuses."""

from datetime import datetime

from sqlalchemy import RowMapping, delete, func, insert, select, update

from monitor.archive.schema import change, saved_search
from monitor.archive.store import Archive
from monitor.model.saved import SavedSearch
from monitor.model.search import Search
from monitor.plainly import plain, whole


def last_seq(archive: Archive) -> int:
    """Return the number of the last change of the log, 0 where it is empty."""
    with archive.database.reading() as connection:
        return int(connection.execute(select(func.max(change.c.seq))).scalar() or 0)


def save(archive: Archive, name: str, search: Search, at: datetime) -> SavedSearch:
    """Keep *search* under *name*, in place of what was there; what is known now is no news."""
    with archive.database.transaction() as connection:
        seq = int(connection.execute(select(func.max(change.c.seq))).scalar() or 0)
        kept = SavedSearch(name=name, search=search, created_at=at, seq=seq, asked_at=None)
        connection.execute(delete(saved_search).where(saved_search.c.name == name))
        connection.execute(
            insert(saved_search).values(name=name, search=plain(search), created_at=at, seq=seq)
        )
    return kept


def find(archive: Archive, name: str) -> SavedSearch | None:
    """Return what is kept under *name*, also where it was removed; None where nothing ever was."""
    with archive.database.reading() as connection:
        question = select(saved_search).where(saved_search.c.name == name)
        row = connection.execute(question).mappings().first()
    return None if row is None else _whole(row)


def every(archive: Archive) -> tuple[SavedSearch, ...]:
    """Return all that are kept and not removed, by name."""
    question = select(saved_search).where(saved_search.c.removed_at.is_(None))
    with archive.database.reading() as connection:
        rows = connection.execute(question.order_by(saved_search.c.name)).mappings()
        return tuple(_whole(row) for row in rows)


def mark(archive: Archive, name: str, seq: int, at: datetime) -> None:
    """Note that the reader of *name* was told of all changes up to *seq*; it never goes back."""
    with archive.database.transaction() as connection:
        connection.execute(
            update(saved_search)
            .where(saved_search.c.name == name, saved_search.c.seq <= seq)
            .values(seq=seq, asked_at=at)
        )


def remove(archive: Archive, name: str, at: datetime) -> None:
    """Note that *name* was removed."""
    with archive.database.transaction() as connection:
        connection.execute(
            update(saved_search).where(saved_search.c.name == name).values(removed_at=at)
        )


def _whole(row: RowMapping) -> SavedSearch:
    return SavedSearch(**{**row, "search": whole(Search, row["search"])})
