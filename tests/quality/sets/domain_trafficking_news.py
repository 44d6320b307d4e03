"""News of the field with hard negatives: is it ours, which story is it, is it a reprint.

Items are judged by title and lead with the queries of the shipped sources.yaml, as news of a
general outlet, and placed in the file's order.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from monitor.model.source import Kind, Source
from monitor.model.story import Role
from monitor.model.verdict import Tier, Verdict
from monitor.query.subject import Subject
from monitor.relevance.judge import judge
from monitor.relevance.rules import Rules
from monitor.source import shipped
from monitor.source.load import parse
from monitor.story.fingerprint import fingerprint
from monitor.story.place import place
from monitor.story.window import Window
from tests.quality.documents import document
from tests.quality.measures import b_cubed, grouped, pairs, told
from tests.quality.peer import Peer
from tests.quality.peers import relevance
from tests.quality.peers.stories import copy_peers, story_peers
from tests.quality.relevance import explained, learned

SET = "domain_trafficking_news"
NEWS = Source(id="news", name="News", publisher="News", kind=Kind.FEED, url="https://news.example/")
SCORES = {Tier.STRONG: 1.0, Tier.MEDIUM: 0.7, Tier.QUEUE: 0.3, Tier.NONE: 0.0}


_RELEVANT = ("relevant_precision", "relevant_recall", "relevant_f1")


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the items of the set."""
    lines = (folder / SET / "items.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def predict_all(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return tier, story and original of each item, offered in order."""
    window, found = Window(), []
    for item in items:
        read = document(
            item["id"],
            item["title"] or "",
            item["lead"] or "",
            publisher=item["domain"],
            language=item["lang"] or "",
        )
        tier = tier_of(read.title, read.text, read.language)
        print_ = fingerprint(read)
        placement = place(print_, window)
        window.add(print_, placement)
        copied = placement.role in (Role.REPRINT, Role.REPEAT)
        found.append(
            {
                "id": item["id"],
                "relevant": tier.included,
                "tier": tier.value,
                "score": SCORES[tier],
                "story": placement.story_id,
                "duplicate_of": placement.like if copied else None,
            }
        )
    return found


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the figures of relevance, stories and reprints; borderline items count for neither."""
    by_id = {prediction["id"]: prediction for prediction in predictions}
    known = [item for item in items if item["id"] in by_id]
    clear = [item for item in known if item["label"] != "borderline"]
    return {
        **told(
            "relevant",
            ((by_id[i["id"]]["relevant"], i["label"] == "relevant") for i in clear),
        ),
        **b_cubed(
            {key: prediction["story"] for key, prediction in by_id.items()},
            {item["id"]: item["cluster"] for item in items if item["cluster"]},
        ),
        **_reprints(items, by_id),
        **explained(known, judged),
        **learned(clear, judged, lambda verdict: SCORES[verdict.tier]),
    }


def tier_of(title: str, text: str, language: str) -> Tier:
    """Return the tier of a general outlet's item by the shipped queries."""
    return judged(title, text, language).tier


def judged(title: str, text: str, language: str) -> Verdict:
    """Return the verdict on a general outlet's item by the shipped queries."""
    subject = Subject.of(title=title, text=text, language=language)
    return judge(subject, NEWS, _rules())


@cache
def _rules() -> Rules:
    return Rules.of(parse(shipped.text(), shipped.NAME))


def _reprints(
    items: Sequence[dict[str, Any]], by_id: dict[str, dict[str, Any]]
) -> dict[str, float]:
    """Return how well pairs of one text are told."""
    copies = {item["id"]: by_id.get(item["id"], {}).get("duplicate_of") for item in items}
    groups = grouped(copies)
    ours, theirs = pairs(groups), pairs({item["id"]: item["near_dup_group"] for item in items})
    return told("reprint", ((pair in ours, pair in theirs) for pair in ours | theirs))


def _texts(item: dict[str, Any]) -> tuple[str, str]:
    return item["title"] or "", item["lead"] or ""


PEERS = {
    "keywords": Peer(answer=relevance.keywords, figures=_RELEVANT),
    "phrases": Peer(answer=relevance.phrases, figures=_RELEVANT),
    "TF-IDF and logistic regression, cross-validated": Peer(
        answer=relevance.classifier, package="scikit-learn", figures=_RELEVANT
    ),
    **story_peers(_texts, "cluster"),
    **copy_peers(
        lambda item: "\n".join(_texts(item)),
        ("reprint_precision", "reprint_recall", "reprint_f1"),
    ),
}
