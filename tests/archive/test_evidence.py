"""Bytes as they came: once, whole, and never taken for what they are not."""

import gzip
import hashlib
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from warcio.archiveiterator import ArchiveIterator

from monitor.archive import warc, warcfiles
from monitor.archive.schema import record
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.model.exchange import Exchange, Truncated
from tests.archive.conftest import HOUR, START, Open, a_page

DAY = timedelta(days=1)


def an_exchange(body: bytes = b"<p>Nine people", **changes: object) -> Exchange:
    """Return an exchange that brought *body*, unpacked."""
    plain = Exchange(
        url="https://post.example/a/",
        at=START,
        peer="203.0.113.7:443",
        request=b"GET /a/ HTTP/1.1\r\nHost: post.example\r\n\r\n",
        status=200,
        response=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-ODD:  kept \r\n\r\n",
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a mapping of any fields


def unchanged(at_url: str, **changes: object) -> Exchange:
    head = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    return an_exchange(b"", url=at_url, status=304, response=head, sha256="", **changes)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "evidence").rglob("*") if path.is_file())


def records(path: Path) -> list[tuple[dict[str, str], bytes]]:
    """Return all records of a file with their blocks, as warcio reads them."""
    with path.open("rb") as file:
        return [
            (dict(told.rec_headers.headers), told.raw_stream.read())
            for told in ArchiveIterator(file, no_record_parse=True)
        ]


