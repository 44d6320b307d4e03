"""What a person said of a document that was queued, or nearly taken."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on a document; it stands above the verdict. The last one counts."""

    document_id: str
    accepted: bool
    """Whether the digest may hold it."""
    who: str
    """The name that the person gave, such as a login."""
    at: datetime
    """Aware."""
    note: str = ""
    """Why, in the person's own words; may be empty."""
