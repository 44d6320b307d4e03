"""The log of what was known of each document since when."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

from monitor.archive import decisions
from monitor.archive.schema import change
from monitor.archive.schema import document as document_
from monitor.model.verdict import Tier, Verdict

_TICK = timedelta(microseconds=1)


def record(connection: Connection, document_id: str, at: datetime) -> None:
    """Add the state that a document is in now; the search index hears of it.

    Its time is *at*, or just after the row before it where a clock stood still or went back: so the
    archive as of any time is made of whole rows that no later one joins.
    """
    row = connection.execute(
        select(document_.c.revision, document_.c.tier, document_.c.topics).where(
            document_.c.id == document_id
        )
    ).one()
    tier, topics = row.tier, list(row.topics)
    told = decisions.last(connection, [document_id]).get(document_id)
    if told is not None and told.accepted is not None:
        tier = (Tier.ACCEPTED if told.accepted else Tier.REJECTED).value
        topics = list(told.topics) or topics
    before = last_at(connection)
    connection.execute(
        insert(change).values(
            at=at if before is None else max(at, before + _TICK),
            document_id=document_id,
            revision=row.revision,
            tier=tier,
            topics=topics,
        )
    )


def began(connection: Connection, told: Sequence[tuple[str, datetime, Verdict]]) -> None:
    """Add the first states of new documents (id, time, verdict), which nobody decided about yet."""
    last = last_at(connection)
    rows = []
    for document_id, at, verdict in told:
        last = at if last is None else max(at, last + _TICK)
        rows.append(
            {
                "at": last,
                "document_id": document_id,
                "revision": 1,
                "tier": verdict.tier.value,
                "topics": list(verdict.topics),
            }
        )
    connection.execute(insert(change), rows)


def last_at(connection: Connection) -> datetime | None:
    """Return when the archive last learned something; None where it knows nothing."""
    return connection.execute(select(change.c.at).order_by(change.c.seq.desc()).limit(1)).scalar()
