"""Articles of TIME of 1963, questions in whole sentences, and which articles answer them.

Asked as ``any:(…)``: with all words of a sentence required nothing is found.
"""

import atexit
import math
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from monitor.archive.store import Archive
from monitor.library.library import Library
from monitor.model.search import Search
from monitor.query.repair import any_words
from tests.archive.conftest import keep
from tests.quality.documents import document
from tests.quality.measures import mean
from tests.quality.peer import Peer
from tests.quality.peers import ranking

SET = "search_time"
PEERS = {
    "BM25 of FTS5": Peer(answer=ranking.bm25),
    "BM25 of FTS5, stemmed": Peer(answer=ranking.stemmed_bm25),
    "TF-IDF": Peer(answer=ranking.tf_idf, package="scikit-learn"),
}
_FEW = 10


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the questions that have answers, each with them."""
    answers: dict[str, list[str]] = {}
    for line in (folder / SET / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, answer, _ = line.split("\t")
        answers.setdefault(query, []).append(answer)
    return [
        {**each, "answers": answers[each["id"]]}
        for each in ranking.rows(folder / SET / "queries.jsonl")
        if each["id"] in answers
    ]


def predict_all(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return for each question all articles that search finds, best first."""
    library = _library(folder)
    return [
        {
            "id": item["id"],
            "found": [
                hit.document.id for hit in library.every(Search(query=any_words(item["text"])))
            ],
        }
        for item in items
    ]


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return mean average precision, nDCG and precision of the first ten, and reciprocal rank."""
    found = {each["id"]: each["found"] for each in predictions}
    told = [_figures(found.get(item["id"], []), set(item["answers"])) for item in items]
    return {name: mean([each[name] for each in told]) for name in ("map", "ndcg_10", "p_10", "mrr")}


def _figures(found: Sequence[str], answers: set[str]) -> Mapping[str, float]:
    places = [place for place, each in enumerate(found, 1) if each in answers]
    first = [place for place in places if place <= _FEW]
    ideal = range(1, min(len(answers), _FEW) + 1)
    return {
        "map": sum(n / place for n, place in enumerate(places, 1)) / len(answers),
        "ndcg_10": _gain(first) / _gain(ideal),
        "p_10": len(first) / _FEW,
        "mrr": 1 / places[0] if places else 0.0,
    }


def _gain(places: Sequence[int]) -> float:
    return sum(1 / math.log2(place + 1) for place in places)


@cache
def _library(folder: Path) -> Library:
    stack = ExitStack()
    atexit.register(stack.close)
    home = Path(mkdtemp(prefix="search-time-"))
    archive = stack.enter_context(
        Archive.open(home / "monitor.db", evidence=home / "evidence", index=home / "index")
    )
    with archive.transaction():
        for each in ranking.rows(folder / SET / "docs.jsonl"):
            keep(archive, document(each["id"], "", each["text"]))
    return Library(archive, None)
