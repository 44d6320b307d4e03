"""WARC files (ISO 28500, version 1.1): records written, read, and torn ends found.

Each record is a gzip member of its own, so that it is read at its offset without what is before it.
warcio makes and reads the records; packing is done here, where its level can be chosen: what came
packed is not packed again at warcio's highest level, which takes 2 s for a PDF of 50 MB.
"""

import hashlib
import os
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, FileIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

VERSION = "WARC/1.1"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SUFFIX = ".warc.gz"
_SPECIFICATION = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

_SAMPLE, _WORTH = 64_000, 0.9
_LEVEL = 6
_GZIP = zlib.MAX_WBITS + 16
_PIECE = 1 << 20
_END = b"\r\n\r\n"


class Damaged(Exception):  # noqa: N818 - a fact; evidence makes an ArchiveError of it
    """There is no such record, or not as it was written; the message says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What goes into one record."""

    kind: str
    """WARC-Type."""
    url: str
    at: datetime
    head: bytes = b""
    """Of HTTP: first line and headers, with the empty line."""
    body: bytes = b""
    content_type: str = ""
    headers: Mapping[str, str]
    """Further ones of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as it was read; its digests hold."""

    headers: Mapping[str, str]
    """Of the record; names in lower case."""
    head: bytes
    body: bytes

    @property
    def coding(self) -> str:
        """Content-Encoding of the body."""
        lines = self.head.split(b"\r\n")[1:]
        pairs = (line.partition(b":") for line in lines)
        told = (value for name, _, value in pairs if name.strip().lower() == b"content-encoding")
        return ", ".join(value.strip().decode("latin-1") for value in told)


def digest(data: bytes) -> str:
    """Return the digest of *data* as records state it; ``sha256sum`` gives the same letters."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def moment(at: datetime) -> str:
    """Return *at* as WARC-Date has it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def write(file: FileIO, record: Written) -> str:
    """Write *record* as one gzip member; return its WARC-Record-ID.

    Raises:
        OSError: The disk refuses; a part of it may have been written.
    """
    name = _id(file, record)
    headers = {
        "WARC-Type": record.kind,
        "WARC-Record-ID": name,
        "WARC-Date": moment(record.at),
        **record.headers,
    }
    if record.kind not in ("warcinfo", "revisit"):
        headers["WARC-Payload-Digest"] = digest(record.body)
    block = hashlib.sha256(record.head)
    if record.kind != "revisit":
        block.update(record.body)
    headers["WARC-Block-Digest"] = f"sha256:{block.hexdigest()}"
    member = _Member(file, _level(record.body))
    writer = WARCWriter(member, gzip=False, warc_version=VERSION)
    writer.write_record(
        writer.create_warc_record(
            record.url,
            record.kind,
            payload=BytesIO(record.body),
            length=len(record.body),
            warc_content_type=record.content_type,
            warc_headers_dict=headers,
            http_headers=_AsTheyCame(record.head) if record.head else None,
        )
    )
    member.end()
    return name


def read(path: Path, offset: int, length: int) -> Record:
    """Return the record that lies there.

    Raises:
        Damaged: It is not there as it was written.
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        file.seek(offset)
        packed = file.read(length)
    member = zlib.decompressobj(_GZIP)
    try:
        told = member.decompress(packed)
    except zlib.error as fault:
        raise Damaged(f"the record at {offset} cannot be unpacked ({fault})") from None
    if not member.eof or member.unused_data or len(packed) != length:
        raise Damaged(f"the record at {offset} has not the length that was written")
    try:
        found = next(ArchiveIterator(BytesIO(told), no_record_parse=True))
        headers = {name.lower(): value for name, value in found.rec_headers.headers}
        block = found.raw_stream.read()
    except (ArchiveLoadFailed, StopIteration, ValueError, EOFError) as fault:
        raise Damaged(f"what is at {offset} is no WARC record ({fault})") from None
    return _checked(headers, block, offset)


def end_of_records(path: Path, start: int = 0) -> int:
    """Return where the last record that is whole ends; *start* is where one begins.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        file.seek(start)
        end = position = start
        member = zlib.decompressobj(_GZIP)
        rest = b""
        while data := rest or file.read(_PIECE):
            try:
                _drain(member, data)
            except zlib.error:
                return end
            position += len(data) - len(member.unused_data)
            rest = member.unused_data
            if member.eof:
                end = position
                member = zlib.decompressobj(_GZIP)
        return end


def about(software: str, name: str, at: datetime) -> Written:
    """Return the first record of a file: who wrote it, and how."""
    facts = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": _SPECIFICATION,
        "robots": "obey",
    }
    return Written(
        kind="warcinfo",
        url="",
        at=at,
        body="".join(f"{key}: {value}\r\n" for key, value in facts.items()).encode(),
        headers={"WARC-Filename": name},
    )


def _drain(member: "zlib._Decompress", data: bytes) -> None:
    """Unpack *data* and keep nothing of it."""
    member.decompress(data, _PIECE)
    while member.unconsumed_tail:
        member.decompress(member.unconsumed_tail, _PIECE)


def _checked(headers: Mapping[str, str], block: bytes, offset: int) -> Record:
    if digest(block) != headers.get("warc-block-digest"):
        raise Damaged(f"the record at {offset} has not the digest that it states")
    head, body = b"", block
    if headers.get("content-type", "").startswith("application/http"):
        first, end, body = block.partition(_END)
        head = first + end
    if headers.get("warc-type") in ("response", "resource"):
        stated = headers.get("warc-payload-digest")
        if digest(body) != stated:
            raise Damaged(f"the body of the record at {offset} has not the digest that it states")
    return Record(headers=headers, head=head, body=body)


def _level(body: bytes) -> int:
    """Return how hard to pack: what does not pack is only wrapped."""
    sample = body[:_SAMPLE]
    if len(body) > _SAMPLE and len(zlib.compress(sample, 1)) > _WORTH * len(sample):
        return 0
    return _LEVEL


def _id(file: FileIO, record: Written) -> str:
    """Return a name for a record that no other has: made of what and where it is, not of chance."""
    place = f"{Path(file.name).name}:{os.fstat(file.fileno()).st_size}"
    told = f"{record.kind}:{place}:{moment(record.at)}:{record.url}"
    seed = hashlib.sha256(told.encode() + record.head).digest()
    return f"<urn:uuid:{uuid.UUID(bytes=seed[:16], version=5)}>"


class _Member:
    """A gzip member that is written piece by piece."""

    def __init__(self, file: FileIO, level: int) -> None:
        self._file = file
        self._packer = zlib.compressobj(level, zlib.DEFLATED, _GZIP)

    def write(self, data: bytes) -> None:
        self._put(self._packer.compress(data))

    def flush(self) -> None:
        """Do nothing: warcio flushes behind each record, and the member ends there anyway."""

    def end(self) -> None:
        self._put(self._packer.flush())

    def _put(self, packed: bytes) -> None:
        rest = memoryview(packed)
        while rest:  # a disk that fills up takes a part, and refuses the rest
            rest = rest[self._file.write(rest) :]


class _AsTheyCame(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """HTTP headers that are written letter for letter."""

    def __init__(self, head: bytes) -> None:
        super().__init__("", [], protocol="")
        self._head = head

    def __bool__(self) -> bool:
        """Whether there are headers: warcio would look for them in the body."""
        return True

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self._head
