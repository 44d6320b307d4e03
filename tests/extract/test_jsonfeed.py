"""JSON feeds of both versions, and JSON that is none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import ExtractError
from monitor.extract import jsonfeed
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Kind, Source

Answered = Callable[..., Page]
Leads = Callable[[object], tuple[Lead, ...]]


@pytest.fixture
def leads(answered: Answered, watching: Callable[..., Source]) -> Leads:
    """Read a document as a JSON feed."""
    return lambda document: jsonfeed.leads(
        answered(document if isinstance(document, bytes) else json.dumps(document)),
        watching(Kind.FEED),
    )


def feed(*items: object, **facts: Any) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Paper",
        "items": [*items],
        **facts,
    }


def test_item(leads: Leads) -> None:
    (lead,) = leads(
        feed(
            {
                "id": "7",
                "url": "/raid?utm_medium=feed",
                "title": "Raid &amp; rescue",
                "content_html": "<p>Nine people were freed today.</p><p>Two were arrested.</p>",
                "summary": "Nine freed.",
                "date_published": "2026-11-19T08:30:00+01:00",
                "date_modified": "2026-11-19T10:00:00Z",
                "authors": [{"name": "Dana Orme"}, {"url": "https://x.example"}],
            },
            language="en-GB",
        )
    )

    assert (lead.key, lead.title) == ("7", "Raid & rescue")
    assert lead.url == "https://paper.example/raid?utm_medium=feed"
    assert lead.canonical_url == "https://paper.example/raid"
    assert lead.text == "Nine people were freed today.\n\nTwo were arrested."
    assert lead.summary == "Nine freed."
    assert lead.authors == ("Dana Orme",)
    assert lead.language == "en-GB"
    assert lead.published
    assert lead.updated
    assert lead.published.at.hour == 7


def test_version_1_has_one_author_for_all(leads: Leads) -> None:
    (lead,) = leads(feed({"id": "7"}, author={"name": "Dana Orme"}))

    assert lead.authors == ("Dana Orme",)


def test_number_as_id_and_address_as_id(leads: Leads) -> None:
    number, address = leads(feed({"id": 7, "title": "A"}, {"id": "https://paper.example/b"}))

    assert (number.key, number.url) == ("7", "")
    assert address.url == "https://paper.example/b"


def test_items_of_other_kinds_are_passed_over(leads: Leads) -> None:
    assert [lead.title for lead in leads(feed("text", None, 7, {"id": "1", "title": "A"}))] == ["A"]


@pytest.mark.parametrize(
    "field",
    [
        "id",
        "url",
        "title",
        "content_html",
        "summary",
        "date_published",
        "authors",
        "language",
    ],
)
@pytest.mark.parametrize("value", [None, 7, True, [], {}, [None], "\ud800", 1e400, -0.0])
def test_any_field_may_hold_anything(field: str, value: object, leads: Leads) -> None:
    (lead,) = leads(feed({"id": "1", "title": "A", field: value}))

    assert lead.key
    "".join((lead.key, lead.title, lead.summary, lead.language)).encode()


@pytest.mark.parametrize(
    ("document", "fact"),
    [
        (b"{", "broken JSON"),
        (b"[" * 100_000, "broken JSON"),
        (b"\xff\xfe\x00", "broken JSON"),
        ([], "no list of items"),
        ({"items": {}}, "no list of items"),
        ("text", "no list of items"),
    ],
)
def test_what_is_no_feed_says_so(document: object, fact: str, leads: Leads) -> None:
    with pytest.raises(ExtractError) as caught:
        leads(document)

    assert fact in caught.value.reason


@pytest.mark.parametrize(
    ("body", "media_type", "claim"),
    [
        (b'\xef\xbb\xbf \n{"items": []}', "", True),
        (b"[]", "application/feed+json", True),
        (b"<rss/>", "application/json", False),
        (b"<rss/>", "", False),
        (b"", "application/json", False),
    ],
)
def test_looks_like(body: bytes, media_type: str, claim: bool, answered: Answered) -> None:
    assert jsonfeed.looks_like(answered(body, media_type=media_type)) is claim


def test_byte_order_mark_is_no_part_of_the_feed(leads: Leads) -> None:
    (lead,) = leads(b"\xef\xbb\xbf" + json.dumps(feed({"id": "1"})).encode())

    assert lead.key == "1"


def test_hostile_json_is_read_or_refused(shared: Path, leads: Leads) -> None:
    paths = sorted((shared / "hostile/json-parsing").glob("*.json"))
    assert len(paths) > 100
    for path in paths:
        body = path.read_bytes()
        for document in (body, b'{"items": [{"id": "1", "title": ' + body + b"}]}"):
            try:
                found = leads(document)
            except ExtractError:
                continue
            for lead in found:
                (lead.title + lead.key).encode()
