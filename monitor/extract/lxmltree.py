"""HTML pages as lxml trees, for landing pages, which are asked in XPath."""

import re
from typing import Any

from lxml import etree, html

from monitor.errors import ExtractError
from monitor.extract import dom, plain
from monitor.model.page import Page

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
    text = _NO_XML.sub("", dom.source(page).decode("utf-8", "replace"))
    raw = _DECLARATION.sub("", text).encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(raw, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as fault:
        raise ExtractError(page.final_url, "holds no HTML that could be read") from fault


def words(element: Element) -> str:
    """Return the visible text of *element* on one line."""
    return plain.clean_line(" ".join(element.itertext()))
