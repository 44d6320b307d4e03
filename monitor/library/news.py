"""What a search gained since a place in the log of changes: nothing lost, nothing told twice.

A document is news to a search in the one change that first made it match: it arrived, was edited,
or got a topic. Every change lies in exactly one of the stretches (0, a], (a, b], (b, c] …, however
a reader cuts the log and whatever arrives between two questions; so each document is told once.
One that stops to match and matches again later is no news again.
"""

from collections.abc import Iterator

from monitor.archive import history
from monitor.archive.history import State
from monitor.archive.search import subject
from monitor.library.asking import whole
from monitor.library.library import Library
from monitor.model.saved import Entered, News
from monitor.model.search import Hit, Search
from monitor.query.match import match
from monitor.query.tree import Query

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
    query = whole(asked, library.macros)
    found = history.stretch(library.archive, max(after, 0), most, asked.as_of)
    entered = [
        told
        for states in found.documents
        if (told := _entered(library, query, states, after)) is not None
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


def _entered(
    library: Library, query: Query, states: tuple[State, ...], after: int
) -> Entered | None:
    """Return a document as news, if the first of its states that matches lies behind *after*."""
    first = next((state for state in states if _fits(query, state)), None)
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
    return Entered(hit=hit, seq=first.seq, holds=_fits(query, last))


def _fits(query: Query, state: State) -> bool:
    return match(query, subject(state)) is not None
