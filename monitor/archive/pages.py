"""The last pages that were read of each host, by their paragraphs."""

from sqlalchemy import delete, insert, select

from monitor.archive.leads import key_hash
from monitor.archive.schema import page as page_
from monitor.archive.store import Archive
from monitor.model.seen import Seen

MOST = 32
"""Pages of a host that are remembered, the last ones: sites change what they repeat."""


def remember(archive: Archive, host: str, url: str, seen: Seen) -> None:
    """Remember a page in place of what it was before, and forget the oldest ones of its host.

    Raises:
        ArchiveError: The disk refuses.
    """
    named = (page_.c.host == host) & (page_.c.url_hash == key_hash(url))
    newest = select(page_.c.id).where(page_.c.host == host)
    kept = newest.order_by(page_.c.id.desc()).limit(MOST)
    with archive.database.transaction() as connection:
        connection.execute(delete(page_).where(named))
        connection.execute(
            insert(page_).values(
                host=host, url_hash=key_hash(url), title=seen.title, blocks=list(seen.blocks)
            )
        )
        connection.execute(delete(page_).where(page_.c.host == host, page_.c.id.not_in(kept)))


def of_host(archive: Archive, host: str) -> tuple[Seen, ...]:
    """Return what is remembered of the last pages of *host*, oldest first.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    question = (
        select(page_.c.title, page_.c.blocks).where(page_.c.host == host).order_by(page_.c.id)
    )
    with archive.database.reading() as connection:
        rows = connection.execute(question).all()
    return tuple(Seen(title=row.title, blocks=tuple(row.blocks)) for row in rows)
