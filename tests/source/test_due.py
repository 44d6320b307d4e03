"""Who is asked at a given time."""

import doctest
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.model.health import Poll, SourceState
from monitor.model.outcome import PollResult
from monitor.model.source import Cadence, Kind, Source
from monitor.source import due as module
from monitor.source.due import due
from monitor.source.health import after

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
SOURCE = Source(
    id="a", name="A", publisher="A", kind=Kind.FEED, url="https://a.example/", cadence=Cadence.DAILY
)


def state(result: PollResult = PollResult.NOTHING_NEW, at: datetime = NOW) -> SourceState:
    return after(SOURCE, None, Poll(source_id="a", at=at, result=result, fact=""))


def is_due(source: Source = SOURCE, known: SourceState | None = None, now: datetime = NOW) -> bool:
    return due([source], {} if known is None else {"a": known}, now) == (source,)


def test_source_never_asked_is_due() -> None:
    assert is_due()


def test_source_is_due_from_its_next_poll_on() -> None:
    known = state()

    assert not is_due(known=known, now=known.next_poll_at - timedelta(seconds=1))
    assert is_due(known=known, now=known.next_poll_at)


@pytest.mark.parametrize(
    ("begin", "end", "watched"),
    [
        (date(2026, 11, 24), None, True),
        (date(2026, 11, 25), None, False),
        (None, date(2026, 11, 24), True),
        (None, date(2026, 11, 23), False),
    ],
)
def test_source_is_asked_within_its_time(
    begin: date | None, end: date | None, watched: bool
) -> None:
    assert is_due(replace(SOURCE, active_from=begin, active_until=end)) is watched


def test_disabled_source_is_never_asked() -> None:
    assert not is_due(replace(SOURCE, enabled=False))


def test_muted_source_is_asked_once_a_person_changes_its_address() -> None:
    known = state(PollResult.GONE)
    later = NOW + timedelta(days=300)

    assert not is_due(known=known, now=later)
    assert is_due(replace(SOURCE, url="https://mended.example/"), known, now=NOW)


def test_new_address_is_asked_at_once() -> None:
    assert is_due(replace(SOURCE, url="https://mended.example/"), state(PollResult.UNREACHABLE))


def test_plan_made_by_a_wrong_clock_is_not_waited_for() -> None:
    assert is_due(known=state(at=NOW + timedelta(days=3650)))
    assert not is_due(known=state(at=NOW + timedelta(seconds=5)))


def test_order_is_that_of_the_file() -> None:
    sources = [replace(SOURCE, id=name) for name in "cab"]

    assert [source.id for source in due(sources, {}, NOW)] == ["c", "a", "b"]


def test_examples_in_the_module_hold() -> None:
    assert doctest.testmod(module).failed == 0
