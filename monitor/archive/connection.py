"""One connection to the database, its transactions, and its faults as ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from monitor.archive import upgrade
from monitor.errors import ArchiveError

_BUSY_MS = 5000


class Database:
    """A connection that begins each transaction as a writer, so that two never deadlock.

    With a deferred BEGIN, one of two processes that read and then write fails at once, busy
    timeout or not (400 of 400 measured; none of 800 with BEGIN IMMEDIATE).
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        if read_only and not path.is_file():
            raise ArchiveError(str(path), "there is no archive yet; monitor poll makes one")
        self._engine = _engine(path, read_only=read_only)
        with faults(path):
            self._connection = self._engine.connect()
        self._depth = 0
        try:
            with faults(path):
                upgrade.ensure(self._engine, self._connection, path, read_only=read_only)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Do what is inside as a whole, or not at all; a transaction inside one joins it.

        Raises:
            ArchiveError: The database refused; nothing of it was written.
        """
        if self._depth:
            with faults(self.path):
                yield self._connection
            return
        with faults(self.path):
            self._depth += 1
            try:
                with self._connection.begin():
                    yield self._connection
            finally:
                self._depth -= 1

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()
        self._engine.dispose()


def _engine(path: Path, *, read_only: bool) -> Engine:
    mode = "?mode=ro&uri=true" if read_only else ""
    name = f"file:{path}" if read_only else str(path)
    engine = create_engine(f"sqlite:///{name}{mode}")

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: Any) -> None:
        # SQLAlchemy's own BEGIN, below, is the only one.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: a power cut loses no commit that was told as done (WAL alone may).
            connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.execute(text("BEGIN" if read_only else "BEGIN IMMEDIATE"))

    return engine


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what the database says into one line with the next step.

    Raises:
        ArchiveError: Instead of the driver's own errors.
    """
    try:
        yield
    except DBAPIError as fault:
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
