"""Transactions, readers beside a writer, and faults as one line."""

import shutil
import sqlite3
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.archive.store import Archive
from monitor.errors import ArchiveError, SlowError
from tests.archive.conftest import START, Open, a_document, a_lead, keep


def test_reading_leaves_no_transaction_open(archive: Archive, folder: Path) -> None:
    archive.counts()
    list(archive.recent_placements(START))
    with sqlite3.connect(folder / "monitor.db", timeout=0) as other:
        other.execute("BEGIN EXCLUSIVE")


def test_a_reader_works_while_a_writer_writes(opening: Open) -> None:
    with opening() as writer, opening(read_only=True) as reader:
        keep(writer, a_document("a"))
        with writer.transaction():
            keep(writer, a_document("b"))
            assert reader.find("") == ("a",)
        assert reader.find("") == ("a", "b")


def test_two_writers_take_turns(opening: Open) -> None:
    with opening() as one, opening() as other:
        for number in range(20):
            keep(one, a_document(f"a{number}"))
            keep(other, a_document(f"b{number}"))
        assert one.counts()["documents"] == 40


def test_a_reader_cannot_write(opening: Open) -> None:
    with opening():
        pass
    with opening(read_only=True) as reader, pytest.raises(ArchiveError, match="cannot be written"):
        reader.offer([a_lead()], START, backfill_before=None)


def test_reading_asks_for_an_archive(opening: Open, folder: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive yet; monitor poll"), opening(read_only=True):
        pass
    assert not (folder / "monitor.db").exists()


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("name", ["50%41.db", "what?.db", "a#b c.db", "é.db"])
def test_any_path_will_do(tmp_path: Path, name: str, read_only: bool) -> None:
    path = tmp_path / name
    for mode in (False, read_only):
        with Archive.open(path, evidence=tmp_path, index=tmp_path, read_only=mode):
            pass
    assert path.is_file()


READ_ONLY = """
import os, sys
from pathlib import Path
from tempfile import mkdtemp
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.query.parse import parse
from tests.archive.conftest import a_document, found, keep
folder = Path(mkdtemp())
path, index = folder / "monitor.db", folder / "index"
with Archive.open(path, evidence=folder, index=index) as archive:
    keep(archive, a_document("a"))
folder.chmod(0o555)
if os.geteuid() == 0:  # who may write anywhere
    os.setgid(65534)
    os.setuid(65534)
with Archive.open(path, evidence=folder, index=index, read_only=True) as archive:
    print(archive.find(""), len(found(archive, parse("nine"))), sorted(os.listdir(folder)))
try:
    with Archive.open(path, evidence=folder, index=index):
        pass
except ArchiveError as fault:
    print(fault.reason)
print(folder)
"""


def test_a_copy_on_a_read_only_disk_can_be_read_and_searched() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", READ_ONLY],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    read, reason, folder = done.stdout.splitlines()
    Path(folder).chmod(0o755)
    shutil.rmtree(folder)

    assert read == "('a',) 1 ['monitor.db']"
    assert reason == "cannot be written; check who owns the folder"


def broken(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "text":
        path.write_text("this is no database, and never was " * 100)
    elif how == "short":
        path.write_bytes(content[: len(content) // 2])
    elif how == "holes":
        path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    else:
        path.unlink()
        path.mkdir()


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("how", ["text", "short", "holes", "folder"])
def test_a_damaged_database_is_told_in_one_line(
    opening: Open, folder: Path, how: str, read_only: bool
) -> None:
    with opening() as archive:
        keep(archive, a_document("a"))
    broken(folder / "monitor.db", how)

    with (
        pytest.raises(ArchiveError, match=r"monitor\.db: .*; \w+|monitor\.db: .* backup"),
        opening(read_only=read_only) as archive,
    ):
        archive.document("a")


def test_a_database_of_a_newer_monitor_is_left_alone(opening: Open, folder: Path) -> None:
    with opening():
        pass
    with sqlite3.connect(folder / "monitor.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(ArchiveError, match="newer monitor"), opening():
        pass


def test_an_older_database_is_not_changed_by_a_reader(opening: Open, folder: Path) -> None:
    sqlite3.connect(folder / "monitor.db").close()
    (folder / "monitor.db").touch()
    with pytest.raises(ArchiveError, match="older version"), opening(read_only=True):
        pass
    assert (folder / "monitor.db").stat().st_size == 0


def test_a_question_that_takes_too_long_ends_and_so_does_the_next_one(archive: Archive) -> None:
    endless = text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(x) FROM n"
    )
    ticks = count()
    archive.database.give_up_after(5, lambda: next(ticks))  # five looks at the clock

    with pytest.raises(SlowError), archive.database.reading() as connection:
        connection.execute(endless)
    with pytest.raises(SlowError), archive.database.reading():
        pass


def test_a_question_in_time_is_answered(archive: Archive) -> None:
    archive.database.give_up_after(5, lambda: 0.0)

    with archive.database.reading() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
