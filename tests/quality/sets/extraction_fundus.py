"""Pages of 41 countries' publishers, 2023 to 2026, with hand-written parsers' answers as truth.

``f1``: mean over all pages of the token F1 (see ``pages.token_f1``) between our text and summary,
headings and paragraphs joined; ``title``: share of titles equal, blanks and soft hyphens aside;
``authors``: share of pages with the same set of names, case aside; ``day``: share of pages, of
those with a known date, with the same day in UTC, or in the page's own zone where the truth names
none. A page that could not be read counts 0.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.quality import pages, reading
from tests.quality.peers import articles

SET = "extraction_fundus"
PEERS = articles.peers(SET, key="file", facts=True)


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the pages of the set."""
    return pages.items(folder, SET)


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what we read on one page; ``failed`` says why there is nothing."""
    return {"file": item["file"], **reading.facts(folder / SET / item["file"], item["url"])}


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the figures that the module's first lines explain."""
    known = {prediction["file"]: prediction for prediction in predictions}
    pairs = [(item, known[item["file"]]) for item in items if item["file"] in known]
    count = max(1, len(items))
    found = [pages.token_f1(ours["text"], item["body_text"] or "") for item, ours in pairs]
    dated = [item for item in items if item["publishing_date"]]
    days = (
        _same_day(i["publishing_date"], o["published"]) for i, o in pairs if i["publishing_date"]
    )
    return {
        "f1": sum(found) / count,
        "title": sum(pages.levelled(i["title"]) == pages.levelled(o["title"]) for i, o in pairs)
        / count,
        "authors": sum(_names(i["authors"]) == _names(o["authors"]) for i, o in pairs) / count,
        "day": sum(days) / max(1, len(dated)),
    }


def _names(authors: Iterable[str]) -> frozenset[str]:
    return frozenset(pages.levelled(name).casefold() for name in authors)


def _same_day(truth: str, ours: str | None) -> bool:
    if not ours:
        return False
    theirs, mine = datetime.fromisoformat(truth), datetime.fromisoformat(ours)
    if theirs.tzinfo is None or mine.tzinfo is None:
        return theirs.date() == mine.date()
    return theirs.astimezone(UTC).date() == mine.astimezone(UTC).date()
