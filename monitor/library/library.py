"""What readers of an archive may ask: one call for each question.

The command line, the web and ``monitor.open`` ask here and nowhere else, so that all of them give
the same answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import repeat

from monitor.archive import asked as polls
from monitor.archive import facets as counting
from monitor.archive import search as searching
from monitor.archive import similar as likeness
from monitor.archive.history import State
from monitor.archive.search import Asked, Place, View
from monitor.archive.store import Archive
from monitor.library import asking, suggest, unknown
from monitor.library import cursor as cursors
from monitor.library import labels as labelling
from monitor.library import timeline as times
from monitor.library.cursor import Cursor
from monitor.model.document import Document
from monitor.model.search import Count, Facet, Hit, Order, Result, Search, Timeline
from monitor.model.watchlist import Watchlist
from monitor.query.tree import Query

PAGE = 20
"""Documents on a page where nobody asks for another number."""


class Library:
    """An open archive. Every method raises ArchiveError where it cannot be read."""

    def __init__(self, archive: Archive, watchlist: Watchlist | None) -> None:
        """*watchlist* is what sources.yaml says now; None where it cannot be used."""
        self.archive = archive
        self.watchlist = watchlist

    def search(
        self,
        asked: Search,
        *,
        limit: int = PAGE,
        cursor: str | None = None,
        facets: bool = False,
        period: str | None = None,
    ) -> Result:
        """Return a page of what *asked* finds.

        *cursor* is that of the page before. With *facets* the counts of every facet are told, with
        *period* (day, week, month, year) the counts over time.

        Pages are of the moment that the first one was of. Newest first, no document is on two of
        them or on none, whatever is written in between; best first that holds while nothing is
        written, for how rare a word is, and so what is better, depends on all documents.

        Raises:
            QueryError: The query cannot be read.
            SearchError: The cursor is of another search, or of no search; there is no such period.
        """
        if period is not None:
            times.checked(period)
        query = asking.whole(asked, self.macros)
        start = cursors.read(asked, cursor) if cursor else None

        def answered(view: View) -> Result:
            settled = view.settled(query, newest=asked.order is Order.NEWEST)
            page = view.page(settled, start.after if start else None, max(limit, 0))
            pinned = replace(asked, as_of=start.as_of if start else view.at)
            total = start.total if start else view.count(settled)
            place = Cursor(as_of=pinned.as_of or view.at, total=total, after=page.after or 0)
            return Result(
                search=pinned,
                total=total,
                hits=tuple(self._hit(query, *found) for found in page.found),
                cursor=None if page.after is None else cursors.write(asked, place),
                facets=self._facets(view, settled) if facets else (),
                timeline=self._timeline(view, settled, period, asked) if period else None,
                rough=settled.rough,
                suggestions=suggest.instead(view, asked, self.macros) if not total else (),
                unknown=unknown.told(view, query, self.watchlist) if not total else (),
            )

        return searching.ask(self.archive, start.as_of if start else asked.as_of, answered)

    def every(self, asked: Search) -> Iterator[Hit]:
        """Yield all that *asked* finds, in order, however much it is; each once.

        Hits are without snippets. The search is of the moment when the first one is asked for.

        Raises:
            QueryError: The query cannot be read.
        """
        query = asking.whole(asked, self.macros)

        def begun(view: View) -> tuple[View, Asked]:
            return view, view.settled(query, newest=asked.order is Order.NEWEST)

        view, settled = searching.ask(self.archive, asked.as_of, begun)
        for state, place in view.every(settled):
            yield self._hit(None, state, place)

    def similar(self, document_id: str, limit: int = PAGE) -> tuple[Hit, ...]:
        """Return the documents that say the like of one, best first; without snippets.

        Raises:
            ArchiveError: There is no such document.
        """
        document = self.archive.document(document_id)

        def found(view: View) -> tuple[Hit, ...]:
            places = likeness.places(view, document, limit)
            states = view.states(places)
            return tuple(map(self._hit, repeat(None), states, places))

        return searching.ask(self.archive, None, found)

    @property
    def macros(self) -> Mapping[str, str]:
        """What ``$NAME`` stands for in a query."""
        return self.watchlist.macros if self.watchlist else {}

    def allowed(self, document: Document) -> Document:
        """Return *document* as its source's rights allow to use it by now."""
        return self.watchlist.allowed(document) if self.watchlist else document

    def _hit(self, query: Query | None, state: State, place: Place) -> Hit:
        document = self.allowed(state.document)
        return Hit(
            document=document,
            revision=state.revision,
            tier=state.tier,
            topics=state.topics,
            story_id=state.story_id,
            score=place.score,
            snippet=searching.passage(query, state, document) if query else None,
        )

    def _facets(self, view: View, settled: Asked) -> tuple[Facet, ...]:
        found = counting.facets(view, settled)
        stories = next(each.values for each in found if each.field == "story")
        labels = labelling.labels(self.watchlist)
        labels["story"] = counting.headlines(view, [value for value, _ in stories])
        return tuple(
            Facet(
                field=each.field,
                counts=tuple(
                    Count(value=v, label=labels.get(each.field, {}).get(v, v), count=n)
                    for v, n in each.values
                ),
                more=each.more,
            )
            for each in found
        )

    def _timeline(self, view: View, settled: Asked, period: str, asked: Search) -> Timeline:
        counts = counting.days(view, settled)
        if not counts:
            return times.timeline(period, counts, {})
        first, last = times.start(period, min(counts)), times.end(period, max(counts))
        answers = polls.answers(self.archive, first, last, view.at, asked.sources)
        return times.timeline(period, counts, answers)
