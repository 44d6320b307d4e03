"""RSS and Atom feeds, however badly written."""

import io
import re
import time
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from monitor import urls
from monitor.errors import ExtractError
from monitor.extract import datewords, identity, markup, plain
from monitor.model.dated import Dated, Provenance
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Source

MAX_ENTRIES = 5_000
"""So many entries of a feed are read: news feeds have 10 to 100, archives a few hundred."""
MAX_SUMMARY = 2_000
# A text field longer than any article or report; the parser behind text_of is quadratic in nesting.
_MAX_TEXT = 1_000_000
# The text is worth keeping beside the summary where it says clearly more.
_CLEARLY_LONGER = 1.3

_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>/]", re.IGNORECASE)
# feedparser looks for an address in every author with a pattern that is quadratic in its length:
# 32 kB took 14.8 s (github.com/kurtmckee/feedparser, issue 562).
_LONG_NAME = re.compile(
    rb"(<(?:\w{1,20}:)?(?:author|creator|name|managingeditor|webmaster|contributor|publisher|owner)"
    rb"\b[^<>]{0,500}>(?:\s{0,50}<!\[CDATA\[)?[^<]{1000})[^<]+",
    re.IGNORECASE,
)
# References to halves of characters, with which feedparser breaks off (UnicodeEncodeError).
_SURROGATE = re.compile(
    rb"&#(?:[xX]0{0,9}[dD][89a-fA-F][0-9a-fA-F]{2}|0{0,9}"
    rb"(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]))(?:;|(?![0-9a-fA-F]))"
)
_APPEARED_FIRST = re.compile(
    r"\s*The post\b.{1,300}?\b(?:appeared first|first appeared) on\b.{1,200}\Z", re.DOTALL
)
_ADDRESS = re.compile(r"[(<]?\S{1,100}@\S{1,100}")


def leads(page: Page, source: Source) -> tuple[Lead, ...]:
    """Return the entries of a feed in its order, none if it lists none.

    Raises:
        ExtractError: The bytes are no feed.
    """
    if not page.body.strip():
        raise ExtractError(page.final_url, "answered with an empty body where a feed was expected")
    if markup.looks_like_html(page):
        raise ExtractError(page.final_url, _web_page(page))
    parsed = _parse(page)
    if not parsed.get("version") and not parsed["entries"]:
        named = page.media_type or "no media type"
        raise ExtractError(
            page.final_url, f"answered with something that is no feed ({named}); open it and look"
        )
    language = _language(parsed["feed"])
    atom = str(parsed.get("version", "")).startswith("atom")
    return tuple(
        _lead(entry, page=page, source=source, language=language, atom=atom)
        for entry in parsed["entries"][:MAX_ENTRIES]
    )


def texts(brief: str, *longer: str) -> tuple[str, str]:
    """Return the summary and, where one of *longer* says clearly more, the full text."""
    full = max((brief, *longer), key=len)
    summary = plain.shorten(brief or full, MAX_SUMMARY)
    return summary, full if len(full) > _CLEARLY_LONGER * len(summary) else ""


def _web_page(page: Page) -> str:
    feed = markup.feed_link(page)
    next_step = f"its page names a feed at {feed}" if feed else "it names no feed"
    return f"answered with a web page, not a feed; {next_step}"


def _parse(page: Page) -> Mapping[str, Any]:
    """Parse without feedparser's own opening of files and addresses, and without its sanitiser."""
    body = _SURROGATE.sub(b"&#xfffd;", _LONG_NAME.sub(rb"\1", page.body))
    starts = [
        found.start()
        for found, _ in zip(_ENTRY.finditer(body), range(MAX_ENTRIES + 1), strict=False)
    ]
    if len(starts) > MAX_ENTRIES:
        body = body[: starts[-1]]  # the loose parser needs no closing tags
    content_type = next((value for name, value in page.headers if name == "content-type"), "")
    headers = {"content-type": content_type, "content-location": page.final_url}
    parsed: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    return parsed


