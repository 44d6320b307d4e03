"""What the monitor reads on one recorded page, as the sets of articles ask for it."""

from pathlib import Path
from typing import Any

from monitor.errors import ExtractError
from monitor.extract import article
from tests.quality import pages


def text(path: Path, url: str) -> dict[str, Any]:
    """Return the text of the page at *path*; ``failed`` says why there is none."""
    return {name: value for name, value in facts(path, url).items() if name in ("text", "failed")}


def facts(path: Path, url: str) -> dict[str, Any]:
    """Return text, title, authors and date of the page; ``failed`` says why there are none."""
    try:
        reading = article.read(pages.page(path, url), pages.lead(url))
    except ExtractError as fault:
        empty: dict[str, Any] = {"text": "", "title": "", "authors": [], "published": None}
        return {**empty, "failed": fault.reason}
    return {
        "text": reading.text,
        "title": reading.title,
        "authors": list(reading.authors),
        "published": pages.stated(reading.published),
    }
