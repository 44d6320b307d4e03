"""The queries of a watchlist, parsed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from monitor.model.watchlist import Watchlist
from monitor.query.parse import parse
from monitor.query.tree import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What ``judge`` goes by; a tier without a query is None and matches nothing."""

    include: Query | None
    include_unless: Query | None
    unless: Query | None
    queue: Query | None
    topics: tuple[tuple[str, Query], ...]
    """Id and query, in the watchlist's order: the first that matches is a document's primary."""

    @classmethod
    def of(cls, watchlist: Watchlist) -> Self:
        """Return the rules of *watchlist*.

        Raises:
            QueryError: A query cannot be read. A watchlist that was loaded has none such.
        """
        tiers, macros = watchlist.tiers, watchlist.macros
        return cls(
            include=_query(tiers.include, macros),
            include_unless=_query(tiers.include_unless, macros),
            unless=_query(tiers.unless, macros),
            queue=_query(tiers.queue, macros),
            topics=tuple((topic.id, parse(topic.query, macros)) for topic in watchlist.topics),
        )


def _query(text: str, macros: Mapping[str, str]) -> Query | None:
    return parse(text, macros) if text.strip() else None
