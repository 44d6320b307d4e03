"""News pages of 2019 with the article's body as a person marked it.

``f1`` is the mean over all pages of the token F1 (see ``pages.token_f1``) between our text and the
body, ``not_low`` the share of pages at .8 or more; a page that could not be read counts 0.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.quality import pages, reading
from tests.quality.peers import articles

SET = "extraction_scrapinghub"
PEERS = articles.peers(SET)


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the pages of the set."""
    return pages.items(folder, SET)


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the text that we read on one page; ``failed`` says why there is none."""
    return {"id": item["id"], **reading.text(folder / SET / item["file"], item["url"])}


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the mean token F1, and the share of pages that went wrong."""
    texts = {prediction["id"]: prediction["text"] for prediction in predictions}
    found = [pages.token_f1(texts.get(item["id"], ""), item["article_body"]) for item in items]
    count = max(1, len(items))
    return {"f1": sum(found) / count, "not_low": sum(f1 >= 0.8 for f1 in found) / count}
