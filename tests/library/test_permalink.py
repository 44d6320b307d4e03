"""A search survives being an address."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import SearchError
from monitor.library.permalink import link, of_json, read
from monitor.model.search import Order, Search

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map(str.strip)
_VALUES = st.lists(_TEXT.filter(bool), max_size=3, unique=True).map(tuple)
_EARLIEST = datetime.fromisoformat("1900-01-02")
_SEARCHES = st.builds(
    Search,
    query=_TEXT,
    sources=_VALUES,
    publishers=_VALUES,
    topics=_VALUES,
    languages=_VALUES,
    months=st.sampled_from([(), ("2026-11",)]),
    since=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    until=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    as_of=st.none() | st.datetimes(_EARLIEST, _EARLIEST.replace(year=2150), timezones=st.just(UTC)),
    order=st.sampled_from(Order),
)


@settings(deadline=None)
@given(_SEARCHES)
def test_an_address_gives_the_search_that_it_was_made_of(asked: Search) -> None:
    assert read(parse_qsl(link(asked))) == asked


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"sorce": "bbc"}, "did you mean source?"),
        ({"xyzzy": "1"}, "there are q, source"),
        ({"xyzzy": 1}, "takes text"),
        ({"q": 1}, "takes text"),
        ({"q": ["a", "b"]}, "given twice"),
        ({"since": "yesterday"}, "takes a day such as 2026-11-01"),
        ({"until": "2026-02-31"}, "the calendar has no 2026-02-31"),
        ({"since": "0001-01-01"}, "is not a day from 1900 on"),
        ({"as_of": "now"}, "is not a time"),
        ({"as_of": "0001-01-01T00:00+14:00"}, "is not a time"),
        ({"as_of": "9999-12-31T23:00-12:00"}, "is not a time"),
        ({"month": "2026-13"}, "is not a month"),
        ({"q": "a\ud800"}, "half a character"),
        ({"order": "worst"}, "is not one of best, newest"),
        ({"topic": ["x" * 1001]}, "at most 1000"),
        ({"topic": [str(n) for n in range(201)]}, "at most 200"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(told: dict[str, object], said: str) -> None:
    with pytest.raises(SearchError) as refused:
        of_json(told)
    assert said in str(refused.value)


def test_a_month_is_its_first_and_its_last_day_and_a_day_its_last_moment() -> None:
    found = read([("since", "2026-02"), ("until", "2026-02"), ("as_of", "2026-11-24")])

    assert (found.since, found.until) == (date(2026, 2, 1), date(2026, 2, 28))
    assert found.as_of == datetime(2026, 11, 24, 23, 59, 59, 999999, tzinfo=UTC)


def test_a_plus_that_became_a_blank_is_a_plus_again() -> None:
    found = read([("as_of", "2026-11-24T07:00 01:00")])

    assert found.as_of == datetime(2026, 11, 24, 6, tzinfo=UTC)


def test_what_is_empty_is_not_asked_for_and_what_is_anothers_is_left_alone() -> None:
    assert read([("q", " "), ("source", ""), ("limit", "5")], more=("limit",)) == Search()
