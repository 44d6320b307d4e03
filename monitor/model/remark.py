"""Tags and notes that researchers put on documents: added and taken back, never changed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """A person put a tag on a document, or took it off again; the last word of each counts."""

    document_id: str
    tag: str
    on: bool
    """False: taken off."""
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person wrote about a document."""

    number: int
    """Of the note, in the order of writing, through the whole archive."""
    document_id: str
    text: str
    who: str
    at: datetime
    removed_at: datetime | None
    """When it was taken back; None: it stands."""
    removed_by: str = ""
