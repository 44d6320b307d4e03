"""Feeds over the network, as a reader and as our own monitor meets them."""

import json
from datetime import timedelta
from pathlib import Path

import feedparser
import httpx
import pytest

from monitor.archive.store import Archive
from monitor.model.dated import Dated, Provenance
from monitor.model.outcome import PollResult
from monitor.model.source import Content, Filter, Kind, Source
from tests.archive.conftest import HOUR, START, a_document, keep
from tests.pipeline.conftest import Hands, World
from tests.site import Site
from tests.web.small import NOW, client, opening, served, site


async def test_a_kept_search_is_a_feed(api: httpx.AsyncClient) -> None:
    answer = await api.get("/feeds/care.atom")
    found = feedparser.parse(answer.content)

    assert answer.headers["content-type"] == "application/atom+xml"
    assert not found.bozo
    assert found.feed.title == "care"
    assert len(found.entries) == 11
    assert all(entry.link.startswith("https://post.example/") for entry in found.entries)
    assert {"self", "alternate"} <= {link.rel for link in found.feed.links}


async def test_what_is_found_late_stands_first_however_old_it_is(fresh: Path) -> None:
    early = Dated(
        at=START - 999 * HOUR, provenance=Provenance.FEED, confidence=1, day_only=False, raw=""
    )
    with opening(fresh) as archive, archive.transaction():
        for number in range(230):
            at = START + (30 + number) * HOUR
            keep(archive, a_document(f"bulk{number}", text="care", first_seen_at=at))
        last = a_document("late", text="care", first_seen_at=NOW - HOUR, published=early)
        keep(archive, last)
    async with client(site(fresh)) as api:
        found = feedparser.parse((await api.get("/search.atom?q=care")).content)

    assert len(found.entries) == 50
    assert found.entries[0].link == "https://post.example/late"


async def test_rights_hold_in_feeds(api: httpx.AsyncClient) -> None:
    told = json.loads((await api.get("/search.json?q=care")).content)
    texts = {item["title"]: item["content_text"] for item in told["items"]}

    assert texts["Visa case 4"] == "Visa case 4"  # a headline shows nothing else
    assert texts["Visa case 0"].endswith(" …")
    assert len(texts["Visa case 0"].split()) == 61


async def test_an_id_stays_and_a_time_goes_on_when_a_document_is_edited(fresh: Path) -> None:
    async with client(site(fresh)) as api:
        before = feedparser.parse((await api.get("/search.atom?q=care")).content)
        with opening(fresh) as archive:
            archive.revise(a_document("doc05", text="care, edited"), START + 900 * HOUR)
        after = feedparser.parse((await api.get("/search.atom?q=care")).content)

    old = {entry.link: entry for entry in before.entries}["https://post.example/doc05"]
    new = {entry.link: entry for entry in after.entries}["https://post.example/doc05"]
    assert old.id == new.id
    assert new.updated > old.updated
    assert after.feed.updated == new.updated
    assert before.feed.id == after.feed.id


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/gone.atom", 410), ("/feeds/gone.json", 410), ("/feeds/nothing.atom", 404),
        ("/feeds/care.rss", 404), ("/feeds/care.atom?limit=5", 400),
        ("/search.atom?q=care+OR", 400),
        ("/search.json?sorce=x", 400), ("/feeds/../care.atom", 404), ("/feeds/%2e%2e.atom", 404),
    ],
)  # fmt: skip
async def test_what_is_no_feed_is_a_problem(api: httpx.AsyncClient, path: str, status: int) -> None:
    answer = await api.get(path)

    assert answer.status_code == status
    if not path.startswith("/feeds/.."):
        assert answer.json()["status"] == status


@pytest.mark.parametrize("path", ["/feeds/care.atom", "/feeds/care.json"])
async def test_our_own_monitor_watches_it(fresh: Path, tmp_path: Path, path: str) -> None:
    """As one archive may follow what another collects: documents, and 304 from then on."""
    mine = Archive.open(tmp_path / "m.db", evidence=tmp_path / "e", index=tmp_path / "i")
    with served(fresh) as base, mine as archive:
        world = World(Site("", 0), archive, Hands(NOW))
        source = Source(
            id="theirs", name="Theirs", publisher="They", kind=Kind.FEED, url=f"{base}{path}",
            filter=Filter.NONE, content=Content.HEADLINE,
        )  # fmt: skip
        told = []
        for step in range(3):
            if step == 2:
                with opening(fresh) as theirs:
                    keep(theirs, a_document("new", text="care", first_seen_at=START + 99 * HOUR))
            (poll,) = (await world.poll(source)).polls
            told.append((poll.result, poll.new))
            world.hands.forward(timedelta(days=1))

    assert told == [(PollResult.NEW, 11), (PollResult.NOT_MODIFIED, 0), (PollResult.NEW, 1)]
