"""One request and its answer, as they were on the wire."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Truncated(StrEnum):
    """Why a body is not all that there was; the words are those of WARC."""

    NO = ""
    LENGTH = "length"
    """It was longer than we take."""
    TIME = "time"
    """It took longer than we wait."""
    DISCONNECT = "disconnect"
    """The connection broke, or what came was damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request, and the answer as far as it came."""

    url: str
    at: datetime
    """When the request was sent."""
    peer: str
    """Address that answered, such as ``203.0.113.7:443``."""
    request: bytes
    """Request line and headers, with the empty line that ends them."""
    status: int
    response: bytes
    """Status line and headers with the empty line that ends them, without Transfer-Encoding."""
    body: bytes
    """As received, packed by its Content-Encoding; the chunks of a transfer are put together."""
    truncated: Truncated = Truncated.NO
    sha256: str = ""
    """Of the unpacked body; empty where the answer is not what was asked for, or is damaged."""
    size: int = 0
    """Bytes of the unpacked body."""
