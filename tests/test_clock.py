"""Clocks that are handed about."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor import clock


def test_system_clock_is_aware_and_utc() -> None:
    before = datetime.now(UTC)

    assert before <= clock.system() <= datetime.now(UTC)
    assert clock.system().tzinfo is UTC


def test_fixed_clock_stands_still_in_utc() -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=2)))

    now = clock.fixed(noon)

    assert now() == now() == noon
    assert now().tzinfo is UTC


def test_clock_without_zone_is_refused() -> None:
    naive = datetime(2026, 11, 24, 12, tzinfo=UTC).replace(tzinfo=None)

    with pytest.raises(ValueError, match="2026-11-24T12:00:00"):
        clock.fixed(naive)
