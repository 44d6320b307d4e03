"""A full disk, for real: a process whose files may not grow, and a tiny file system."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.archive.sound import check
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from tests.archive.conftest import START, a_document, a_lead, a_page, keep

LIMITED = """
import os, resource, signal, sys
from pathlib import Path
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from tests.archive.conftest import a_document, a_page, keep
folder = Path(sys.argv[1])
with Archive.open(
    folder / "monitor.db", evidence=folder / "evidence", index=folder / "index"
) as archive:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
    for attempt in (
        lambda: keep(archive, a_document(text=os.urandom(500_000).hex())),
        lambda: archive.keep_evidence(a_page(os.urandom(1_000_000))),
    ):
        try:
            attempt()
        except ArchiveError as fault:
            print(fault)
    keep(archive, a_document("small"))
"""


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", LIMITED, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    database, evidence = done.stdout.splitlines()

    assert database.startswith(f"{tmp_path}/monitor.db: the disk ")
    assert "the disk is full; make room" in evidence
    with Archive.open(
        tmp_path / "monitor.db", evidence=tmp_path / "evidence", index=tmp_path / "index"
    ) as archive:
        assert archive.find("") == ("small",)
        assert check(archive) == []


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        ).returncode
    )
    if not mounted:
        pytest.skip("only root may mount a file system, and not everywhere")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_loses_nothing(tiny: Path) -> None:
    with Archive.open(
        tiny / "monitor.db", evidence=tiny / "evidence", index=tiny / "index"
    ) as archive:
        told: list[str] = []
        with pytest.raises(ArchiveError, match=r"the disk is full; make room"):
            flood(archive, told)
        with pytest.raises(ArchiveError, match=r"the disk is full; make room"):
            archive.keep_evidence(a_page(os.urandom(900_000)))
        with pytest.raises(ArchiveError):
            fill(archive)
        assert archive.counts()["documents"] == len(told) > 5
        assert archive.pending(START) == ()
        assert not list(tiny.rglob("*.part"))

        subprocess.run(["mount", "-o", "remount,size=20m", str(tiny)], check=True)
        keep(archive, a_document("more", text=os.urandom(10_000).hex()))
        assert archive.counts()["documents"] == len(told) + 1
        assert check(archive) == []


def flood(archive: Archive, told: list[str]) -> None:
    while True:
        keep(archive, a_document(f"d{len(told):04}", text=os.urandom(2_000).hex()))
        told.append(f"d{len(told):04}")


def fill(archive: Archive) -> None:
    """Write in a transaction that survives what the full disk undid: it must not go on."""
    with archive.transaction():
        archive.offer([a_lead("before")], START, backfill_before=None)
        for number in range(9):
            try:
                keep(archive, a_document(f"big{number}", text=os.urandom(450_000).hex()))
            except ArchiveError:
                archive.offer([a_lead(f"after {number}")], START, backfill_before=None)
