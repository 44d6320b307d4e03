"""HTML pages as trees, and the little that every reader of them needs."""

import re
import warnings

from bs4 import (
    BeautifulSoup,
    MarkupResemblesLocatorWarning,
    Tag,
    XMLParsedAsHTMLWarning,
)

from monitor import urls
from monitor.model.page import Page

_META_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Codecs of Python's that no page is written in.
_NO_CHARSET = re.compile(r"escape|idna|punycode|undefined|utf.?7|mbcs|oem", re.IGNORECASE)
_HTML_START = re.compile(
    rb"^\W{0,40}(?:<!--.{0,2000}?-->\s{0,200})?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
)


def looks_like_html(page: Page) -> bool:
    """Whether the bytes begin as a web page, whatever their media type says."""
    return _HTML_START.match(page.body[:4096]) is not None


def utf8(page: Page) -> bytes:
    """Return the body in UTF-8: most are, and need no more than a look."""
    meta = _META_CHARSET.search(page.body[:4096])
    named = page.charset or (meta.group(1).decode() if meta else "utf-8")
    if named.lower() in ("utf-8", "utf8"):
        try:
            page.body.decode("utf-8")
        except UnicodeError:
            pass
        else:
            return page.body
    return decoded(page).encode("utf-8", "replace")


def decoded(page: Page) -> str:
    """Return the body as text: by its first bytes, the header, a meta tag, UTF-8, Windows-1252."""
    for mark, name in _MARKS:
        if page.body.startswith(mark):
            return page.body.decode(name, "replace")
    meta = _META_CHARSET.search(page.body[:4096])
    for name in (page.charset, meta.group(1).decode() if meta else "", "utf-8"):
        if not name or _NO_CHARSET.search(name):
            continue
        try:
            return page.body.decode(name)
        except (LookupError, UnicodeError):
            continue
    # Cut in the middle of a letter, or patched together, but UTF-8 for all that.
    text = page.body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(letter > "\x7f" for letter in text) - bad
    return text if good >= bad else page.body.decode("cp1252", "replace")


def soup(page: Page) -> BeautifulSoup:
    """Return the tree of a page, without scripts and styles."""
    with warnings.catch_warnings():
        # XHTML with an XML declaration is read as HTML, as browsers do.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        # A page may consist of one address; nobody takes it for what stands there.
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        tree = BeautifulSoup(decoded(page), "lxml")
    for tag in tree(["script", "style", "noscript", "template", "svg", "iframe"]):
        tag.decompose()
    return tree


def base_url(tree: BeautifulSoup, page: Page) -> str:
    """Return what relative links of the page are relative to."""
    base = tree.find("base", href=True)
    stated = attribute(base, "href") if isinstance(base, Tag) else ""
    return urls.absolute(page.final_url, stated) or page.final_url if stated else page.final_url


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as text, empty where *tag* has none."""
    value = tag.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def feed_link(page: Page) -> str:
    """Return the address of the first feed that a page names in its head, or an empty text."""
    tree = soup(page)
    for link in tree.find_all("link", href=True):
        kind = attribute(link, "type").lower().split(";")[0].strip()
        if "alternate" in attribute(link, "rel").lower() and kind in _FEED_TYPES:
            return urls.absolute(base_url(tree, page), attribute(link, "href"))
    return ""
