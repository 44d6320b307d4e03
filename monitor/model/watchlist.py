"""All that sources.yaml says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from monitor.model.document import Document
from monitor.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A named query with a section of the digest."""

    id: str
    name: str
    section: str
    """Heading in the digest; topics with the same section share it."""
    query: str


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of ``date.weekday()``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A configured digest."""

    id: str
    title: str
    topics: tuple[str, ...] = ()
    """Ids of topics, in the order of their sections; empty means all."""
    weekday: str = "monday"
    """The issue is made on this day, and covers the seven days that ended at its midnight."""
    time: time = time(7, 0)
    timezone: str = "Europe/London"
    max_items: int = 25
    max_per_section: int = 6
    intro: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpEntry:
    """A line of the help box; a number without a recent check is worse than none."""

    name: str
    phone: str = ""
    url: str = ""
    note: str = ""
    verified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingUp:
    """A date worth knowing beforehand."""

    date: date
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """The queries of relevance."""

    include: str
    """One match is enough."""
    include_unless: str = ""
    """A match is enough unless *unless* matches as well; then it is queued."""
    unless: str = ""
    """False friends."""
    queue: str = ""
    """A match is put before a person, unless *unless* matches: then it is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An entry of sources.yaml that cannot be used, and why."""

    line: int | None
    entry: str
    """Such as ``source bbc-uk``."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """Sources, topics, editions and help, with what could not be used."""

    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    editions: tuple[Edition, ...]
    help: tuple[HelpEntry, ...]
    coming_up: tuple[ComingUp, ...]
    macros: Mapping[str, str]
    """Name to query text; written in queries as ``$NAME``."""
    tiers: Tiers
    problems: tuple[Problem, ...]
    sha256: str
    """Of the file as read: the version of the rules."""

    def allowed(self, document: Document) -> Document:
        """Return *document* as its source's rights allow to use it by now, where that is less."""
        now = next((s.content for s in self.sources if s.id == document.source_id), None)
        return document if now is None else document.under(now)
