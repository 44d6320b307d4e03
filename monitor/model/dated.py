"""A date with where it came from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Provenance(StrEnum):
    """Where a date was read, most to least trusted."""

    FEED = "feed"
    JSON_LD = "json-ld"
    META = "meta"
    LISTING = "listing"
    PDF = "pdf"
    TEXT = "text"
    URL = "url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A published or updated time as a source stated it."""

    at: datetime
    """Aware, UTC. A day without a time is that day's midnight, UTC."""
    provenance: Provenance
    confidence: float
    """0 to 1: how often a date from there is right."""
    day_only: bool
    """True where the source named a day and no time."""
    raw: str
    """As written, for the record; at most 100 characters."""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a date in the archive is aware")
