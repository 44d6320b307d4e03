"""Pairs of one broadcaster's texts that share wording: the same text, a new version, a follow-up.

The texts lie in the set summ_bbc_news_summary, beside this one.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from monitor.model.document import Document
from monitor.model.story import Role
from monitor.story.fingerprint import fingerprint
from monitor.story.place import place
from monitor.story.window import Window
from tests.quality.documents import document
from tests.quality.measures import told

SET, TEXTS = "dedup_bbc", "summ_bbc_news_summary"


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the pairs of the set whose texts are there."""
    lines = (folder / SET / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [json.loads(line) for line in lines if line.strip()]
    known = texts(folder)
    return [pair for pair in pairs if pair["a"] in known and pair["b"] in known]


def predict_all(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return for each pair whether the second would be placed as a copy of the first."""
    known = texts(folder)
    return [
        {
            "a": pair["a"],
            "b": pair["b"],
            "duplicate": _is_copy(known[pair["a"]], known[pair["b"]]),
        }
        for pair in items
    ]


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the figures of copies against follow-ups.

    A new version counts for neither: its changes may matter.
    """
    found = {(each["a"], each["b"]): bool(each["duplicate"]) for each in predictions}
    clear = [item for item in items if item["label"] != "updated_version"]
    return told(
        "duplicate",
        ((found.get((i["a"], i["b"]), False), i["label"] == "duplicate") for i in clear),
    )


def _is_copy(one: Document, other: Document) -> bool:
    window, print_ = Window(), fingerprint(one)
    window.add(print_, place(print_, window))
    return place(fingerprint(other), window).role in (Role.REPRINT, Role.REPEAT)


@cache
def texts(folder: Path) -> dict[str, Document]:
    """Return the texts of the set by id."""
    lines = (folder / TEXTS / f"{TEXTS.removeprefix('summ_')}.jsonl").read_text(encoding="utf-8")
    read = (json.loads(line) for line in lines.splitlines() if line.strip())
    return {
        each["id"]: document(each["id"], each["title"], each["body"], publisher="bbc.co.uk")
        for each in read
    }
