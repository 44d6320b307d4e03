"""Many documents at once."""

from collections.abc import Sequence
from datetime import datetime

from monitor.archive import documents
from monitor.archive.rows import Kept
from monitor.archive.store import Archive


def add_many(archive: Archive, kept: Sequence[Kept], at: datetime | None = None) -> None:
    """Keep new documents with all that was decided about them, all or none.

    *at* is now; None: when each was first seen. A few thousand at once are quickest.

    Raises:
        ArchiveError: The disk refuses; none was kept.
    """
    with archive.database.transaction() as connection:
        documents.add(connection, kept, at)


def forget_fingerprints(archive: Archive, before: datetime) -> None:
    """Take out what placing needed to know of documents that were first seen before then.

    Raises:
        ArchiveError: The disk refuses.
    """
    with archive.database.transaction() as connection:
        documents.forget_fingerprints(connection, before)
