"""What the API answers with. Field descriptions become those of the OpenAPI document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


class Shape:
    """A value whose fields are described by the text below them."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, bool]] = {"use_attribute_docstrings": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet(Shape):
    """A piece of text, and what to mark in it."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """[start, end) of each, in characters (code points), in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Shape):
    """A document as lists name it."""

    id: str
    revision: int
    """The number of the state that is told of here."""
    title: str
    publisher: str
    source: str
    """Id of the source that led there first."""
    kind: str
    """article or report."""
    url: str
    """The publisher's page."""
    authors: tuple[str, ...]
    language: str
    """ISO 639-1; und where unknown."""
    published: datetime | None
    """As its publisher says; a day without a time is that day's midnight. Null where unknown."""
    first_seen: datetime
    """When the monitor first saw it."""
    tier: str
    """How it came in: specialist, strong, medium, queue, none, accepted, rejected."""
    topics: tuple[str, ...]
    """Ids, primary first."""
    story: str
    """Id of its story."""
    content: str
    """What rights allow: headline (no text), extract (at most 60 words), full."""
    rights: str
    """The source's terms, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Shape):
    """A document that a search found."""

    document: Brief
    score: float
    """Higher is better; of use only beside the others of one search."""
    snippet: Snippet | None
    """Null where only facts match, or where rights allow no more than the headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Shape):
    """A search as it was understood; the same names as its parameters."""

    q: str
    source: tuple[str, ...]
    publisher: tuple[str, ...]
    topic: tuple[str, ...]
    kind: tuple[str, ...]
    lang: tuple[str, ...]
    story: tuple[str, ...]
    month: tuple[str, ...]
    since: date | None
    until: date | None
    as_of: datetime | None
    """Asked with it again, the search gives the same documents."""
    order: str
    """best or newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Shape):
    """How many of the documents found have one value."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet(Shape):
    """The documents found by the values of one field."""

    field: str
    """source, publisher, topic, kind, lang, month or story."""
    counts: tuple[Count, ...]
    more: int
    """Further values that are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket(Shape):
    """The documents found that were first seen in one period."""

    starts_on: date
    count: int
    gaps: tuple[str, ...]
    """Sources that were due in it and never answered: what they published then is missing."""
    polled: bool
    """Whether any source was asked in it; where none was, the count says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Shape):
    """Counts over time, empty periods, too."""

    period: str
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results(Shape):
    """One page of what a search found."""

    search: Asked
    total: int
    """How many documents match in all."""
    rough: bool
    """Whether `total` and counts take in some that do not match: more had to be read to know than
    one question may. The documents are exact."""
    documents: tuple[Found, ...]
    facets: tuple[Facet, ...]
    """Empty where they were not asked for."""
    timeline: Timeline | None
    """Null where no period was asked for."""
    suggestions: tuple[str, ...]
    """Where nothing was found: queries like it that find something."""
    unknown: tuple[str, ...]
    """Where nothing was found: what no document can have, each a line for a person."""
    permalink: str
    """The search as a page, with its moment: it shows the same documents for good."""
    next: str | None
    """The next page; null on the last one."""
    cursor: str | None
    """The same for a search that is sent by POST: to be sent with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar(Shape):
    """Documents that say the like of one, best first."""

    id: str
    documents: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Shape):
    """One state of a document."""

    number: int
    read_at: datetime
    title: str
    text_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Shape):
    """A sentence of a report, verbatim."""

    text: str
    value: str
    """What it counts; empty for a recommendation."""
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Shape):
    """A person's word on a document; the last one counts."""

    decision: str
    """accepted, rejected, or taken back."""
    at: datetime
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Full(Shape):
    """A document at one revision, and all that was decided about it."""

    document: Brief
    text: str
    """As much as rights allow to show."""
    whole: bool
    """Whether that is all of the text."""
    text_sha256: str
    """Of all of the text as kept."""
    evidence: str
    """SHA-256 of the bytes it was read from; empty for a headline."""
    published_from: str | None
    """Where the date was read: feed, json-ld, meta, listing, pdf, text or url."""
    published_day_only: bool
    """True where its source named a day and no time."""
    origin: str
    quality: str
    why: str
    """Why it is here, in a line."""
    role: str
    """What it is to its story: first, joins, reprint or repeat."""
    like: str | None
    """The document that decided on its story."""
    agency: str
    """Whose copy the text says it is; empty where it does not."""
    addresses: tuple[str, ...]
    """Every URL that it was seen at."""
    revisions: tuple[Revision, ...]
    """Oldest first."""
    decisions: tuple[Decision, ...]
    """By people, oldest first."""
    issues: tuple[tuple[str, str], ...]
    """Edition and week of the issues that looked at its story."""
    recommendations: tuple[Point, ...]
    figures: tuple[Point, ...]
    note: str
    """Why it is less than it should be; empty where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions(Shape):
    """The states of a document, oldest first."""

    id: str
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece(Shape):
    """Some words of a sentence."""

    text: str
    changed: bool
    """They do not stand in the other state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Shape):
    """A sentence in both states."""

    mark: str
    """same, moved, changed, added or removed."""
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    noise: bool
    """It only differs in what says nothing, such as the time of an update."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Shape):
    """One thing that changed."""

    kind: str
    """removal, retraction, correction, number, name, headline, return or wording."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Shape):
    """Two states of a document, sentence by sentence."""

    id: str
    before: Revision
    after: Revision
    kind: str | None
    """The most serious kind of change; null where nothing changed but noise."""
    changes: tuple[Change, ...]
    """The most serious first."""
    title: Row
    rows: tuple[Row, ...]
    """As many sentences as rights allow to show."""
    withheld: int
    """Sentences that say something else than before and may not be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Shape):
    """One thing that was done with a document."""

    at: datetime
    act: str
    """seen, fetched, read, judged, decided, quoted, stamped, copied or removed."""
    who: str
    """Such as a source's id, a host, an edition's id; who decided is not told."""
    fact: str
    tool: str
    details: tuple[tuple[str, str], ...]
    """Names and values, such as sha256, peer, file, offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody(Shape):
    """All that was done with a document, oldest first."""

    id: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gained(Shape):
    """Something that no earlier document of the story had."""

    at: datetime
    kind: str
    """publisher, stage, number, name or words."""
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Shape):
    """A document of a story."""

    id: str
    title: str
    publisher: str
    url: str
    first_seen: datetime
    tier: str
    role: str
    gains: tuple[Gained, ...]
    copies: tuple[str, ...]
    """Ids of those that carry the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Shape):
    """Documents about one event."""

    id: str
    title: str
    documents: int
    """Copies included."""
    publishers: tuple[str, ...]
    issues: tuple[tuple[str, str], ...]
    """Edition and week of the issues that looked at it."""
    members: tuple[Member, ...]
    """Oldest first, copies left out."""
