"""How many of the documents found have which value of each field.

Four counts in one go over the hits, where one for each field would be seven: what comes one to a
document is bundled, as are a document's topics, and taken apart here. At a million documents this
is the most expensive question there is.
"""

import json
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from tantivy import Occur, Query, Searcher

from monitor.archive.index import SCHEMA

_BUNDLED = ("source", "publisher", "kind", "lang")
_MOST = 60_000
"""Different values that the index counts at most; it refuses more than 65,000."""
_LOOKED_AT = 60
"""Stories of each segment among which the largest are looked for."""

Counts = Mapping[str, Mapping[str, int]]
"""Numbers of documents by field (as a query names it) and value (as it is written)."""


def counts(searcher: Searcher, query: Query, stories: int = 20) -> Counts:
    """Return the numbers of source, publisher, topic, kind, lang, month and of the most *stories*.

    *query* is asked as it is, so it must say as of when (``index.as_of``).
    """
    with ThreadPoolExecutor(1) as beside:  # the index lets go of Python while it counts
        most = beside.submit(_stories, searcher, query, stories)
        told = _told(searcher, query, {"bundle": _MOST, "topics": _MOST, "month": _MOST})
        found: dict[str, Counter[str]] = {field: Counter() for field in (*_BUNDLED, "topic")}
        for bundle, number in told["bundle"].items():
            for field, value in zip(_BUNDLED, _listed(bundle), strict=True):
                found[field][value] += number
        for topics, number in told["topics"].items():
            for topic in set(_listed(topics)):
                found["topic"][topic] += number
        return {**found, "month": told["month"], "story": most.result()}


def _stories(searcher: Searcher, query: Query, most: int) -> dict[str, int]:
    """Return the stories with most documents.

    Each segment names its largest; what these have in others is asked for afterwards.
    """
    if most < 1:
        return {}
    largest = _told(searcher, query, {"story": most})["story"]
    if searcher.num_segments < 2:
        return largest
    # A story is in few documents: they are found first, so this costs as good as nothing.
    only = [(Occur.Should, Query.term_query(SCHEMA, "story", name, "basic")) for name in largest]
    wanted = [(Occur.Must, query), (Occur.Must, Query.boolean_query(only))]
    exact = _told(searcher, Query.boolean_query(wanted), {"story": most})["story"]
    return dict(sorted(exact.items(), key=lambda item: -item[1]))


@lru_cache(maxsize=10_000)
def _listed(bundle: str) -> tuple[str, ...]:
    return tuple(json.loads(bundle))


def _told(searcher: Searcher, query: Query, fields: Mapping[str, int]) -> dict[str, dict[str, int]]:
    asked: dict[str, Any] = {
        field: {"terms": {"field": field, "size": size, "segment_size": max(size, _LOOKED_AT)}}
        for field, size in fields.items()
    }
    return {
        field: {bucket["key"]: int(bucket["doc_count"]) for bucket in told["buckets"]}
        for field, told in searcher.aggregate(query, asked).items()
    }
