"""Which reader reads what, and that no page in the world brings one down."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.demo.pdf import pdf
from monitor.errors import ExtractError
from monitor.extract import landing
from monitor.extract.read import read
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.reading import Origin
from tests.quality import pages

URL = "https://ministry.example/notice"
LEAD = Lead(source_id="ministry", key=URL, url=URL, canonical_url=URL, title="")
PROSE = "Inspectors freed nine men who had been held on a farm near the coast for two years. "
PARAGRAPHS = f"<p>{PROSE * 3}</p>" * 4
HTML = f"<!doctype html><html><body><main><h1>Freed</h1>{PARAGRAPHS}</main></body></html>"
PIECES = [
    b"<html>", b"<p>", b"<div class='", b"share'>", b"<!--", b"-->", b"<a href='", b"</", b"<h1>",
    b"<script type='", b"application/ld+json'>", b'{"@type":"Article","headline":', b"}", b"[",
    b"<time datetime='", b"2026-13-45",
    b"\x00", b"&#0;", b"&#xd800;", b"<table><tr><td>", b"<?xml ",
    b"\xff", b"<meta name='date' content='", b"<base href='http://[x'>", PROSE.encode(),
    "é\u202e".encode(),
]  # fmt: skip
Answered = Callable[..., Page]


@pytest.mark.parametrize(
    "media_type", ["text/html", "", "text/plain", "image/png", "application/xml"]
)
def test_web_page_is_known_by_its_first_bytes(answered: Answered, media_type: str) -> None:
    reading = read(answered(HTML, url=URL, media_type=media_type), LEAD)

    assert reading.origin is Origin.PAGE
    assert reading.title == "Freed"


def test_title_without_end_is_shortened(answered: Answered) -> None:
    reading = read(answered(HTML.replace("Freed", "Freed men " * 10_000), url=URL), LEAD)

    assert reading.title.startswith("Freed men Freed men")
    assert len(reading.title) <= 500


def test_web_page_without_its_first_tags_is_read(answered: Answered) -> None:
    assert PROSE.strip() in read(answered(f"<p>{PROSE * 4}</p>", url=URL), LEAD).text


def test_text_file_is_read_as_it_stands(answered: Answered) -> None:
    reading = read(answered(f"Notice\r\n\r\n{PROSE}\r\n", url=URL, media_type="text/plain"), LEAD)

    assert reading.text == f"Notice\n\n{PROSE.strip()}"
    assert reading.title == "Notice"


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png", "image/png, which is not read"),
        (b"PK\x03\x04\x00\x00", "application/octet-stream", "application/octet-stream"),
        (b"PK\x03\x04\x00\x00", "", "no media type"),
        (b"", "text/html", "empty body"),
        (b"  \n", "text/plain", "empty body"),
        (b"12 34", "text/plain", "no text that could be had"),
        (b'{"a": 1}', "application/json", "application/json"),
    ],
)
def test_what_is_not_read_is_named(
    answered: Answered, body: bytes, media_type: str, reason: str
) -> None:
    with pytest.raises(ExtractError, match=reason):
        read(answered(body, url=URL, media_type=media_type), LEAD)


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf\n", b"HTTP junk\n" * 50])
def test_pdf_is_known_by_its_mark(answered: Answered, before: bytes) -> None:
    page = answered(before + b"%PDF-1.7 and nothing else", url=URL, media_type="text/html")

    with pytest.raises(ExtractError):
        read(page, LEAD)


def test_report_is_read_as_one(answered: Answered) -> None:
    body = pdf("Freed", "The Ministry", "2 November 2026", [PROSE * 4])

    reading = read(answered(body, url=URL, media_type="text/html"), LEAD)

    assert reading.origin is Origin.PDF
    assert "Inspectors freed nine men" in reading.text


def test_what_calls_itself_pdf_and_is_none_is_an_expected_failure(answered: Answered) -> None:
    with pytest.raises(ExtractError):
        read(answered(HTML, url=URL, media_type="application/pdf"), LEAD)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    body=st.lists(
        st.sampled_from(PIECES)
        | st.binary(max_size=12),
        max_size=40,
    ),
    charset=st.sampled_from(["", "utf-8", "utf-16", "hex", "unicode_escape", "x"]),
)  # fmt: skip
def test_no_page_raises_anything_unexpected(
    answered: Answered, body: list[bytes], charset: str
) -> None:
    page = answered(b"".join(body), url=URL, media_type="text/html", charset=charset)

    assert isinstance(landing.report_link(page), str)
    try:
        reading = read(page, LEAD)
    except ExtractError:
        return
    assert reading.text.encode()  # no lone surrogates
    assert "\x00" not in reading.text


def test_recorded_pages_cut_and_spoilt_raise_nothing_unexpected(shared: Path) -> None:
    chance = random.Random(7)
    names = ("extraction_scrapinghub", "extraction_fundus", "dates_htmldate")
    items = [(name, item) for name in names for item in pages.items(shared / "data", name)]
    refused = 0
    for name, item in chance.sample(items, 25):
        page = pages.page(shared / "data" / name / item["file"], item["url"])
        for body in (_cut(page.body, chance), _spoilt(page.body, chance)):
            spoilt = replace(page, body=body)
            assert isinstance(landing.report_link(spoilt), str)
            try:
                assert read(spoilt, LEAD).text
            except ExtractError:
                refused += 1
    assert refused < 25


def test_hostile_markup_is_read_or_refused(shared: Path, answered: Answered) -> None:
    lists = sorted((shared / "hostile/xss").rglob("*.txt"))
    payloads = [line for path in lists for line in path.read_bytes().splitlines() if line.strip()]
    assert payloads
    for at in range(0, len(payloads), 100):
        lines = b"".join(
            b"<p>" + PROSE.encode() * 2 + line + b"</p>\n" for line in payloads[at : at + 100]
        )
        page = answered(b"<!doctype html><html><body>" + lines, url=URL, media_type="text/html")
        try:
            reading = read(page, LEAD)
        except ExtractError:
            continue
        assert reading.canonical_url == "" or reading.canonical_url.startswith("http")


def _cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body))]


def _spoilt(body: bytes, chance: random.Random) -> bytes:
    raw = bytearray(body)
    for _ in range(200):
        at = chance.randrange(len(raw))
        raw[at : at + 1] = chance.choice(
            [b"<", b">", b'"', b"\x00", b"<div>", b"</p>", b"<!--", b"\xff"]
        )
    return bytes(raw)
