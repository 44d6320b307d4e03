"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

import json
from typing import Any

from monitor import urls
from monitor.errors import ExtractError
from monitor.extract import datewords, feed, identity, plain
from monitor.model.dated import Dated, Provenance
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Source


def looks_like(page: Page) -> bool:
    """Whether the body is a JSON object, whatever its media type says."""
    start = page.body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    stated = page.media_type in ("application/feed+json", "application/json")
    return start.startswith(b"{") or (stated and start != b"" and not start.startswith(b"<"))


def leads(page: Page, source: Source) -> tuple[Lead, ...]:
    """Return the items of a JSON feed in its order.

    Raises:
        ExtractError: The body is no JSON, or JSON without a list of items.
    """
    try:
        document = json.loads(page.body)
    except (ValueError, RecursionError) as fault:
        raise ExtractError(page.final_url, f"answered with broken JSON: {fault}") from fault
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise ExtractError(page.final_url, "answered with JSON that has no list of items")
    return tuple(
        _lead(item, document, page, source)
        for item in items[: feed.MAX_ENTRIES]
        if isinstance(item, dict)
    )


def _lead(item: dict[str, Any], document: dict[str, Any], page: Page, source: Source) -> Lead:
    url = _first_address(page.final_url, item.get("url"), item.get("external_url"), item.get("id"))
    canonical = urls.canonical(url) if url else ""
    title = plain.unescaped_line(_text(item.get("title")))
    content = plain.text_of(_text(item.get("content_html"))) or plain.clean(
        _text(item.get("content_text"))
    )
    summary, text = feed.texts(plain.clean(_text(item.get("summary"))), content)
    guid = _text(item.get("id"))
    return Lead(
        source_id=source.id,
        key=identity.key(guid, canonical, title or summary, _text(item.get("date_published"))),
        url=url,
        canonical_url=canonical,
        title=title,
        summary=summary,
        text=text,
        authors=_authors(item) or _authors(document),
        published=_date(item.get("date_published"), page),
        updated=_date(item.get("date_modified"), page),
        language=plain.clean_line(_text(item.get("language") or document.get("language")))[:35],
    )


def _text(value: object) -> str:
    """Return text as it is, numbers as text (ids often are), everything else as empty."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _first_address(base: str, *values: object) -> str:
    for value in values[:-1]:
        url = (
            urls.absolute(base, plain.clean_line(value)) if isinstance(value, str) and value else ""
        )
        if url:
            return url
    identifier = _text(values[-1])
    return (
        urls.absolute(base, identifier)
        if identifier.lower().startswith(("http://", "https://"))
        else ""
    )


def _date(value: object, page: Page) -> Dated | None:
    return datewords.parse(_text(value), seen_at=page.fetched_at, provenance=Provenance.FEED)


def _authors(holder: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of version 1.1's list, or of version 1's single author."""
    listed = holder.get("authors")
    people = listed if isinstance(listed, list) else [holder.get("author")]
    names = (_text(person.get("name")) for person in people if isinstance(person, dict))
    lines = (plain.clean_line(name[:1000])[:200] for name in names)
    return tuple(dict.fromkeys(line for line in lines if line))[:50]
