"""Sitemaps: of XML, of news, of plain text, packed, and indexes of others."""

import gzip
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.errors import ExtractError
from monitor.extract import sitemap
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Kind, Source

Answered = Callable[..., Page]
Leads = Callable[[str | bytes], tuple[Lead, ...]]

NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


@pytest.fixture
def leads(answered: Answered, watching: Callable[..., Source]) -> Leads:
    """Read a sitemap's bytes."""
    return lambda body: sitemap.leads(answered(body), watching(Kind.SITEMAP))


def urlset(*urls: str) -> str:
    inside = "".join(f"<url>{url}</url>" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMES}>{inside}</urlset>'


def index(*maps: str) -> str:
    inside = "".join(f"<sitemap>{one}</sitemap>" for one in maps)
    return f"<sitemapindex {NAMES}>{inside}</sitemapindex>"


def test_plain_entry_is_named_by_its_address(leads: Leads) -> None:
    (lead,) = leads(
        urlset(
            "<loc>https://paper.example/news/raid-on-a-farm.html</loc><lastmod>2026-11-19</lastmod>"
        )
    )

    assert lead.title == "raid on a farm"
    assert lead.key == lead.canonical_url == "https://paper.example/news/raid-on-a-farm.html"
    assert lead.published is None
    assert lead.updated
    assert lead.updated.day_only


def test_entry_of_the_news_extension(leads: Leads) -> None:
    (lead,) = leads(
        urlset(
            "<loc>https://paper.example/1</loc><news:news><news:publication><news:name>Paper</news:name>"
            "<news:language>en</news:language></news:publication>"
            "<news:publication_date>2026-11-19T08:30:00Z</news:publication_date>"
            "<news:title>Raid &amp;amp; rescue</news:title>"
            "</news:news><image:image><image:loc>https://paper.example/1.jpg</image:loc>"
            "<image:title>A picture</image:title></image:image>"
        )
    )

    assert lead.title == "Raid & rescue"
    assert lead.language == "en"
    assert lead.published
    assert lead.published.at.hour == 8
    assert lead.url == "https://paper.example/1"


def test_picture_before_the_news_is_not_the_title(leads: Leads) -> None:
    (lead,) = leads(
        urlset(
            "<image:image><image:loc>https://paper.example/1.jpg</image:loc><image:title>A picture"
            "</image:title></image:image><loc>https://paper.example/1</loc>"
            "<news:news><news:title>Raid</news:title></news:news>"
        )
    )

    assert (lead.title, lead.url) == ("Raid", "https://paper.example/1")


def test_newest_come_first_and_undated_last(leads: Leads, monkeypatch: pytest.MonkeyPatch) -> None:
    body = urlset(
        "<loc>https://paper.example/none</loc>",
        "<loc>https://paper.example/old</loc><lastmod>2020-01-01</lastmod>",
        "<loc>https://paper.example/new</loc><lastmod>2026-11-19</lastmod>",
    )

    assert [lead.title for lead in leads(body)] == ["new", "old", "none"]
    monkeypatch.setattr(sitemap, "MAX_LEADS", 1)
    assert [lead.title for lead in leads(body)] == ["new"]


def test_packed_sitemap(leads: Leads) -> None:
    body = gzip.compress(urlset("<loc>https://paper.example/a</loc>").encode())

    assert [lead.url for lead in leads(body)] == ["https://paper.example/a"]


def test_packed_bomb_is_bounded(leads: Leads) -> None:
    began = time.process_time()

    filling = f"<a>{' ' * 5_000_000}</a>" * 11  # the parser takes no longer texts than 10 MB
    late = urlset("<loc>https://paper.example/a</loc>").replace("<url>", filling + "<url>")

    assert leads(gzip.compress(late.encode())) == ()

    assert time.process_time() - began < 10


def test_lines_of_plain_text(leads: Leads) -> None:
    found = leads("\ufeffhttps://paper.example/a\r\n\r\nhttps://paper.example/b\nnot an address\n")

    assert [lead.title for lead in found] == ["a", "b"]


def test_broken_xml_is_read_as_far_as_it_goes(leads: Leads) -> None:
    body = urlset(
        "<loc>https://paper.example/a?x=1&y=2</loc>", "<loc>https://paper.example/b</loc>"
    )

    assert len(leads(body.removesuffix("</urlset>"))) == 2


def test_index_has_children_and_no_leads(leads: Leads, answered: Answered) -> None:
    body = index(
        "<loc>/old.xml</loc><lastmod>2020-01-01</lastmod>",
        "<loc>/new.xml</loc><lastmod>2026-11-19</lastmod>",
        "<loc>/new.xml</loc>",
        "<loc>javascript:alert(1)</loc>",
    )

    assert leads(body) == ()
    assert sitemap.children(answered(body)) == (
        "https://paper.example/new.xml",
        "https://paper.example/old.xml",
    )


def test_children_are_bounded(answered: Answered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_CHILDREN", 2)

    assert len(sitemap.children(answered(index(*(f"<loc>/{n}.xml</loc>" for n in range(9)))))) == 2


def test_a_list_of_pages_has_no_children(answered: Answered) -> None:
    assert sitemap.children(answered(urlset("<loc>https://paper.example/a</loc>"))) == ()
    assert sitemap.children(answered("https://paper.example/a\n")) == ()


@pytest.mark.parametrize(
    ("body", "fact"),
    [
        (b"", "empty body"),
        (b"<!doctype html><html><body>Gone</body></html>", "a web page that is no sitemap"),
        (b"<rss><channel/></rss>", "something that is no sitemap"),
        (b"<", "no sitemap"),
        (b"Page not found", "text that is no sitemap"),
        (b"\x1f\x8bnot gzip", "broken gzip file"),
        (b"\x00\x01\x02", "text that is no sitemap"),
    ],
)
def test_what_is_no_sitemap_says_so(body: bytes, fact: str, leads: Leads) -> None:
    with pytest.raises(ExtractError) as caught:
        leads(body)

    assert fact in caught.value.reason


def test_no_entity_reads_a_file(leads: Leads, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    body = urlset("<loc>https://paper.example/&x;</loc>").replace(
        "<urlset", f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><urlset'
    )

    assert all("secret" not in lead.url for lead in leads(body))


def test_bombs_are_bounded(shared: Path, leads: Leads) -> None:
    for path in sorted((shared / "hostile/xml-bombs").rglob("*.xml")):
        began = time.process_time()
        with pytest.raises(ExtractError):
            leads(path.read_bytes())
        assert time.process_time() - began < 5, path
