"""doctor and search on a folder that is not as it should be: one line, no traceback."""

from pathlib import Path

import pytest

from monitor.archive.lock import hold
from monitor.archive.store import Archive
from tests.archive.conftest import Open, a_document, keep
from tests.conftest import Run

SOURCES = """
sources:
  - {id: post, name: Harbour Post, kind: feed, url: "https://post.example/rss"}
"""


@pytest.fixture
def project(opening: Open, folder: Path) -> Path:
    (folder / "sources.yaml").write_text(SOURCES)
    with opening() as archive:
        keep(archive, a_document("abcd", text="Nine people were freed from forced labour."))
    return folder


def told(text: str) -> str:
    (line,) = text.splitlines()
    assert "Traceback" not in line
    return line


def test_doctor_calls_a_sound_folder_sound(monitor: Run, project: Path) -> None:
    assert monitor("-C", project, "doctor").stdout.endswith("\nsound\n")
    done = monitor("-C", project, "doctor", "--reindex")
    assert "built anew, 1 documents" in done.stdout
    assert done.stdout.endswith("\nsound\n")


def test_search_finds_and_marks(monitor: Run, project: Path) -> None:
    found = monitor("-C", project, "search", '"forced labour"').stdout

    assert "abcd" in found
    assert "freed from forced labour" in found
    assert "\n1 found\nthe same again: " in found


def test_a_query_that_begins_with_a_minus(monitor: Run, project: Path) -> None:
    assert monitor("-C", project, "search", "--", "-museum freed").stdout.count("\n1 found\n") == 1


def test_a_query_that_cannot_be_read(monitor: Run, project: Path) -> None:
    line = told(monitor("-C", project, "search", "freed OR", code=2).stderr)

    assert "query, column 7: OR needs something after it" in line


@pytest.mark.parametrize("command", [("doctor",), ("search", "freed"), ("status",)])
@pytest.mark.parametrize("content", [b"no database" * 999, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_database(
    monitor: Run, project: Path, command: tuple[str, ...], content: bytes
) -> None:
    (project / "monitor.db").write_bytes(content)
    line = told(monitor("-C", project, *command, code=1).stderr)

    assert "monitor.db" in line
    assert "damaged" in line
    assert "backup" in line


def test_a_database_damaged_in_the_middle(monitor: Run, project: Path, opening: Open) -> None:
    with opening() as archive:
        fill(archive)
    path = project / "monitor.db"
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 5 * 4096] = b"\xff" * (5 * 4096)
    path.write_bytes(content)
    done = monitor("-C", project, "doctor", code=1)

    assert "Traceback" not in done.stderr
    assert "backup" in done.stdout + done.stderr


def fill(archive: Archive) -> None:
    for number in range(50):
        keep(archive, a_document(f"d{number}", text=f"{number} " * 2000))


def test_doctor_waits_for_nobody(monitor: Run, project: Path) -> None:
    with hold(project / "monitor.lock", "run"):
        told_so = monitor("-C", project, "doctor").stdout
        assert "another monitor (run, process" in told_so
        assert told_so.endswith("\nsound\n")
        assert monitor("-C", project, "search", "freed").stdout.count("\n1 found\n") == 1


def test_where_there_is_no_archive_yet(monitor: Run, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(SOURCES)
    line = told(monitor("-C", tmp_path, "search", "freed", code=1).stderr)

    assert "there is no archive yet; monitor poll makes one" in line
