"""What the API answers with beside documents: sources, topics, issues, kept searches, faults."""

from dataclasses import dataclass
from datetime import datetime

from monitor.web.shapes import Asked, Brief, Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Shape):
    """Who is watched, and how it is doing."""

    id: str
    name: str
    publisher: str
    kind: str
    url: str
    language: str
    country: str
    cadence: str
    content: str
    rights: str
    topics: tuple[str, ...]
    enabled: bool
    condition: str
    """well, failing, silent, gone, or never asked."""
    fact: str
    """One line for a person; empty where all is well."""
    last_polled: datetime | None
    last_success: datetime | None
    last_new: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources(Shape):
    """A page of the sources, by id."""

    sources: tuple[Source, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Shape):
    """A named query with a section of the digest."""

    id: str
    name: str
    section: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics(Shape):
    """A page of the topics, in the order of sources.yaml."""

    topics: tuple[Topic, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueBrief(Shape):
    """An issue as lists name it."""

    edition: str
    week: str
    title: str
    number: int
    revision: int
    made_at: datetime
    stories: int
    open: bool
    """Whether its week was not over when it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issues(Shape):
    """A page of the issues, newest week first."""

    issues: tuple[IssueBrief, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved(Shape):
    """A search that is kept by name."""

    name: str
    search: Asked
    saved_at: datetime
    asked_at: datetime | None
    seq: int
    """The last change that its reader was told of; hand it in as `after` to hear what is new."""
    feeds: tuple[str, str]
    """Its feeds: Atom, JSON Feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAll(Shape):
    """A page of the kept searches, by name."""

    searches: tuple[Saved, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(Shape):
    """A document that a search finds for the first time."""

    document: Brief
    seq: int
    """The change that made it match."""
    holds: bool
    """False where it does not match any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News(Shape):
    """What a search gained in a stretch of the log."""

    entered: tuple[Entered, ...]
    """In the order in which they came to match."""
    after: int
    upto: int
    """Hand it in as `after` to go on: no document is lost or told twice."""
    more: bool
    next: str | None
    """The next stretch; null where the log ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health(Shape):
    """Whether the archive answers."""

    status: str
    """ok; otherwise the answer is 503."""
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Shape):
    """Why a request was not answered (RFC 9457)."""

    title: str
    status: int
    detail: str
    """What is wrong, and the next step, for a person."""
    parameter: str | None = None
    """The parameter that cannot be used, where it is one."""
    column: int | None = None
    """Of a query that cannot be read: the character, from 1, where reading stopped."""
    reason: str | None = None
    """Of a query that cannot be read: why, and what was probably meant."""
