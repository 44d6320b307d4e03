"""Feeds as others read them: feedparser, the two specifications, and our own reader."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import pytest

from monitor.export.feeds import Feed, Item, atom, json_feed, urn
from monitor.extract import feed as reader
from monitor.extract import jsonfeed
from monitor.model.page import Page, Validators
from monitor.model.source import Kind, Source

_A = "{http://www.w3.org/2005/Atom}"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
HOSTILE = "Tom & <b>Jerry</b> \x00\x08\ufffe “]]>” \u202e\U0001f600 <script>alert(1)</script>"

ITEM = Item(
    key="document/https://example.org/a",
    url="https://example.org/a?b=1&c=2",
    title=HOSTILE,
    summary=f"Nine people were freed. {HOSTILE}",
    authors=("A. Reporter", "B. Reporter"),
    publisher="Harbour Post",
    published=datetime(2026, 11, 3, 9, 30, tzinfo=timezone(timedelta(hours=2))),
    updated=datetime(2026, 11, 4, 12, 0, 0, 123, tzinfo=UTC),
    topics=(("labour", "Labour & visas"),),
    language="en",
    rights="© Harbour Post",
    here="https://archive.example/documents/abc",
)
BARE = replace(
    ITEM, key="document/b", url="https://example.org/b", title="B", summary="", authors=(),
    published=None, topics=(), language="und", rights="", here="",
)  # fmt: skip
FEED = Feed(
    key="saved/care",
    title="care & visas",
    updated=datetime(2026, 11, 4, 12, tzinfo=UTC),
    items=(ITEM, BARE),
    url="https://archive.example/feeds/care.atom",
    home="https://archive.example/search?q=care&order=newest",
)


def _atom(feed: Feed) -> Any:
    return feedparser.parse(atom(feed))


def test_feedparser_reads_all_that_was_told() -> None:
    found = _atom(FEED)
    first, bare = found.entries

    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.title == "care & visas"
    assert {(link.rel, link.href) for link in found.feed.links} == {
        ("self", FEED.url), ("alternate", FEED.home)
    }  # fmt: skip
    assert first.id == urn(ITEM.key)
    assert first.link == ITEM.url
    assert [author.name for author in first.authors] == ["A. Reporter", "B. Reporter"]
    assert (first.published, first.updated) == ("2026-11-03T07:30:00Z", "2026-11-04T12:00:00Z")
    assert [(tag.term, tag.label) for tag in first.tags] == [("labour", "Labour & visas")]
    assert first.rights == "© Harbour Post"
    assert first.title_detail.type == "text/plain"
    assert "<script>alert(1)</script>" in first.summary
    assert (bare.authors[0].name, bare.link) == ("Harbour Post", BARE.url)
    assert "published" not in bare


def test_atom_has_what_rfc_4287_demands() -> None:
    root = fromstring(atom(FEED))  # noqa: S314 - our own bytes

    for node in (root, *root.findall(f"{_A}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{_A}{name}")) == 1  # 4.1.1 and 4.1.2
    for entry in root.findall(f"{_A}entry"):
        assert entry.findall(f"{_A}author/{_A}name")  # 4.1.2: here, as the feed has none
        assert len(entry.findall(f"{_A}link[@rel='alternate']")) == 1
        assert len(entry.findall(f"{_A}summary")) == 1
    for time in [*root.iter(f"{_A}updated"), *root.iter(f"{_A}published")]:
        assert _TIME.fullmatch(time.text or "")  # 3.3
    ids = [each.text or "" for each in root.iter(f"{_A}id")]
    assert len(ids) == len(set(ids))
    assert all(each.startswith("urn:uuid:") for each in ids)


def test_json_feed_has_what_version_1_1_demands() -> None:
    told = json.loads(json_feed(FEED))
    first, bare = told["items"]

    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["title"]
    assert (told["feed_url"], told["home_page_url"]) == (FEED.url, FEED.home)
    assert first["id"] == urn(ITEM.key)
    assert first["url"] == ITEM.url
    assert first["authors"] == [{"name": "A. Reporter"}, {"name": "B. Reporter"}]
    assert first["tags"] == ["Labour & visas"]
    assert first["language"] == "en"
    assert _TIME.fullmatch(first["date_published"])
    assert bare["content_text"] == "B"  # one of the content members must be there
    assert not {"date_published", "language", "tags"} & set(bare)


def test_an_empty_feed_is_one() -> None:
    empty = replace(FEED, items=(), url="", home="")

    assert not _atom(empty).bozo
    assert json.loads(json_feed(empty))["items"] == []


@pytest.mark.parametrize(("write", "read"), [(atom, reader.leads), (json_feed, jsonfeed.leads)])
def test_our_own_monitor_can_watch_it(write: Any, read: Any) -> None:
    body = write(FEED)
    page = Page(
        url=FEED.url, final_url=FEED.url, status=200, headers=(), body=body, media_type="",
        charset="utf-8", fetched_at=FEED.updated, sha256="", peer="", validators=Validators(),
    )  # fmt: skip
    source = Source(id="care", name="Care", publisher="Us", kind=Kind.FEED, url=FEED.url)

    first, bare = read(page, source)

    assert (first.url, bare.url) == (ITEM.url, BARE.url)
    assert bare.title == "B"
