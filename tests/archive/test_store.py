"""The archive in SQLite keeps the contract."""

from tests.archive.contract import ArchiveContract


class TestSqlite(ArchiveContract):
    """With the fixture ``archive`` of this folder."""
