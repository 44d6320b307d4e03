"""What a page or PDF says."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.model.dated import Dated
from monitor.model.section import Section


class Origin(StrEnum):
    """Where a document's text came from."""

    PAGE = "page"
    PDF = "pdf"
    FEED = "feed"
    """The source's own summary, because the page could not be read."""
    NONE = "none"
    """Headline only."""


class Quality(StrEnum):
    """Whether text from a PDF can be relied on."""

    GOOD = "good"
    SCAN = "scan"
    """Pictures of pages without a text layer."""
    OCR = "ocr"
    """Recognised in pictures of pages: a language, with a wrong letter here and there."""
    GARBLED = "garbled"
    """Characters that are no language; never summarised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpan:
    """Where page *number* (from 1) lies in a report's text, as [start, end)."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Meaning taken from bytes."""

    title: str
    text: str
    """Paragraphs separated by one blank line; valid Unicode without control characters."""
    origin: Origin
    authors: tuple[str, ...] = ()
    language: str = ""
    """As declared by the page, ISO 639-1; empty where it is not."""
    published: Dated | None = None
    updated: Dated | None = None
    canonical_url: str = ""
    """As the page itself names it; empty where it does not."""
    description: str = ""
    pages: tuple[PageSpan, ...] = ()
    quality: Quality = Quality.GOOD
    sections: tuple[Section, ...] = ()
    """Of a report, in order; they do not overlap, and need not cover the text."""
