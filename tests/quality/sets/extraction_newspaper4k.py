"""Pages in Arabic, Burmese, Chinese, Japanese, Latvian, Spanish, Thai and English.

``f1``: mean over the pages with an expected text of the token F1 between our text and theirs, where
each character of a script without blanks is a token of its own; ``not_low``: share of them at .8 or
more; ``title`` and ``day``: share of the pages that have one in the truth with the same title,
blanks and soft hyphens aside, and the same day; ``authors``: share of the pages with authors in the
truth with the same set of names, case aside. A page that could not be read counts 0.

The expected texts belong to another extractor's regression tests, so they flatter that one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from monitor.text.words import words
from tests.quality import pages, reading
from tests.quality.measures import mean
from tests.quality.peers import articles

SET = "extraction_newspaper4k"
PEERS = articles.peers(SET, facts=True)


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the pages of the set, those without an expected text too."""
    return pages.items(folder, SET)


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what we read on one page; ``failed`` says why there is nothing."""
    # Some pages were kept without their address.
    url = item.get("url") or f"https://recorded.example/{item['id']}"
    return {"id": item["id"], **reading.facts(folder / SET / item["file"], url)}


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the figures that the module's first lines explain."""
    known = {prediction["id"]: prediction for prediction in predictions}
    pairs = [(item, known.get(item["id"], {})) for item in items]
    found = [
        token_f1(ours.get("text", ""), item["text"]) for item, ours in pairs if item.get("text")
    ]
    return {
        "f1": mean(found),
        "not_low": mean([f1 >= 0.8 for f1 in found]),
        "title": mean(
            [
                pages.levelled(item["title"]) == pages.levelled(ours.get("title", ""))
                for item, ours in pairs
                if item.get("title")
            ]
        ),
        "authors": mean(
            [
                _names(item["authors"]) == _names(ours.get("authors", ()))
                for item, ours in pairs
                if item.get("authors")
            ]
        ),
        "day": mean(
            [
                item["publish_date"][:10] == (ours.get("published") or "")[:10]
                for item, ours in pairs
                if item.get("publish_date")
            ]
        ),
    }


def token_f1(ours: str, theirs: str) -> float:
    """Return the harmonic mean of precision and recall over the two multisets of folded words."""
    mine, truth = (Counter(words(text, "").forms) for text in (ours, theirs))
    if not mine or not truth:
        return float(not mine and not truth)
    return 2 * (mine & truth).total() / (mine.total() + truth.total())


def _names(authors: Iterable[str]) -> frozenset[str]:
    return frozenset(pages.levelled(name).casefold() for name in authors)
