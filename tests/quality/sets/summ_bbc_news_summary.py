"""Extracts of BBC news of 2004 and 2005 by an unknown program, with 45 % of each text.

Ours is the ranker alone, asked in sumy's own manner for as many sentences as the extract has: who
wants half of a text wants it in short, and sentences keep most of those that they point at.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from monitor.summary.ranker import LeadRanker
from monitor.text.sentences import spans
from tests.quality.peers.summaries import peers, ranked
from tests.quality.rouge import rouge

SET = "summ_bbc_news_summary"
PEERS_ASKED_ONE_IN = 8
_LETTERS = re.compile(r"[^\W_]+")


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the texts with their extracts."""
    lines = (folder / SET / "bbc_news_summary.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return as many sentences as the extract has."""
    sentences, count, _ = _asked(item)
    return _answer(item, ranked(LeadRanker("en"), sentences, count))


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return ROUGE-1 and -2 in both counts."""
    by_id = {prediction["id"]: prediction["summary"] for prediction in predictions}
    return dict(rouge([(by_id.get(item["id"], ""), item["summary"]) for item in items]))


def _asked(item: dict[str, Any]) -> tuple[Sequence[str], int, str]:
    """Return the sentences, how many of them the extract has, and the title."""
    text = item["body"]
    sentences = [text[start:end] for start, end in spans(text)]
    extract = _bare(item["summary"])
    return sentences, max(1, sum(_bare(each) in extract for each in sentences)), item["title"]


def _answer(item: dict[str, Any], summary: str) -> dict[str, Any]:
    return {"id": item["id"], "summary": summary}


def _bare(text: str) -> str:
    return "".join(_LETTERS.findall(text))


PEERS = peers(_asked, _answer)
