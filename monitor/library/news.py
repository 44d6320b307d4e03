"""What a search gained since a place in the log of changes: nothing lost, nothing told twice.

A document is news to a search in the one change that first made it match: it arrived, was edited,
or got a topic. Every change lies in exactly one of the stretches (0, a], (a, b], (b, c] …, however
a reader cuts the log and whatever arrives between two questions; so each document is told once.
One that stops to match and matches again later is no news again.
"""

from collections.abc import Iterator
from datetime import UTC

from monitor.archive import history
from monitor.archive.history import State
from monitor.archive.search import subject
from monitor.library.library import Library
from monitor.library.permalink import LISTS
from monitor.model.saved import Entered, News
from monitor.model.search import Hit, Search
from monitor.query.match import match
from monitor.query.parse import parse
from monitor.query.tree import FIELDS, FieldIs, Query, Since, Until, all_of, any_of

MOST = 500
"""Changes that are looked at in one question; their documents are held in memory."""


def news(library: Library, asked: Search, after: int, most: int = MOST) -> News:
    """Return what *asked* gained in the at most *most* changes behind number *after*.

    Ask again with ``after=news.upto`` while ``news.more``, and later to hear of what arrived since.
    A search that is pinned to a moment gains nothing of what was learned later.

    Raises:
        QueryError: The query cannot be read.
        ArchiveError: The archive cannot be read.
    """
    query = whole_query(library, asked)
    found = history.stretch(library.archive, max(after, 0), most, asked.as_of)
    entered = [
        told
        for states in found.documents
        if (told := _entered(library, asked, query, states, after)) is not None
    ]
    entered.sort(key=lambda each: each.seq)
    return News(entered=tuple(entered), after=after, upto=found.upto, more=found.more)


def all_news(library: Library, asked: Search, after: int) -> Iterator[News]:
    """Yield all that *asked* gained since *after*, stretch by stretch; the last has no more.

    Raises:
        QueryError: The query cannot be read.
        ArchiveError: The archive cannot be read.
    """
    more = True
    while more:
        told = news(library, asked, after)
        after, more = told.upto, told.more
        yield told


def whole_query(library: Library, asked: Search) -> Query:
    """Return the query of *asked* with those of its filters that a query can say.

    Raises:
        QueryError: The query cannot be read.
    """
    parts: list[Query] = [parse(asked.query, library.macros)] if asked.query.strip() else []
    for name, field in LISTS.items():
        if name in FIELDS and getattr(asked, field):
            parts.append(any_of(FieldIs(name, value) for value in getattr(asked, field)))
    parts += [Since(asked.since)] if asked.since else []
    parts += [Until(asked.until)] if asked.until else []
    return all_of(parts)


def _entered(
    library: Library, asked: Search, query: Query, states: tuple[State, ...], after: int
) -> Entered | None:
    """Return a document as news, if the first of its states that matches lies behind *after*."""
    first = next((state for state in states if _fits(asked, query, state)), None)
    if first is None or first.seq <= after:
        return None
    last = states[-1]
    hit = Hit(
        document=library.allowed(last.document),
        revision=last.revision,
        tier=last.tier,
        topics=last.topics,
        story_id=last.story_id,
        score=0.0,
        snippet=None,
    )
    return Entered(hit=hit, seq=first.seq, holds=_fits(asked, query, last))


def _fits(asked: Search, query: Query, state: State) -> bool:
    month = f"{state.document.first_seen_at.astimezone(UTC):%Y-%m}"
    return (
        (not asked.stories or state.story_id in asked.stories)
        and (not asked.months or month in asked.months)
        and match(query, subject(state.document, state.topics)) is not None
    )
