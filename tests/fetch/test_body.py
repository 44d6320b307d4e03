"""Bodies: unpacked, whole, and never more than allowed."""

import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import pytest

from monitor.errors import TooLargeError, UnreachableError
from monitor.fetch.body import read

URL = "http://post.example/"
TEXT = b"Nine people were freed from a car wash in Marlow on Tuesday. " * 20
_RAW = zlib.compressobj(wbits=-15)
RAW_DEFLATE = _RAW.compress(TEXT) + _RAW.flush()
GZIP = gzip.compress(TEXT)


async def in_chunks(data: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def unpacked(data: bytes, coding: str, *, size: int = 65536, limit: int = 100_000) -> bytes:
    return await read(URL, in_chunks(data, size), coding=coding, limit=limit)


@pytest.mark.parametrize("size", [1, 2, 7, 65536])
@pytest.mark.parametrize(
    ("coding", "data"),
    [
        pytest.param("", TEXT, id="plain"),
        pytest.param("identity", TEXT, id="identity"),
        pytest.param("gzip", GZIP, id="gzip"),
        pytest.param("X-GZIP", GZIP, id="x-gzip"),
        pytest.param(
            "gzip", gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:]), id="two gzip members"
        ),
        pytest.param("gzip", GZIP + bytes(600), id="gzip with padding"),
        pytest.param("gzip", GZIP + b"\x1f", id="gzip with half a magic"),
        pytest.param("deflate", zlib.compress(TEXT), id="deflate as zlib"),
        pytest.param("deflate", RAW_DEFLATE, id="deflate bare"),
    ],
)
async def test_body_is_unpacked_however_it_is_cut_up(coding: str, data: bytes, size: int) -> None:
    assert await unpacked(data, coding, size=size) == TEXT


@pytest.mark.parametrize("coding", ["", "gzip", "deflate"])
async def test_empty_body_is_empty_in_every_coding(coding: str) -> None:
    assert await unpacked(b"", coding) == b""


@pytest.mark.parametrize("size", [1, 65536])
@pytest.mark.parametrize(
    ("coding", "data"),
    [
        pytest.param("gzip", GZIP[:-9], id="gzip"),
        pytest.param("gzip", GZIP[:-1], id="gzip without its last byte"),
        pytest.param("gzip", GZIP[:1], id="a byte of gzip"),
        pytest.param("gzip", GZIP + GZIP[:30], id="second member"),
        pytest.param("deflate", RAW_DEFLATE[:-2], id="deflate"),
        pytest.param("deflate", RAW_DEFLATE[:1], id="a byte of deflate"),
    ],
)
async def test_body_that_ends_early_is_no_body(coding: str, data: bytes, size: int) -> None:
    with pytest.raises(UnreachableError, match="ends too early"):
        await unpacked(data, coding, size=size)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT, id="not packed at all"),
        pytest.param(GZIP[:40] + b"damage" + GZIP[46:], id="damaged"),
        pytest.param(GZIP[:-8] + bytes(8), id="wrong checksum"),
        pytest.param(gzip.compress(b"") * 5000, id="thousands of members"),
    ],
)
async def test_damaged_gzip_is_named(data: bytes) -> None:
    with pytest.raises(UnreachableError, match="sent a damaged gzip body"):
        await unpacked(data, "gzip")


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress"])
async def test_coding_that_was_not_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(UnreachableError, match=f"packed as “{coding}”"):
        await unpacked(GZIP, coding)


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        pytest.param("", TEXT, id="plain"),
        pytest.param("gzip", GZIP, id="gzip"),
        pytest.param("deflate", RAW_DEFLATE, id="deflate"),
    ],
)
async def test_limit_holds_to_the_byte(coding: str, data: bytes) -> None:
    assert await unpacked(data, coding, limit=len(TEXT)) == TEXT
    with pytest.raises(TooLargeError, match=r"is larger than 0\.001219 MB"):
        await unpacked(data, coding, limit=len(TEXT) - 1)


async def test_limit_holds_on_the_wire_too() -> None:
    with pytest.raises(TooLargeError):
        await unpacked(gzip.compress(b"") * 900, "gzip", limit=10_000)


async def test_sender_who_exceeds_the_limit_is_not_read_to_the_end() -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1000
            yield bytes(1000)

    with pytest.raises(TooLargeError):
        await read(URL, endless(), coding="", limit=10_000)
    assert sent == 11_000


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_bomb_takes_no_more_memory_than_the_limit(coding: str) -> None:
    packer = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()

    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            await unpacked(bomb, coding, limit=1_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    # 200 MB unpacked; the limit's megabyte may be held a few times over while it is put together.
    assert peak < 5_000_000


async def test_what_is_over_the_limit_can_be_cut_off() -> None:
    chunks = in_chunks(GZIP, 65536)

    assert await read(URL, chunks, coding="gzip", limit=100, cut=True) == TEXT[:100]
