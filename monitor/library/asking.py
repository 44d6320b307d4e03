"""A search as one query."""

from collections.abc import Mapping

from monitor.errors import QueryError
from monitor.library.permalink import LISTS
from monitor.model.search import Search
from monitor.query import repair
from monitor.query.parse import parse
from monitor.query.tree import FieldIs, Query, Since, Until, all_of, any_of


def words_of(asked: Search, macros: Mapping[str, str]) -> Query:
    """Return what *asked* has written; everything where that is nothing.

    Raises:
        QueryError: It cannot be read; with a suggestion where there is one.
    """
    if not asked.query.strip():
        return all_of(())
    try:
        return parse(asked.query, macros)
    except QueryError as fault:
        suggestion = repair.suggestion(fault, macros)
        raise QueryError(
            fault.query, fault.reason, column=fault.column, suggestion=suggestion
        ) from None


def whole(asked: Search, macros: Mapping[str, str]) -> Query:
    """Return the query of *asked* with all its filters.

    Raises:
        QueryError: It cannot be read; with a suggestion where there is one.
    """
    parts: list[Query] = [words_of(asked, macros)]
    for name, field in LISTS.items():
        values = getattr(asked, field)
        if values:
            parts.append(any_of(FieldIs(name, value) for value in values))
    parts += [Since(asked.since)] if asked.since else []
    parts += [Until(asked.until)] if asked.until else []
    return all_of(parts)
