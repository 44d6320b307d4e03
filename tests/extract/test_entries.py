"""Whatever stands at an address: leads with one key each, or an ExtractError, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.errors import ExtractError
from monitor.extract import entries
from monitor.model.page import Page, Validators
from monitor.model.source import Kind, Source

Answered = Callable[..., Page]
Watching = Callable[..., Source]

# Pieces that parsers act on, to be put together wrongly.
PIECES = st.lists(
    st.one_of(
        st.binary(max_size=8),
        st.sampled_from(
            [
                b"<rss>", b"</rss>", b"<channel>", b"<item>", b"</item>", b"<title>", b"</title>",
                b"<link>",
                b"<entry>", b"<feed>", b"<pubDate>", b"Thu, 19 Nov 2026 08:30:00 GMT",
                b"<![CDATA[", b"]]>",
                b"<urlset>", b"<url>", b"<loc>", b"https://p.example/a", b"<a href='/a'>",
                b"<html>", b"<li>",
                b'{"items": [', b'{"id": "1"}', b"]}", b"&amp;", b"&#0;", b"&#xd800;",
                b"<!DOCTYPE x [", b"\x00",
                b"\xff\xfe", b"\x1f\x8b", b"<?xml version='1.0' encoding='utf-16'?>", b"<author>",
                b"a@b", b"2026-",
            ]
        ),
    ),
    max_size=30,
)  # fmt: skip


def page(body: bytes) -> Page:
    return Page(
        url="https://p.example/f", final_url="https://p.example/f", status=200, headers=(),
        body=body, media_type="", charset="", fetched_at=datetime(2026, 11, 20, tzinfo=UTC),
        sha256="", peer="", validators=Validators(),
    )  # fmt: skip


@pytest.mark.parametrize("kind", list(Kind))
@given(pieces=PIECES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_read_or_refused(kind: Kind, pieces: list[bytes]) -> None:
    source = Source(id="s", name="S", publisher="S", kind=kind, url="https://p.example/f")
    try:
        leads = entries.leads(page(b"".join(pieces)), source)
    except ExtractError:
        return
    assert len({lead.key for lead in leads}) == len(leads)
    for lead in leads:
        "".join((lead.title, lead.summary, lead.text, lead.key, lead.url, *lead.authors)).encode()
        assert not lead.url or lead.url.startswith(("http://", "https://"))


def test_json_feed_is_known_by_its_bytes(answered: Answered, watching: Watching) -> None:
    body = answered('{"items": [{"id": "7", "title": "A"}]}', media_type="text/html")

    assert [lead.key for lead in entries.leads(body, watching(Kind.FEED))] == ["7"]


def test_entries_that_a_feed_repeats_are_one_lead(answered: Answered, watching: Watching) -> None:
    item = "<item><title>A</title><link>https://p.example/a</link></item>"
    body = answered(f"<rss version='2.0'><channel>{item}{item}</channel></rss>")

    assert len(entries.listed(body, watching(Kind.FEED))) == 2
    assert len(entries.leads(body, watching(Kind.FEED))) == 1


@pytest.mark.parametrize(
    ("kind", "body", "titles"),
    [
        (Kind.SITEMAP, "<urlset><url><loc>https://p.example/a-b</loc></url></urlset>", ["a b"]),
        (Kind.PAGE, "<html><h1>Figures</h1><p>Some words.</p></html>", ["Figures"]),
    ],
)
def test_kind_decides_who_reads(
    kind: Kind, body: str, titles: list[str], answered: Answered, watching: Watching
) -> None:
    assert [lead.title for lead in entries.leads(answered(body), watching(kind))] == titles


def test_titles_and_addresses_without_end_are_bounded() -> None:
    source = Source(id="s", name="S", publisher="S", kind=Kind.FEED, url="https://p.example/f")
    body = b"<rss version='2.0'><channel><item><title>%s</title><link>https://p.example/%s</link>"
    (lead,) = entries.leads(page(body % (b"long " * 10_000, b"u" * 100_000)), source)

    assert len(lead.title) <= 500
    assert (lead.url, lead.canonical_url) == ("", "")
