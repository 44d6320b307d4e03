"""Searches that are kept under a name, and the tokens that let others read."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.search import Hit, Search


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search with a name, and how far its reader has come."""

    name: str
    search: Search
    """Its ``as_of`` is None unless the moment was pinned on purpose."""
    created_at: datetime
    seq: int
    """The last change of the archive's log that its reader was told of."""
    asked_at: datetime | None
    """When that was; None: never since it was saved."""
    removed_at: datetime | None = None
    """Set once it is removed: its feed is gone, not unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A document that a search finds for the first time."""

    hit: Hit
    """As it was at the end of the stretch of the log that was asked about."""
    seq: int
    """The change that made it match."""
    holds: bool
    """False where it does not match any more at that end: edited, or rejected by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a search gained in a stretch of the log; see ``monitor.library.news``."""

    entered: tuple[Entered, ...]
    """In the order in which they came to match."""
    after: int
    upto: int
    """Hand it in as *after* to go on: no document is lost or told twice."""
    more: bool
    """Whether the log goes on behind *upto*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A right to read, as it may be listed: the token itself is known to its holder alone."""

    name: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether it lets its holder read at that time."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
