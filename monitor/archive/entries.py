"""Rows of the log of changes as entries of the search index."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select

from monitor.archive import tokens
from monitor.archive.schema import change, revision
from monitor.archive.schema import document as document_
from monitor.model.document import Document
from monitor.plainly import whole
from monitor.text.words import words

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_AT_ONCE = 500
"""Ids in one question: SQLite takes 32,766 values, its older releases 999."""
_TIES = 30
"""Bits of ``newness`` that part documents of the same second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a stretch of the log makes of an index that holds all rows before it."""

    gone: tuple[int, ...]
    """Entries (``seq``) that were current: to be taken out, for *entries* has them ended."""
    entries: Iterator[dict[str, Any]]


def step(connection: Connection, after: int, last: int) -> Step:
    """Return what the rows after *after*, up to *last*, add and end."""
    rows = connection.execute(_rows().where(change.c.seq > after, change.c.seq <= last)).all()
    before = _before(connection, list({row.document_id for row in rows}), after) if after else {}
    ended: dict[int, int] = {}
    newest = {key: current for key, (_, current) in before.items()}
    first = {key: began for key, (began, _) in before.items()}
    for row in rows:
        if row.document_id in newest:
            ended[newest[row.document_id]] = row.seq
        newest[row.document_id] = row.seq
        first.setdefault(row.document_id, row.seq)
    gone = sorted(seq for seq in ended if seq <= after)
    again = [
        row
        for start in range(0, len(gone), _AT_ONCE)
        for row in connection.execute(
            _rows().where(change.c.seq.in_(gone[start : start + _AT_ONCE]))
        )
    ]
    return Step(gone=tuple(gone), entries=_entries(connection, [*again, *rows], first, ended))


def micros(at: datetime) -> int:
    """Return *at* in microseconds since 1970."""
    return (at - _EPOCH) // _TICK


def newness(at: datetime, first: int) -> int:
    """Return the place in order of publication of a document whose first row is *first*.

    Whole seconds, then which came into the archive first: no two documents have the same.
    """
    seconds = max((at - _EPOCH) // timedelta(seconds=1), -(1 << 63 - _TIES - 1))
    return (seconds << _TIES) | (first & (1 << _TIES) - 1)


def _rows() -> Any:
    return select(
        change.c.seq,
        change.c.at,
        change.c.document_id,
        change.c.revision,
        change.c.tier,
        change.c.topics,
    ).order_by(change.c.seq)


def _before(connection: Connection, ids: Sequence[str], after: int) -> dict[str, tuple[int, int]]:
    """Return the first row and the current one of those documents, up to *after*."""
    found: dict[str, tuple[int, int]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        question = (
            select(change.c.document_id, func.min(change.c.seq), func.max(change.c.seq))
            .where(change.c.document_id.in_(ids[start : start + _AT_ONCE]), change.c.seq <= after)
            .group_by(change.c.document_id)
        )
        for key, began, current in connection.execute(question):
            found[key] = (began, current)
    return found


def _entries(
    connection: Connection,
    rows: Sequence[Row[Any]],
    first: dict[str, int],
    ended: dict[int, int],
) -> Iterator[dict[str, Any]]:
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        wanted = {(row.document_id, row.revision) for row in some}
        question = select(revision, document_.c.story_id).join(
            document_, document_.c.id == revision.c.document_id
        )
        ids = sorted({key for key, _ in wanted})
        held: dict[tuple[str, int], tuple[dict[str, Any], str]] = {}
        for told in connection.execute(question.where(document_.c.id.in_(ids))).mappings():
            name = (told["document_id"], told["number"])
            if name in wanted:
                document = whole(
                    Document, {**told["facts"], "title": told["title"], "text": told["text"]}
                )
                held[name] = (_of_document(document, first[document.id]), told["story_id"])
        for row in some:
            entry, story = held[row.document_id, row.revision]
            state: dict[str, Any] = {
                "story": story,
                "tier": row.tier,
                "topic": [tokens.exact(topic) for topic in row.topics],
                "topic_is": list(row.topics),
                "seq": row.seq,
                "at": micros(row.at),
            }
            if row.seq in ended:
                state |= {"until": ended[row.seq], "past": "yes"}
            yield entry | state


def _of_document(document: Document, first: int) -> dict[str, Any]:
    """Return the fields that say what was read; *first* is the document's first row."""
    language = document.language
    title, text = words(document.title, language), words(document.text, language)
    published = document.published.at if document.published else document.first_seen_at
    seen = document.first_seen_at.astimezone(UTC)
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
        "source_is": document.source_id,
        "publisher": tokens.exact(document.publisher),
        "publisher_is": document.publisher,
        "lang": tokens.exact(language),
        "tongue": language,
        "kind": document.kind.value,
        "month": f"{seen:%Y-%m}",
        "seen_day": seen.toordinal(),
        "newness": newness(min(published, document.first_seen_at), first),
    }
