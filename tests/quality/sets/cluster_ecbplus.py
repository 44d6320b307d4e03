"""News of 86 events, two alike a topic: which reports are about the same one."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from monitor.story.fingerprint import fingerprint
from monitor.story.place import place
from monitor.story.window import Window
from tests.quality.documents import document
from tests.quality.measures import b_cubed

SET = "cluster_ecbplus"


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the documents of the set."""
    lines = (folder / SET / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def predict_all(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return the story of each document, offered in order; the set has no titles."""
    window, found = Window(), []
    for item in items:
        # A file name stands for the publisher where the address is unknown: none is a repeat.
        publisher = urlsplit(item["url"] or "").hostname or f"{item['id']}.example"
        read = document(item["id"], "", "\n\n".join(item["sentences"]), publisher=publisher)
        print_ = fingerprint(read)
        placement = place(print_, window)
        window.add(print_, placement)
        found.append({"id": item["id"], "story": placement.story_id})
    return found


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return B-cubed precision, recall and F1."""
    return b_cubed(
        {each["id"]: each["story"] for each in predictions},
        {item["id"]: item["event"] for item in items},
    )
