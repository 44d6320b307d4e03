"""What Content-Encoding means: bytes unpacked within limits, on arrival and years later alike.

httpx and its like unpack a whole network chunk before they hand anything over: a few hundred bytes
become hundreds of megabytes. Here zlib is told how much it may give.
"""

import zlib
from typing import Protocol

_GZIP_MAGIC = b"\x1f\x8b"
_MAX_MEMBERS = 1000
"""A gzip body may have several, and real ones have one; to begin each costs some kilobytes."""
_HEADER = 2
"""Bytes that tell zlib's format from a bare deflate stream."""
_EITHER = 47
"""zlib finds out by itself whether the format is gzip or zlib, with any window."""


class Unpacker(Protocol):
    """Unpacks one body, piece by piece."""

    @property
    def whole(self) -> bool:
        """Whether the packing has come to its end."""

    def unpack(self, chunk: bytes, room: int) -> bytes:
        """Return what *chunk* unpacks to, *room* bytes at most.

        Raises:
            zlib.error: It is damaged.
        """


class _Plain:
    """Nothing to unpack."""

    whole = True

    def unpack(self, chunk: bytes, room: int) -> bytes:
        return chunk[:room]


class _Zlib:
    """gzip of any number of members, or deflate with or without zlib's header."""

    def __init__(self, *, raw_allowed: bool) -> None:
        self._one = zlib.decompressobj(_EITHER)
        self._raw_allowed = raw_allowed
        self._begun = False
        self._members = 1
        self._rest = b""

    @property
    def whole(self) -> bool:
        """Whether the last member has come to its end; an empty body has none."""
        return self._one.eof or not (self._begun or self._rest)

    def unpack(self, chunk: bytes, room: int) -> bytes:
        """Return what *chunk* unpacks to, *room* bytes at most.

        Raises:
            zlib.error: It is damaged.
        """
        data = self._rest + chunk
        self._rest = b""
        parts: list[bytes] = []
        while data and room > 0:
            if self._one.eof and not self._next_member(data):
                break
            part = self._start(data, room) if not self._begun else self._one.decompress(data, room)
            parts.append(part)
            room -= len(part)
            data = self._one.unused_data if self._one.eof else b""
        return b"".join(parts)

    def _start(self, data: bytes, room: int) -> bytes:
        if self._raw_allowed and len(data) < _HEADER:
            self._rest = data
            return b""
        self._begun = True
        try:
            return self._one.decompress(data, room)
        except zlib.error:
            if not self._raw_allowed:
                raise
            self._one = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._one.decompress(data, room)

    def _next_member(self, data: bytes) -> bool:
        """Begin the next member where *data* is one; anything else after the end is padding."""
        if data == _GZIP_MAGIC[:1]:
            self._rest = data
            return False
        if not data.startswith(_GZIP_MAGIC):
            return False
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise zlib.error(f"more than {_MAX_MEMBERS} gzip members")
        self._one = zlib.decompressobj(_EITHER)
        return True


def unpacker(coding: str) -> Unpacker:
    """Return what unpacks a body of that Content-Encoding.

    Raises:
        LookupError: It is one that we do not know, and never ask for.
    """
    match coding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip":
            return _Zlib(raw_allowed=False)
        case "deflate":
            return _Zlib(raw_allowed=True)
        case other:
            raise LookupError(other)
