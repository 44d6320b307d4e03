"""Bytes as they came: once, whole, and never taken for what they are not."""

import gzip
from pathlib import Path
from random import Random

import pytest

from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from tests.archive.conftest import HOUR, START, Open, a_page


def files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "evidence").rglob("*") if path.is_file())


def test_the_same_bytes_are_kept_once(archive: Archive, folder: Path) -> None:
    archive.keep_evidence(a_page())
    (first,) = files(folder)
    changed = first.stat().st_mtime_ns
    archive.keep_evidence(a_page(url="https://other.example/", fetched_at=START + HOUR))

    assert files(folder) == [first]
    assert first.stat().st_mtime_ns == changed
    assert len(archive.fetched(a_page().sha256)) == 2


def test_a_file_is_named_by_its_hash_and_packed_where_that_saves(
    archive: Archive, folder: Path
) -> None:
    page, picture = a_page(b"<p>words</p>" * 99), a_page(Random(1).randbytes(3000))
    for each in (page, picture):
        archive.keep_evidence(each)
    named = {path.relative_to(folder / "evidence").as_posix(): path for path in files(folder)}

    packed = named[f"{page.sha256[:2]}/{page.sha256[2:]}.gz"]
    assert gzip.decompress(packed.read_bytes()) == page.body
    assert named[f"{picture.sha256[:2]}/{picture.sha256[2:]}"].read_bytes() == picture.body


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no gzip at all", id="not packed"),
        pytest.param(gzip.compress(b"something else"), id="other bytes"),
        pytest.param(gzip.compress(b"<p>words</p>" * 99)[:-9], id="cut"),
        pytest.param(gzip.compress(b"<p>words</p>" * 99)[:20] + b"\xff" * 40, id="garbled"),
    ],
)
def test_a_damaged_file_is_never_handed_out(archive: Archive, folder: Path, content: bytes) -> None:
    page = a_page(b"<p>words</p>" * 99)
    archive.keep_evidence(page)
    files(folder)[0].write_bytes(content)

    with pytest.raises(ArchiveError, match="restore it from a backup"):
        archive.evidence(page.sha256)


def test_a_failed_transaction_leaves_bytes_that_nothing_names(
    archive: Archive, opening: Open
) -> None:
    page = a_page()
    with pytest.raises(KeyError):
        kept_in_vain(archive)

    assert archive.fetched(page.sha256) == ()
    archive.keep_evidence(page)
    assert archive.evidence(page.sha256) == page.body


def kept_in_vain(archive: Archive) -> None:
    with archive.transaction():
        archive.keep_evidence(a_page())
        raise KeyError


def test_a_folder_that_cannot_be_written_is_told(archive: Archive, folder: Path) -> None:
    (folder / "evidence").write_text("a file in its place")

    with pytest.raises(ArchiveError, match=r"evidence.*cannot be written.*check who owns"):
        archive.keep_evidence(a_page())
    assert archive.fetched(a_page().sha256) == ()
