"""A search as a feed."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from monitor.export.feeds import Feed, Item
from monitor.library.library import Library
from monitor.library.permalink import link
from monitor.model.saved import SavedSearch
from monitor.model.search import Hit, Order, Search
from monitor.model.source import Content
from monitor.text.rights import showable

LENGTH = 50
"""Items of a page of a feed."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def feed(
    library: Library,
    asked: Search,
    *,
    base: str = "",
    cursor: str | None = None,
    limit: int = LENGTH,
) -> tuple[Feed, str | None]:
    """Return a page of *asked* as a feed, newest first, and the cursor of the next page.

    *base* is the archive's own address, with the slash at its end.

    Raises:
        QueryError: The query cannot be read.
        SearchError: The cursor is of another search.
        ArchiveError: The archive cannot be read.
    """
    newest = replace(asked, order=Order.NEWEST)
    found = library.search(newest, limit=limit, cursor=cursor)
    items = tuple(map(partial(_item, library, base), found.hits))
    known = replace(asked, order=Order.BEST)
    made = Feed(
        key=f"search?{link(known)}",
        title=asked.query or "All documents",
        updated=max((item.updated for item in items), default=_NEVER),
        items=items,
        home=f"{base}search?{link(newest)}" if base else "",
    )
    return made, found.cursor


def saved_feed(
    library: Library, saved: SavedSearch, *, base: str = "", cursor: str | None = None
) -> tuple[Feed, str | None]:
    """Return a page of a saved search as a feed, and the cursor of the next page.

    Raises:
        QueryError: The query cannot be read by now.
        SearchError: The cursor is of another search.
        ArchiveError: The archive cannot be read.
    """
    made, after = feed(library, saved.search, base=base, cursor=cursor)
    return replace(made, key=f"saved/{saved.name}", title=saved.name), after


def _item(library: Library, base: str, hit: Hit) -> Item:
    document = hit.document
    states = library.archive.revisions(document.id)
    names = {t.id: t.name for t in library.watchlist.topics} if library.watchlist else {}
    updated = next((s.read_at for s in states if s.number == hit.revision), document.first_seen_at)
    return Item(
        key=f"document/{document.canonical_url}",
        url=document.url,
        title=document.title,
        summary=showable(document.under(Content.EXTRACT)),
        authors=document.authors,
        publisher=document.publisher,
        published=document.published.at if document.published else None,
        updated=updated,
        topics=tuple((topic, names.get(topic, topic)) for topic in hit.topics),
        language=document.language,
        rights=document.rights,
        here=f"{base}documents/{document.id}" if base else "",
    )
