"""Who is to be asked now: pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from monitor.model.health import SourceState
from monitor.model.source import Source
from monitor.source.health import is_new_address

_LONGEST = timedelta(days=8)
"""No poll is planned further ahead than health's seven days; one that is, a wrong clock planned."""


def due(
    sources: Sequence[Source], states: Mapping[str, SourceState], now: datetime
) -> tuple[Source, ...]:
    """Return the *sources* to ask at *now*, in their order."""
    return tuple(source for source in sources if _is_due(source, states.get(source.id), now))


def is_watched(source: Source, at: datetime) -> bool:
    """Whether *source* is enabled, and active on that day."""
    return source.enabled and is_active(source, at.date())


def is_active(source: Source, day: date) -> bool:
    """Whether *day* lies in the time of *source*; both ends belong to it.

    >>> from monitor.model.source import Kind
    >>> agency = Source(id="fwa", name="Fair Work Agency", publisher="FWA", kind=Kind.FEED,
    ...                 url="https://example.org/", active_from=date(2026, 4, 7))
    >>> is_active(agency, date(2026, 4, 6)), is_active(agency, date(2026, 4, 7))
    (False, True)
    """
    begun = source.active_from is None or source.active_from <= day
    return begun and (source.active_until is None or day <= source.active_until)


def _is_due(source: Source, state: SourceState | None, now: datetime) -> bool:
    if not is_watched(source, now):
        return False
    if state is None or is_new_address(source, state):
        return True
    if state.muted_at is not None:
        return False
    return state.next_poll_at <= now or state.next_poll_at > now + _LONGEST
