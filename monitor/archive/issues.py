"""Issues: append-only; a change is a new revision."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, RowMapping, exists, insert, select

from monitor.archive.rows import StoredIssue
from monitor.archive.schema import issue as issue_
from monitor.archive.schema import issue_story

_COLUMNS = [issue_.c[f.name] for f in fields(StoredIssue)]


def newest(connection: Connection, edition_id: str, week: str) -> StoredIssue | None:
    """Return the last revision of a week's issue."""
    question = (
        select(*_COLUMNS)
        .where(issue_.c.edition_id == edition_id, issue_.c.week == week)
        .order_by(issue_.c.revision.desc())
        .limit(1)
    )
    row = connection.execute(question).mappings().first()
    return None if row is None else _stored(row)


def sent_at(
    connection: Connection, edition_id: str, week: str, ended_at: datetime
) -> datetime | None:
    """Return when a week's issue was first made after the week's end; None: not yet."""
    question = select(issue_.c.made_at).where(
        issue_.c.edition_id == edition_id, issue_.c.week == week, issue_.c.made_at >= ended_at
    )
    return connection.execute(question.order_by(issue_.c.made_at).limit(1)).scalar()


def every(connection: Connection, edition_id: str | None) -> tuple[StoredIssue, ...]:
    """Return the last revision of each issue, oldest week first."""
    later = issue_.alias()
    superseded = exists().where(
        later.c.edition_id == issue_.c.edition_id,
        later.c.week == issue_.c.week,
        later.c.revision > issue_.c.revision,
    )
    question = select(*_COLUMNS).where(~superseded).order_by(issue_.c.week, issue_.c.edition_id)
    if edition_id is not None:
        question = question.where(issue_.c.edition_id == edition_id)
    return tuple(_stored(row) for row in connection.execute(question).mappings())


def add(  # noqa: PLR0913 - the facts of an issue
    connection: Connection,
    edition_id: str,
    week: str,
    record: str,
    number: int,
    made_at: datetime,
    stories: Mapping[str, Sequence[str]],
) -> StoredIssue:
    """Keep *record* as the newest revision, unless the newest says the same already."""
    sha256 = hashlib.sha256(record.encode()).hexdigest()
    before = newest(connection, edition_id, week)
    if before is not None and before.sha256 == sha256:
        return before
    stored = StoredIssue(
        edition_id=edition_id,
        week=week,
        revision=before.revision + 1 if before else 1,
        number=number,
        made_at=made_at,
        record=record,
        sha256=sha256,
    )
    connection.execute(
        insert(issue_).values({f.name: getattr(stored, f.name) for f in fields(stored)})
    )
    for story_id, documents in stories.items():
        connection.execute(
            insert(issue_story).values(
                edition_id=edition_id,
                week=week,
                revision=stored.revision,
                story_id=story_id,
                documents=list(documents),
            )
        )
    return stored


def sent_before(connection: Connection, edition_id: str, week: str) -> dict[str, frozenset[str]]:
    """Return the stories of earlier issues with the documents taken into account then."""
    question = select(issue_story).where(
        issue_story.c.edition_id == edition_id, issue_story.c.week < week
    )
    rows = connection.execute(question).mappings().all()
    last: dict[str, int] = {}
    for row in rows:
        last[row["week"]] = max(last.get(row["week"], 0), row["revision"])
    sent: dict[str, set[str]] = {}
    for row in rows:
        if row["revision"] == last[row["week"]]:
            sent.setdefault(row["story_id"], set()).update(row["documents"])
    return {story: frozenset(documents) for story, documents in sent.items()}


def _stored(row: RowMapping) -> StoredIssue:
    return StoredIssue(**{str(name): value for name, value in row.items()})
