"""The archive in SQLite keeps the contract."""

from pathlib import Path

import pytest

from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from tests.archive.contract import ArchiveContract


class TestSqlite(ArchiveContract):
    """With the fixture ``archive`` of this folder."""


def test_emptied_database_beside_evidence_is_no_new_archive(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence"
    (evidence / "ab").mkdir(parents=True)
    (tmp_path / "monitor.db").touch()

    with (
        pytest.raises(ArchiveError, match="restore it from a backup"),
        Archive.open(tmp_path / "monitor.db", evidence=evidence, index=tmp_path / "index"),
    ):
        pass
