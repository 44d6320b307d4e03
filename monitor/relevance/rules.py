"""The queries of a watchlist, parsed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from monitor.model.watchlist import Watchlist
from monitor.query.parse import parse
from monitor.query.tree import And, Or, Query, all_of, any_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What ``judge`` goes by; a tier without a query is None and matches nothing."""

    include: Query | None
    include_unless: Query | None
    unless: Query | None
    queue: Query | None
    topics: tuple[tuple[str, Query], ...]
    """Id and query, in the watchlist's order."""
    subjects: Mapping[str, Query]
    """By topic, what it asks beyond being ours: of “ours AND (court OR jailed)”, the latter."""

    @classmethod
    def of(cls, watchlist: Watchlist) -> Self:
        """Return the rules of *watchlist*.

        Raises:
            QueryError: A query cannot be read. A watchlist that was loaded has none such.
        """
        tiers, macros = watchlist.tiers, watchlist.macros
        include = _query(tiers.include, macros)
        unless_friend = _query(tiers.include_unless, macros)
        either = [query for query in (include, unless_friend) if query is not None]
        ours = (*either, any_of(either)) if either else ()
        topics = tuple((topic.id, parse(topic.query, macros)) for topic in watchlist.topics)
        return cls(
            include=include,
            include_unless=unless_friend,
            unless=_query(tiers.unless, macros),
            queue=_query(tiers.queue, macros),
            topics=topics,
            subjects={topic: _beyond(ours, query) for topic, query in topics},
        )


def _query(text: str, macros: Mapping[str, str]) -> Query | None:
    return parse(text, macros) if text.strip() else None


def _beyond(ours: tuple[Query, ...], query: Query) -> Query:
    """Return *query* without the condition of being *ours*, wherever it stands in it."""
    match query:
        case And(parts):
            kept = [_beyond(ours, part) for part in parts if part not in ours]
            return all_of(kept) if kept else query
        case Or(parts):
            return any_of(_beyond(ours, part) for part in parts)
        case _:
            return query
