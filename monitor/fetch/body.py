"""A body, unpacked within limits; a sender who exceeds them is not read to the end."""

import zlib
from collections.abc import AsyncIterator

from monitor.errors import TooLargeError, UnreachableError
from monitor.packed import Unpacker, unpacker


def _unpacker(url: str, coding: str) -> Unpacker:
    try:
        return unpacker(coding)
    except LookupError:
        fact = f"sent its answer packed as “{coding.strip().lower()[:40]}”, unasked"
        raise UnreachableError(url, fact) from None


async def read(
    url: str, chunks: AsyncIterator[bytes], *, coding: str, limit: int, cut: bool = False
) -> bytes:
    """Return the body in *chunks*, unpacked by *coding*.

    *limit* holds for the bytes on the wire and for those unpacked. Where *cut* is true, what is
    over it is left unread, else it is an error.

    Raises:
        TooLargeError: There is more than *limit*.
        UnreachableError: The packing is damaged, ends early, or is one that we did not ask for.
    """
    unpack = _unpacker(url, coding)
    wire, body = 0, bytearray()
    try:
        async for chunk in chunks:
            wire += len(chunk)
            body += unpack.unpack(chunk, limit + 1 - len(body))
            if max(wire, len(body)) > limit:
                if cut:
                    return bytes(body[:limit])
                raise TooLargeError(url, too_large(limit))
    except zlib.error as fault:
        raise UnreachableError(url, f"sent a damaged {coding} body ({fault})") from None
    if not unpack.whole:
        raise UnreachableError(url, f"sent a {coding} body that ends too early")
    return bytes(body)


def too_large(limit: int) -> str:
    """Return the fact that an answer is over *limit* bytes."""
    return f"is larger than {limit / 1_000_000:g} MB"
