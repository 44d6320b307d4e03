"""Our index, and a page of results as the Library, the command line and the web give it."""

import time
from collections.abc import Callable
from typing import Any

from tantivy import Occur, Query, Searcher

from monitor.archive import index
from monitor.archive.compile import compiled
from monitor.archive.counts import counts
from monitor.archive.store import Archive
from monitor.library.library import Library
from monitor.model.search import Order, Search
from monitor.query.parse import parse
from tests.bench.archive.kinds import Question

_BEST = 20


def searcher(archive: Archive) -> Searcher:
    """Return what the index of *archive* is asked by."""
    return index.opened(archive).searcher()


def answer(searcher: Searcher, asked: Question) -> Any:
    """Ask the index: the best twenty and how many there are, or the facets."""
    question = compiled(parse(asked.query), searcher).query
    now = Query.boolean_query([(Occur.Must, question), *index.as_of(None)])
    if asked.facets:
        return counts(searcher, now)
    return searcher.search(now, _BEST, order_by_field="newness" if asked.newest else None)


def page(library: Library, asked: Question) -> Any:
    """Ask the Library for the first page: documents, verdicts, snippets and all."""
    order = Order.NEWEST if asked.newest else Order.BEST
    return library.search(Search(query=asked.query, order=order), facets=asked.facets)


def first_after_one(archive: Archive, add: Callable[[], None]) -> tuple[float, float]:
    """Return the milliseconds of catching up with one more document, and of the CPU."""
    add()
    began, cpu = time.perf_counter(), time.process_time()
    index.catch_up(archive)
    return (time.perf_counter() - began) * 1e3, (time.process_time() - cpu) * 1e3
