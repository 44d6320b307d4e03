"""Stories: documents about one event."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from monitor.archive import documents
from monitor.archive.schema import document as document_
from monitor.model.document import Document
from monitor.model.story import Placement
from monitor.model.verdict import Tier, Verdict
from monitor.plainly import whole

_INCLUDED = [tier.value for tier in Tier if tier.included]


def between(connection: Connection, starts_at: datetime, ends_at: datetime) -> tuple[str, ...]:
    """Return the stories that gained a document of ours, no backfill, in a closed-open time."""
    question = (
        select(document_.c.story_id)
        .where(
            document_.c.first_seen_at >= starts_at,
            document_.c.first_seen_at < ends_at,
            document_.c.backfill.is_(False),
            document_.c.tier.in_(_INCLUDED),
        )
        .order_by(document_.c.first_seen_at, document_.c.id)
    )
    return tuple(dict.fromkeys(connection.execute(question).scalars()))


def members(
    connection: Connection, story_id: str, before: datetime
) -> tuple[tuple[Document, Verdict, Placement], ...]:
    """Return the documents of a story that were seen before then, oldest first.

    Each is as it was read last before then.
    """
    question = (
        select(document_.c.id, document_.c.verdict, document_.c.placement)
        .where(document_.c.story_id == story_id, document_.c.first_seen_at < before)
        .order_by(document_.c.first_seen_at, document_.c.id)
    )
    found = []
    for row in connection.execute(question).all():
        document = documents.document(connection, row.id, None, before)
        if document is not None:
            found.append((document, whole(Verdict, row.verdict), whole(Placement, row.placement)))
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
