"""The chain of custody: nothing that was done with a document is left out."""

from datetime import datetime, timedelta

import pytest

from monitor.archive import warc
from monitor.archive.schema import fetch, record
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.library.custody import custody
from monitor.library.library import Library
from monitor.model.custody import Act, Event
from monitor.model.decision import Decision
from monitor.model.page import Hop
from tests.archive.conftest import START, a_document, a_lead, a_page, keep
from tests.archive.test_evidence import an_exchange
from tests.site import NOW


def chain(archive: Archive, name: str) -> tuple[Event, ...]:
    (document,) = (d for d in archive.documents(archive.find("")) if name in d.title)
    return custody(archive, document.id).events


def acts(events: tuple[Event, ...]) -> list[Act]:
    return [each.act for each in events]


def test_the_chain_goes_from_the_first_word_to_the_issue(told: Archive) -> None:
    events = chain(told, "Aston")

    # The three say nearly the same: which of them the issue quotes is decided by their ids, which
    # have the port of the site in them.
    chains = [acts(chain(told, name)) for name in ("Aston", "Barton", "Corton")]
    assert acts(events)[:7] == [
        Act.SEEN, Act.FETCHED, Act.READ, Act.JUDGED, Act.FETCHED, Act.FETCHED, Act.READ,
    ]  # fmt: skip
    assert [each for each in chains if each[-1] is Act.QUOTED]
    assert all(each.count(Act.QUOTED) == (each[-1] is Act.QUOTED) for each in chains)
    assert [each.at for each in events] == sorted(each.at for each in events)
    assert events[0].fact == "feed named it “Aston”"
    assert events[2].fact == "version 1 was read from its bytes"
    assert events[2].tool.startswith("0.1.0+")
    assert events[6].fact == "version 2 was read from its bytes, which had changed"


def test_where_the_bytes_lie_is_chain(told: Archive) -> None:
    fetched, read = (chain(told, "Barton")[n] for n in (1, 2))
    facts = dict(fetched.details)
    path = told.kept.folder / facts["file"]
    found = warc.read(path, int(facts["offset"]), int(facts["length"]))

    assert facts["sha256"] == dict(read.details)["evidence"]
    assert facts["address"] == found.headers["warc-target-uri"]
    assert facts["peer"].startswith("127.0.0.1:")
    assert fetched.tool.startswith("news-report-monitor/0.1.0 warcio/")


def test_redirects_errors_and_unchanged_answers_are_told(archive: Archive) -> None:
    body, page = b"<p>Nine people", a_page(b"<p>Nine people")
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /a/\r\n\r\n"
    at = {name: START + timedelta(hours=n) for n, name in enumerate("abcde")}
    archive.kept.record(
        an_exchange(b"", url=page.url, status=301, response=moved, sha256="", at=at["a"])
    )
    archive.kept.record(an_exchange(body, at=at["b"]))
    archive.keep_evidence(a_page(body, hops=(hop(page.url, page.final_url),), fetched_at=at["b"]))
    keep(archive, a_document("a", url=page.final_url, evidence=page.sha256))
    archive.kept.record(an_exchange(body, at=at["c"]))
    head = b"HTTP/1.1 304 Same\r\n\r\n"
    archive.kept.record(an_exchange(b"", status=304, response=head, sha256="", at=at["d"]))
    gone = b"HTTP/1.1 410 Gone\r\n\r\n"
    archive.kept.record(an_exchange(b"no", status=410, response=gone, sha256="", at=at["e"]))
    archive.kept.settle()
    found = [each for each in custody(archive, "a").events if each.act is Act.FETCHED]

    assert [each.fact.removeprefix("https://post.example/") for each in found] == [
        "a led on to https://post.example/a/ (HTTP 301)",
        "a/ gave 14 bytes (HTTP 200)",
        "a/ gave the same bytes as before (HTTP 200)",
        "a/ has not changed, it says (HTTP 304)",
        "a/ answered HTTP 410",
    ]
    assert [each.at for each in found] == list(at.values())


def hop(url: str, location: str) -> Hop:
    return Hop(url=url, status=301, location=location)


def test_what_people_said_is_told_once(told: Archive) -> None:
    (document,) = (d for d in told.documents(told.find("")) if "Bar" in d.title)
    at = datetime.fromisoformat(NOW) + timedelta(days=20)
    told.decide(Decision(document_id=document.id, accepted=False, who="kim", at=at, note="a fair"))
    last = custody(told, document.id).events[-1]

    assert (last.act, last.who, last.fact) == (
        Act.DECIDED, "kim", f"rejected by kim on {at:%Y-%m-%d}: a fair",
    )  # fmt: skip


def test_a_headline_has_no_bytes(archive: Archive) -> None:
    archive.offer([a_lead("a")], START, backfill_before=None)
    keep(archive, a_document("a", text=""))
    events = custody(archive, "a").events

    assert Act.FETCHED not in acts(events)
    assert "version 1 was read from the words of its source" in [e.fact for e in events]


def test_evidence_of_older_versions_is_told_too(archive: Archive) -> None:
    page = a_page()
    archive.keep_evidence(page)
    with archive.database.transaction() as connection:
        connection.execute(fetch.update().values(record_id=None))
        connection.execute(record.delete())
    keep(archive, a_document("a", evidence=page.sha256))
    (event,) = (e for e in custody(archive, "a").events if e.act is Act.FETCHED)

    assert dict(event.details)["file"] == f"{page.sha256[:2]}/{page.sha256[2:]}"


def test_no_document_no_chain(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="has no document"):
        custody(archive, "nobody")


@pytest.fixture
def archive(library: Library) -> Archive:
    return library.archive
