"""Bring a database to the schema of this version; Alembic is loaded only when there is work."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from monitor.errors import ArchiveError

HEAD = "0010"
"""The newest migration in ``migrations/versions``; a test compares."""


def ensure(engine: Engine, connection: Connection, path: Path, *, read_only: bool) -> None:
    """Upgrade the database if it is older.

    Raises:
        ArchiveError: It is newer than this program, or older and only to be read.
    """
    have = version(connection)
    if have == HEAD:
        return
    if have is not None and have > HEAD:
        raise ArchiveError(
            str(path), f"was written by a newer monitor (schema {have}); install that version"
        )
    if read_only:
        raise ArchiveError(
            str(path), "has the schema of an older version; monitor doctor brings it up to date"
        )
    _migrate(engine)


def version(connection: Connection) -> str | None:
    """Return the schema's version, None for an empty database."""
    with connection.begin():
        return told(connection)


def told(connection: Connection) -> str | None:
    """Return the schema's version as ``version`` does, inside a transaction."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _migrate(engine: Engine) -> None:
    from alembic import command  # 942 ms of CPU to import: only when there is work
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
