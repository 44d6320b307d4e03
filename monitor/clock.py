"""Time and sleep, as arguments: nothing in the monitor asks the system clock by itself."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present as an aware UTC time."""

Sleep = Callable[[float], Awaitable[None]]
"""Waits for that many seconds."""


def system() -> datetime:
    """Return the present by the system's clock."""
    return datetime.now(UTC)


def fixed(at: datetime) -> Clock:
    """Return a clock that stands still at *at*.

    Raises:
        ValueError: *at* has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"a clock needs an aware time, got {at.isoformat()}")
    moment = at.astimezone(UTC)
    return lambda: moment
