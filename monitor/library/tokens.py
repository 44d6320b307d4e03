"""Tokens: the right to read over the network, for one holder each."""

import secrets
from datetime import datetime, timedelta

from monitor.archive import access
from monitor.archive.store import Archive
from monitor.errors import SearchError
from monitor.library.saved import checked
from monitor.model.saved import Token

PREFIX = "nrm_"
"""So that a scanner for leaked secrets can know one."""
_BYTES = 32


def issue(archive: Archive, name: str, now: datetime, days: int | None = None) -> str:
    """Make a token for *name* and return it; only its SHA-256 is kept.

    Raises:
        SearchError: The name cannot be one, or is taken.
        ArchiveError: The archive cannot be written.
    """
    checked(name)
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    ends = now + timedelta(days=days) if days is not None else None
    token = Token(name=name, created_at=now, expires_at=ends, revoked_at=None)
    if not access.add(archive, token, secret):
        raise SearchError("name", f"there is a token {name} already; take another name")
    return secret


def holder(archive: Archive, secret: str, now: datetime) -> Token | None:
    """Return the token that *secret* is, if it lets its holder read now.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    found = access.of_secret(archive, secret)
    return found if found is not None and found.holds(now) else None
