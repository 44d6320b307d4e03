"""What else ranks articles by a question: BM25 as SQLite has it, and TF-IDF."""

import json
import re
import sqlite3
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

_SET = "search_time"
_WORD = re.compile(r"\w+")


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file that has one on each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def bm25(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return what FTS5 finds by any of the words, as they are written."""
    return _fts(items, folder, "unicode61")


def stemmed_bm25(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return what FTS5 finds by any of the words, stemmed by Porter's rules."""
    return _fts(items, folder, "porter unicode61")


def tf_idf(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return the articles by the cosine of their TF-IDF vectors and the question's."""
    vectorizer, ids, vectors = _vectors(folder)
    found = []
    for item in items:
        near = (vectors @ vectorizer.transform([item["text"]]).T).toarray().ravel()
        order = sorted(range(len(ids)), key=lambda n: -near[n])
        found.append({"id": item["id"], "found": [ids[n] for n in order if near[n] > 0]})
    return found


def _fts(items: Sequence[dict[str, Any]], folder: Path, tokenizer: str) -> list[dict[str, Any]]:
    table = _table(folder, tokenizer)
    question = "SELECT id FROM article WHERE article MATCH ? ORDER BY bm25(article)"
    found = []
    for item in items:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(item["text"]))
        found.append(
            {"id": item["id"], "found": [row[0] for row in table.execute(question, [words])]}
        )
    return found


@cache
def _table(folder: Path, tokenizer: str) -> sqlite3.Connection:
    table = sqlite3.connect(":memory:")
    table.execute(
        f"CREATE VIRTUAL TABLE article USING fts5(id UNINDEXED, text, tokenize='{tokenizer}')"
    )
    told = [(each["id"], each["text"]) for each in rows(folder / _SET / "docs.jsonl")]
    table.executemany("INSERT INTO article VALUES (?, ?)", told)
    return table


@cache
def _vectors(folder: Path) -> tuple[Any, list[str], Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    told = rows(folder / _SET / "docs.jsonl")
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    vectors = vectorizer.fit_transform([each["text"] for each in told])
    return vectorizer, [each["id"] for each in told], vectors
