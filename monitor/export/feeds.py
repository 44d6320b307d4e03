"""Feeds: Atom (RFC 4287) and JSON Feed 1.1."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

GENERATOR = "news-report-monitor"
ATOM, JSON = "application/atom+xml", "application/feed+json"
_NAMESPACE = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, however it is written.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document as a feed tells of it."""

    key: str
    """What it is known by for good; ids are made of it."""
    url: str
    """The publisher's page."""
    title: str
    summary: str
    """As much of its text as may be shown; may be empty."""
    authors: tuple[str, ...]
    publisher: str
    published: datetime | None
    updated: datetime
    """When what is told here was first known."""
    topics: tuple[tuple[str, str], ...]
    """Ids and labels."""
    language: str
    rights: str
    here: str = ""
    """Its page in the archive; empty where no address of the archive is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A search as a feed."""

    key: str
    title: str
    updated: datetime
    items: tuple[Item, ...]
    url: str = ""
    """Where the feed itself stands; empty where that is not known."""
    home: str = ""
    """The search as a page."""


def urn(key: str) -> str:
    """Return the id of what *key* names: the same on every machine, for good.

    >>> urn("document/https://example.org/a")
    'urn:uuid:c286d286-491b-5a8b-95b2-8dbe042cbd24'
    """
    return uuid5(NAMESPACE_URL, f"{GENERATOR}/{key}").urn


def atom(feed: Feed) -> bytes:
    """Return *feed* as a document of Atom."""
    root = Element("feed", {"xmlns": _NAMESPACE})
    _text(root, "title", feed.title)
    _text(root, "id", urn(feed.key))
    _text(root, "updated", stamp(feed.updated))
    _text(root, "generator", GENERATOR)
    _link(root, "self", feed.url, ATOM)
    _link(root, "alternate", feed.home, "text/html")
    for item in feed.items:
        _entry(SubElement(root, "entry"), item)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def json_feed(feed: Feed) -> bytes:
    """Return *feed* as a JSON Feed."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "items": [_item(item) for item in feed.items],
    }
    return json.dumps(_said(told), ensure_ascii=False, indent=1).encode()


def stamp(at: datetime) -> str:
    """Return a time as RFC 3339 has it, in UTC and whole seconds."""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _entry(entry: Element, item: Item) -> None:
    if item.language not in ("", "und"):
        entry.set("xml:lang", item.language)
    _text(entry, "title", item.title)
    _text(entry, "id", urn(item.key))
    _text(entry, "updated", stamp(item.updated))
    if item.published:
        _text(entry, "published", stamp(item.published))
    for author in item.authors or (item.publisher,):
        _text(SubElement(entry, "author"), "name", author)
    _link(entry, "alternate", item.url, "")
    _link(entry, "related", item.here, "text/html")
    for topic, label in item.topics:
        SubElement(entry, "category", {"term": _clean(topic), "label": _clean(label)})
    if item.rights:
        _text(entry, "rights", item.rights)
    _text(entry, "summary", item.summary)


def _item(item: Item) -> Mapping[str, Any]:
    return _said(
        {
            "id": urn(item.key),
            "url": item.url,
            "title": item.title,
            "content_text": item.summary or item.title,
            "date_published": stamp(item.published) if item.published else "",
            "date_modified": stamp(item.updated),
            "authors": [{"name": name} for name in item.authors or (item.publisher,)],
            "tags": [label for _, label in item.topics],
            "language": item.language.replace("und", ""),
            "_archive": {"page": item.here} if item.here else None,
        }
    )


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return *told* without what is empty, but for the list of items."""
    return {k: v for k, v in told.items() if v or k == "items"}


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _clean(text)


def _link(parent: Element, rel: str, url: str, media_type: str) -> None:
    if url:
        told = {"rel": rel, "type": media_type, "href": _clean(url)}
        SubElement(parent, "link", {name: value for name, value in told.items() if value})


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
