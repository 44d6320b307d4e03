"""The seven days of an issue, across summer time, year ends and zones."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.week import before, closed_between, current, latest_closed, week
from monitor.errors import SettingsError
from monitor.model.watchlist import Edition

LONDON = Edition(id="weekly", title="The week")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ZONES = (
    "Europe/London",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
    "America/Santiago",  # clocks go forward at midnight
    "Africa/Cairo",  # so they do here, on a Friday
    "America/Havana",  # midnight comes twice
)
editions = st.builds(
    Edition,
    id=st.just("weekly"),
    title=st.just("The week"),
    weekday=st.sampled_from(DAYS),
    time=st.times().map(lambda at: at.replace(microsecond=0)),
    timezone=st.sampled_from(ZONES),
)
moments = st.datetimes(datetime(1975, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds have no zone


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_week_of_a_monday_edition_is_the_iso_week() -> None:
    found = week(LONDON, "2026-W47")

    assert found.key == "2026-W47"
    assert (found.starts_at, found.ends_at) == (at("2026-11-16"), at("2026-11-23"))
    assert found.closes_at == at("2026-11-23T07:00")


@pytest.mark.parametrize(
    ("key", "hours", "start"),
    [
        pytest.param("2026-W13", 167, "2026-03-23T00:00", id="clocks go forward"),
        pytest.param("2026-W43", 169, "2026-10-18T23:00", id="clocks go back"),
        pytest.param("2026-W26", 168, "2026-06-21T23:00", id="summer time"),
    ],
)
def test_summer_time_makes_a_week_longer_or_shorter(key: str, hours: int, start: str) -> None:
    found = week(LONDON, key)

    assert found.starts_at == at(start)
    assert found.ends_at - found.starts_at == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("weekday", "start"),
    [
        pytest.param("tuesday", "2026-11-17", id="six days in the week"),
        pytest.param("thursday", "2026-11-19", id="four days in the week"),
        pytest.param("friday", "2026-11-13", id="four days again, from the week before"),
        pytest.param("sunday", "2026-11-15", id="one day from the week before"),
    ],
)
def test_key_is_the_iso_week_that_holds_most_days(weekday: str, start: str) -> None:
    edition = Edition(id="weekly", title="The week", weekday=weekday)

    found = week(edition, "2026-W47")

    assert (found.key, found.starts_at) == ("2026-W47", at(start))


def test_years_end_where_the_iso_calendar_says() -> None:
    assert week(LONDON, "2026-W53").starts_at == at("2026-12-28")
    assert current(LONDON, at("2027-01-03T23:59")).key == "2026-W53"
    assert current(LONDON, at("2027-01-04T00:00")).key == "2027-W01"


@pytest.mark.parametrize(
    "key", ["2026-W54", "2026-W00", "2025-W53", "2026-47", "2026-W7", "0001-W01", "9999-W52", ""]
)
def test_a_key_that_is_no_week_is_refused_with_an_example(key: str) -> None:
    with pytest.raises(SettingsError, match="2026-W47"):
        week(LONDON, key)


def test_a_midnight_that_is_left_out_is_the_first_moment_of_its_day() -> None:
    # In Cairo, 24 April 2026 begins at 01:00: at 22:00 UTC.
    edition = Edition(
        id="w", title="W", weekday="friday", timezone="Africa/Cairo", time=time(0, 30)
    )

    found = current(edition, at("2026-04-24T12:00"))

    assert found.starts_at == at("2026-04-23T22:00")
    assert before(edition, found).closes_at == at("2026-04-23T22:30")


def test_a_midnight_that_comes_twice_is_the_first() -> None:
    # In Havana, 1 November 2026 has two midnights: 04:00 and 05:00 UTC.
    edition = Edition(id="w", title="W", weekday="sunday", timezone="America/Havana")

    assert current(edition, at("2026-11-01T04:30")).starts_at == at("2026-11-01T04:00")


def test_latest_closed_waits_for_the_hour_of_the_edition() -> None:
    assert latest_closed(LONDON, at("2026-11-23T06:59")).key == "2026-W46"
    assert latest_closed(LONDON, at("2026-11-23T07:00")).key == "2026-W47"


def test_closed_between_has_each_week_once_oldest_first() -> None:
    found = closed_between(LONDON, at("2026-11-04"), at("2026-11-23T07:00"))

    assert [each.key for each in found] == ["2026-W45", "2026-W46", "2026-W47"]
    assert closed_between(LONDON, at("2026-11-23"), at("2026-11-23T08:00")) == ()


@given(edition=editions, now=moments)
def test_weeks_follow_each_other_without_gap_and_keys_name_them(
    edition: Edition, now: datetime
) -> None:
    this = current(edition, now)
    last = before(edition, this)

    assert this.holds(now)
    assert last.ends_at == this.starts_at
    assert last.key < this.key
    assert week(edition, this.key) == this
    assert this.closes_at >= this.ends_at
    closed = latest_closed(edition, now)
    assert closed.closes_at <= now < closed.closes_at + timedelta(days=8, hours=2)
