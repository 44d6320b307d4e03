"""A search as the part of an address behind its question mark, and back."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlencode

from monitor.errors import QueryError, SearchError
from monitor.model.search import Order, Search
from monitor.query.fields import day_of

LISTS = {
    "source": "sources",
    "publisher": "publishers",
    "topic": "topics",
    "kind": "kinds",
    "lang": "languages",
    "story": "stories",
    "month": "months",
}
"""What may be given several times, as a query names it, and the field of ``Search``."""
NAMES = ("q", *LISTS, "since", "until", "as_of", "order")
"""Every name that a search's address may have; pages of it (cursor, limit) are no part of it."""

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")
_YEARS = range(1900, 2200)
_MOST_VALUES, _LONGEST = 200, 1000


def pairs(asked: Search) -> tuple[tuple[str, str], ...]:
    """Return *asked* as names and values, in one order, without what says nothing."""
    told: list[tuple[str, str]] = [("q", asked.query)] if asked.query else []
    for name, field in LISTS.items():
        told += [(name, value) for value in getattr(asked, field)]
    told += [("since", asked.since.isoformat())] if asked.since else []
    told += [("until", asked.until.isoformat())] if asked.until else []
    if asked.as_of:
        moment = asked.as_of.astimezone(UTC).replace(tzinfo=None)
        told.append(("as_of", f"{moment.isoformat()}Z"))
    told += [("order", asked.order.value)] if asked.order is not Order.BEST else []
    return tuple(told)


def link(asked: Search) -> str:
    """Return *asked* as it stands behind the question mark of an address.

    >>> from monitor.model.search import Search
    >>> link(Search(query='"debt bondage"', topics=("labour",)))
    'q=%22debt+bondage%22&topic=labour'
    """
    return urlencode(pairs(asked))


def read(told: Iterable[tuple[str, str]], more: Sequence[str] = ()) -> Search:
    """Return the search that names and values ask for; those called as in *more* are left alone.

    Raises:
        SearchError: A name is unknown, given twice, or cannot have its value.
    """
    values: dict[str, list[str]] = {}
    for name, value in told:
        if name in more:
            continue
        if name not in NAMES:
            raise SearchError(name[:_LONGEST], unknown(name, (*NAMES, *more)))
        if _HALF.search(value):
            raise SearchError(name, "has half a character, as bytes have that are no UTF-8")
        values.setdefault(name, []).append(value)
    fields: dict[str, Any] = {}
    for name, given in values.items():
        given = [value for value in given if value.strip()]
        if name in LISTS:
            fields[LISTS[name]] = _several(name, given)
        elif len(given) > 1:
            raise SearchError(name, "is given twice; leave one of them out")
        elif given:
            fields["query" if name == "q" else name] = _single(name, given[0])
    return Search(**fields)


def of_json(told: Mapping[str, Any], more: Sequence[str] = ()) -> Search:
    """Return the search of an object with the same names; what has several values is a list.

    Raises:
        SearchError: As ``read``; or a value is neither text nor a list of texts.
    """
    given: list[tuple[str, str]] = []
    for name, value in told.items():
        if name in more:
            continue
        if isinstance(value, str):
            given.append((name, value))
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            given += [(name, each) for each in value]
        elif value is not None:
            raise SearchError(name[:_LONGEST], "takes text, or a list of texts")
        elif name not in NAMES:
            raise SearchError(name[:_LONGEST], unknown(name, (*NAMES, *more)))
    return read(given, more)


def unknown(name: str, known: Sequence[str]) -> str:
    """Return why *name* is refused, and which of *known* was probably meant."""
    near = difflib.get_close_matches(name[:100].casefold(), known, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"is no parameter of this; {hint}"


def moment(told: str) -> datetime:
    """Return the time that *told* names; a day is its last moment, and no zone is UTC.

    Raises:
        ValueError: It names none; the message is for a person.
    """
    text = told.strip().replace(" ", "+", 1) if "T" in told else told.strip()  # "+" of a URL
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            at = datetime.combine(date.fromisoformat(text), time.max, UTC)
        else:
            at = datetime.fromisoformat(text)
        if at.year not in _YEARS:
            raise ValueError
    except ValueError:
        raise ValueError(
            f"“{told[:80]}” is not a time; write it such as 2026-11-24 or 2026-11-24T07:00Z"
        ) from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _several(name: str, given: Sequence[str]) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value.strip() for value in given))
    if len(values) > _MOST_VALUES:
        raise SearchError(name, f"is given {len(values)} times; at most {_MOST_VALUES} are taken")
    for value in values:
        if len(value) > _LONGEST:
            raise SearchError(name, f"has {len(value)} characters; at most {_LONGEST} are taken")
        if name == "month" and not _MONTH.fullmatch(value):
            raise SearchError(name, f"“{value[:80]}” is not a month; write it such as 2026-11")
    return values


def _single(name: str, value: str) -> Any:
    if name == "q":
        return value
    if name == "order":
        if value not in list(Order):
            raise SearchError(name, f"“{value[:80]}” is not one of {', '.join(Order)}")
        return Order(value)
    try:
        if name == "as_of":
            return moment(value)
        day = day_of(name, value)
    except QueryError as fault:
        raise SearchError(name, fault.reason.removeprefix(f"{name}: ")) from None
    except ValueError as fault:
        raise SearchError(name, str(fault)) from None
    if day.year not in _YEARS:
        raise SearchError(name, f"“{value[:80]}” is not a day from 1900 on")
    return day
