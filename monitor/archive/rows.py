"""What the archive hands out that is no noun of the mission."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.document import Document
from monitor.model.lead import Lead
from monitor.model.story import Fingerprint, Placement
from monitor.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A lead that waits to be read."""

    lead: Lead
    first_seen_at: datetime
    attempts: int
    """Tries that failed."""
    backfill: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionInfo:
    """One state of a document."""

    number: int
    read_at: datetime
    title: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIssue:
    """One revision of an issue."""

    edition_id: str
    week: str
    revision: int
    number: int
    made_at: datetime
    record: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A document to look at again."""

    document_id: str
    lead: Lead
    """The one that it was read for."""
    url: str
    """Where the document lies: behind a landing page another address than the lead's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Where and when bytes were received."""

    url: str
    final_url: str
    status: int
    fetched_at: datetime
    peer: str
    sha256: str
    size: int
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A new document with all that was decided about it."""

    document: Document
    verdict: Verdict
    placement: Placement
    fingerprint: Fingerprint | None
    """None where nothing that is still to come can be near it: it is older than the stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A document of a story with what was decided about it, as of some time."""

    document: Document
    verdict: Verdict
    """As people's decisions leave it."""
    placement: Placement
    ours_at: datetime | None
    """Since when a digest may hold it: when it was first seen, when an edit made it ours, or when
    a person accepted it. None where none may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A document that waits for a person's decision."""

    document_id: str
    source_id: str
    topics: tuple[str, ...]
    first_seen_at: datetime
    backfill: bool
