"""What a page about one document, story or source asks for beside its row."""

from datetime import datetime

from sqlalchemy import func, select

from monitor.archive.schema import document_url, issue, issue_story
from monitor.archive.schema import poll as poll_
from monitor.archive.store import Archive
from monitor.model.health import Poll
from monitor.model.outcome import PollResult


def addresses(archive: Archive, document_id: str) -> tuple[tuple[str, str], ...]:
    """Return every address that a document was seen at, each with the source that led there.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    question = (
        select(document_url.c.url, document_url.c.source_id)
        .where(document_url.c.document_id == document_id)
        .order_by(document_url.c.url)
    )
    with archive.database.reading() as connection:
        return tuple((row.url, row.source_id) for row in connection.execute(question))


def weeks(archive: Archive, limit: int, before: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return edition and week of the newest issues, newest first, of weeks earlier than *before*.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    question = select(issue.c.edition_id, issue.c.week).distinct()
    if before is not None:
        question = question.where(issue.c.week < before)
    question = question.order_by(issue.c.week.desc(), issue.c.edition_id).limit(limit)
    with archive.database.reading() as connection:
        return tuple((row.edition_id, row.week) for row in connection.execute(question))


def told_in(archive: Archive, story_id: str) -> tuple[tuple[str, str], ...]:
    """Return edition and week of the issues that a story was looked at for, oldest first.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    newest = (
        select(issue.c.edition_id, issue.c.week, func.max(issue.c.revision).label("revision"))
        .group_by(issue.c.edition_id, issue.c.week)
        .subquery()
    )
    question = (
        select(issue_story.c.edition_id, issue_story.c.week)
        .join(
            newest,
            (issue_story.c.edition_id == newest.c.edition_id)
            & (issue_story.c.week == newest.c.week)
            & (issue_story.c.revision == newest.c.revision),
        )
        .where(issue_story.c.story_id == story_id)
        .order_by(issue_story.c.week, issue_story.c.edition_id)
    )
    with archive.database.reading() as connection:
        return tuple((row.edition_id, row.week) for row in connection.execute(question))


def polls(
    archive: Archive, source_id: str, starts_at: datetime, ends_at: datetime
) -> tuple[Poll, ...]:
    """Return the polls of one source in a closed-open time, in order.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    question = (
        select(poll_)
        .where(poll_.c.at >= starts_at, poll_.c.at < ends_at, poll_.c.source_id == source_id)
        .order_by(poll_.c.at, poll_.c.id)
    )
    with archive.database.reading() as connection:
        rows = connection.execute(question).all()
    return tuple(
        Poll(
            source_id=row.source_id,
            at=row.at,
            result=PollResult(row.result),
            fact=row.fact,
            status=row.status,
            leads=row.leads,
            new=row.new,
        )
        for row in rows
    )
