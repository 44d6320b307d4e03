"""What backs no document goes after its time, and nothing else, whatever happens meanwhile."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from monitor.archive import retention
from monitor.archive.retention import removable, remove
from monitor.archive.schema import fetch, record, warc
from monitor.archive.sound import check
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.model.page import Hop
from tests.archive.conftest import START, Open, a_document, a_page, keep
from tests.archive.test_evidence import an_exchange, check_by_warcio, files, rows, unchanged

DAY = timedelta(days=1)
FEED, ROBOTS, PAGE, MOVED = (f"https://post.example/{name}" for name in ("feed", "r", "a/", "a"))


def noise(number: int) -> bytes:
    return Random(number).randbytes(2000)


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.fixture
def lived(archive: Archive) -> Archive:
    """Ten days: a feed that changes daily but on the fifth, and on the second a document."""
    page = noise(99)
    for day in range(10):
        at = START + day * DAY
        archive.kept.record(an_exchange(b"Allow: /", url=ROBOTS, at=at))
        if day == 4:
            archive.kept.record(unchanged(FEED, at=at))
        else:
            archive.kept.record(an_exchange(noise(day), url=FEED, at=at))
            archive.keep_evidence(a_page(noise(day), url=FEED, final_url=FEED, fetched_at=at))
        if day == 1:
            moved = b"HTTP/1.1 301 Moved\r\nLocation: /a/\r\n\r\n"
            archive.kept.record(
                an_exchange(b"", url=MOVED, at=at, status=301, response=moved, sha256="")
            )
            archive.kept.record(an_exchange(page, url=PAGE, at=at))
            hops = (Hop(url=MOVED, status=301, location=PAGE),)
            archive.keep_evidence(a_page(page, url=MOVED, final_url=PAGE, hops=hops))
        if day == 6:
            gone = b"HTTP/1.1 410 Gone\r\n\r\n"
            archive.kept.record(
                an_exchange(b"no", url=PAGE, at=at, status=410, response=gone, sha256="")
            )
    keep(archive, a_document("a", url=PAGE, evidence=sha(page)))
    archive.kept.settle()
    return archive


def tidied(archive: Archive, days: int) -> int:
    """Remove what is older than *days* at the end; return how many records went."""
    now = START + 10 * DAY
    found = removable(archive, now - days * DAY)
    for going in found:
        remove(archive, going, now)
    return sum(len(going.cuts) for going in found)


def whole(archive: Archive, folder: Path) -> None:
    """Every record that a row names is there, and every file is a WARC file."""
    with archive.database.reading() as connection:
        question = select(record, warc.c.name).join(warc).where(record.c.removed_at.is_(None))
        found = connection.execute(question).mappings().all()
    for row in found:
        archive.kept.examine(row)
    assert check(archive) == []
    check_by_warcio(folder)
    assert not list(folder.rglob("*.part"))


def test_what_backs_no_document_goes_and_leaves_its_hash(lived: Archive, folder: Path) -> None:
    before = sum(path.stat().st_size for path in files(folder))
    # Five answers of the feed, the 304 too, and four times that robots.txt was as before.
    assert tidied(lived, 5) == 9
    kept = rows(lived)
    stones = [row for row in kept if row["removed_at"] is not None]

    assert [row["sha256"] for row in stones] == [sha(noise(day)) for day in range(4)]
    assert {row["removed_at"] for row in stones} == {START + 10 * DAY}
    assert {row["size"] for row in stones} == {2000}
    assert sum(path.stat().st_size for path in files(folder)) < before - 4 * 2000
    assert lived.evidence(sha(noise(0))) is None
    assert lived.evidence(sha(noise(5))) == noise(5)
    with lived.database.reading() as connection:
        told = connection.execute(select(fetch.c.sha256)).scalars().all()
    assert sha(noise(0)) not in told
    whole(lived, folder)
    assert tidied(lived, 5) == 0


def test_all_that_leads_to_a_document_stays(lived: Archive, folder: Path) -> None:
    tidied(lived, 0)
    kept = [row for row in rows(lived) if row["removed_at"] is None]
    of_page = [(row["url"], row["status"]) for row in kept if row["url"] in (PAGE, MOVED)]

    assert of_page == [(MOVED, 301), (PAGE, 200), (PAGE, 410)]
    assert lived.evidence(sha(noise(99))) == noise(99)
    whole(lived, folder)


def test_a_body_that_younger_records_point_to_stays(lived: Archive, folder: Path) -> None:
    tidied(lived, 3)

    assert lived.evidence(sha(b"Allow: /")) == b"Allow: /"
    whole(lived, folder)


def test_what_is_pointed_to_since_it_was_planned_stays(lived: Archive, folder: Path) -> None:
    now = START + 10 * DAY
    plan = removable(lived, now - 5 * DAY)
    lived.kept.record(an_exchange(noise(0), url=FEED, at=now))
    for going in plan:
        remove(lived, going, now)

    assert lived.evidence(sha(noise(0))) == noise(0)
    assert lived.evidence(sha(noise(1))) is None
    whole(lived, folder)


def test_a_file_of_which_nothing_is_left_is_gone(lived: Archive, folder: Path) -> None:
    tidied(lived, 5)

    names = [path.name for path in files(folder)]
    assert "2026-11-03-0001.r1.warc.gz" in names  # it has the document
    assert not [name for name in names if name.startswith("2026-11-04")]
    assert "2026-11-11-0001.warc.gz" in names


def test_the_newest_file_is_left_alone(lived: Archive, folder: Path) -> None:
    newest = files(folder)[-1]
    before = newest.read_bytes()
    tidied(lived, -100)

    assert newest.read_bytes() == before


def test_the_file_that_is_written_is_never_rewritten(lived: Archive, folder: Path) -> None:
    for day in (12, 13):
        lived.kept.record(an_exchange(noise(200 + day), url=FEED, at=START + day * DAY))
        for _ in range(3):
            tidied(lived, -100)
        # The file that goes on is the one that was open.
        lived.kept.record(an_exchange(noise(300 + day), url=FEED, at=START + day * DAY))
        lived.kept.settle()

    assert not [path for path in files(folder) if path.name.startswith("2026-11-15-0001.r")]
    assert lived.evidence(sha(noise(313))) == noise(313)
    whole(lived, folder)


def test_a_torn_end_is_cut_off_after_a_file_was_written_anew(
    lived: Archive, opening: Open, folder: Path
) -> None:
    tidied(lived, 5)
    lived.kept.close()
    newest = files(folder)[-1]
    newest.write_bytes(newest.read_bytes() + b"\x1f\x8b\x08torn")
    with opening() as archive:
        archive.kept.record(an_exchange(b"more", url=FEED, at=START + 9 * DAY))
        archive.kept.settle()
        assert files(folder)[-1] == newest
        whole(archive, folder)


def test_little_is_not_worth_it(lived: Archive) -> None:
    many = START - 30 * DAY
    for number in range(300, 330):
        lived.kept.record(an_exchange(noise(number), url=f"{PAGE}?{number}", at=many))
        keep(lived, a_document(f"d{number}", url=f"{PAGE}?{number}", evidence=sha(noise(number))))
    lived.kept.record(an_exchange(b"small", url=FEED, at=many))
    lived.kept.record(an_exchange(b"last", url=FEED, at=START + 20 * DAY))
    lived.kept.settle()
    names = {going.name for going in removable(lived, START)}

    assert names == set()


def crashing(*_: object, **__: object) -> None:
    raise OSError(5, "the power went")


@pytest.mark.parametrize(
    "place", ["_copied", "_move", "_forget", "unlink", "replace"], ids=lambda name: name
)
def test_a_crash_at_any_point_leaves_the_archive_whole(
    lived: Archive, opening: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    with monkeypatch.context() as patch:
        if hasattr(retention, place):
            patch.setattr(retention, place, crashing)
        else:
            patch.setattr(Path, place, crashing)
        with pytest.raises((ArchiveError, OSError)):
            tidied(lived, 5)
    lived.kept.close()
    with opening() as archive:
        # A crash leaves what Python would have removed: a half, or a file that is done with.
        archive.kept.record(an_exchange(b"after", url=FEED, at=START + 11 * DAY))
        archive.kept.settle()
        whole_but_parts(archive)
        tidied(archive, 5)
        assert archive.evidence(sha(noise(0))) is None
        assert archive.evidence(sha(noise(99))) == noise(99)
        whole(archive, folder)


def whole_but_parts(archive: Archive) -> None:
    with archive.database.reading() as connection:
        question = select(record, warc.c.name).join(warc).where(record.c.removed_at.is_(None))
        for row in connection.execute(question).mappings().all():
            archive.kept.examine(row)


def test_a_reader_finds_bytes_while_their_file_is_written_anew(
    lived: Archive, opening: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opening(read_only=True) as reader:
        from monitor.archive import evidence

        ask: Callable[..., object] = evidence.with_body
        asked: list[int] = []

        def ask_and_lose(*arguments: object) -> object:
            found = ask(*arguments)
            if not asked:
                tidied(lived, 5)
            asked.append(1)
            return found

        monkeypatch.setattr(evidence, "with_body", ask_and_lose)
        assert reader.evidence(sha(noise(99))) == noise(99)
        assert len(asked) >= 2
