"""Long values as they lie in the database: packed, a text to half and short facts to a quarter.

Every value begins with a byte that says how it was packed, so that a better way can be added. The
sample must never change: what was packed with it could not be read without.
"""

import json
import struct
import zlib
from typing import Any

from sqlalchemy import Dialect, LargeBinary, TypeDecorator

from monitor.model.story import Fingerprint
from monitor.plainly import plain, whole

_RAW, _DEFLATED, _WITH_SAMPLE = b"\x00", b"\x01", b"\x02"
_LEVEL = 3
"""33 µs for a text of 2 KB; level 6 takes 40 and 1 % less room."""
_SAMPLE = (
    b'{"tier":"strong","topics":["labour"],"matches":[{"term":"","field":"text","start":1,"end":1}'
    b'],"against":[],"reason":"strong: ","nearest":{"tier":"medium","told":"","held":[],"wanting":'
    b'[],"against":[]}}{"document_id":"","story_id":"","role":"first","like":null,"similarity":0.0'
    b'}"role":"joins""like":"","similarity":0.5{"id":"","source_id":"","publisher":"The ","kind":"'
    b'article","url":"https://www.","canonical_url":"https://www.","description":"","authors":[""]'
    b',"language":"en","published":{"at":"2026-11-02T09:00:00+00:00","provenance":"json-ld","confi'
    b'dence":0.98,"day_only":false,"raw":"2026-11-02T09:00:00+00:00"},"updated":null,"first_seen_a'
    b't":"2026-11-02T09:00:00.000000+00:00","content":"extract","rights":"","origin":"page","quali'
    b'ty":"good","pages":[],"evidence":"","backfill":false,"left_out":0,"note":"","sections":[]}'
)
_SAMPLED_BITS = 12
"""A window of 4 KB: the sample and most facts lie in it, and it is made ready sooner."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pack_text(text: str) -> bytes:
    """Return *text* in fewer bytes."""
    raw = text.encode()
    packer = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS)
    packed = packer.compress(raw) + packer.flush()
    return _DEFLATED + packed if len(packed) < len(raw) else _RAW + raw


def pack_json(value: Any) -> bytes:
    """Return *value*, of what JSON can say, in few bytes."""
    packer = zlib.compressobj(_LEVEL, wbits=-_SAMPLED_BITS, memLevel=4, zdict=_SAMPLE)
    return _WITH_SAMPLE + packer.compress(_encode(value).encode()) + packer.flush()


def unpacked(packed: bytes) -> bytes:
    """Return what was packed.

    Raises:
        ValueError: It is no longer what was packed.
    """
    way, content = packed[:1], packed[1:]
    try:
        if way == _RAW:
            return content
        if way == _DEFLATED:
            return zlib.decompress(content, wbits=-zlib.MAX_WBITS)
        if way == _WITH_SAMPLE:
            unpacker = zlib.decompressobj(wbits=-_SAMPLED_BITS, zdict=_SAMPLE)
            return unpacker.decompress(content) + unpacker.flush()
    except zlib.error as fault:
        raise ValueError(f"a packed value cannot be unpacked: {fault}") from fault
    raise ValueError(f"a packed value begins with {way!r}")


class PackedText(TypeDecorator[str]):
    """A text, packed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Pack."""
        return None if value is None else pack_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Unpack."""
        return None if value is None else unpacked(value).decode()


class PackedJSON(TypeDecorator[Any]):
    """A value that JSON can say, packed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes:
        """Pack."""
        return pack_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Unpack."""
        return json.loads(unpacked(value))


def pack_fingerprint(fingerprint: Fingerprint) -> bytes:
    """Return *fingerprint* as bytes: its facts and words, then its numbers as they are."""
    told = plain(fingerprint)
    shingles, terms = told.pop("shingles"), told.pop("terms")
    facts = pack_json([told, [name for name, _ in terms]])
    numbers = struct.pack(
        f"<{len(shingles)}I{len(terms)}d", *shingles, *(weight for _, weight in terms)
    )
    return struct.pack("<III", len(facts), len(shingles), len(terms)) + facts + numbers


def whole_fingerprint(packed: bytes) -> Fingerprint:
    """Return the fingerprint that was packed.

    Raises:
        ValueError, KeyError, struct.error: It is no longer what was packed.
    """
    size, many, words = struct.unpack_from("<III", packed)
    told, names = json.loads(unpacked(packed[12 : 12 + size]))
    numbers = struct.unpack_from(f"<{many}I{words}d", packed, 12 + size)
    terms = zip(names, numbers[many:], strict=True)
    return whole(Fingerprint, {**told, "shingles": numbers[:many], "terms": list(terms)})
