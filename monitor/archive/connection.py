"""One connection to the database, its transactions, and its faults as ours."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from monitor.archive import upgrade
from monitor.errors import ArchiveError, SlowError

_BUSY_MS = 5000
_READING = "reading"
_STEPS = 20_000
"""Of SQLite's machine between two looks at the clock: about a millisecond."""


class Database:
    """A connection that begins each transaction as a writer, so that two never deadlock.

    With a deferred BEGIN, one of two processes that read and then write fails at once, busy
    timeout or not (400 of 400 measured; none of 800 with BEGIN IMMEDIATE).
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        if not path.is_file() and (read_only or path.exists()):
            fact = "is no file" if path.exists() else "there is no archive yet"
            raise ArchiveError(str(path), f"{fact}; monitor poll makes one")
        self._engine = _engine(path, read_only=read_only)
        self._depth = 0
        self._until: float | None = None
        self._ticks: Callable[[], float] = time.monotonic
        try:
            with faults(path):
                self._connection = self._engine.connect()
        except BaseException:
            self._engine.dispose()
            raise
        try:
            with faults(path):
                upgrade.ensure(self._engine, self._connection, path, read_only=read_only)
        except BaseException:
            self.close()
            raise

    def give_up_after(self, seconds: float, ticks: Callable[[], float] = time.monotonic) -> None:
        """Let every question from now on end with SlowError once so many seconds are over.

        A long statement is stopped in its midst; what a reader does between two, before the next.
        """
        until = self._until = ticks() + seconds
        driver = self._connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            driver.set_progress_handler(lambda: ticks() > until, _STEPS)
        self._ticks = ticks

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Do what is inside as a whole, or not at all; one inside another is part of it.

        Where an inner one fails it alone is undone, if what is around it goes on.

        Raises:
            ArchiveError: The database refused; nothing of it was written.
        """
        with faults(self.path), self._inner() if self._depth else self._outer():
            yield self._connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one state of the database, and hold up nobody's writing.

        Raises:
            ArchiveError: The database refused.
            SlowError: The time that was set is over.
        """
        if self._until is not None and self._ticks() > self._until:
            raise SlowError
        with faults(self.path):
            if self._depth:
                yield self._connection
                return
            self._connection.info[_READING] = True
            try:
                with self._outer():
                    yield self._connection
            finally:
                self._connection.info.pop(_READING, None)

    def close(self) -> None:
        """Give the file back."""
        with suppress(DBAPIError):
            self._connection.close()
        self._engine.dispose()

    @contextmanager
    def _outer(self) -> Iterator[None]:
        self._depth += 1
        try:
            with self._connection.begin():
                yield
                self._still_whole()
        finally:
            self._depth -= 1

    @contextmanager
    def _inner(self) -> Iterator[None]:
        self._still_whole()
        point = self._connection.begin_nested()
        try:
            yield
        except BaseException:
            # Where the database itself undid everything (a full disk), there is no savepoint left.
            with suppress(DBAPIError):
                point.rollback()
            raise
        point.commit()

    def _still_whole(self) -> None:
        """Refuse to go on after the database undid everything by itself, as on a full disk."""
        driver = self._connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
            raise ArchiveError(
                str(self.path), "undid what was being written; nothing of it was kept, try again"
            )


def _engine(path: Path, *, read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        if not read_only:
            return sqlite3.connect(path)
        address = f"file:{quote(str(path.absolute()))}?mode=ro"
        beside = path.with_name(f"{path.name}-wal")
        if not os.access(path.parent, os.W_OK) and not beside.exists():
            # A copy on a read-only disk: nobody writes, and no -shm file can be made.
            address += "&immutable=1"
        return sqlite3.connect(address, uri=True)

    engine = create_engine("sqlite://", creator=connect)

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: Any) -> None:
        # SQLAlchemy's own BEGIN, below, is the only one.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            # Before the first table: a row with a text fills a third of a page of 4 KB, or half.
            connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: a power cut loses no commit that was told as done (WAL alone may).
            connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        deferred = read_only or connection.info.get(_READING)
        connection.execute(text("BEGIN" if deferred else "BEGIN IMMEDIATE"))

    return engine


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what the database says into one line with the next step.

    Raises:
        ArchiveError: Instead of the driver's own errors.
        SlowError: It was stopped because its time is over.
        IntegrityError: A row breaks the archive's rules: no fault of the disk, but a bug of ours.
    """
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as fault:
        if str(fault.orig) == "interrupted":
            raise SlowError from fault
        raise ArchiveError(str(path), reason(str(fault.orig))) from fault
    except sqlite3.Error as fault:
        raise ArchiveError(str(path), reason(str(fault))) from fault


_REASONS = (
    ("disk is full", "the disk is full; make room and run the command again, nothing is lost"),
    ("database is locked", "another program is writing in it; try again, or stop that one"),
    ("readonly", "cannot be written; check who owns the folder"),
    ("unable to open", "cannot be opened; check that the folder is there and who owns it"),
    ("malformed", "is damaged; restore it from a backup, monitor doctor says what is left"),
    ("not a database", "is not a database, or is damaged; restore it from a backup"),
    ("disk I/O", "the disk could not be read or written; check it, then run monitor doctor"),
)


def reason(told: str) -> str:
    """Return what a fact of the driver means, and the next step."""
    for part, meaning in _REASONS:
        if part in told:
            return meaning
    return f"refused ({told}); run monitor doctor"
