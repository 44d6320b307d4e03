"""What was known of an event before each of its updates, as people told it.

Every update is a document, the newest first; ours are the three best sentences of all of them, by
the ranker that summaries of stories use, and only such as can be read.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from monitor.summary.candidates import Candidate, candidates
from monitor.summary.story import best_first
from monitor.text.sentences import spans
from tests.quality.documents import document
from tests.quality.peers.summaries import peers
from tests.quality.rouge import rouge

SET = "summ_background_timelines"
SENTENCES = 3
PEERS_ASKED_ONE_IN = 40


def items(folder: Path) -> list[dict[str, Any]]:
    """Return an item for each update that has something before it."""
    found = []
    for line in (folder / SET / "events.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(line) if line.strip() else {"updates": []}
        updates = event["updates"]
        found += [
            {
                "event": event["event"],
                "annotator": event["annotator"],
                "index": index,
                "before": [each["update"] for each in updates[:index]],
                "background": update["background"],
            }
            for index, update in enumerate(updates)
            if index and update["background"].strip()
        ]
    return found


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return three sentences of the updates before this one, in the order of events."""
    texts = [_read(str(place), text) for place, text in enumerate(item["before"])]
    best = best_first(texts[::-1], "en")[:SENTENCES]
    told = sorted(best, key=lambda each: (int(each.document_id), each.start))
    return _answer(item, " ".join(each.text for each in told))


@lru_cache(maxsize=1000)
def _read(place: str, text: str) -> tuple[Candidate, ...]:
    return candidates(document(place, "", text))


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return ROUGE-1 and -2 in both counts."""
    by_key = {_key(prediction): prediction["summary"] for prediction in predictions}
    return dict(rouge([(by_key.get(_key(item), ""), item["background"]) for item in items]))


def _asked(item: dict[str, Any]) -> tuple[Sequence[str], int, str]:
    sentences = [text[start:end] for text in item["before"] for start, end in spans(text)]
    return sentences, SENTENCES, ""


def _answer(item: dict[str, Any], summary: str) -> dict[str, Any]:
    return {**{name: item[name] for name in ("event", "annotator", "index")}, "summary": summary}


def _key(found: dict[str, Any]) -> tuple[str, str, int]:
    return found["event"], found["annotator"], found["index"]


PEERS = peers(_asked, _answer)
