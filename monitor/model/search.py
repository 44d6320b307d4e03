"""What is asked of the archive, and what it answers."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.model.document import Document
from monitor.model.verdict import Tier


class Order(StrEnum):
    """In which order documents are given."""

    BEST = "best"
    """By how well they answer; newest first where the query has no words."""
    NEWEST = "newest"
    """By publication, where that is not known by when they were first seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search as it can be written down, kept, and asked again; pages of it are asked apart."""

    query: str = ""
    """In the query language; empty: every document."""
    sources: tuple[str, ...] = ()
    """Ids; of several values of a field one must fit, of several fields each."""
    publishers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    """In which a document was first seen, in UTC, such as ``2026-11``."""
    since: date | None = None
    """First seen on that day (UTC) or later."""
    until: date | None = None
    """First seen on that day (UTC) or earlier."""
    as_of: datetime | None = None
    """What the archive knew then: later documents, revisions and decisions do not count. None: now,
    and the answer tells which moment that was."""
    order: Order = Order.BEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of text with the places to mark in it, in order and apart."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that matches, as it was at the moment asked about."""

    document: Document
    """As its source's rights allow to use it by now."""
    revision: int
    """The number of the state that *document* is."""
    tier: Tier
    topics: tuple[str, ...]
    """Ids, primary first."""
    story_id: str
    score: float
    """Higher is better; of use only beside the others of one search."""
    snippet: Snippet | None
    """None where only facts match, or where rights allow no more than the headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of the documents found have one value of a facet."""

    value: str
    """As it is asked for: an id, a month such as ``2026-11``."""
    label: str
    """For people, such as a topic's name; *value* where there is no other."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The documents found by the values of one field, most frequent first, months in order."""

    field: str
    """source, publisher, topic, kind, lang, month or story: as a query names it."""
    counts: tuple[Count, ...]
    more: int = 0
    """Further values that are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """The documents found that were first seen in one period."""

    starts_on: date
    """Its first day, UTC."""
    count: int
    gaps: tuple[str, ...] = ()
    """Sources (ids) that were due in it and never answered: what they published then is missing."""
    polled: bool = True
    """Whether any source was asked in it; where none was, *count* says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Counts over time: every period between the first and the last, empty ones, too."""

    period: str
    """day, week (from Monday), month or year."""
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One page of what a search found."""

    search: Search
    """As asked, its ``as_of`` filled in: asked again it gives the same documents."""
    total: int
    """How many documents match in all."""
    hits: tuple[Hit, ...]
    cursor: str | None
    """What to hand in for the next page; None after the last one."""
    facets: tuple[Facet, ...] = ()
    """Empty where they were not asked for."""
    timeline: Timeline | None = None
    """None where it was not asked for."""
    suggestions: tuple[str, ...] = ()
    """Where nothing was found: queries like it that find something."""
    unknown: tuple[str, ...] = ()
    """Where nothing was found: what no document can have, each a line for a person."""
    rough: bool = False
    """Whether *total*, *facets* and *timeline* count some documents, too, that do not match: more
    had to be read to know than one question may. *hits* are exact, and so are all of ``every``."""
