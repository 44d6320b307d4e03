"""News that five encyclopedia articles cite, among noise: wider subjects than one event.

Documents of the noise count as stories of their own, one each. The set has no titles; the first
line of a text is its headline.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from monitor.model.document import Document
from tests.quality.documents import document
from tests.quality.grouping import placed
from tests.quality.measures import b_cubed
from tests.quality.peers.stories import story_peers

SET = "cluster_wikiref220"


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the documents of the set; ``group`` is empty for noise."""
    lines = (folder / SET / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines if line.strip()]
    return [{**each, "group": "" if each["noise"] else each["topic"]} for each in found]


def predict_all(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return the story of each document, offered in order."""
    found = placed(map(read, items))
    return [{"id": item["id"], "story": found[item["id"]].story_id} for item in items]


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return B-cubed precision, recall and F1."""
    return b_cubed(
        {each["id"]: each["story"] for each in predictions},
        {item["id"]: item["group"] or ("alone", item["id"]) for item in items},
    )


def read(item: dict[str, Any]) -> Document:
    """Return an item of the set as a document."""
    title, body = _texts(item)
    return document(item["id"], title, body, publisher=f"{item['id']}.example")


def _texts(item: dict[str, Any]) -> tuple[str, str]:
    return item["text"].partition("\n")[0], item["text"]


PEERS = story_peers(_texts, "group")
