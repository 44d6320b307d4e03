"""Peers that find the day on which a page was published: htmldate, and trafilatura with it."""

from pathlib import Path
from typing import Any

from tests.quality import pages
from tests.quality.peer import Peer

SET = "dates_htmldate"


def _htmldate(item: dict[str, Any], folder: Path, *, extensive: bool) -> dict[str, Any]:
    from htmldate import find_date

    page = pages.page(folder / SET / item["file"], item["url"])
    try:
        found = find_date(
            page.body,
            url=item["url"],
            extensive_search=extensive,
            original_date=True,
            max_date=f"{pages.SEEN_AT:%Y-%m-%d}",
        )
    except Exception as fault:  # a peer that fails has answered nothing
        return {"url": item["url"], "date": None, "failed": repr(fault)}
    return {"url": item["url"], "date": found}


def fast(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what htmldate finds where dates are marked."""
    return _htmldate(item, folder, extensive=False)


def extensive(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what htmldate finds anywhere: its best mode."""
    return _htmldate(item, folder, extensive=True)


def trafilatura(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the date in trafilatura's metadata."""
    from trafilatura.metadata import extract_metadata

    page = pages.page(folder / SET / item["file"], item["url"])
    try:
        found = extract_metadata(page.body, default_url=item["url"], extensive=True)
    except Exception as fault:  # a peer that fails has answered nothing
        return {"url": item["url"], "date": None, "failed": repr(fault)}
    return {"url": item["url"], "date": found.date}


PEERS = {
    "htmldate fast": Peer(answer=fast, package="htmldate"),
    "htmldate extensive": Peer(answer=extensive, package="htmldate"),
    "trafilatura": Peer(answer=trafilatura, package="trafilatura"),
}
