"""Local news delivered again under a new id, and the same text on a sister's site."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from monitor.model.document import Document
from tests.quality.documents import document
from tests.quality.grouping import copied, placed
from tests.quality.measures import b_cubed, grouped, pairs, told
from tests.quality.peers.stories import copy_peers, story_peers

SET = "dedup_mediacloud_syndicated"


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the stories of the set in their order; ids are text."""
    lines = (folder / SET / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines if line.strip()]
    return [{**each, "id": str(each["id"])} for each in read]


def predict_all(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return story and original of each delivery, offered in order."""
    found = placed(map(_document, items))
    return [
        {
            "id": item["id"],
            "story": found[item["id"]].story_id,
            "duplicate_of": copied(found[item["id"]]),
        }
        for item in items
    ]


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the figures of pairs that are one text, and of stories: one a text here."""
    by_id = {each["id"]: each for each in predictions}
    ours = pairs(grouped({i["id"]: by_id.get(i["id"], {}).get("duplicate_of") for i in items}))
    theirs = pairs({item["id"]: item["dup_group"] for item in items})
    return {
        **told("duplicate", ((pair in ours, pair in theirs) for pair in ours | theirs)),
        **b_cubed(
            {key: each["story"] for key, each in by_id.items()},
            {item["id"]: item["dup_group"] or ("alone", item["id"]) for item in items},
        ),
    }


def _document(item: dict[str, Any]) -> Document:
    return document(
        item["id"], *_texts(item), publisher=urlsplit(item["url"]).hostname or "", language="en"
    )


def _texts(item: dict[str, Any]) -> tuple[str, str]:
    return item["title"] or "", item["text"] or ""


PEERS = {
    **story_peers(_texts, "dup_group"),
    **copy_peers(
        lambda item: item["text"] or "",
        ("duplicate_precision", "duplicate_recall", "duplicate_f1"),
    ),
}
