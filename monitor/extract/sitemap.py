"""Sitemaps (sitemaps.org): lists of addresses with the day of their last change."""

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from lxml import etree

from monitor import urls
from monitor.errors import ExtractError
from monitor.extract import datewords, identity, markup, plain
from monitor.model.dated import Dated, Provenance
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Source

MAX_LEADS = 1_000
"""Newest first; a sitemap may hold 50,000 and most of them are old."""
MAX_CHILDREN = 500
# sitemaps.org allows 50 MB unpacked.
_MAX_UNPACKED = 50 * 1024 * 1024
_WEB = ("http://", "https://")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def leads(page: Page, source: Source) -> tuple[Lead, ...]:
    """Return the newest pages of a sitemap, those without a date last; none for an index.

    Raises:
        ExtractError: The bytes are no sitemap.
    """
    body = _unpacked(page)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        found = [_lead({"loc": line}, page, source) for line in _lines(body, page)]
    else:
        root = _root(body, page)
        found = [_lead(facts, page, source) for facts in _entries(root, "url")]
    kept = [lead for lead in found if lead is not None]
    kept.sort(key=_newest, reverse=True)
    return tuple(kept[:MAX_LEADS])


def children(page: Page) -> tuple[str, ...]:
    """Return the addresses of a sitemap index, newest first; none where it is a plain sitemap.

    Raises:
        ExtractError: The bytes are no sitemap.
    """
    body = _unpacked(page)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return ()
    dated = []
    for facts in _entries(_root(body, page), "sitemap"):
        url = urls.absolute(page.final_url, facts.get("loc", ""))
        changed = _date(facts.get("lastmod", ""), page)
        if url:
            dated.append((changed.at if changed else _LONG_AGO, url))
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(dict.fromkeys(url for _, url in dated))[:MAX_CHILDREN]


def _unpacked(page: Page) -> bytes:
    """Return the body, unpacked where it is a .gz file."""
    if not page.body.strip():
        raise ExtractError(
            page.final_url, "answered with an empty body where a sitemap was expected"
        )
    if not page.body.startswith(b"\x1f\x8b"):
        return page.body
    try:
        return zlib.decompressobj(wbits=31).decompress(page.body, _MAX_UNPACKED)
    except zlib.error as fault:
        raise ExtractError(page.final_url, f"answered with a broken gzip file: {fault}") from fault


def _root(body: bytes, page: Page) -> etree._Element:
    """Parse without entities, network, document types or huge trees."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        is_page = markup.looks_like_html(page) or (root is not None and _name(root) == "html")
        kind = "a web page" if is_page else "something"
        raise ExtractError(
            page.final_url, f"answered with {kind} that is no sitemap; check its address"
        )
    return root


def _entries(root: etree._Element, name: str) -> Iterator[dict[str, str]]:
    """Yield the fields of each entry called *name*, those of the news extension among them."""
    for entry in root:
        if _name(entry) != name:
            continue
        facts: dict[str, str] = {}
        for field in entry.iter():
            if field is not entry and isinstance(field.tag, str) and field.text:
                # Images and videos have a loc and a title of their own, further in.
                near = field.getparent() is entry or "news" in field.tag
                if near:
                    facts.setdefault(_name(field), field.text.strip())
        yield facts


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _lines(body: bytes, page: Page) -> list[str]:
    """Return the addresses of a sitemap that is plain text."""
    lines = [
        line.strip() for line in body.decode("utf-8-sig", "replace").splitlines() if line.strip()
    ]
    if not lines or not lines[0].lower().startswith(_WEB):
        raise ExtractError(
            page.final_url, "answered with text that is no sitemap; check its address"
        )
    return [line for line in lines if line.lower().startswith(_WEB)]


def _lead(facts: dict[str, str], page: Page, source: Source) -> Lead | None:
    url = urls.absolute(page.final_url, plain.clean_line(facts.get("loc", "")))
    canonical = urls.canonical(url) if url else ""
    if not canonical:
        return None
    return Lead(
        source_id=source.id,
        key=identity.key("", canonical),
        url=url,
        canonical_url=canonical,
        title=plain.unescaped_line(facts.get("title", "")) or _words(url),
        published=_date(facts.get("publication_date", ""), page),
        updated=_date(facts.get("lastmod", ""), page),
        language=plain.clean_line(facts.get("language", ""))[:35],
    )


def _words(url: str) -> str:
    """Return the last part of an address as words: a plain sitemap says no more of a page."""
    last = unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1]
    stem = re.sub(r"\.\w{2,5}$", "", last)
    return plain.clean_line(re.sub(r"[-_+\s]+", " ", stem))


def _date(raw: str, page: Page) -> Dated | None:
    return (
        datewords.parse(raw, seen_at=page.fetched_at, provenance=Provenance.FEED) if raw else None
    )


def _newest(lead: Lead) -> datetime:
    date = lead.published or lead.updated
    return date.at if date else _LONG_AGO
