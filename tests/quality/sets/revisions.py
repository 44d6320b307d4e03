"""Edits of articles with their kinds: those written for this set, and new versions of the BBC's."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from monitor.model.revision import ChangeKind
from monitor.revision.compare import compare
from tests.quality.documents import document
from tests.quality.edits import EDITS
from tests.quality.sets import dedup_bbc

MATERIAL = Path(__file__).parent.parent / "edits.py"
"""What is measured lies in the project; the BBC's pairs are added where they are there."""
KINDS = ("number", "name", "headline", "correction", "retraction", "wording")

# The BBC's new versions, read by hand: what a reader would say has changed.
_VERSIONS = {
    ("entertainment/179", "entertainment/216"): "wording",
    ("politics/226", "politics/265"): "wording",
    ("business/209", "business/229"): "number name headline wording",
    ("politics/077", "politics/354"): "number wording",
    ("sport/424", "sport/511"): "headline wording",
    ("politics/069", "politics/312"): "headline wording",
    ("politics/043", "politics/313"): "wording",
    ("sport/226", "sport/232"): "wording",
}


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the edits with both states."""
    found = []
    for edit in EDITS:
        language, title, text, new_title, new_text = edit.states()
        found.append(
            {
                "id": edit.id,
                "language": language,
                "before": [title, text],
                "after": [new_title, new_text],
                "kinds": sorted(edit.kinds),
            }
        )
    return found + _versions(folder)


def _versions(folder: Path) -> list[dict[str, Any]]:
    if not (folder / dedup_bbc.SET).is_dir():
        return []
    texts = dedup_bbc.texts(folder)
    return [
        {
            "id": f"{one} {other}",
            "language": "en",
            "before": [texts[one].title, texts[one].text],
            "after": [texts[other].title, texts[other].text],
            "kinds": sorted(kinds.split()),
        }
        for (one, other), kinds in _VERSIONS.items()
    ]


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the kinds of change that are found between the two states of *item*."""
    del folder
    before, after = (
        document(item["id"], title, text, language=item["language"])
        for title, text in (item["before"], item["after"])
    )
    found = compare(before, after)
    return {
        "id": item["id"],
        "kinds": sorted({each.kind.value for each in found.findings}),
        "reasons": [f"{each.kind}: {each.reason}" for each in found.findings],
    }


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return precision and recall of each kind, and of saying that anything changed at all."""
    figures: dict[str, float] = {}
    pairs = [(set(i["kinds"]), set(p["kinds"])) for i, p in zip(items, predictions, strict=True)]
    for kind in KINDS:
        figures |= _both(kind, [(kind in wanted, kind in found) for wanted, found in pairs])
    figures |= _both("changed", [(bool(wanted), bool(found)) for wanted, found in pairs])
    figures["first_kind"] = sum(_first(w) == _first(f) for w, f in pairs) / len(pairs)
    return figures


def _first(kinds: set[str]) -> str:
    return next((kind.value for kind in ChangeKind if kind.value in kinds), "")


def _both(name: str, told: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    hits = sum(wanted and found for wanted, found in told)
    return {
        f"{name}_precision": hits / max(1, sum(found for _, found in told)),
        f"{name}_recall": hits / max(1, sum(wanted for wanted, _ in told)),
    }
