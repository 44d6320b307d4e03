"""What we read, kept for good."""

import hashlib
from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from monitor.model.dated import Dated
from monitor.model.reading import Origin, PageSpan, Quality
from monitor.model.section import Section
from monitor.model.source import Content

_RELIABLE = (Quality.GOOD, Quality.OCR)
MAX_EXTRACT = 60
"""Words of a text that others may be shown where its rights allow an extract only."""


class DocumentKind(StrEnum):
    """The two shapes of a document."""

    ARTICLE = "article"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article or report, complete when it is born; a revision is another one of the same id."""

    id: str
    """Made by ``document_id`` from the canonical URL: the same on every machine."""
    source_id: str
    publisher: str
    kind: DocumentKind
    url: str
    """To open in a browser."""
    canonical_url: str
    title: str
    text: str
    """Paragraphs separated by one blank line. Offsets everywhere count its characters."""
    description: str
    """The publisher's own summary, plain text; may be empty."""
    authors: tuple[str, ...]
    language: str
    """ISO 639-1, ``und`` where unknown."""
    published: Dated | None
    updated: Dated | None
    first_seen_at: datetime
    content: Content
    rights: str
    origin: Origin
    quality: Quality
    pages: tuple[PageSpan, ...]
    evidence: str
    """SHA-256 of the bytes it was read from; empty for a headline."""
    backfill: bool
    """True where it was old already when its source was first read: archived, not news."""
    left_out: int = 0
    """Characters of paragraphs that its site repeats on other pages; they are not in the text."""
    note: str = ""
    """Why it is less than it should be, such as ``page unreachable: HTTP 503``."""
    sections: tuple[Section, ...] = ()
    """Of a report, in order; they do not overlap, and need not cover the text."""
    extractor: str = ""
    """What read it, such as ``0.1.0+3f2a9c1b7d04``; empty where nothing was, or it is not known."""

    @property
    def text_sha256(self) -> str:
        """The hash of the text as kept."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def quotable(self) -> bool:
        """Whether sentences of it may be shown, and can be relied on."""
        allowed = self.content is not Content.HEADLINE and self.origin is not Origin.NONE
        return allowed and self.quality in _RELIABLE and bool(self.text.strip())

    def under(self, content: Content) -> "Document":
        """Return the document as rights of *content* allow to use it, where that is less."""
        levels = list(Content)  # from least to most
        return replace(self, content=min(self.content, content, key=levels.index))

    def page_at(self, offset: int) -> int | None:
        """Return the page number of *offset*, None where the document has no pages."""
        for span in self.pages:
            if span.start <= offset < span.end:
                return span.number
        return None

    def section_at(self, offset: int) -> Section | None:
        """Return the section that *offset* lies in, None outside all of them."""
        found = (each for each in self.sections if each.start <= offset < each.end)
        return next(found, None)


def document_id(canonical_url: str) -> str:
    """Return the id of the document at *canonical_url*: 60 bits of SHA-256 in base 32."""
    digest = hashlib.sha256(canonical_url.encode()).digest()
    return b32encode(digest)[:12].decode().lower()
