"""Pages of every kind with the day on which they were published.

``day``: share of all pages with the right day; ``found``: share with any; ``right``: share of those
that is right. The day is that of the zone in which the page states its time.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from monitor.errors import ExtractError
from monitor.extract import dom, metadata
from tests.quality import pages
from tests.quality.peers import dates

PEERS = dates.PEERS
SET = "dates_htmldate"


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the pages of the set."""
    return pages.items(folder, SET)


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the day that we read on one page, None where we read none."""
    page = pages.page(folder / SET / item["file"], item["url"])
    try:
        facts = metadata.facts(dom.tree(page), page, pages.lead(item["url"]))
    except ExtractError as fault:
        return {"url": item["url"], "date": None, "failed": fault.reason}
    stated = pages.stated(facts.published)
    return {"url": item["url"], "date": stated[:10] if stated else None}


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the shares that the module's first lines explain."""
    days = {prediction["url"]: prediction["date"] for prediction in predictions}
    found = sum(days.get(item["url"]) is not None for item in items)
    right = sum(days.get(item["url"]) == item["date"] for item in items)
    count = max(1, len(items))
    return {"day": right / count, "found": found / count, "right": right / max(1, found)}
