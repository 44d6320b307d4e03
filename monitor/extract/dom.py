"""HTML pages as lxml trees: what the readers of articles and landing pages start from."""

import re
from dataclasses import replace
from typing import Any

from lxml import etree, html

from monitor import urls
from monitor.errors import ExtractError
from monitor.extract import markup, plain
from monitor.model.page import Page

MAX_HTML = 4 * 1024 * 1024
"""Bytes of a page that are read. The largest of 600 recorded pages has 1.5 MB."""

MAX_ELEMENTS = 40_000
"""The largest of 1,000 recorded pages has 6,749; 300,000 links kept the extractor busy for 70 s."""

Element = Any
"""An element of lxml, which has no types of its own."""

# What XML cannot hold, as a character or as a reference to one.
_NO_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF]))(?:;|(?=\W))"
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def tree(page: Page) -> Element:
    """Return the root of a page. It may be nested 250 deep; deeper parts are left out.

    Raises:
        ExtractError: There is no element in it, or there are more than of any article.
    """
    text = _NO_XML.sub("", markup.decoded(replace(page, body=page.body[:MAX_HTML])))
    raw = _DECLARATION.sub("", text).encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(raw, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as fault:
        raise ExtractError(page.final_url, "holds no HTML that could be read") from fault
    elements = sum(1 for _ in root.iter())
    if elements > MAX_ELEMENTS:
        reason = f"has {elements:,} elements; pages of more than {MAX_ELEMENTS:,} are not read"
        raise ExtractError(page.final_url, reason)
    return root


def base_url(root: Element, page: Page) -> str:
    """Return what relative links of the page are relative to."""
    stated = next(iter(root.xpath("//base/@href")), "")
    return (urls.absolute(page.final_url, str(stated)) if stated else "") or page.final_url


def words(element: Element) -> str:
    """Return the visible text of *element* on one line."""
    return plain.clean_line(" ".join(element.itertext()))


def metas(root: Element) -> dict[str, list[str]]:
    """Return the contents of meta tags by their lower-case name, property or itemprop, in order."""
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        content = plain.unescaped_line((tag.get("content") or "")[:5_000])
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (tag.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found
