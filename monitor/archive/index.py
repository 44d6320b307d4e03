"""The search index beside the archive: derived from it, caught up with it, thrown away at will.

    index/
    ├── lock             held by whoever writes
    ├── current          the name of the folder that counts
    └── <format>.<name>  one index

Each row of the log of changes is an entry: a document as it was known from that row on. A commit
is atomic and holds all rows up to its highest ``seq``: an index may lag, and what it holds is so.

| field | indexed as | what |
|---|---|---|
| ``title``, ``text`` | stems with positions | ``en:traffick``; see ``tokens`` |
| ``title_form``, ``text_form`` | each form once | folded, not stemmed: for prefixes |
| ``source``, ``publisher``, ``topic`` (many), ``lang`` | ``tokens.exact`` | for filters |
| ``kind``, ``month`` (``2026-11``, first seen, UTC), ``story`` | as written | for filters |
| ``tongue`` | as written | which languages there are |
| ``tier`` | as written | as the queries and then people decided |
| ``bundle``, ``topics`` | JSON lists; fast | to count, see ``counts``, with ``month``, ``story`` |
| ``seen_day`` | fast number | ordinal of the day (UTC) on which it was first seen |
| ``newness`` | fast number | order by publication, never two documents alike: ``newness`` |
| ``seq`` | number, fast | the row's; ``fast_field_values`` leads from a hit to its row |
| ``until`` | fast number | the ``seq`` that superseded it; none while it is current |
| ``past`` | ``yes`` | only in superseded ones |
| ``id`` | stored, as written | the document's |
| ``at`` | stored | the row's time in microseconds: tells a restored archive from this one |

``as_of`` is what must not be found at a moment.
"""

import logging
import os
import shutil
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from uuid import uuid4

import tantivy
from filelock import FileLock, Timeout
from sqlalchemy import Connection, func, select
from tantivy import FieldType, Occur
from tantivy import Query as Compiled

from monitor.archive import entries, tokens
from monitor.archive.schema import change
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.log import event
from monitor.text import words as tokenizer

_log = logging.getLogger(__name__)

_FORMAT = "2"
_HEAP = 250_000_000
"""Bytes before a segment is written, taken as they are needed: 20,000 documents of 300 words."""
_WAIT = 10.0
"""Seconds for another process that catches up."""
_AT_ONCE = 20_000
"""Rows of the log in one commit."""
_MOST_KEPT = 4
"""Indexes that a process keeps open."""
_keeping = Lock()
_kept: dict[Path, tuple[frozenset[object], tantivy.Index]] = {}

STEMS = {"title": "title", "text": "text"}
FORMS = {"title": "title_form", "text": "text_form"}


class Row(NamedTuple):
    """A row of the log of changes."""

    seq: int
    document_id: str
    at: int
    """In microseconds."""


_NOTHING = Row(0, "", 0)
_ROWS = select(change.c.seq, change.c.document_id, change.c.at)


class Damaged(Exception):  # noqa: N818 - not for others: search and doctor answer it by rebuilding
    """The index cannot be read."""


