"""Growth of the archive: ``python -m tests.bench archive --documents 100000``.

An archive of so many documents is built through the archive's own code in ``--folder`` (and found
there again the next time), then asked, beside SQLite's FTS5 on the same documents.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.archive import index
from monitor.archive.bulk import add_many
from monitor.archive.rows import Kept
from monitor.library.library import Library
from tests.bench.archive import fts, ours, web
from tests.bench.archive.build import built, opened
from tests.bench.archive.corpus import Corpus
from tests.bench.archive.kinds import Question, kinds

_FEW = 5
"""Questions that a peer is asked at most, where one takes a second."""

Ask = Callable[[Question], Any]


def main(options: Sequence[str]) -> int:
    """Build, ask, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench archive")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=40, help="questions of each kind")
    parser.add_argument("--folder", type=Path, help="where the archive is, or shall be")
    parser.add_argument("--alone", action="store_true", help="without peers")
    asked = parser.parse_args(options)
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for line in told(folder, asked.documents, asked.queries, alone=asked.alone):
            print(line, flush=True)  # noqa: T201
    return 0


def told(folder: Path, documents: int, queries: int, *, alone: bool) -> Iterator[str]:
    """Yield the lines of the tables, each as soon as it is known."""
    corpus = Corpus.of(documents)
    mine = built(folder, documents)
    yield f"| {mine.documents:,} documents | |\n|---|---|\n{mine.told}"
    with ExitStack() as stack:
        archive = stack.enter_context(opened(folder))
        yield f"| the first search after one new document | {_after_one(archive, corpus)} |"
        searcher = index.opened(archive).searcher()
        library = Library(archive, None)
        engines: dict[str, Ask] = {"index": lambda asked: ours.answer(searcher, asked)}
        if not alone:
            path = folder / "fts5.db"
            its = fts.built(path, corpus, mine.documents)
            yield f"\n| FTS5 | |\n|---|---|\n{its.told}"
            connection = stack.enter_context(closing(sqlite3.connect(path)))
            engines["FTS5"] = lambda asked: fts.answer(connection, asked)
        engines["page of the Library"] = lambda asked: ours.page(library, asked)
        engines["page of the web"] = stack.enter_context(web.asking(folder))
        yield f"\n| p50 / p95 (CPU), ms | {' | '.join(engines)} |\n|---|{'---:|' * len(engines)}"
        for kind, questions in kinds(corpus, searcher, queries).items():
            times = [_times(ask, questions, name) for name, ask in engines.items()]
            yield f"| {kind} | {' | '.join(times)} |"


def _times(ask: Ask, questions: Sequence[Question], name: str) -> str:
    """Return the median and the 95th percentile of the milliseconds that *questions* take.

    Behind them, what the processor needs for the latter: others may keep us waiting.
    """
    some = questions[:_FEW] if name == "FTS5" else questions
    for each in some[:_FEW]:
        ask(each)
    took, worked = [], []
    for each in some:
        began, cpu = time.perf_counter(), time.process_time()
        ask(each)
        took.append((time.perf_counter() - began) * 1e3)
        worked.append((time.process_time() - cpu) * 1e3)
    took.sort()
    worked.sort()
    late = min(len(took) - 1, int(len(took) * 0.95))
    return f"{took[len(took) // 2]:.2f} / {took[late]:.2f} ({worked[late]:.1f})"


def _after_one(archive: Any, corpus: Corpus) -> str:
    """Return what catching up with one more document takes."""
    made = next(corpus.made())[0]
    key = f"more{time.time_ns()}"
    document = replace(made.document, id=key)
    more = Kept(
        document=document,
        verdict=made.verdict,
        placement=replace(made.placement, document_id=key, story_id=key),
        fingerprint=None,
    )
    index.catch_up(archive)
    wall, cpu = ours.first_after_one(archive, lambda: add_many(archive, [more]))
    return f"{wall:.0f} ms, {cpu:.0f} of the CPU"
