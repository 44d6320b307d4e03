"""What people decided about documents: rows are added, the last one of a document counts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, exists, func, insert, select

from monitor.archive.rows import Waiting
from monitor.archive.schema import decision as decision_
from monitor.archive.schema import document as document_
from monitor.model.decision import Decision
from monitor.model.verdict import Tier

_AT_ONCE = 500
"""Ids in one question: SQLite takes 32,766 values, its older releases 999."""
_COLUMNS = [column for column in decision_.c if column.name != "id"]


def add(connection: Connection, decision: Decision) -> None:
    """Write down a decision; the log of changes hears of it from the caller."""
    connection.execute(
        insert(decision_).values(
            document_id=decision.document_id,
            accepted=decision.accepted,
            who=decision.who,
            at=decision.at,
            note=decision.note,
            topics=list(decision.topics),
        )
    )


def every(
    connection: Connection, ids: Sequence[str], before: datetime | None = None
) -> dict[str, list[Decision]]:
    """Return the decisions about those documents, oldest first; with *before* those until then."""
    found: dict[str, list[Decision]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        question = select(*_COLUMNS).where(
            decision_.c.document_id.in_(ids[start : start + _AT_ONCE])
        )
        if before is not None:
            question = question.where(decision_.c.at < before)
        for row in connection.execute(question.order_by(decision_.c.id)).mappings():
            found.setdefault(row["document_id"], []).append(_whole(row))
    return found


def last(connection: Connection, ids: Sequence[str]) -> dict[str, Decision]:
    """Return the decision that counts, for those documents that have one."""
    return {key: told[-1] for key, told in every(connection, ids).items()}


def accepted_since(told: Sequence[Decision]) -> datetime | None:
    """Return since when people say that a document is ours; None where they do not, by now."""
    since: datetime | None = None
    for each in told:
        since = (since or each.at) if each.accepted else None
    return since


def history(connection: Connection, limit: int | None) -> tuple[Decision, ...]:
    """Return all decisions, newest first, at most *limit*."""
    question = select(*_COLUMNS).order_by(decision_.c.id.desc()).limit(limit)
    return tuple(_whole(row) for row in connection.execute(question).mappings())


def standing(connection: Connection) -> tuple[Decision, ...]:
    """Return the decision that counts of each document that has one, oldest first."""
    newest = select(func.max(decision_.c.id)).group_by(decision_.c.document_id)
    question = (
        select(*_COLUMNS)
        .where(decision_.c.id.in_(newest), decision_.c.accepted.is_not(None))
        .order_by(decision_.c.id)
    )
    return tuple(_whole(row) for row in connection.execute(question).mappings())


def waiting(connection: Connection) -> tuple[Waiting, ...]:
    """Return the documents that wait for a person's decision, newest first."""
    question = _undecided(
        select(
            document_.c.id,
            document_.c.source_id,
            document_.c.topics,
            document_.c.first_seen_at,
            document_.c.backfill,
        )
    ).order_by(document_.c.first_seen_at.desc(), document_.c.id)
    return tuple(
        Waiting(
            document_id=row["id"],
            source_id=row["source_id"],
            topics=tuple(row["topics"]),
            first_seen_at=row["first_seen_at"],
            backfill=row["backfill"],
        )
        for row in connection.execute(question).mappings()
    )


def _undecided(question: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    later = decision_.alias()
    superseded = exists().where(
        later.c.document_id == decision_.c.document_id, later.c.id > decision_.c.id
    )
    decided = exists().where(
        decision_.c.document_id == document_.c.id,
        decision_.c.accepted.is_not(None),
        ~superseded,
    )
    return question.where(document_.c.tier == Tier.QUEUE.value, ~decided)


def _whole(row: RowMapping) -> Decision:
    return Decision(**{**row, "topics": tuple(row["topics"])})
