"""What a page says, by what it is: a web page, a PDF, plain text."""

from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from monitor.errors import ExtractError
from monitor.extract import article, markup, plain, report
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.reading import Origin, Reading

# Readers of PDF allow that much before its mark (Adobe's implementation note 13 to the format).
_PDF_WITHIN = 1024
_PDF_TYPES = ("application/pdf", "application/x-pdf")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
# What servers send that do not know, or do not care.
_VAGUE_TYPES = (
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "text/plain",
    "text/xml",
    "application/xml",
)
_SHORTEST = 60
# A text file is read for its title up to here.
_TITLE = 150


def read(page: Page, lead: Lead) -> Reading:
    """Return the meaning of *page*; its first bytes are believed before its media type.

    Raises:
        ExtractError: It holds no text that could be had, or is of a kind that is not read.
    """
    reading = _read(page, lead)
    return replace(reading, title=plain.shorten(reading.title, plain.MAX_TITLE))


def _read(page: Page, lead: Lead) -> Reading:
    if not page.body.strip():
        raise ExtractError(page.final_url, "answered with an empty body")
    if b"%PDF-" in page.body[:_PDF_WITHIN] or page.media_type in _PDF_TYPES:
        return report.read(page, lead)
    if markup.looks_like_html(page) or page.media_type in _HTML_TYPES:
        return article.read(page, lead)
    if page.media_type in _VAGUE_TYPES and _is_text(page.body):
        if b"<p" in page.body[:50_000].lower():
            return article.read(page, lead)  # HTML without its first tags
        return _plain_text(page, lead)
    named = page.media_type or "no media type"
    raise ExtractError(page.final_url, f"is {named}, which is not read; open it and look")


def _is_text(body: bytes) -> bool:
    """Whether the bytes are no picture, archive or program: those have zeros near their start."""
    return b"\x00" not in body[:4096] or body.startswith((b"\xff\xfe", b"\xfe\xff"))


def _plain_text(page: Page, lead: Lead) -> Reading:
    """Return a text file as it stands, its first line being its title where the lead has none.

    Raises:
        ExtractError: There are no words in it.
    """
    text = plain.clean(markup.decoded(page))[: article.MAX_TEXT]
    if len(text) < _SHORTEST or not any(letter.isalpha() for letter in text):
        raise ExtractError(
            page.final_url, f"holds no text that could be had ({len(text)} characters)"
        )
    first = text.split("\n", 1)[0]
    name = PurePosixPath(unquote(urlsplit(page.final_url).path)).stem
    return Reading(
        title=lead.title or (first if len(first) <= _TITLE else plain.clean_line(name)),
        text=text,
        origin=Origin.PAGE,
        authors=lead.authors,
        published=lead.published,
        updated=lead.updated,
    )
