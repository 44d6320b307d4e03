"""How the site writes days, times and numbers."""

from datetime import UTC, date, datetime

from monitor.digest.wording import day


def day_of(at: datetime | date) -> str:
    """Return such as ``24 November 2026``; of a time its day in UTC."""
    return day(at.astimezone(UTC).date() if isinstance(at, datetime) else at)


def utc(at: datetime) -> str:
    """Return such as ``24 November 2026, 07:00 UTC``."""
    return f"{day_of(at)}, {at.astimezone(UTC):%H:%M} UTC"


def stamp(at: datetime | date) -> str:
    """Return *at* for programs, as in ``<time datetime>``."""
    if not isinstance(at, datetime):
        return at.isoformat()
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def number(count: int) -> str:
    """Return *count* with its thousands apart."""
    return f"{count:,}"
