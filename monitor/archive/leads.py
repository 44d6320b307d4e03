"""Leads: offered, waiting, ended in exactly one outcome."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Update, bindparam, func, insert, select, update

from monitor.archive.rows import Pending
from monitor.archive.schema import lead as lead_
from monitor.model.lead import Lead
from monitor.model.outcome import Outcome
from monitor.plainly import plain, whole

_AT_ONCE = 500
"""Keys in one question: SQLite takes 32,766 values, its older releases 999."""
_TITLES = 50
"""Old titles kept of an entry: a counter in a title changes with every poll, for years."""


def key_hash(key: str) -> str:
    """Return a short name for a key or URL of any length."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def offer(
    connection: Connection, leads: Sequence[Lead], at: datetime, backfill_before: datetime | None
) -> tuple[Lead, ...]:
    """Keep the unknown ones of *leads* as waiting, and return them; known ones were seen again.

    With *backfill_before* an entry that is older, or has no date, is marked as backfill.
    """
    # The last entry of a key stands: feeds repeat themselves.
    offered = {(lead.source_id, key_hash(lead.key)): lead for lead in leads}
    known = _known(connection, list(offered))
    new = [lead for name, lead in offered.items() if name not in known]
    if new:
        connection.execute(insert(lead_), [_new(lead, at, backfill_before) for lead in new])
    if known:
        connection.execute(
            update(lead_).where(lead_.c.id == bindparam("row")),
            [{"row": row.id, "last_seen_at": at} for row in known.values()],
        )
    for name, row in known.items():
        _retitled(connection, row, offered[name], at)
    return tuple(new)


def _known(
    connection: Connection, names: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], Row[*tuple[Any, ...]]]:
    """Return the rows of those (source, key hash) that there are."""
    found: dict[tuple[str, str], Row[*tuple[Any, ...]]] = {}
    sources = dict.fromkeys(source for source, _ in names)
    for source in sources:
        hashes = [hashed for held, hashed in names if held == source]
        for start in range(0, len(hashes), _AT_ONCE):
            question = select(
                lead_.c.id, lead_.c.key_hash, lead_.c.body, lead_.c.title_history
            ).where(
                lead_.c.source_id == source,
                lead_.c.key_hash.in_(hashes[start : start + _AT_ONCE]),
            )
            found |= {(source, row.key_hash): row for row in connection.execute(question)}
    return found


def _new(lead: Lead, at: datetime, backfill_before: datetime | None) -> dict[str, object]:
    old = backfill_before is not None and (
        lead.published is None or lead.published.at < backfill_before
    )
    return {
        "source_id": lead.source_id,
        "key_hash": key_hash(lead.key),
        "canonical_url": lead.canonical_url,
        "body": plain(lead),
        "title_history": [],
        "first_seen_at": at,
        "last_seen_at": at,
        "backfill": old,
        "attempts": 0,
        "next_try_at": at,
        "fact": "",
    }


def _retitled(connection: Connection, row: Row[*tuple[Any, ...]], lead: Lead, at: datetime) -> None:
    """Keep the old title of an entry whose source changed it."""
    old = row.body["title"]
    if old == lead.title:
        return
    history = [*row.title_history, {"until": at.isoformat(), "title": old}][-_TITLES:]
    connection.execute(
        update(lead_).where(lead_.c.id == row.id).values(body=plain(lead), title_history=history)
    )


def pending(
    connection: Connection, now: datetime, source_ids: Sequence[str] | None, limit: int | None
) -> tuple[Pending, ...]:
    """Return the leads whose turn it is, in the order in which they came."""
    question = (
        select(lead_.c.body, lead_.c.first_seen_at, lead_.c.attempts, lead_.c.backfill)
        .where(lead_.c.next_try_at <= now)  # null once it has ended
        .order_by(lead_.c.id)
        .limit(limit)
    )
    if source_ids is not None:
        question = question.where(lead_.c.source_id.in_(source_ids))
    return tuple(
        Pending(
            lead=whole(Lead, row["body"]),
            first_seen_at=row["first_seen_at"],
            attempts=row["attempts"],
            backfill=row["backfill"],
        )
        for row in connection.execute(question).mappings()
    )


def postpone(connection: Connection, lead: Lead, until: datetime, fact: str, attempts: int) -> None:
    """Let *lead* wait until then."""
    connection.execute(_one(lead).values(next_try_at=until, fact=fact, attempts=attempts))


def settle(
    connection: Connection,
    lead: Lead,
    outcome: Outcome,
    fact: str,
    at: datetime,
    document_id: str | None,
) -> None:
    """Write down how *lead* ended; an end is final.

    Raises:
        ValueError: It had ended already: counted twice it would be a lie.
    """
    ended = connection.execute(
        _one(lead)
        .where(lead_.c.outcome.is_(None))
        .values(
            outcome=outcome.value,
            outcome_at=at,
            next_try_at=None,
            fact=fact,
            document_id=document_id,
        )
    )
    if ended.rowcount != 1:
        raise ValueError(f"lead {lead.key} of {lead.source_id} had ended already")


def _one(lead: Lead) -> Update:
    return update(lead_).where(
        lead_.c.source_id == lead.source_id, lead_.c.key_hash == key_hash(lead.key)
    )


def outcomes(
    connection: Connection, starts_at: datetime, ends_at: datetime
) -> tuple[tuple[str, Outcome, int], ...]:
    """Return source, outcome and number of the leads that ended in a closed-open time."""
    question = (
        select(lead_.c.source_id, lead_.c.outcome, func.count())
        .where(lead_.c.outcome_at >= starts_at, lead_.c.outcome_at < ends_at)
        .group_by(lead_.c.source_id, lead_.c.outcome)
        .order_by(lead_.c.source_id, lead_.c.outcome)
    )
    return tuple(
        (source, Outcome(outcome), number)
        for source, outcome, number in connection.execute(question)
    )


def of_document(connection: Connection, document_id: str) -> Lead | None:
    """Return the lead that a document was first read for."""
    question = (
        select(lead_.c.body).where(lead_.c.document_id == document_id).order_by(lead_.c.id).limit(1)
    )
    body = connection.execute(question).scalar()
    return whole(Lead, body) if body else None
