"""Documents out of recorded texts."""

from datetime import UTC, datetime

from monitor.model.document import Document, DocumentKind
from monitor.model.reading import Origin, Quality
from monitor.model.source import Content
from monitor.text.language import detect

SEEN_AT = datetime(2026, 1, 5, tzinfo=UTC)
"""Most sets name no time of seeing: all items fall into one window, which is the harder case."""


def document(
    key: str, title: str, text: str, *, publisher: str = "", language: str = "en"
) -> Document:
    """Return an article as if it had been read from a page of *publisher*."""
    url = f"https://{publisher or 'news.example'}/{key}"
    return Document(
        id=key,
        source_id="recorded",
        publisher=publisher,
        kind=DocumentKind.ARTICLE,
        url=url,
        canonical_url=url,
        title=title,
        text=text,
        description="",
        authors=(),
        language=detect(f"{title}. {text}", language),
        published=None,
        updated=None,
        first_seen_at=SEEN_AT,
        content=Content.EXTRACT,
        rights="",
        origin=Origin.PAGE,
        quality=Quality.GOOD,
        pages=(),
        evidence="",
        backfill=False,
    )
