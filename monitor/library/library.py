"""What readers of an archive may ask: one call for each question.

The command line, the web and ``monitor.open`` ask here and nowhere else, so that all of them give
the same answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from monitor.archive import search as searching
from monitor.archive.store import Archive
from monitor.model.document import Document
from monitor.model.search import Hit, Order, Result, Search
from monitor.model.watchlist import Watchlist
from monitor.query.parse import parse
from monitor.query.tree import Query, Since, Until, all_of

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

        Raises:
            QueryError: The query cannot be read.
            SearchError: The cursor is of another search, or of no search.
        """
        parts: list[Query] = [parse(asked.query, self.macros)] if asked.query.strip() else []
        parts += [Since(asked.since)] if asked.since else []
        parts += [Until(asked.until)] if asked.until else []
        found = searching.search(
            self.archive,
            all_of(parts or [Since(date.min)]),
            sources=asked.sources,
            topics=asked.topics,
            limit=limit,
            newest=asked.order is Order.NEWEST,
        )
        documents = self.archive.documents([hit.document_id for hit in found.hits])
        hits = []
        for document, hit in zip(map(self.allowed, documents), found.hits, strict=True):
            verdict = self.archive.verdict(document.id)
            hits.append(
                Hit(
                    document=document,
                    revision=self.archive.revisions(document.id)[-1].number,
                    tier=verdict.tier,
                    topics=verdict.topics,
                    story_id=self.archive.placement(document.id).story_id,
                    score=hit.score,
                    snippet=found.snippet(document),
                )
            )
        return Result(
            search=replace(asked, as_of=asked.as_of),
            total=found.total,
            hits=tuple(hits),
            cursor=None,
        )

    def every(self, asked: Search, *, at_once: int = 200) -> Iterator[Hit]:
        """Yield all that *asked* finds, page by page, however much it is.

        Raises:
            QueryError: The query cannot be read.
        """
        cursor: str | None = None
        while True:
            page = self.search(asked, limit=at_once, cursor=cursor)
            asked = page.search
            yield from page.hits
            cursor = page.cursor
            if cursor is None:
                return

    @property
    def macros(self) -> Mapping[str, str]:
        """What ``$NAME`` stands for in a query."""
        return self.watchlist.macros if self.watchlist else {}

    def allowed(self, document: Document) -> Document:
        """Return *document* as its source's rights allow to use it by now."""
        return self.watchlist.allowed(document) if self.watchlist else document
