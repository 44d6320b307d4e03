"""What ``monitor.open`` hands out: frozen, named as exports name things, within their rights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from monitor.export import lines
from monitor.export.record import Record
from monitor.library.library import Library
from monitor.library.records import Records
from monitor.library.watch import Watched
from monitor.model.search import Hit, Snippet

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Document:
    """A document in the version that was asked for."""

    id: str
    key: str
    """Of this version, for citations: ``4k7qz2m5w3xa-r2``."""
    revision: int
    title: str
    authors: tuple[str, ...]
    publisher: str
    source: str
    """Its source's id."""
    kind: str
    """article or report."""
    url: str
    published: datetime | None
    """As the publisher states it; None where it does not."""
    first_seen: datetime
    read: datetime
    """When this version was read first."""
    language: str
    """ISO 639-1; empty where unknown."""
    tier: str
    topics: tuple[str, ...]
    """Ids, primary first."""
    story: str
    """Its story's id."""
    role: str
    """first, joins, reprint or repeat."""
    content: str
    """What its rights allow: headline, extract or full."""
    rights: str
    withheld: bool
    """Whether its rights hold text back."""
    words: int
    """Of the whole text."""
    text: str
    """As much as its rights allow."""
    text_sha256: str
    """Of the whole text."""
    bytes_sha256: str
    """Of the bytes it was read from; empty for a headline."""
    score: float = 0.0
    """Higher is better; of use only beside the others of one search."""
    snippet: Snippet | None = None
    """The passage that matches best; only where ``Results.first`` was asked."""
    record: Record = field(compare=False)
    """All of it, as exports have it."""

    def __repr__(self) -> str:
        title = self.title if len(self.title) <= _SHOWN else f"{self.title[: _SHOWN - 1]}…"
        day = self.published.date().isoformat() if self.published else "undated"
        return f"<Document {self.key} {day} {self.publisher}: {title}>"

    def to_dict(self) -> dict[str, Any]:
        """Return every field as plain values, named as in CSV and JSON Lines exports."""
        told = lines.fields(self.record)
        told["authors"] = list(self.authors)
        return told


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Story:
    """The documents about one event."""

    id: str
    documents: tuple[Document, ...]
    """In the order in which they were first seen; never empty."""

    @property
    def title(self) -> str:
        """What its first document is called."""
        return self.documents[0].title

    @property
    def first_seen(self) -> datetime:
        """When its first document was seen."""
        return self.documents[0].first_seen

    @property
    def last_seen(self) -> datetime:
        """When its last document was seen."""
        return self.documents[-1].first_seen

    @property
    def publishers(self) -> tuple[str, ...]:
        """Each once, in the order in which they came."""
        return tuple(dict.fromkeys(each.publisher for each in self.documents))

    def __repr__(self) -> str:
        many = len(self.documents)
        told = "1 document" if many == 1 else f"{many} documents"
        return f"<Story {self.id} {self.first_seen:%Y-%m-%d}, {told}: {self.title[:_SHOWN]}>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Source:
    """A source that is watched, and how it is doing."""

    id: str
    name: str
    publisher: str
    url: str
    content: str
    """What its rights allow: headline, extract or full."""
    rights: str
    enabled: bool
    condition: str
    """Such as ok, silent or failing."""
    fact: str
    """One line for a person; empty where all is well."""
    watched: Watched = field(compare=False)
    """All that is known of it."""

    def __repr__(self) -> str:
        return f"<Source {self.id} {self.condition}: {self.name}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue of a digest, as it was made last."""

    edition: str
    week: str
    """Such as ``2026-W47``."""
    number: int
    revision: int
    made_at: datetime
    sha256: str
    """Of its record."""


def source(told: Watched) -> Source:
    """Return what is known of a source."""
    known = told.source
    return Source(
        id=known.id,
        name=known.name,
        publisher=known.publisher,
        url=known.url,
        content=known.content.value,
        rights=known.rights,
        enabled=known.enabled,
        condition=told.condition.value,
        fact=told.fact,
        watched=told,
    )


class Shelf:
    """Makes documents of hits; what is the same for all of them is asked once."""

    def __init__(self, library: Library, as_of: datetime | None) -> None:
        """Issues made after *as_of* are not told; None: all are.

        Raises:
            ArchiveError: The archive cannot be read.
        """
        self._records = Records(library, as_of)

    def documents(self, hits: Sequence[Hit]) -> Iterator[Document]:
        """Yield *hits* as documents.

        Raises:
            ArchiveError: The archive cannot be read.
        """
        for hit, told in self._records.of(hits):
            yield document(told, hit.score, hit.snippet)


def document(told: Record, score: float = 0.0, snippet: Snippet | None = None) -> Document:
    """Return the record *told* as a document."""
    known = told.standing
    return Document(
        id=told.id,
        key=told.key,
        revision=known.revision,
        title=told.title,
        authors=tuple(name.sorted for name in told.authors),
        publisher=told.publisher,
        source=told.source,
        kind=told.kind.value,
        url=told.url,
        published=told.published.at if told.published else None,
        first_seen=told.first_seen_at,
        read=known.read_at,
        language=told.language,
        tier=known.tier.value,
        topics=tuple(topic for topic, _ in known.topics),
        story=known.story_id,
        role=known.role.value,
        content=told.content.value,
        rights=told.rights,
        withheld=told.withheld,
        words=told.words,
        text=told.text,
        text_sha256=told.text_sha256,
        bytes_sha256=told.bytes_sha256,
        score=score,
        snippet=snippet,
        record=told,
    )
