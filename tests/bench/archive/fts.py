"""SQLite's FTS5 on the same documents: external content, titles worth three times as much."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from tests.bench.archive.build import Built
from tests.bench.archive.corpus import Corpus
from tests.bench.archive.kinds import Question

_SCHEMA = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
CREATE TABLE doc (id INTEGER PRIMARY KEY, title TEXT, text TEXT);
CREATE TABLE fact (id INTEGER PRIMARY KEY, day INTEGER, source TEXT, publisher TEXT, kind TEXT,
  lang TEXT, month TEXT, story TEXT, topics TEXT);
CREATE VIRTUAL TABLE fts USING fts5(title, text, content='doc', content_rowid='id',
  tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO fts(fts, rank) VALUES ('rank', 'bm25(3, 1)');
"""
_FACETS = ("source", "publisher", "kind", "lang", "month", "story", "topics")
_PER_TRANSACTION = 20


def built(path: Path, corpus: Corpus, documents: int) -> Built:
    """Fill a database of FTS5 with the same documents, and return what it took."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(_SCHEMA)
    wall = cpu = 0.0
    text = number = 0
    for batch, some in enumerate(corpus.made()):
        began, worked = time.perf_counter(), time.process_time()
        for made in some[: documents - number]:
            number += 1
            document = made.document
            seen = document.first_seen_at
            text += len(document.text.encode())
            facts = (
                number, seen.toordinal(), document.source_id, document.publisher,
                document.kind.value, "en", f"{seen:%Y-%m}", made.placement.story_id,
                ",".join(made.verdict.topics),
            )  # fmt: skip
            told = (number, document.title, document.text)
            connection.execute("INSERT INTO doc VALUES (?, ?, ?)", told)
            connection.execute("INSERT INTO fts(rowid, title, text) VALUES (?, ?, ?)", told)
            connection.execute("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", facts)
        if batch % _PER_TRANSACTION == 0 or number >= documents:
            connection.commit()
        wall += time.perf_counter() - began
        cpu += time.process_time() - worked
        if number >= documents:
            break
    connection.close()
    size = sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))
    return Built(
        documents=number,
        wall=wall,
        archive_cpu=cpu,
        index_cpu=0,
        text=text,
        database=size,
        index=0,
    )


def answer(connection: sqlite3.Connection, asked: Question) -> Any:
    """Ask FTS5 the same."""
    said = " ".join(asked.words)
    said = f'"{said}"' if asked.phrase else f"{said}*" if asked.prefix else said
    if asked.facets:
        return [
            connection.execute(
                f"SELECT {field}, count(*) FROM fts JOIN fact ON fact.id = fts.rowid"  # noqa: S608
                f" WHERE fts MATCH ? GROUP BY {field} ORDER BY 2 DESC LIMIT 20",
                (said,),
            ).fetchall()
            for field in _FACETS
        ]
    if asked.source:
        assert asked.since
        assert asked.until
        return connection.execute(
            "SELECT fts.rowid FROM fts JOIN fact ON fact.id = fts.rowid WHERE fts MATCH ?"
            " AND source = ? AND day BETWEEN ? AND ? ORDER BY rank LIMIT 20",
            (said, asked.source, asked.since.toordinal(), asked.until.toordinal()),
        ).fetchall()
    order = "fts.rowid DESC" if asked.newest else "rank"
    return connection.execute(
        f"SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY {order} LIMIT 20",  # noqa: S608
        (said,),
    ).fetchall()
