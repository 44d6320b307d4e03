"""What stands behind an issue, and what could not be looked at: pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from monitor.model.digest import Coverage, SourceReport
from monitor.model.health import Poll, SourceState
from monitor.model.outcome import Outcome
from monitor.model.source import Source
from monitor.source.due import is_watched
from monitor.source.health import is_silent, silence


def coverage(
    sources: Sequence[Source],
    states: Mapping[str, SourceState],
    polls: Iterable[Poll],
    outcomes: Iterable[tuple[str, Outcome, int]],
    backfill: int,
    end: datetime,
) -> Coverage:
    """Return the coverage of a week that ended at *end*; *polls* and *outcomes* are the week's."""
    last: dict[str, Poll] = {}
    answered = set()
    for poll in sorted(polls, key=lambda poll: poll.at):
        last[poll.source_id] = poll
        if not poll.result.failed:
            answered.add(poll.source_id)
    watched = [s for s in sources if is_watched(s, end)]
    counts: Counter[Outcome] = Counter()
    for _, outcome, number in outcomes:
        counts[outcome] += number
    return Coverage(
        watched=len(watched),
        answered=sum(s.id in answered for s in watched),
        failed=tuple(
            _report(s, _fact(last[s.id]))
            for s in watched
            if s.id in last and last[s.id].result.failed
        ),
        silent=tuple(
            _report(s, silence(states[s.id], end))
            for s in watched
            if s.id in answered and s.id in states and is_silent(s, states[s.id], end)
        ),
        unpolled=tuple(_report(s, "not asked in this week") for s in watched if s.id not in last),
        outcomes=tuple((o.value, counts[o]) for o in Outcome if counts[o]),
        backfill=backfill,
        limited=0,
    )


def _report(source: Source, fact: str) -> SourceReport:
    return SourceReport(source_id=source.id, name=source.name, fact=fact)


def _fact(poll: Poll) -> str:
    """Return what went wrong; what to do about it is for staff, not for an issue's readers."""
    return poll.fact.partition("; ")[0].partition(" (for robots.txt")[0] or poll.result.value
