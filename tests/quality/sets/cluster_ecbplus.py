"""News of 86 events, two alike a topic: which reports are about the same one."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from monitor.model.document import Document
from tests.quality.documents import document
from tests.quality.grouping import placed
from tests.quality.measures import b_cubed
from tests.quality.peers.stories import story_peers

SET = "cluster_ecbplus"


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the documents of the set."""
    lines = (folder / SET / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def predict_all(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return the story of each document, offered in order; the set has no titles."""
    found = placed(map(read, items))
    return [{"id": item["id"], "story": found[item["id"]].story_id} for item in items]


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return B-cubed precision, recall and F1."""
    return b_cubed(
        {each["id"]: each["story"] for each in predictions},
        {item["id"]: item["event"] for item in items},
    )


def read(item: dict[str, Any]) -> Document:
    """Return an item of the set as a document."""
    # A file name stands for the publisher where the address is unknown: none is a repeat.
    publisher = urlsplit(item["url"] or "").hostname or f"{item['id']}.example"
    return document(item["id"], "", "\n\n".join(item["sentences"]), publisher=publisher)


def _texts(item: dict[str, Any]) -> tuple[str, str]:
    first = item["sentences"][0] if item["sentences"] else ""
    return first, "\n\n".join(item["sentences"])


PEERS = story_peers(_texts, "event")
