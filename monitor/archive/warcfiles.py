"""The WARC files of a project: one for each day, and another where it grows large.

One process writes at a time, and the last file goes on where it ended.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from io import FileIO
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from monitor import __version__, files
from monitor.archive import warc
from monitor.archive.connection import Database
from monitor.archive.schema import record as record_
from monitor.archive.schema import warc as warc_
from monitor.errors import ArchiveError

LARGEST = 200_000_000
"""Bytes after which a file is ended: what is removed later is removed by writing a file anew."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where something lies."""

    name: str
    """Of the file, in the folder of evidence."""
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    name: str
    day: str
    file: FileIO
    opened_at: datetime


class Files:
    """Appends records to the file of their day."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._open: _Open | None = None
        self._dirty = False
        self._mended = False

    def add(self, at: datetime, first: warc.Written, *concurrent: warc.Written) -> tuple[Slot, int]:
        """Append *first*, and what was *concurrent* to it; return where, and the length of *first*.

        Raises:
            ArchiveError: The disk refuses; nothing of it is left.
        """
        path = self._folder
        with faults(path):
            to = self._for(at)
            path = self._folder / to.name
        with faults(path), _whole_or_nothing(to.file) as offset:
            self._dirty = True
            name = warc.write(to.file, first)
            length = _size(to.file) - offset
            for each in concurrent:
                headers = {**each.headers, "WARC-Concurrent-To": name}
                warc.write(to.file, _with(each, headers))
            return Slot(name=to.name, offset=offset, length=_size(to.file) - offset), length

    def sync(self) -> None:
        """Put on the disk what was added.

        Raises:
            ArchiveError: The disk refuses.
        """
        if self._open is not None and self._dirty:
            with faults(self._folder / self._open.name):
                os.fsync(self._open.file.fileno())
            self._dirty = False

    def row(self, connection: Connection, name: str) -> int:
        """Return the row of the file *name*, made where there is none yet."""
        found = connection.execute(select(warc_.c.id).where(warc_.c.name == name)).scalar()
        if found is not None:
            return int(found)
        opened_at = self._open.opened_at if self._open else datetime.now(UTC)
        made = connection.execute(
            insert(warc_).values(name=name, software=software(), opened_at=opened_at, gone=False)
        )
        key = made.inserted_primary_key
        assert key is not None  # noqa: S101 - one row was inserted
        return int(key[0])

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.file.close()
            self._open = None

    def _for(self, at: datetime) -> _Open:
        """Return the file that takes a record of that time."""
        day = at.astimezone(UTC).date().isoformat()
        if not self._mended:
            self._mended = True
            mend(self._database, self._folder)
            self._open = self._last(day)
        now = self._open
        if now is not None and not _same(self._folder / now.name, now.file):
            raise FileNotFoundError(errno.ENOENT, "it is another file than was opened")
        if now is None or now.day != day or _size(now.file) >= LARGEST:
            self.sync()
            self.close()
            now = self._new(day, at)
        return now

    def _last(self, day: str) -> _Open | None:
        """Return the file that was written last, where it is of *day* and by this version."""
        with self._database.reading() as connection:
            question = select(warc_).where(warc_.c.gone.is_(False)).order_by(warc_.c.id.desc())
            row = connection.execute(question.limit(1)).mappings().first()
            if row is None or row["software"] != software() or Path(row["name"]).name[:10] != day:
                return None
            end = _known_end(connection, row["id"])
        path = self._folder / row["name"]
        if not path.is_file() or path.stat().st_size < end:
            return None  # a part of it is gone; monitor doctor tells which
        file = path.open("ab", buffering=0)
        return _Open(name=row["name"], day=day, file=file, opened_at=row["opened_at"])

    def _new(self, day: str, at: datetime) -> _Open:
        year = self._folder / day[:4]
        new = not year.is_dir()
        year.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            path = year / f"{day}-{number:04}{warc.SUFFIX}"
            try:
                file = path.open("xb", buffering=0)
                break
            except FileExistsError:
                number += 1
        name = path.relative_to(self._folder).as_posix()
        try:
            warc.write(file, warc.about(software(), path.name, at))
            files.settle(year)
            if new:
                files.settle(self._folder)
        except BaseException:
            file.close()
            path.unlink()
            raise
        self._open = _Open(name=name, day=day, file=file, opened_at=at)
        return self._open


def mend(database: Database, folder: Path) -> None:
    """Cut off torn ends, and remove files that were written anew: what a crash leaves behind.

    A file that no row names, such as one that is younger than a database from a backup, is looked
    at once, gets its row, and is left alone.

    Raises:
        OSError: The disk refuses.
    """
    with database.reading() as connection:
        known = {row.name: row for row in connection.execute(select(warc_).order_by(warc_.c.id))}
        last = next((row for row in reversed(known.values()) if not row.gone), None)
        end = _known_end(connection, last.id) if last else 0
    strange = []
    for path in sorted(folder.glob(f"*/*{warc.SUFFIX}")):
        name = path.relative_to(folder).as_posix()
        if name not in known:
            strange += [path] if _cut(path, 0) else []
        elif known[name].gone:
            path.unlink()
        elif last and name == last.name and path.stat().st_size > end:
            _cut(path, end)
    if strange:
        with database.transaction() as connection:
            connection.execute(insert(warc_), [_stranger(path, folder) for path in strange])


def _stranger(path: Path, folder: Path) -> dict[str, object]:
    """Return a row for a file that had none."""
    return {
        "name": path.relative_to(folder).as_posix(),
        "software": "",  # not known: nothing is added to it
        "opened_at": datetime.fromtimestamp(path.stat().st_mtime, UTC),
        "gone": False,
    }


@cache
def software() -> str:
    """Return what writes the files."""
    return f"news-report-monitor/{__version__} warcio/{version('warcio')}"


@contextmanager
def faults(path: Path, *, reading: bool = False) -> Iterator[None]:
    """Turn what the disk says into one line with the next step.

    Raises:
        ArchiveError: Instead of OSError.
    """
    try:
        yield
    except OSError as fault:
        if reading:
            reason = f"cannot be read ({fault.strerror}); restore evidence/ from a backup"
        elif fault.errno in _FULL:
            reason = "the disk is full; make room and run the command again, nothing is lost"
        else:
            reason = f"cannot be written ({fault.strerror}); check who owns the folder"
        raise ArchiveError(str(path), reason) from fault


def _known_end(connection: Connection, warc_id: int) -> int:
    ends = record_.c.offset + record_.c.length + record_.c.request_length
    question = select(func.max(ends)).where(
        record_.c.warc_id == warc_id, record_.c.removed_at.is_(None)
    )
    return int(connection.execute(question).scalar() or 0)


def _cut(path: Path, start: int) -> bool:
    """Cut *path* behind its last whole record; whether anything is left of it.

    *start* is where the first one lies that is looked at.
    """
    end = warc.end_of_records(path, start)
    if end == 0:
        path.unlink()
    elif end < path.stat().st_size:
        os.truncate(path, end)
    return end > 0


@contextmanager
def _whole_or_nothing(file: FileIO) -> Iterator[int]:
    """Let what is inside append to *file*; where it fails, the file is as it was before."""
    before = _size(file)
    try:
        yield before
    except BaseException:
        file.truncate(before)
        file.seek(before)
        raise


def _same(path: Path, file: FileIO) -> bool:
    """Whether *path* still leads to *file*: a folder may be taken away under it."""
    return os.path.samestat(path.stat(), os.fstat(file.fileno()))


def _size(file: FileIO) -> int:
    return os.fstat(file.fileno()).st_size


def _with(record: warc.Written, headers: dict[str, str]) -> warc.Written:
    return replace(record, headers=headers)
