"""Pages of every kind, mostly German, with snippets that their text must hold, and must not.

``precision``, ``recall``, ``f1``: of snippets, as trafilatura's own evaluation counts them: one
that must be there and is, is a true positive; one that must not be there and is, a false positive;
blanks are levelled first. trafilatura is developed on this set.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.quality import pages, reading
from tests.quality.peers import articles

SET = "extraction_trafilatura"
PEERS = articles.peers(SET, text=("precision", "recall", "f1"))


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the pages of the set."""
    return pages.items(folder, SET)


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what we read on one page; ``failed`` says why there is nothing."""
    return {"id": item["id"], **reading.text(folder / SET / item["file"], item["url"])}


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the figures that the module's first lines explain."""
    texts = {prediction["id"]: pages.levelled(prediction["text"]) for prediction in predictions}
    wanted = [_held(each, texts.get(i["id"], "")) for i in items for each in i["with"]]
    unwanted = [_held(each, texts.get(i["id"], "")) for i in items for each in i["without"]]
    right, wrong = sum(wanted), sum(unwanted)
    precision = right / max(1, right + wrong)
    recall = right / max(1, len(wanted))
    both = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / both if both else 0.0,
    }


def _held(snippet: str, text: str) -> bool:
    return pages.levelled(snippet) in text
