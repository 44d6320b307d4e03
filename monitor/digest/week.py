"""Which seven days an issue covers: pure, in the edition's own zone, summer time or not."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.errors import SettingsError
from monitor.model.watchlist import WEEKDAYS, Edition
from monitor.model.week import Week

_KEY = re.compile(r"(\d{4})-W(\d\d)", re.ASCII)
_WEEK = timedelta(weeks=1)
_MIDDLE = timedelta(days=3)
"""From the first of seven days to the fourth: whichever ISO week holds that, holds most of them."""
_YEARS = range(1900, 2200)
"""Outside, a key is a slip of the finger, and the calendar's own ends come near."""


def week(edition: Edition, key: str) -> Week:
    """Return the week of *edition* with that *key*, such as ``2026-W47``.

    Raises:
        SettingsError: *key* names no week.
    """
    found = _KEY.fullmatch(key)
    try:
        if not found or int(found[1]) not in _YEARS:
            raise ValueError
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise SettingsError(
            f"week {key}: the calendar has no such week; write year and ISO week, such as 2026-W47"
        ) from None
    earliest = monday - _MIDDLE
    return _from(edition, earliest + timedelta(days=(_weekday(edition) - earliest.weekday()) % 7))


def current(edition: Edition, now: datetime) -> Week:
    """Return the week that *now* lies in."""
    today = now.astimezone(ZoneInfo(edition.timezone)).date()
    return _from(edition, today - timedelta(days=(today.weekday() - _weekday(edition)) % 7))


def latest_closed(edition: Edition, now: datetime) -> Week:
    """Return the last week whose issue is due at *now*."""
    found = before(edition, current(edition, now))
    return found if found.closes_at <= now else before(edition, found)


def before(edition: Edition, this: Week) -> Week:
    """Return the week that ended when *this* began."""
    start = this.starts_at.astimezone(ZoneInfo(edition.timezone)).date()
    # A day that begins after midnight, because summer time does, begins on that day all the same.
    return _from(edition, start - _WEEK)


def closed_between(edition: Edition, since: datetime, now: datetime) -> tuple[Week, ...]:
    """Return the weeks that ended after *since* and whose issue is due at *now*, oldest first."""
    found = []
    this = latest_closed(edition, now)
    while this.ends_at > since:
        found.append(this)
        this = before(edition, this)
    return tuple(reversed(found))


def _weekday(edition: Edition) -> int:
    return WEEKDAYS.index(edition.weekday)


def _from(edition: Edition, start: date) -> Week:
    end = start + _WEEK
    middle = (start + _MIDDLE).isocalendar()
    return Week(
        key=f"{middle.year:04}-W{middle.week:02}",
        starts_at=_instant(start, time(0), edition.timezone),
        ends_at=_instant(end, time(0), edition.timezone),
        closes_at=_instant(end, edition.time, edition.timezone),
        timezone=edition.timezone,
    )


def _instant(day: date, at: time, zone: str) -> datetime:
    """Return the UTC time of a local one.

    Of a time that comes twice, when clocks go back, the first; a time that is left out, when they
    go forward, is as long after the last midnight as its name says, so just after the gap.
    """
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)
