"""Bound the storage: bytes that back no kept document go after a time, and what they were stays.

A file is written anew without what goes, under another name; one transaction moves the rows to it;
then the old file is removed. So at each moment the rows lead to whole records.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from monitor import files
from monitor.archive import warc
from monitor.archive.leads import key_hash
from monitor.archive.schema import document, fetch, revision
from monitor.archive.schema import record as record_
from monitor.archive.schema import warc as warc_
from monitor.archive.store import Archive
from monitor.archive.warcfiles import faults

_WORTH = 0.05
"""Of a file: less is not worth writing it anew, and waits until more may go."""
_AT_ONCE = 500
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Cut:
    """A record that goes."""

    id: int
    offset: int
    length: int
    """With its request."""
    tombstone: bool
    """Whether it had a body of its own: its hash, size and time are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What goes from one file."""

    warc_id: int
    name: str
    cuts: tuple[Cut, ...]

    @property
    def bytes(self) -> int:
        """Packed."""
        return sum(cut.length for cut in self.cuts)


def removable(archive: Archive, before: datetime) -> tuple[Going, ...]:
    """Return what may go of files that are ended, of before that time, where it is worth it.

    What stays: every body that a version was read from; every exchange with an address on the way
    to one; and every body that a later record points to.
    """
    plan = _plan(archive, before)
    found = []
    with archive.database.reading() as connection:
        rows = connection.execute(select(warc_.c.id, warc_.c.name)).all()
    names = {row.id: row.name for row in rows}
    # The newest first: what points to a body goes before the body.
    for warc_id, cuts in sorted(plan.items(), reverse=True):
        path = archive.kept.folder / names[warc_id]
        if not path.is_file():
            continue  # monitor verify tells that it is gone
        going = Going(warc_id=warc_id, name=names[warc_id], cuts=tuple(cuts))
        if going.bytes >= _WORTH * path.stat().st_size:
            found.append(going)
    return tuple(found)


def remove(archive: Archive, going: Going, now: datetime) -> None:
    """Remove *going*, but what a record points to that came since.

    Raises:
        ArchiveError: The disk refuses; the file is as it was.
    """
    archive.kept.settle()
    old = archive.kept.folder / going.name
    with archive.database.reading() as connection:
        cuts = _still(connection, going.cuts)
        rows = select(func.count()).where(
            record_.c.warc_id == going.warc_id, record_.c.removed_at.is_(None)
        )
        rest = int(connection.execute(rows).scalar_one()) - len(cuts)
    new = _next_name(old) if rest else None
    if new is not None:
        with faults(old):
            _copied(old, new, cuts)
    with archive.database.transaction() as connection:
        if new is not None:
            name = new.relative_to(archive.kept.folder).as_posix()
            _move(connection, going, name, cuts)
        else:
            connection.execute(update(warc_).where(warc_.c.id == going.warc_id).values(gone=True))
        _forget(connection, cuts, now)
    with faults(old):
        old.unlink(missing_ok=True)


def _still(connection: Connection, cuts: Sequence[Cut]) -> list[Cut]:
    """Return those of *cuts* that no other record points to."""
    ids = {cut.id for cut in cuts}
    needed: set[int] = set()
    for start in range(0, len(cuts), _AT_ONCE):
        some = [cut.id for cut in cuts[start : start + _AT_ONCE]]
        question = select(record_.c.id, record_.c.body_id).where(record_.c.body_id.in_(some))
        needed |= {row.body_id for row in connection.execute(question) if row.id not in ids}
    return [cut for cut in cuts if cut.id not in needed]


def _plan(archive: Archive, before: datetime) -> dict[int, list[Cut]]:
    """Return what may go, by file; never of the newest file, which may still grow."""
    with archive.database.reading() as connection:
        ended = select(func.max(warc_.c.id)).where(warc_.c.gone.is_(False))
        newest = connection.execute(ended).scalar()
        bodies = _kept_bodies(connection)
        addresses = _kept_addresses(connection, bodies)
        needed = _needed(connection, before)
        question = (
            select(
                record_.c.id,
                record_.c.warc_id,
                record_.c.offset,
                (record_.c.length + record_.c.request_length).label("size"),
                record_.c.url_hash,
                record_.c.sha256,
                record_.c.payload,
                record_.c.body_id,
            )
            .where(record_.c.at < before, record_.c.removed_at.is_(None))
            .order_by(record_.c.warc_id, record_.c.offset)
        )
        rows = connection.execute(question).all()
    going = []
    for row in rows:
        stays = row.sha256 in bodies or bytes.fromhex(row.url_hash)[:16] in addresses
        if stays and row.body_id is not None:
            needed.add(row.body_id)
        if not stays:
            going.append(row)
    plan: dict[int, list[Cut]] = {}
    for row in going:
        if row.id not in needed and row.warc_id != newest:
            own = bool(row.payload) and row.body_id is None
            plan.setdefault(row.warc_id, []).append(Cut(row.id, row.offset, row.size, own))
    return plan


def _kept_bodies(connection: Connection) -> set[str]:
    """Return the hashes of all bodies that versions were read from."""
    question = select(revision.c.facts).execution_options(yield_per=_AT_ONCE)
    found = {told["evidence"] for told in connection.execute(question).scalars()}
    return found.difference({""})


def _kept_addresses(connection: Connection, bodies: set[str]) -> set[bytes]:
    """Return the hashes of addresses of documents that were read, and of those on the way there."""
    found = set(connection.execute(select(document.c.url)).scalars())
    question = select(fetch.c.sha256, fetch.c.url, fetch.c.final_url, fetch.c.hops)
    for row in connection.execute(question.execution_options(yield_per=_AT_ONCE)):
        if row.sha256 in bodies:
            found |= {row.url, row.final_url, *(hop["url"] for hop in row.hops)}
    return {bytes.fromhex(key_hash(url))[:16] for url in found}


def _needed(connection: Connection, before: datetime) -> set[int]:
    """Return the records whose bodies younger ones point to."""
    question = select(record_.c.body_id).where(
        record_.c.at >= before, record_.c.body_id.is_not(None)
    )
    return set(connection.execute(question.distinct()).scalars())


def _next_name(path: Path) -> Path:
    """Return a free name for *path* when it is written anew: ``….r1.warc.gz``, ``….r2.warc.gz``."""
    first = path.name.removesuffix(warc.SUFFIX).partition(".r")[0]
    names = (path.with_name(f"{first}.r{number}{warc.SUFFIX}") for number in count(1))
    return next(name for name in names if not name.exists())


def _copied(old: Path, new: Path, cuts: Sequence[Cut]) -> None:
    """Write *old* to *new* without *cuts*; it is on the disk on return.

    Raises:
        OSError: The disk refuses; there is no *new*.
    """
    beside = new.with_name(f".{new.name}.part")
    try:
        with old.open("rb") as source, beside.open("wb") as target:
            for cut in cuts:
                _copy(source, target, cut.offset - source.tell())
                source.seek(cut.offset + cut.length)
            _copy(source, target, old.stat().st_size - source.tell())
            target.flush()
            os.fsync(target.fileno())
        beside.replace(new)
        files.settle(new.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _copy(source: BinaryIO, target: BinaryIO, length: int) -> None:
    while length > 0 and (piece := source.read(min(length, _PIECE))):
        target.write(piece)
        length -= len(piece)


def _move(connection: Connection, going: Going, name: str, cuts: Sequence[Cut]) -> None:
    """Let the row of a file, and those of the records that stay, be of the file *name*.

    The row keeps its place: the last one is the file that is written. The old name is noted, so
    that a crash leaves no file behind.
    """
    this = warc_.c.id == going.warc_id
    before = connection.execute(select(warc_).where(this)).mappings().one()
    facts = {key: before[key] for key in ("software", "opened_at")}
    connection.execute(update(warc_).where(this).values(name=name))
    connection.execute(insert(warc_).values(name=going.name, gone=True, **facts))
    gone = {cut.id for cut in cuts}
    question = select(record_.c.id, record_.c.offset).where(
        record_.c.warc_id == going.warc_id, record_.c.removed_at.is_(None)
    )
    moves: list[dict[str, Any]] = []
    shift, waiting = 0, list(reversed(cuts))
    for row in connection.execute(question.order_by(record_.c.offset)).all():
        while waiting and waiting[-1].offset < row.offset:
            shift += waiting.pop().length
        if row.id not in gone:
            moves.append({"row": row.id, "offset": row.offset - shift})
    if moves:
        moved = update(record_).where(record_.c.id == bindparam("row"))
        connection.execute(moved.values(offset=bindparam("offset")), moves)


def _forget(connection: Connection, cuts: Sequence[Cut], now: datetime) -> None:
    """Let rows of bodies that went say so, and remove those that had none."""
    for start in range(0, len(cuts), _AT_ONCE):
        some = cuts[start : start + _AT_ONCE]
        ids = [cut.id for cut in some]
        stones = [cut.id for cut in some if cut.tombstone]
        connection.execute(delete(fetch).where(fetch.c.record_id.in_(ids)))
        connection.execute(update(record_).where(record_.c.id.in_(stones)).values(removed_at=now))
        connection.execute(
            delete(record_).where(record_.c.id.in_(sorted(set(ids).difference(stones))))
        )
