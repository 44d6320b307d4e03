"""What a source told us exists."""

from dataclasses import dataclass

from monitor.model.dated import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An entry of a feed, listing or sitemap, its text without markup and control characters."""

    source_id: str
    key: str
    """Identity within the source: its guid if it has one, else the canonical URL, else a hash."""
    url: str
    """Absolute http(s) address as given, or empty where the entry has none."""
    canonical_url: str
    title: str
    summary: str = ""
    text: str = ""
    """The full text, where the feed carries it; paragraphs separated by blank lines."""
    authors: tuple[str, ...] = ()
    published: Dated | None = None
    updated: Dated | None = None
    language: str = ""
