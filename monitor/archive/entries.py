"""Rows of the log of changes as entries of the search index."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from monitor.archive import tokens
from monitor.archive.schema import change, revision
from monitor.archive.schema import document as document_

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_AT_ONCE = 500
"""Ids in one question: SQLite takes 32,766 values, its older releases 999."""
_TIES = 30
"""Bits of ``newness`` that part documents of the same second."""


_READ = select(
    revision.c.document_id,
    revision.c.number,
    revision.c.title,
    revision.c.text,
    revision.c.facts,
    document_.c.story_id,
).join(document_, document_.c.id == revision.c.document_id)


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
    rows: Sequence[Any],
    first: dict[str, int],
    ended: dict[int, int],
) -> Iterator[dict[str, Any]]:
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        wanted = {(row.document_id, row.revision) for row in some}
        ids = sorted({key for key, _ in wanted})
        held: dict[tuple[str, int], dict[str, Any]] = {}
        for told in connection.execute(_READ.where(document_.c.id.in_(ids))):
            name = (told.document_id, told.number)
            if name in wanted:
                held[name] = _of_revision(told, first[told.document_id])
        for row in some:
            yield held[row.document_id, row.revision] | _of_row(row, ended.get(row.seq))


def _of_row(row: Any, ended: int | None) -> dict[str, Any]:
    """Return the fields that say what was decided, and when."""
    state: dict[str, Any] = {
        "tier": row.tier,
        "topic": [tokens.exact(topic) for topic in row.topics],
        "topics": json.dumps(row.topics, ensure_ascii=False),
        "seq": row.seq,
        "at": micros(row.at),
    }
    return state if ended is None else state | {"until": ended, "past": "yes"}


def _of_revision(row: Any, first: int) -> dict[str, Any]:
    """Return the fields that say what was read; *first* is the document's first row."""
    facts = row.facts
    language = facts["language"]
    title, title_form = tokens.of_text(row.title, language)
    text, text_form = tokens.of_text(row.text, language)
    seen = datetime.fromisoformat(facts["first_seen_at"]).astimezone(UTC)
    published = datetime.fromisoformat(facts["published"]["at"]) if facts["published"] else seen
    bundle = [facts["source_id"], facts["publisher"], facts["kind"], language]
    return {
        "id": row.document_id,
        "bundle": json.dumps(bundle, ensure_ascii=False),
        "title": title,
        "text": text,
        "title_form": title_form,
        "text_form": text_form,
        "source": tokens.exact(facts["source_id"]),
        "publisher": tokens.exact(facts["publisher"]),
        "lang": tokens.exact(language),
        "tongue": language,
        "kind": facts["kind"],
        "story": row.story_id,
        "month": f"{seen:%Y-%m}",
        "seen_day": seen.toordinal(),
        "newness": newness(min(published, seen), first),
    }
