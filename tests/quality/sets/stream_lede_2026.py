"""What 56 outlets published in ten days of August 2026: how much of it we take, and its stories.

Nobody has labelled the items. News of the field is rare among them, so a query that is too wide
shows here first: ``left_out`` is the share that no tier takes, not even for a person to decide,
``not_in_digest`` the share that no issue may hold.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.model.document import Document
from monitor.model.verdict import Tier
from monitor.story.fingerprint import fingerprint
from monitor.story.place import place
from monitor.story.window import Window
from tests.quality.documents import document
from tests.quality.measures import mean
from tests.quality.peer import Peer
from tests.quality.peers import relevance
from tests.quality.sets.domain_trafficking_news import tier_of

SET = "stream_lede_2026"
PEERS = {
    "keywords": Peer(answer=relevance.keywords),
    "phrases": Peer(answer=relevance.phrases),
}


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the items in the order in which they were first seen."""
    lines = (folder / SET / "items.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines if line.strip()]
    return sorted(read, key=lambda item: str(item["first_seen"]))


def predict_all(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return tier and story of each item."""
    window, found = Window(), []
    for item in items:
        read = _document(item)
        print_ = fingerprint(read)
        placement = place(print_, window)
        window.add(print_, placement)
        tier = tier_of(read.title, read.text, read.language)
        found.append({"id": item["id"], "tier": tier.value, "story": placement.story_id})
    return found


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the share that is left out; stories have no truth here."""
    tiers = [Tier(each["tier"]) for each in predictions]
    return {
        "left_out": mean([float(tier is Tier.NONE) for tier in tiers]),
        "not_in_digest": mean([float(not tier.included) for tier in tiers]),
    }


def _document(item: dict[str, Any]) -> Document:
    read = document(
        item["id"], item["title"] or "", item["summary"] or "", publisher=item["outlet"]
    )
    return replace(read, first_seen_at=datetime.fromisoformat(item["first_seen"]))
