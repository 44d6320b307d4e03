"""Who is watched, and how each is doing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from monitor.archive import lookups
from monitor.library.library import Library
from monitor.model.health import Condition, Poll, SourceState
from monitor.model.source import Source
from monitor.source.health import condition, silence

DAYS = 60
"""Shown of a source's polls."""


_WORST = (
    Condition.FAILING,
    Condition.GONE,
    Condition.NEVER_ASKED,
    Condition.SILENT,
    Condition.WELL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A source with what polls have taught about it."""

    source: Source
    state: SourceState | None
    """None where it was never asked."""
    condition: Condition
    fact: str
    """One line for a person; empty where all is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The polls of a source on one day, UTC."""

    on: date
    asked: int
    failed: int
    new: int
    """Entries that were not known."""


def watched(library: Library, now: datetime) -> tuple[Watched, ...]:
    """Return the sources that are watched, those first that a person should look at.

    Otherwise in the order of sources.yaml; those switched off come last.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    if library.watchlist is None:
        return ()
    states = library.archive.states()
    found = [_watched(source, states, now) for source in library.watchlist.sources]
    return tuple(
        sorted(found, key=lambda each: (not each.source.enabled, _WORST.index(each.condition)))
    )


def one(library: Library, source_id: str, now: datetime) -> Watched | None:
    """Return one source; None where sources.yaml has none of that id.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    sources = library.watchlist.sources if library.watchlist else ()
    source = next((each for each in sources if each.id == source_id), None)
    return _watched(source, library.archive.states(), now) if source else None


def days(
    library: Library, source_id: str, now: datetime
) -> tuple[tuple[Day, ...], tuple[Poll, ...]]:
    """Return how a source answered on each of the last days, and the polls themselves.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    today = now.astimezone(UTC).date()
    first = today - timedelta(days=DAYS - 1)
    begins = datetime.combine(first, time(), UTC)
    polls = lookups.polls(library.archive, source_id, begins, begins + timedelta(days=DAYS))
    found = []
    for number in range(DAYS):
        on = first + timedelta(days=number)
        mine = [poll for poll in polls if poll.at.date() == on]
        found.append(
            Day(
                on=on,
                asked=len(mine),
                failed=sum(poll.result.failed for poll in mine),
                new=sum(poll.new for poll in mine),
            )
        )
    return tuple(found), polls


def _watched(source: Source, states: Mapping[str, SourceState], now: datetime) -> Watched:
    state = states.get(source.id)
    how = condition(source, state, now)
    fact = state.last_fact if state else ""
    if state and how is Condition.SILENT and not fact:
        fact = silence(state, now)
    return Watched(source=source, state=state, condition=how, fact=fact)
