"""Summaries that people wrote: bullets (CNN), one sentence (XSum), a lead (Newsroom).

ROUGE is sumy's, on its distinct words; F1 of both directions. The reference is in other words than
the text, so no extract comes near 1; ``lead`` is what the first sentences reach.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sumy.evaluation import rouge_1, rouge_2
from sumy.models.dom import Sentence

from monitor.summary.story import summarise
from monitor.summary.tokenizer import Tokenizer
from monitor.text.sentences import spans
from tests.quality.documents import document
from tests.quality.measures import mean
from tests.quality.peer import Peer

SET = "summ_cnn_xsum_newsroom"
SENTENCES = {"cnn": 3, "xsum": 1, "newsroom": 2}
NO_LIMIT = 100_000
"""Words; the set counts sentences."""
_TOKENIZER = Tokenizer()


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
    """Return ROUGE-1 and -2 of each kind, and the share of texts answered."""
    by_id = {prediction["id"]: prediction["summary"] for prediction in predictions}
    figures: dict[str, float] = {}
    for name in SENTENCES:
        kind = [item for item in items if item["file"] == name]
        ours = [(by_id.get(item["id"], ""), item["summary"]) for item in kind]
        figures[f"{name}_rouge_1"] = mean([_f1(rouge_1, *pair) for pair in ours])
        figures[f"{name}_rouge_2"] = mean([_f1(rouge_2, *pair) for pair in ours])
    figures["answered"] = mean([float(bool(by_id.get(item["id"]))) for item in items])
    return figures


def lead(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the first sentences, as many as the file's kind has."""
    text = item["text"]
    first = spans(text)[: SENTENCES[item["file"]]]
    return {"id": item["id"], "summary": " ".join(text[start:end] for start, end in first)}


PEERS = {"lead": Peer(answer=lead)}


def _f1(rouge: Any, ours: str, reference: str) -> float:
    """Return the F1 of sumy's measure, which is a recall."""
    one, other = (
        [Sentence(text[start:end], _TOKENIZER) for start, end in spans(text)]
        for text in (ours, reference)
    )
    if not one or not other:
        return 0.0
    recall, precision = _safely(rouge, one, other), _safely(rouge, other, one)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def _safely(rouge: Any, one: list[Sentence], other: list[Sentence]) -> float:
    try:
        return float(rouge(one, other))
    except ZeroDivisionError:  # a reference of one word has no pair of words
        return 0.0
