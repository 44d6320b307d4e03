"""Bytes as they came: files named by their hash, and a row for every answer."""

import errno
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, insert, select

from monitor import files
from monitor.archive.rows import Fetched
from monitor.archive.schema import fetch
from monitor.errors import ArchiveError
from monitor.model.page import Page
from monitor.plainly import plain

_PACKED = ".gz"
_SAMPLE = 64_000
"""Bytes tried first: packing a 50 MB PDF in vain takes 2 s."""
_WORTH = 0.9
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def keep(folder: Path, page: Page) -> None:
    """Write the body of *page* below *folder*, once for each hash; it is on the disk on return.

    Raises:
        ArchiveError: It could not be written.
    """
    if _place(folder, page.sha256) is not None:
        return
    body = _packed(page.body)
    name = _name(page.sha256) + (_PACKED if body is not None else "")
    _write(folder / name, page.body if body is None else body)


def note(connection: Connection, page: Page) -> None:
    """Write down where and when *page* came from, and in which headers."""
    connection.execute(
        insert(fetch).values(
            url=page.url,
            final_url=page.final_url,
            status=page.status,
            headers=plain(page.headers),
            hops=plain(page.hops),
            peer=page.peer,
            media_type=page.media_type,
            fetched_at=page.fetched_at,
            sha256=page.sha256,
            size=len(page.body),
        )
    )


def read(folder: Path, sha256: str) -> bytes | None:
    """Return the bytes of that hash, None where there are none.

    Raises:
        ArchiveError: The file cannot be read, or is not what it was.
    """
    place = _place(folder, sha256)
    if place is None:
        return None
    try:
        body = place.read_bytes()
        if place.suffix == _PACKED:
            body = gzip.decompress(body)
    except (OSError, EOFError, zlib.error) as fault:
        reason = f"cannot be read ({fault}); restore it from a backup"
        raise ArchiveError(str(place), reason) from fault
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ArchiveError(str(place), "is not what was received; restore it from a backup")
    return body


def fetched(connection: Connection, sha256: str) -> tuple[Fetched, ...]:
    """Return every answer that brought the bytes of that hash, oldest first."""
    question = (
        select(fetch).where(fetch.c.sha256 == sha256).order_by(fetch.c.fetched_at, fetch.c.id)
    )
    return tuple(
        Fetched(
            url=row["url"],
            final_url=row["final_url"],
            status=row["status"],
            fetched_at=row["fetched_at"],
            peer=row["peer"],
            sha256=row["sha256"],
            size=row["size"],
            headers=tuple((name, value) for name, value in row["headers"]),
        )
        for row in connection.execute(question).mappings()
    )


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:]}"


def _place(folder: Path, sha256: str) -> Path | None:
    plain_place = folder / _name(sha256)
    for place in (plain_place, plain_place.with_name(plain_place.name + _PACKED)):
        if place.is_file():
            return place
    return None


def _packed(body: bytes) -> bytes | None:
    """Return *body* packed, None where that saves too little."""
    sample = body[:_SAMPLE]
    if len(zlib.compress(sample, 6)) > _WORTH * len(sample):
        return None
    packed = gzip.compress(body, 6, mtime=0)
    return packed if len(packed) <= _WORTH * len(body) else None


def _write(place: Path, body: bytes) -> None:
    """Put *body* at *place* as a whole: a crash leaves the file or none."""
    with _faults(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        files.put(place, body)
        files.settle(place.parent)


@contextmanager
def _faults(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        full = "the disk is full; make room and run the command again, nothing is lost"
        other = f"cannot be written ({fault.strerror}); check who owns the folder"
        raise ArchiveError(str(place), full if fault.errno in _FULL else other) from fault