def check_by_warcio(folder: Path) -> None:
    """Let warcio examine every file."""
    for path in files(folder):
        done = subprocess.run(
            [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        assert "digest failed" not in done.stdout


def rows(archive: Archive) -> list[dict[str, object]]:
    archive.kept.settle()
    with archive.database.reading() as connection:
        found = connection.execute(select(record).order_by(record.c.id)).mappings()
        return [dict(row) for row in found]


def test_answer_and_request_are_records_letter_for_letter(archive: Archive, folder: Path) -> None:
    told = an_exchange(peer="[2001:db8::7]:8443")
    archive.kept.record(told)
    archive.kept.settle()
    (path,) = files(folder)
    (about, facts), (answer, said), (request, asked) = records(path)

    assert about["WARC-Type"] == "warcinfo"
    assert b"software: news-report-monitor/" in facts
    assert path.relative_to(folder).as_posix() == "evidence/2026/2026-11-02-0001.warc.gz"
    assert said == told.response + told.body
    assert asked == told.request
    assert answer["WARC-Target-URI"] == request["WARC-Target-URI"] == told.url
    assert answer["WARC-Date"] == "2026-11-02T09:00:00.000000Z"
    assert (answer["WARC-IP-Address"], answer["X-Peer-Port"]) == ("2001:db8::7", "8443")
    assert answer["WARC-Payload-Digest"] == f"sha256:{told.sha256}"
    assert request["WARC-Concurrent-To"] == answer["WARC-Record-ID"]
    check_by_warcio(folder)


def test_packed_body_is_kept_as_it_came_and_read_unpacked(archive: Archive, folder: Path) -> None:
    body = b"<p>Nine people</p>" * 50
    head = b"HTTP/1.1 200 OK\r\ncontent-ENCODING: gzip\r\n\r\n"
    came = gzip.compress(body) + b"padding"
    archive.kept.record(replace(an_exchange(body), response=head, body=came))

    assert archive.evidence(hashlib.sha256(body).hexdigest()) == body
    assert records(files(folder)[0])[1][1] == head + came


def test_the_same_bytes_are_kept_once(archive: Archive, folder: Path) -> None:
    body = Random(1).randbytes(50_000)
    archive.kept.record(an_exchange(body))
    archive.kept.record(an_exchange(body, url="https://other.example/", at=START + HOUR))
    archive.kept.record(an_exchange(body, at=START + DAY))
    archive.kept.settle()
    (first, _), (second, said) = records(files(folder)[0])[1::2]
    (third, _) = records(files(folder)[1])[1]

    assert sum(path.stat().st_size for path in files(folder)) < 60_000
    assert first["WARC-Type"] == "response"
    assert second["WARC-Type"] == third["WARC-Type"] == "revisit"
    assert second["WARC-Profile"].endswith("/identical-payload-digest")
    assert second["WARC-Payload-Digest"] == first["WARC-Payload-Digest"]
    assert second["WARC-Refers-To-Target-URI"] == first["WARC-Target-URI"]
    assert second["WARC-Refers-To-Date"] == first["WARC-Date"]
    assert said.startswith(b"HTTP/1.1 200 OK")
    check_by_warcio(folder)


def test_an_unchanged_answer_points_to_what_it_had_been(archive: Archive, folder: Path) -> None:
    archive.kept.record(an_exchange(url="https://post.example/other"))
    archive.kept.record(an_exchange(b"older"))
    archive.kept.record(an_exchange(b"newer", at=START + HOUR))
    archive.kept.record(unchanged(an_exchange().url, at=START + 2 * HOUR))
    archive.kept.record(unchanged("https://never.example/"))
    kept = rows(archive)
    (told, _) = records(files(folder)[0])[-4]

    assert [row["kind"] for row in kept[3:]] == ["revisit", "revisit"]
    assert [row["body_id"] for row in kept[3:]] == [kept[2]["id"], None]
    assert told["WARC-Profile"].endswith("/server-not-modified")
    assert told["WARC-Refers-To-Date"] == "2026-11-02T10:00:00.000000Z"
    check_by_warcio(folder)


def test_a_body_that_was_cut_off_stands_for_no_other(archive: Archive, folder: Path) -> None:
    cut = an_exchange(b"half", truncated=Truncated.LENGTH, sha256="", size=0)
    archive.kept.record(cut)
    archive.kept.record(an_exchange(b"half"))

    assert [row["kind"] for row in rows(archive)] == ["response", "response"]
    assert records(files(folder)[0])[1][0]["WARC-Truncated"] == "length"


def test_a_file_ends_with_its_day_its_size_and_its_writer(
    opening: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warcfiles, "LARGEST", 20_000)
    for body in (b"a", Random(1).randbytes(30_000), b"c"):
        with opening() as archive:
            archive.kept.record(an_exchange(body))
    with opening() as archive:
        archive.kept.record(an_exchange(b"d", at=START + DAY))
    monkeypatch.setattr(warcfiles, "software", lambda: "another")
    with opening() as archive:
        archive.kept.record(an_exchange(b"e", at=START + DAY))
        assert archive.evidence(hashlib.sha256(b"a").hexdigest()) == b"a"
        assert archive.evidence(hashlib.sha256(b"d").hexdigest()) == b"d"

    assert [path.name for path in files(folder)] == [
        "2026-11-02-0001.warc.gz",
        "2026-11-02-0002.warc.gz",
        "2026-11-03-0001.warc.gz",
        "2026-11-03-0002.warc.gz",
    ]
    check_by_warcio(folder)


def flipped(data: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: b"no gzip at all", id="not packed"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut"),
        pytest.param(lambda data: data + data, id="doubled is not damaged"),
    ],
)
def test_a_damaged_file_is_never_handed_out(
    archive: Archive, folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    told = an_exchange(b"<p>words</p>" * 99)
    archive.kept.record(told)
    archive.kept.settle()
    (path,) = files(folder)
    before = path.read_bytes()
    path.write_bytes(damage(before))

    if path.read_bytes().startswith(before):
        assert archive.evidence(told.sha256) == told.body
        return
    with pytest.raises(ArchiveError, match="restore evidence/ from a backup"):
        archive.evidence(told.sha256)


def test_whatever_byte_is_flipped_nothing_else_is_handed_out(
    archive: Archive, folder: Path
) -> None:
    told = an_exchange(b"<p>words</p>" * 99)
    archive.kept.record(told)
    (row,) = rows(archive)
    (path,) = files(folder)
    whole, chance = path.read_bytes(), Random(4)
    start, end = int(str(row["offset"])), int(str(row["offset"])) + int(str(row["length"]))
    refused = 0
    for _ in range(300):
        path.write_bytes(whole[:start] + flipped(whole[start:end], chance) + whole[end:])
        try:
            assert archive.evidence(told.sha256) == told.body
        except ArchiveError:
            refused += 1
    # Flags and the time in a gzip header mean nothing.
    assert refused > 280


def test_records_that_changed_places_are_not_taken_for_each_other(
    archive: Archive, folder: Path
) -> None:
    one, two = an_exchange(b"one", sha256=""), an_exchange(b"two", url="https://b.example/")
    archive.kept.record(one)
    archive.kept.record(two)
    first, second = rows(archive)
    (path,) = files(folder)
    data = bytearray(path.read_bytes())
    assert first["length"] != second["length"]
    with archive.database.transaction() as connection:
        told = {"offset": first["offset"], "length": first["length"]}
        connection.execute(record.update().where(record.c.id == second["id"]).values(**told))
    path.write_bytes(data)

    with pytest.raises(ArchiveError, match="is not what was received"):
        archive.evidence(two.sha256)


def test_a_torn_end_is_cut_off_and_whole_records_stay(opening: Open, folder: Path) -> None:
    with opening() as archive:
        archive.kept.record(an_exchange(b"one"))
    (path,) = files(folder)
    whole, chance = path.read_bytes(), Random(2)
    with opening() as archive:
        archive.kept.record(an_exchange(b"unnamed"))
    more = path.read_bytes()
    with opening() as archive, archive.database.transaction() as connection:
        unnamed = record.c.payload == hashlib.sha256(b"unnamed").hexdigest()
        connection.execute(record.delete().where(unnamed))
    for number in range(20):
        path.write_bytes(more + whole[: chance.randrange(len(whole))])
        with opening() as archive:
            archive.kept.record(an_exchange(f"n{number}".encode()))
        assert path.read_bytes().startswith(more)
        path.write_bytes(path.read_bytes()[: chance.randrange(len(more), len(more) + 9)])
        with opening() as archive, archive.database.transaction() as connection:
            connection.execute(record.delete().where(record.c.id > 1))
    with opening() as archive:
        archive.kept.record(an_exchange(b"last"))
        assert archive.evidence(hashlib.sha256(b"one").hexdigest()) == b"one"
        assert archive.evidence(hashlib.sha256(b"unnamed").hexdigest()) is None
    check_by_warcio(folder)


def test_a_file_that_no_row_names_is_mended_too(opening: Open, folder: Path) -> None:
    (folder / "evidence" / "2026").mkdir(parents=True)
    (folder / "evidence" / "2026" / "2026-11-02-0001.warc.gz").write_bytes(b"\x1f\x8b\x08torn")
    with opening() as archive:
        archive.kept.record(an_exchange())

    assert [path.name for path in files(folder)] == ["2026-11-02-0001.warc.gz"]
    check_by_warcio(folder)


def test_files_of_another_archive_are_kept_and_looked_at_once(
    opening: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opening() as archive:
        archive.kept.record(an_exchange(b"one"))
    (strange,) = files(folder)
    before = strange.read_bytes()
    for path in folder.glob("monitor.db*"):
        path.unlink()
    looked: list[Path] = []
    real = warc.end_of_records

    def end_of_records(path: Path, start: int = 0) -> int:
        looked.append(path)
        return real(path, start)

    monkeypatch.setattr(warc, "end_of_records", end_of_records)
    for body in (b"two", b"three"):
        with opening() as archive:
            archive.kept.record(an_exchange(body))

    assert looked == [strange]
    assert strange.read_bytes() == before
    assert [path.name[-12:] for path in files(folder)] == ["0001.warc.gz", "0002.warc.gz"]
    check_by_warcio(folder)


def test_a_failed_transaction_leaves_bytes_that_nothing_names(archive: Archive) -> None:
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


@pytest.mark.parametrize("packed", [True, False])
def test_evidence_of_older_versions_is_read(archive: Archive, folder: Path, packed: bool) -> None:
    body = b"<p>words</p>" * 99
    sha256 = hashlib.sha256(body).hexdigest()
    path = folder / "evidence" / sha256[:2] / (sha256[2:] + ".gz" * packed)
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress(body) if packed else body)
    assert archive.evidence(sha256) == body

    path.write_bytes(gzip.compress(b"other") if packed else b"other")
    with pytest.raises(ArchiveError, match="is not what was received"):
        archive.evidence(sha256)
    path.write_bytes(gzip.compress(body)[:-9])
    with pytest.raises(ArchiveError, match="restore evidence/"):
        archive.evidence(sha256)


def test_what_does_not_pack_is_only_wrapped(archive: Archive, folder: Path) -> None:
    noise = Random(1).randbytes(300_000)
    archive.kept.record(an_exchange(noise))
    archive.kept.settle()
    data = files(folder)[0].read_bytes()

    assert noise[:1000] in data
    assert len(data) < 302_000
    assert zlib.decompressobj(31).decompress(data)


def test_a_full_disk_leaves_no_half_of_a_record(tmp_path: Path) -> None:
    script = """
import os, resource, signal, sys
from pathlib import Path
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from tests.archive.test_evidence import an_exchange
folder = Path(sys.argv[1])
with Archive.open(
    folder / "monitor.db", evidence=folder / "evidence", index=folder / "index"
) as archive:
    archive.kept.record(an_exchange(b"first"))
    archive.kept.settle()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
    try:
        archive.kept.record(an_exchange(os.urandom(3_000_000)))
    except ArchiveError as fault:
        print(fault)
    archive.kept.record(an_exchange(b"small"))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "the disk is full; make room" in done.stdout
    with Archive.open(
        tmp_path / "monitor.db", evidence=tmp_path / "evidence", index=tmp_path / "index"
    ) as archive:
        assert archive.evidence(hashlib.sha256(b"small").hexdigest()) == b"small"
        assert len(rows(archive)) == 2
    check_by_warcio(tmp_path)
