"""The search index beside the archive: derived from it, caught up with it, thrown away at will.

    index/
    ├── lock             held by whoever writes
    ├── current          the name of the folder that counts
    └── <format>.<name>  one index

A commit is atomic, and each document carries the number of its last change, so the highest number
in the index is the last change that it holds.
"""

import logging
import shutil
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import uuid4

import tantivy
from filelock import FileLock, Timeout
from sqlalchemy import Connection, func, select

from monitor.archive import documents, tokens
from monitor.archive.schema import change
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.log import event
from monitor.model.document import Document
from monitor.model.verdict import Tier
from monitor.text import words as tokenizer
from monitor.text.words import words

_log = logging.getLogger(__name__)

_FORMAT = "1"
_HEAP = 50_000_000
"""Bytes before a segment is written."""
_WAIT = 10.0
"""Seconds for another process that catches up."""
_AT_ONCE = 500

STEMS = {"title": "title", "text": "text"}
FORMS = {"title": "title_form", "text": "text_form"}


class Damaged(Exception):  # noqa: N818 - not for others: search and doctor answer it by rebuilding
    """The index cannot be read."""


def _schema() -> tantivy.Schema:
    build = tantivy.SchemaBuilder()
    build.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in (*STEMS.values(), *FORMS.values()):
        option = "position" if name in STEMS.values() else "basic"
        build.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    for name in ("source", "publisher", "topic", "lang", "kind", "tier", "tongue"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("seen_day", "newness", "seq", "backfill"):
        build.add_integer_field(name, indexed=True, fast=True)
    return build.build()


SCHEMA = _schema()


def opened(archive: Archive) -> tantivy.Index:
    """Return the index, caught up if this process may write it, else as it is.

    Where there is none and none can be made, it is made in memory.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    try:
        catch_up(archive)
    except ArchiveError as fault:
        event(_log, logging.INFO, "index left behind", fact=fault)
    try:
        return _open(archive)
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
    """Index what the archive has learned since; return how many documents that were.

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
                    return _add(index, connection, last[0])
        except Damaged:
            return _rebuilt(archive)


def rebuild(archive: Archive) -> int:
    """Build the index anew from the archive, put it in the old one's place; return its documents.

    Raises:
        ArchiveError: The archive cannot be read, or the index cannot be written.
    """
    with _writing(archive):
        return _rebuilt(archive)


def last_change(index: tantivy.Index) -> tuple[int, str]:
    """Return the number of the last change that *index* holds, and the document's id.

    Raises:
        Damaged: It cannot be read.
    """
    with damage():
        searcher = index.searcher()
        found = searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field="seq")
        if not found.hits:
            return 0, ""
        seq, address = found.hits[0]
        return int(seq), str(searcher.doc(address)["id"][0])


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
    with archive.database.reading() as connection:
        return int(index.searcher().num_docs), last == _newest_change(connection)


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


def _newest_change(connection: Connection) -> tuple[int, str]:
    question = select(change.c.seq, change.c.document_id).order_by(change.c.seq.desc()).limit(1)
    row = connection.execute(question).first()
    return (int(row.seq), str(row.document_id)) if row else (0, "")


def _known(connection: Connection, last: tuple[int, str]) -> bool:
    """Whether this archive made that change: after a restored backup it may not have."""
    seq, document_id = last
    question = select(change.c.document_id).where(change.c.seq == seq)
    return seq == 0 or connection.execute(question).scalar() == document_id


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
    """Write what changed after that number, in order, so that a stop leaves a whole beginning."""
    last = func.max(change.c.seq).label("last")
    question = (
        select(change.c.document_id, last)
        .where(change.c.seq > after)
        .group_by(change.c.document_id)
        .order_by(last)
    )
    changed = connection.execute(question).all()
    writer = index.writer(_HEAP, num_threads=1)
    try:
        for start in range(0, len(changed), _AT_ONCE):
            some = {row.document_id: row.last for row in changed[start : start + _AT_ONCE]}
            for entry in _entries(connection, some):
                if after:
                    writer.delete_documents_by_term("id", entry["id"])
                writer.add_document(tantivy.Document(**entry))
        writer.commit()
    finally:
        writer.wait_merging_threads()
    index.reload()
    return len(changed)


def _entries(connection: Connection, changed: dict[str, int]) -> Iterator[dict[str, Any]]:
    for document, tier, topics in documents.judged(connection, list(changed)):
        yield _entry(document, tier, topics) | {"seq": changed[document.id]}


def _entry(document: Document, tier: Tier, topics: Sequence[str]) -> dict[str, Any]:
    language = document.language
    title, text = words(document.title, language), words(document.text, language)
    published = document.published.at if document.published else document.first_seen_at
    stems: Callable[[tuple[str, ...]], str] = lambda found: tokens.joined(  # noqa: E731
        tokens.stemmed(stem, language) for stem in found
    )
    return {
        "id": document.id,
        "title": stems(title.stems),
        "text": stems(text.stems),
        "title_form": tokens.joined(map(tokens.formed, set(title.forms))),
        "text_form": tokens.joined(map(tokens.formed, set(text.forms))),
        "source": tokens.exact(document.source_id),
        "publisher": tokens.exact(document.publisher),
        "topic": [tokens.exact(topic) for topic in topics],
        "lang": tokens.exact(language),
        "kind": tokens.exact(document.kind.value),
        "tier": tier.value,
        "backfill": int(document.backfill),
        "tongue": language,
        "seen_day": document.first_seen_at.astimezone(UTC).toordinal(),
        "newness": int(min(published, document.first_seen_at).timestamp()),
    }