def _lead(entry: dict[str, Any], *, page: Page, source: Source, language: str, atom: bool) -> Lead:
    title = _plain_title(entry)
    url = _link(entry, page.final_url)
    declared = dict.get(entry, "title_detail", {}).get("language") or language
    published, updated = _dates(entry, page.fetched_at, declared or source.language, atom=atom)
    summary, text = texts(*_bodies(entry))
    guid = str(dict.get(entry, "id", "") or "")
    canonical = urls.canonical(url) if url else ""
    stated = (published or updated).raw if published or updated else ""  # type: ignore[union-attr]
    return Lead(
        source_id=source.id,
        key=identity.key(guid, canonical, title or summary, stated),
        url=url,
        canonical_url=canonical,
        title=title,
        summary=summary,
        text=text,
        authors=_authors(entry),
        published=published,
        updated=updated,
        language=plain.clean_line(declared or "")[:35],
    )


def _plain_title(entry: dict[str, Any]) -> str:
    title = str(dict.get(entry, "title", "") or "")
    if dict.get(entry, "title_detail", {}).get("type") == "text/plain":
        return plain.unescaped_line(title)
    return plain.line_of(title)


def _link(entry: dict[str, Any], base: str) -> str:
    """Return the entry's page: FeedBurner's original, the link, the guid, else an attachment."""
    attached = [
        link.get("href", "")
        for link in dict.get(entry, "links", [])
        if link.get("rel") in ("enclosure", "via", "related")
    ]
    guid = str(dict.get(entry, "id", "") or "")
    guid = guid if guid.lower().startswith(("http://", "https://")) else ""
    stated = (dict.get(entry, "feedburner_origlink", ""), dict.get(entry, "link", ""), guid)
    for href in (*stated, *attached):
        url = urls.absolute(base, plain.clean_line(str(href))) if href else ""
        if url:
            return url
    return ""


def _bodies(entry: dict[str, Any]) -> tuple[str, ...]:
    """Return the summary and the contents as plain text."""
    details = [dict.get(entry, "summary_detail"), *dict.get(entry, "content", [])]
    if details[0] is None and dict.get(entry, "summary"):
        details[0] = {"value": dict.get(entry, "summary"), "type": "text/html"}
    return tuple(_body(detail) for detail in details)


def _body(detail: Mapping[str, Any] | None) -> str:
    if not detail or not str(detail.get("type", "text/html")).endswith(
        ("html", "html+xml", "xml", "plain")
    ):
        return ""
    value = str(detail.get("value") or "")[:_MAX_TEXT]
    text = plain.clean(value) if detail.get("type") == "text/plain" else plain.text_of(value)
    return _APPEARED_FIRST.sub("", text)


def _dates(
    entry: dict[str, Any], seen_at: datetime, language: str, *, atom: bool
) -> tuple[Dated | None, Dated | None]:
    """Return when the entry says it was published and updated.

    feedparser files dc:date, the only date of RSS 1.0, under updated; it is the date of
    publication unless another one is given.
    """
    published = _date(entry, "published", seen_at, language) or _date(
        entry, "created", seen_at, language
    )
    updated = _date(entry, "updated", seen_at, language)
    if published is None and not atom:
        return updated, None
    return published, updated


def _date(entry: dict[str, Any], name: str, seen_at: datetime, language: str) -> Dated | None:
    raw = dict.get(entry, name)
    if not raw:
        return None
    raw = plain.clean_line(str(raw)[:300])
    stated = datewords.parse(raw, seen_at=seen_at, provenance=Provenance.FEED, language=language)
    parsed: time.struct_time | None = dict.get(entry, f"{name}_parsed")
    if stated is not None or parsed is None:
        return stated
    try:  # feedparser knows Greek, Hungarian and Korean dates as well
        at = datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return datewords.dated(
        at,
        seen_at=seen_at,
        provenance=Provenance.FEED,
        confidence=datewords.AMBIGUOUS,
        day_only=False,
        raw=raw,
    )


def _authors(entry: dict[str, Any]) -> tuple[str, ...]:
    """Return names; mail addresses are nobody's business."""
    named = [author.get("name") or "" for author in dict.get(entry, "authors", [])]
    written = str(dict.get(entry, "author", "") or "")
    # feedparser ends an address after four letters of its last label: "d@paper.london" named "on".
    if not any(named) or (len(named) == 1 and "@" in written):
        named = [written]
    names = (plain.line_of(_ADDRESS.sub("", str(name)[:1000])).strip(" ,;()<>") for name in named)
    return tuple(dict.fromkeys(name[:200] for name in names if name))[:20]


def _language(feed: Mapping[str, Any]) -> str:
    return str(feed.get("language") or "")
