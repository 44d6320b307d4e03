"""Bytes as they came."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What to send along so that an unchanged resource costs nothing."""

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    """SHA-256 of the unpacked body, for servers that ignore the other two."""
    url: str = ""
    """The address in sources.yaml that they were got for; another address must not be sent them."""
    read_as: str = ""
    """The selectors that the answer was read with; with others it says something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One redirect on the way."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer with content."""

    url: str
    """As asked."""
    final_url: str
    """After redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """In order, names in lower case."""
    body: bytes
    """Unpacked."""
    media_type: str
    """Lower case, without parameters; empty where the server named none."""
    charset: str
    """As declared in Content-Type; empty where it was not."""
    fetched_at: datetime
    sha256: str
    """Of *body*."""
    peer: str
    """Address that answered, such as ``203.0.113.7:443``."""
    validators: Validators
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server, or the body's hash, says: as before."""

    url: str
    fetched_at: datetime
    status: int
    """304, or 200 where only the hash told."""
    validators: Validators
    hops: tuple[Hop, ...] = ()
