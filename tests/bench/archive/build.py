"""Fill an archive and its index with the corpus, and tell what that took.

The archive is written here and the index caught up by another process beside it, as `monitor poll`
and a web server do. Making the documents is not part of the time.
"""

import gc
import json
import multiprocessing
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from monitor.archive import index
from monitor.archive.bulk import add_many
from monitor.archive.rows import Kept
from monitor.archive.store import Archive
from tests.bench.archive.corpus import Corpus, Made

_STRETCH = 50
"""Thousands of documents between two looks at the clock; they are made while it stands."""
_AT_ONCE = 20
"""Thousands of documents for the index at once: more commits of fewer are more to merge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What it took; seconds and bytes."""

    documents: int
    wall: float
    archive_cpu: float
    index_cpu: float
    text: int
    database: int
    index: int

    @property
    def told(self) -> str:
        """Return it as lines of a table."""
        each = self.documents
        cpu = self.archive_cpu + self.index_cpu
        return "\n".join(
            (
                f"| documents into archive and index, a second | {each / self.wall:,.0f} |",
                f"| CPU a document | {cpu / each * 1e6:,.0f} µs: "
                f"archive {self.archive_cpu / each * 1e6:,.0f}, "
                f"index {self.index_cpu / each * 1e6:,.0f} |",
                f"| bytes a document | text {self.text / each:,.0f}, "
                f"`monitor.db` {self.database / each:,.0f}, `index/` {self.index / each:,.0f} |",
                f"| bytes to those of the texts | {(self.database + self.index) / self.text:.2f} |",
            )
        )


NOTHING = Built(documents=0, wall=0, archive_cpu=0, index_cpu=0, text=0, database=0, index=0)


@contextmanager
def opened(folder: Path, *, read_only: bool = False) -> Iterator[Archive]:
    """Open the archive in *folder*."""
    with Archive.open(
        folder / "monitor.db",
        evidence=folder / "evidence",
        index=folder / "index",
        read_only=read_only,
    ) as archive:
        yield archive


def built(folder: Path, documents: int) -> Built:
    """Return what it took to build the archive in *folder*; go on where it is not all there."""
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "built.json"
    told = Built(**json.loads(known.read_text(encoding="utf-8"))) if known.is_file() else NOTHING
    if told.documents < documents:
        for now in _build(folder, Corpus.of(documents), told):
            known.write_text(json.dumps(asdict(now)), encoding="utf-8")
            told = now
    return told


def _build(folder: Path, corpus: Corpus, told: Built) -> Iterator[Built]:
    """Add what is missing, and tell after each stretch what all of it took."""
    context = multiprocessing.get_context("spawn")
    with opened(folder) as archive:
        mine, its = context.Pipe()
        child = context.Process(target=_follow, args=(folder, its), daemon=True)
        child.start()
        mine.recv()
        batches = corpus.made(told.documents)
        while stretch := list(islice(batches, _STRETCH)):
            told = _add(archive, stretch, mine, told)
            with closing(sqlite3.connect(folder / "monitor.db")) as plain:
                plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            yield replace(
                told,
                database=sum(path.stat().st_size for path in folder.glob("monitor.db*")),
                index=sum(p.stat().st_size for p in (folder / "index").rglob("*") if p.is_file()),
            )
        mine.send("stop")
        child.join()


def _add(
    archive: Archive, stretch: Sequence[Sequence[Made]], follower: Connection, told: Built
) -> Built:
    gc.collect()
    gc.freeze()  # the documents are here for the bench alone
    began, cpu = time.perf_counter(), time.process_time()
    for number, some in enumerate(stretch, 1):
        add_many(archive, [_kept(made) for made in some])
        if number % _AT_ONCE == 0:
            follower.send("more")
    cpu = time.process_time() - cpu
    follower.send("done")
    index_cpu = follower.recv()
    return replace(
        told,
        documents=told.documents + sum(map(len, stretch)),
        wall=told.wall + time.perf_counter() - began,
        archive_cpu=told.archive_cpu + cpu,
        index_cpu=told.index_cpu + index_cpu,
        text=told.text + sum(len(m.document.text.encode()) for some in stretch for m in some),
    )


def _kept(made: Made) -> Kept:
    return Kept(
        document=made.document, verdict=made.verdict, placement=made.placement, fingerprint=None
    )


def _follow(folder: Path, parent: Connection) -> None:
    """Catch up whenever the parent says that there is more; when it is done, say what that took."""
    with opened(folder, read_only=True) as archive:
        parent.send("ready")
        began = time.process_time()
        while (told := parent.recv()) != "stop":
            index.catch_up(archive)
            if told == "done":
                parent.send(time.process_time() - began)
                began = time.process_time()
