"""A search as a feed."""

from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from monitor.export.feeds import Feed, Item
from monitor.library.library import Library
from monitor.library.permalink import link
from monitor.model.saved import SavedSearch
from monitor.model.search import Hit, Order, Search
from monitor.model.source import Content
from monitor.text.rights import showable

LENGTH = 50
"""Documents in a feed."""
_POOL = 200
"""Documents among which those that arrived last are looked for."""
_DOUBLINGS = 13
"""Of a day: 11 years."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def feed(library: Library, asked: Search, now: datetime, *, base: str = "") -> Feed:
    """Return *asked* as a feed: what arrived last comes first.

    By when it was first seen, not by publication: what is found late stands where readers look.
    *base* is the archive's own address, with the slash at its end.

    Raises:
        QueryError: The query cannot be read.
        ArchiveError: The archive cannot be read.
    """
    hits = sorted(_last(library, asked, now), key=_arrival, reverse=True)[:LENGTH]
    items = tuple(map(partial(_item, library, base), hits))
    newest = replace(asked, order=Order.NEWEST)
    return Feed(
        key=f"search?{link(replace(asked, order=Order.BEST))}",
        title=asked.query or "All documents",
        updated=max((item.updated for item in items), default=_NEVER),
        items=items,
        home=f"{base}search?{link(newest)}" if base else "",
    )


def saved_feed(library: Library, saved: SavedSearch, now: datetime, *, base: str = "") -> Feed:
    """Return a saved search as a feed.

    Raises:
        QueryError: The query cannot be read by now.
        ArchiveError: The archive cannot be read.
    """
    made = feed(library, saved.search, now, base=base)
    return replace(made, key=f"saved/{saved.name}", title=saved.name)


def _last(library: Library, asked: Search, now: datetime) -> tuple[Hit, ...]:
    """Return documents of *asked*, those that arrived last among them.

    An index orders by publication. So the shortest time is looked for in which enough arrived, and
    all of it is read; of a single day with more than a pool, those published last.
    """
    newest = replace(asked, order=Order.NEWEST)
    found = library.search(newest, limit=_POOL)
    if found.total <= _POOL:
        return found.hits
    today = min(asked.as_of or now, now).astimezone(UTC).date()

    def since(days: int) -> Search:
        first = today - timedelta(days=days)
        return replace(newest, since=max(first, asked.since) if asked.since else first)

    def enough(days: int) -> bool:
        return library.search(since(days), limit=0).total >= LENGTH

    longest = next((2**power for power in range(_DOUBLINGS) if enough(2**power)), None)
    if longest is None:
        return found.hits
    days = bisect_left(range(longest), True, key=enough)
    hits = {hit.document.id: hit for hit in library.search(since(days), limit=_POOL).hits}
    if days:
        hits |= {h.document.id: h for h in library.search(since(days - 1), limit=_POOL).hits}
    return tuple(hits.values())


def _arrival(hit: Hit) -> tuple[datetime, str]:
    return hit.document.first_seen_at, hit.document.id


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
