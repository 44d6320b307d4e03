"""Summaries that people wrote: bullets (CNN), one sentence (XSum), a lead (Newsroom).

The reference is in other words than the text, so no extract comes near 1; ``lead`` is what the
first sentences reach.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from monitor.summary.story import summarise
from monitor.text.sentences import spans
from tests.quality.documents import document
from tests.quality.measures import mean
from tests.quality.peers.summaries import peers
from tests.quality.rouge import rouge

SET = "summ_cnn_xsum_newsroom"
SENTENCES = {"cnn": 3, "xsum": 1, "newsroom": 2}
NO_LIMIT = 100_000
"""Words; the set counts sentences."""


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the texts of the three files."""
    found = []
    for name in SENTENCES:
        lines = (folder / SET / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        found += [{**json.loads(line), "file": name} for line in lines if line.strip()]
    return found


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return our summary with as many sentences as the file's kind has, or fewer."""
    read = document(item["id"], "", item["text"])
    summary = summarise([read], max_words=NO_LIMIT, max_sentences=SENTENCES[item["file"]])
    return {"id": item["id"], "summary": " ".join(each.text for each in summary.sentences)}


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return ROUGE-1 and -2 of each kind in both counts, and the share of texts answered."""
    by_id = {prediction["id"]: prediction["summary"] for prediction in predictions}
    figures: dict[str, float] = {}
    for name in SENTENCES:
        kind = [item for item in items if item["file"] == name]
        found = rouge([(by_id.get(item["id"], ""), item["summary"]) for item in kind])
        figures.update({f"{name}_{figure}": value for figure, value in found.items()})
    figures["answered"] = mean([float(bool(by_id.get(item["id"]))) for item in items])
    return figures


def _asked(item: dict[str, Any]) -> tuple[Sequence[str], int, str]:
    text = item["text"]
    return [text[start:end] for start, end in spans(text)], SENTENCES[item["file"]], ""


def _answer(item: dict[str, Any], summary: str) -> dict[str, Any]:
    return {"id": item["id"], "summary": summary}


PEERS = peers(_asked, _answer)