def _schema() -> tantivy.Schema:
    build = tantivy.SchemaBuilder()
    build.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in (*STEMS.values(), *FORMS.values()):
        option = "position" if name in STEMS.values() else "basic"
        build.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    for name in ("source", "publisher", "topic", "lang", "kind", "tongue", "tier", "past"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("month", "story", "bundle", "topics"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    build.add_integer_field("seq", indexed=True, fast=True)
    for name in ("until", "seen_day", "newness"):
        build.add_integer_field(name, fast=True)
    build.add_integer_field("at", stored=True)
    return build.build()


SCHEMA = _schema()


def as_of(seq: int | None) -> list[tuple[Occur, Compiled]]:
    """Return what leaves the entries that were current when *seq* was the last row; None: now.

    The parts of a boolean query that has something that must be there.
    """
    if seq is None:
        return [(Occur.MustNot, Compiled.term_query(SCHEMA, "past", "yes", "basic"))]
    later = Compiled.range_query(SCHEMA, "seq", FieldType.Integer, lower_bound=seq + 1)
    ended = Compiled.range_query(SCHEMA, "until", FieldType.Integer, upper_bound=seq)
    return [(Occur.MustNot, later), (Occur.MustNot, ended)]


def opened(archive: Archive) -> tantivy.Index:
    """Return the index, caught up if this process may write it, else as it is.

    Where there is none and none can be made, it is made in memory.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    with archive.database.reading() as connection:
        newest = _newest_change(connection)
    try:
        kept = _kept_open(archive)
        if last_change(kept) == newest:
            return kept
    except Damaged:
        pass
    try:
        catch_up(archive)
    except ArchiveError as fault:
        event(_log, logging.INFO, "index left behind", fact=fault)
    try:
        return _kept_open(archive)
    except Damaged:
        return _in_memory(archive)


def remade(archive: Archive) -> tantivy.Index:
    """Return a new index; where it cannot be written, one in memory.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    try:
        rebuild(archive)
        return _open(archive)
    except (ArchiveError, Damaged) as fault:
        event(_log, logging.INFO, "index not remade", fact=fault)
        return _in_memory(archive)


def catch_up(archive: Archive) -> int:
    """Index what the archive has learned since; return how many rows of its log that were.

    Where there is no index, or it is damaged or of another archive, it is built anew.

    Raises:
        ArchiveError: The archive cannot be read, or the index cannot be written.
    """
    with archive.database.reading() as connection:
        newest = _newest_change(connection)
    try:
        if last_change(_open(archive)) == newest:
            return 0
    except Damaged:
        pass
    with _writing(archive):
        try:
            index = _open(archive)
            last = last_change(index)
            with archive.database.reading() as connection:
                if not _known(connection, last):
                    return _rebuilt(archive)
                with damage():
                    return _add(index, connection, last.seq)
        except Damaged:
            return _rebuilt(archive)


def rebuild(archive: Archive) -> int:
    """Build the index anew from the archive, put it in the old one's place; return its entries.

    Raises:
        ArchiveError: The archive cannot be read, or the index cannot be written.
    """
    with _writing(archive):
        return _rebuilt(archive)


def last_change(index: tantivy.Index) -> Row:
    """Return the last row of the log that *index* holds, number 0 where it holds none.

    Raises:
        Damaged: It cannot be read.
    """
    with damage():
        return last_row(index.searcher())


def last_row(searcher: tantivy.Searcher) -> Row:
    """Return the last row of the log that *searcher* sees, number 0 where it sees none."""
    found = searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field="seq")
    if not found.hits:
        return _NOTHING
    seq, address = found.hits[0]
    told = searcher.doc(address)
    return Row(int(seq), str(told["id"][0]), int(told["at"][0]))


def standing(archive: Archive) -> tuple[int, bool] | None:
    """Return how many documents the index has, and whether it is up to date; None without one.

    Raises:
        ArchiveError: The archive cannot be read.
        Damaged: The index cannot.
    """
    if _current(archive) is None:
        return None
    index = _open(archive)
    last = last_change(index)
    with damage():
        searcher = index.searcher()
        past = searcher.search(Compiled.term_query(SCHEMA, "past", "yes", "basic"), 1)
        current = int(searcher.num_docs) - int(past.count)  # type: ignore[attr-defined]  # its stub forgot it
    with archive.database.reading() as connection:
        rows = connection.execute(select(func.count()).select_from(change)).scalar_one()
        whole = last == _newest_change(connection) and rows == searcher.num_docs
    return current, whole


@contextmanager
def damage() -> Iterator[None]:
    """Tell a damaged index from a fault of ours: the library raises, or panics.

    Raises:
        Damaged: Instead.
    """
    try:
        yield
    except (ValueError, OSError, RuntimeError) as fault:
        raise Damaged(str(fault)) from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise Damaged(str(fault)) from fault


@cache
def _format() -> str:
    """Return what an index must have been made by: our fields, and our way with words."""
    source = Path(tokenizer.__file__).read_bytes() + Path(tokens.__file__).read_bytes()
    return f"{_FORMAT}-{zlib.crc32(source):08x}-{unicodedata.unidata_version}"


def _current(archive: Archive) -> Path | None:
    """Return the folder that counts, None where there is none of this version's making."""
    try:
        name = (archive.index_path / "current").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return archive.index_path / name if name.startswith(f"{_format()}.") else None


def _open(archive: Archive) -> tantivy.Index:
    folder = _current(archive)
    if folder is None:
        raise Damaged("there is none")
    with damage():
        return tantivy.Index.open(str(folder))


def _kept_open(archive: Archive) -> tantivy.Index:
    """Return the index as it lies there now, open since last time where nothing was changed.

    To open one costs 3 ms. Threads may share it: what they ask is a searcher of their own.
    """
    folder = _current(archive)
    if folder is None:
        raise Damaged("there is none")
    stamp = _stamp(folder)
    with _keeping:
        known, index = _kept.get(archive.index_path, (None, None))
    if index is not None and known == stamp:
        return index
    index = _open(archive)
    with damage():
        index.config_reader(reload_policy="manual")  # no thread of its own that reads files later
    with _keeping:
        while len(_kept) >= _MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[archive.index_path] = (stamp, index)
    return index


def _stamp(folder: Path) -> frozenset[object]:
    """Return what is another after each commit, and when a file is changed in any other way.

    The library maps files into memory: to read one that was cut meanwhile would end the process.
    """
    try:
        with os.scandir(folder) as files:
            told = [(each.path, each.stat()) for each in files]
    except OSError as fault:
        raise Damaged(str(fault)) from fault
    return frozenset((path, at.st_ino, at.st_mtime_ns, at.st_size) for path, at in told)


def _newest_change(connection: Connection) -> Row:
    found = connection.execute(_ROWS.order_by(change.c.seq.desc()).limit(1)).first()
    return Row(found.seq, found.document_id, entries.micros(found.at)) if found else _NOTHING


def _known(connection: Connection, last: Row) -> bool:
    """Whether this archive has that row: after a restored backup it may not."""
    found = connection.execute(_ROWS.where(change.c.seq == last.seq)).first()
    return last == _NOTHING or (
        found is not None and last == Row(found.seq, found.document_id, entries.micros(found.at))
    )


def _in_memory(archive: Archive) -> tantivy.Index:
    index = tantivy.Index(SCHEMA)
    with archive.database.reading() as connection:
        _add(index, connection, 0)
    return index


@contextmanager
def _writing(archive: Archive) -> Iterator[None]:
    """Be the one that writes the index.

    Raises:
        ArchiveError: Another is, or it cannot be written.
    """
    path = archive.index_path
    try:
        path.mkdir(parents=True, exist_ok=True)
        with FileLock(path / "lock", timeout=_WAIT):
            yield
    except Timeout as fault:
        raise ArchiveError(str(path), "another monitor is writing it; try again") from fault
    except OSError as fault:
        reason = f"cannot be written ({fault.strerror}); check the disk and who owns the folder"
        raise ArchiveError(str(path), reason) from fault


def _rebuilt(archive: Archive) -> int:
    path = archive.index_path
    fresh = path / f"{_format()}.{uuid4().hex[:12]}"
    fresh.mkdir()
    try:
        with damage(), archive.database.reading() as connection:
            count = _add(tantivy.Index(SCHEMA, path=str(fresh)), connection, 0)
    except Damaged as fault:
        shutil.rmtree(fresh, ignore_errors=True)
        reason = f"cannot be written ({fault}); make room and check who owns the folder"
        raise ArchiveError(str(path), reason) from fault
    part = path / "current.part"
    part.write_text(fresh.name, encoding="utf-8")
    part.replace(path / "current")
    for old in path.iterdir():
        if old.is_dir() and old != fresh:
            shutil.rmtree(old, ignore_errors=True)
    return count


def _add(index: tantivy.Index, connection: Connection, after: int) -> int:
    """Write the rows of the log after that number; a stop leaves a whole beginning of them."""
    last = _newest_change(connection).seq
    writer = index.writer(_HEAP, num_threads=1)
    added = 0
    try:
        for start in range(after, last, _AT_ONCE):
            step = entries.step(connection, start, min(start + _AT_ONCE, last))
            for seq in step.gone:
                writer.delete_documents_by_term("seq", seq)
            for entry in step.entries:
                writer.add_document(tantivy.Document(**entry))
                added += 1
            added -= len(step.gone)
            writer.commit()
    finally:
        writer.wait_merging_threads()
    index.reload()
    return added
