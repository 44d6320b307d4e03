"""HTML pages as lexbor trees: what the readers of articles start from.

Lexbor builds the tree that a browser would. What stands in a ``template`` is not in it; the text of
scripts and styles is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import (
    LexborDocumentOptions,
    LexborHTMLParser,
    LexborNode,
    SelectolaxError,
)

from monitor import urls
from monitor.errors import ExtractError
from monitor.extract import markup, plain
from monitor.model.page import Page

MAX_HTML = 4 * 1024 * 1024
"""Bytes of a page that are read. The largest of 600 recorded pages has 1.5 MB."""

MAX_ELEMENTS = 30_000
"""The largest of 1,000 recorded pages has 6,749. So many, each in the last, take lexbor 1 s: its
time grows with the square of the depth."""

MAX_ATTRIBUTES = 5_000
"""Attributes of one element. Parsers compare each with all before it: 100,000 take lexbor 17 s."""

Element = LexborNode
Parts = dict[str, list[LexborNode]]

_PARTS = "meta[content], script[type*='ld+json' i], h1, title, base[href], link[rel~='canonical' i]"

_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|sidebar|footer|widget|teasers?|recommended|archive|promo|more|"
    r"popular|latest|trending|events?|calendar|nav|menu|leserbriefe?|profile)(?:$|[\s_-])",
    re.IGNORECASE,
)
# A tag below this length is not worth counting: so many attributes do not fit in.
_LONG_TAG = 2 * MAX_ATTRIBUTES
# As HTML's tokenizer does: a quote opens a value only behind "=", and in one "<" and ">" are text.
# No part is given back once read, so that the time grows with the length: 0.6 ms a recorded page.
_ATTRIBUTE = re.compile(
    rb"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
)
_TAG = re.compile(rb"</?[a-zA-Z][^\s/>]*+((?:%b)*+)" % _ATTRIBUTE.pattern)
# Without them, options of a select are looked at again for each that is added: 100,000 take 36 s.
_NO_EVENTS = LexborDocumentOptions.WO_EVENTS.value


def tree(page: Page) -> Element:
    """Return the root of a page.

    Raises:
        ExtractError: There is nothing in it, or more than in any article.
    """
    raw = source(page)
    try:
        root = LexborHTMLParser(raw, options=_NO_EVENTS).root
    except SelectolaxError as fault:
        raise ExtractError(page.final_url, "holds no HTML that could be read") from fault
    if root is None or root.tag != "html":
        raise ExtractError(page.final_url, "holds no HTML that could be read")
    # Tags that are never closed are repeated in each paragraph after them.
    _bound(page, sum(1 for _ in root.traverse()))
    return root


def source(page: Page) -> bytes:
    """Return the page's first bytes in UTF-8, which no parser needs more than a second for.

    Raises:
        ExtractError: It has no tags, or more elements or attributes than any article.
    """
    raw = markup.utf8(replace(page, body=page.body[:MAX_HTML]))
    opened = raw.count(b"<")
    if not opened:
        raise ExtractError(page.final_url, "holds no HTML that could be read")
    if opened > MAX_ELEMENTS:
        _bound(page, opened - raw.count(b"</"))
    for tag in _TAG.finditer(raw):
        start, end = tag.span()
        if end - start < _LONG_TAG:
            continue
        number = len(_ATTRIBUTE.findall(tag[1]))
        if number > MAX_ATTRIBUTES:
            reason = f"has an element of {number:,} attributes; {MAX_ATTRIBUTES:,} are read"
            raise ExtractError(page.final_url, reason)
    return raw


def _bound(page: Page, elements: int) -> None:
    if elements > MAX_ELEMENTS:
        reason = f"has {elements:,} elements; pages of more than {MAX_ELEMENTS:,} are not read"
        raise ExtractError(page.final_url, reason)


def parts(root: Element) -> Parts:
    """Return what a page says of itself by the name of its tag, found in one walk.

    They are meta tags with content, JSON-LD, first headings, titles, bases and canonical links.
    """
    found: Parts = {name: [] for name in ("meta", "script", "h1", "title", "base", "link")}
    for tag in root.css(_PARTS):
        found[tag.tag or ""].append(tag)
    return found


def base_url(bases: Sequence[Element], page: Page) -> str:
    """Return what relative links of a page with these base elements are relative to."""
    stated = next((attribute(tag, "href") for tag in bases), "")
    return (urls.absolute(page.final_url, stated) if stated else "") or page.final_url


def attribute(tag: Element, name: str) -> str:
    """Return an attribute of *tag*, empty where it has none."""
    return tag.attributes.get(name) or ""


def names(tag: Element) -> str:
    """Return the classes and the id of *tag*."""
    stated = tag.attributes
    return f"{stated.get('class') or ''} {stated.get('id') or ''}"


def words(tag: Element) -> str:
    """Return the text of *tag* on one line."""
    return plain.clean_line(tag.text(separator=" "))


def above(tag: Element) -> Iterator[Element]:
    """Give the elements that *tag* stands in, inmost first."""
    over = tag.parent
    while over is not None and over.is_element_node:
        yield over
        over = over.parent


def is_elsewhere(tag: Element) -> bool:
    """Whether *tag* stands in a part of the page that is about other pages."""
    return any(
        part.tag in ("aside", "footer", "nav")
        or (part.tag not in ("body", "html") and _ELSEWHERE.search(names(part)))
        for part in (tag, *above(tag))
    )


def metas(tags: Sequence[Element]) -> dict[str, list[str]]:
    """Return the contents of meta tags by their lower-case name, property or itemprop, in order."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        stated = tag.attributes
        content = plain.unescaped_line((stated["content"] or "")[:5_000])
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (stated.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found
