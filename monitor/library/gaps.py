"""Which sources were asked in a time, and when they did not answer: what is missing then shows.

To the minute, for the manifest of an export; ``timeline`` tells of whole days, for a chart: there a
day without an answer is a gap, here a silence longer than a source's listing goes back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.archive.versions import Answer
from monitor.model.source import Cadence

SHORTEST = timedelta(days=1)
"""What a source lists goes back a day or more: a shorter silence loses nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time in which a source did not answer, because it failed or because nobody asked."""

    since: datetime
    until: datetime
    failed: int
    """Polls in it, all of which failed; 0: nobody asked."""
    fact: str
    """Of the last of them."""


@dataclass(slots=True, kw_only=True)
class Asked:
    """A source in a time, closed-open."""

    source_id: str
    longest: timedelta
    """Without an answer; more is a gap."""
    polls: int = 0
    failed: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    gaps: list[Gap] = field(default_factory=list)
    _answered_at: datetime | None = None
    _in_vain: int = 0
    _fact: str = ""

    def hear(self, answer: Answer) -> None:
        """Take the next poll into account."""
        self.polls += 1
        self.first_at = self.first_at or answer.at
        self.last_at = answer.at
        self._answered_at = self._answered_at or answer.at  # nothing is owed before the first poll
        if answer.failed:
            self.failed += 1
            self._in_vain += 1
            self._fact = answer.fact
            return
        self.close(answer.at)

    def close(self, at: datetime) -> None:
        """End the silence before *at*, and write it down where it was too long."""
        if self._answered_at and at - self._answered_at > self.longest:
            self.gaps.append(
                Gap(since=self._answered_at, until=at, failed=self._in_vain, fact=self._fact)
            )
        self._answered_at, self._in_vain, self._fact = at, 0, ""


def asked_sources(
    answers: Iterable[Answer],
    cadences: Mapping[str, Cadence],
    known_before: Iterable[str],
    starts_at: datetime,
    ends_at: datetime,
) -> dict[str, Asked]:
    """Return every source that was asked, or should have been, by id.

    *cadences* are those of the sources that are watched now; *known_before* were asked before
    *starts_at*, so that their silence counts from there.
    """
    found = {each: _one(each, cadences) for each in cadences}
    for each in known_before:
        found.setdefault(each, _one(each, cadences))._answered_at = starts_at
    for answer in answers:
        found.setdefault(answer.source_id, _one(answer.source_id, cadences)).hear(answer)
    for source in found.values():
        source.close(ends_at)
    return dict(sorted(found.items()))


def _one(source_id: str, cadences: Mapping[str, Cadence]) -> Asked:
    usual = cadences.get(source_id, Cadence.DAILY).poll_every
    return Asked(source_id=source_id, longest=max(SHORTEST, 2 * usual))
