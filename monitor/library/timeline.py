"""Counts over time, and what is missing in them."""

from collections.abc import Mapping
from datetime import date, timedelta

from monitor.errors import SearchError
from monitor.model.search import Bucket, Timeline

PERIODS = ("day", "week", "month", "year")
MOST = 5_000
"""Buckets of a timeline: 13 years of days."""

_DAY = timedelta(days=1)


def checked(period: str) -> str:
    """Return *period*.

    Raises:
        SearchError: It is none.
    """
    if period not in PERIODS:
        raise SearchError("period", f"“{period[:80]}” is not one of {', '.join(PERIODS)}")
    return period


def timeline(
    period: str, counts: Mapping[date, int], answers: Mapping[str, Mapping[date, bool]]
) -> Timeline:
    """Return the *counts* of days by *period*.

    *answers* tells of each source, by the days on which it was asked, whether it answered. A source
    is a gap of a period without an answer that lies in a stretch from its first failure to its next
    answer: it may not have been asked on each day of that, and its news of then is missing.

    Raises:
        SearchError: There would be more than ``MOST`` buckets.
    """
    if not counts:
        return Timeline(period=period, buckets=())
    first, last = start(period, min(counts)), start(period, max(counts))
    starts = [first]
    while starts[-1] < last:
        starts.append(_next(period, starts[-1]))
        if len(starts) > MOST:
            coarser = PERIODS[min(PERIODS.index(period) + 1, len(PERIODS) - 1)]
            reason = f"from {first} to {last} there are more than {MOST:,} of it; ask by {coarser}"
            raise SearchError("period", reason)
    found = dict.fromkeys(starts, 0)
    for day, count in counts.items():
        found[start(period, day)] += count
    missing = _missing(period, answers)
    asked = {start(period, day) for told in answers.values() for day in told}
    buckets = tuple(
        Bucket(starts_on=at, count=n, gaps=tuple(sorted(missing.get(at, ()))), polled=at in asked)
        for at, n in found.items()
    )
    return Timeline(period=period, buckets=buckets)


def start(period: str, day: date) -> date:
    """Return the first day of the *period* that *day* lies in."""
    match period:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return day


def end(period: str, day: date) -> date:
    """Return the last day of the *period* that *day* lies in."""
    return _next(period, start(period, day)) - _DAY


def _next(period: str, at: date) -> date:
    step = {"day": 1, "week": 7, "month": 32, "year": 367}[period]
    return start(period, at + timedelta(days=step))


def _missing(period: str, answers: Mapping[str, Mapping[date, bool]]) -> dict[date, set[str]]:
    found: dict[date, set[str]] = {}
    for source, told in answers.items():
        answered = {start(period, day) for day, good in told.items() if good}
        for day in _silent(told):
            at = start(period, day)
            if at not in answered:
                found.setdefault(at, set()).add(source)
    return found


def _silent(told: Mapping[date, bool]) -> set[date]:
    """Return the days from each first failure to the day before the next answer."""
    days: set[date] = set()
    since: date | None = None
    for day in sorted(told):
        if since is not None:
            days.update(since + _DAY * n for n in range((day - since).days))
        since = None if told[day] else day
        if since is not None:
            days.add(day)
    return days
