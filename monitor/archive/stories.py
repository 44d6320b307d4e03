"""Stories: documents about one event."""

from datetime import datetime

from sqlalchemy import Connection, exists, func, select

from monitor.archive import decisions, documents
from monitor.archive.rows import Judged
from monitor.archive.schema import decision as decision_
from monitor.archive.schema import document as document_
from monitor.model.decision import reviewed
from monitor.model.story import Placement
from monitor.model.verdict import Tier, Verdict
from monitor.plainly import whole

_INCLUDED = [tier.value for tier in Tier if tier.included]


def between(
    connection: Connection, starts_at: datetime, ends_at: datetime, decided_before: datetime
) -> tuple[str, ...]:
    """Return the stories with a document that became ours, no backfill, in a closed-open time.

    Where a person accepted it, the time goes on until *decided_before*.
    """
    accepted = exists().where(
        decision_.c.document_id == document_.c.id,
        decision_.c.accepted.is_(True),
        decision_.c.at >= starts_at,
        decision_.c.at < decided_before,
    )
    taken = (document_.c.ours_at >= starts_at) & (document_.c.ours_at < ends_at)
    question = (
        select(document_.c.story_id)
        .where(document_.c.backfill.is_(False), taken | accepted)
        .order_by(document_.c.first_seen_at, document_.c.id)
    )
    return tuple(dict.fromkeys(connection.execute(question).scalars()))


def members(
    connection: Connection, story_id: str, before: datetime, decided_before: datetime
) -> tuple[Judged, ...]:
    """Return the documents of a story that were seen before then, oldest first.

    Each is as it was read last before then, and as people had decided before *decided_before*.
    """
    question = (
        select(document_.c.id, document_.c.verdict, document_.c.placement, document_.c.ours_at)
        .where(document_.c.story_id == story_id, document_.c.first_seen_at < before)
        .order_by(document_.c.first_seen_at, document_.c.id)
    )
    rows = connection.execute(question).all()
    told = decisions.every(connection, [row.id for row in rows], decided_before)
    found = []
    for row in rows:
        document = documents.document(connection, row.id, None, before)
        if document is None:
            continue
        said = told.get(row.id, [])
        taken = row.ours_at if row.ours_at is not None and row.ours_at < before else None
        if said and said[-1].accepted is not None:
            since = decisions.accepted_since(said)
            taken = (taken or since) if since else None
        verdict = reviewed(whole(Verdict, row.verdict), said[-1] if said else None)
        placement = whole(Placement, row.placement)
        found.append(Judged(document=document, verdict=verdict, placement=placement, ours_at=taken))
    return tuple(found)


def backfilled(connection: Connection, starts_at: datetime, ends_at: datetime) -> int:
    """Return how many documents of ours were old when they were first seen in that time."""
    question = select(func.count()).where(
        document_.c.first_seen_at >= starts_at,
        document_.c.first_seen_at < ends_at,
        document_.c.backfill.is_(True),
        document_.c.tier.in_(_INCLUDED),
    )
    return connection.execute(question).scalar_one()
