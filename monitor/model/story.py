"""Documents about one event."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a document is to its story."""

    FIRST = "first"
    JOINS = "joins"
    REPRINT = "reprint"
    """The same text, or nearly, from another publisher: wire copy."""
    REPEAT = "repeat"
    """The same text again from the same publisher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """All that placing needs to know of a document."""

    document_id: str
    publisher: str
    at: datetime
    """First seen."""
    title: str
    language: str
    text_sha256: str
    """Of the text with case, blanks and punctuation levelled."""
    shingles: tuple[int, ...]
    """MinHash signature of the text; empty where it is too short to tell copies."""
    terms: tuple[tuple[str, float], ...]
    """Stems of title and text with their weights, heaviest first."""
    published: datetime | None = None
    """As stated; None where it is not, or in fingerprints of before it was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a document belongs."""

    document_id: str
    story_id: str
    """The id of the story's first document, so it never changes as the story grows."""
    role: Role
    like: str | None
    """The document that decided it; None for FIRST."""
    similarity: float
    """0 to 1, to *like*."""


class GainKind(StrEnum):
    """In what a story grew."""

    PUBLISHER = "publisher"
    """One more voice reports it in words of its own."""
    STAGE = "stage"
    """It went on: an arrest, a charge, a sentence, an answer."""
    NUMBER = "number"
    NAME = "name"
    WORDS = "words"
    """Much that is new, in a script whose names cannot be told by their letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """Something that no earlier document of a story had."""

    at: datetime
    """When its document was first seen."""
    document_id: str
    kind: GainKind
    what: str
    """A publisher or agency, or words of the document; empty for WORDS."""
