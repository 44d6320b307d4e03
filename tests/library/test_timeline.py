"""Counts over time, with what is missing in them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from monitor.archive.schema import poll
from monitor.errors import SearchError
from monitor.library.library import Library
from monitor.library.timeline import MOST, PERIODS, checked, start, timeline
from monitor.model.outcome import PollResult
from monitor.model.search import Bucket, Search
from tests.archive.conftest import HOUR, START, a_document, keep

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def at(day: int) -> date:
    return date(2026, 11, day)


@given(
    counts=st.dictionaries(DAYS, st.integers(1, 9), min_size=1, max_size=20),
    period=st.sampled_from(PERIODS),
)
def test_periods_follow_each_other_and_hold_every_day(counts: dict[date, int], period: str) -> None:
    told = timeline(period, counts, {}).buckets

    assert sum(each.count for each in told) == sum(counts.values())
    assert (told[0].count, told[-1].count) != (0, 0)
    for one, other in pairwise(told):
        assert start(period, other.starts_on - timedelta(days=1)) == one.starts_on
    assert not any(each.polled for each in told)


def test_a_source_that_never_answered_in_a_period_is_a_gap_also_while_it_was_not_asked() -> None:
    answers = {
        "good": {at(n): True for n in range(2, 10)},
        "weekly": {at(2): True, at(9): True},
        "down": {at(2): True, at(4): False, at(8): True},
        "flaky": {at(5): True, at(6): False},
    }
    told = timeline("day", {at(2): 1, at(9): 4}, answers).buckets

    assert {each.starts_on.day: each.gaps for each in told} == {
        2: (), 3: (), 4: ("down",), 5: ("down",), 6: ("down", "flaky"), 7: ("down",), 8: (), 9: (),
    }  # fmt: skip
    assert timeline("week", {at(2): 1, at(9): 4}, answers).buckets == (
        Bucket(starts_on=at(2), count=1),
        Bucket(starts_on=at(9), count=4),
    )


def test_where_nobody_was_asked_a_count_says_nothing(library: Library) -> None:
    for number in (0, 48):
        keep(library.archive, a_document(f"d{number}", first_seen_at=START + number * HOUR))
    state = library.archive.states
    assert state() == {}

    def asked(source: str, hours: int, result: PollResult) -> None:
        at = START + hours * HOUR
        with library.archive.database.transaction() as connection:
            connection.execute(
                insert(poll).values(
                    source_id=source, at=at, result=result.value, fact="", leads=0, new=0
                )
            )

    asked("post", 0, PollResult.NEW)
    asked("herald", 0, PollResult.UNREACHABLE)
    asked("herald", 47, PollResult.EMPTY)
    told = library.search(Search(), period="day").timeline

    assert told
    assert told.buckets == (
        Bucket(starts_on=at(2), count=1, gaps=("herald",)),
        Bucket(starts_on=at(3), count=0, gaps=("herald",), polled=False),
        Bucket(starts_on=at(4), count=1),
    )
    narrow = library.search(Search(sources=("post",)), period="week").timeline
    assert narrow
    assert narrow.buckets == (Bucket(starts_on=at(2), count=2),)


def test_too_many_periods_are_refused_with_the_next_coarser() -> None:
    with pytest.raises(SearchError, match=f"more than {MOST:,} of it; ask by week"):
        timeline("day", {date(1970, 1, 1): 1, at(2): 1}, {})
    with pytest.raises(SearchError, match="is not one of day, week, month, year"):
        checked("hour")
