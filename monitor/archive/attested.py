"""What others can confirm of the archive: time stamps of its days, copies in public archives.

What is signed is a day's evidence in one text: each body that came, each state that a document was
known in and each issue that was made, by their hashes. The lines of what retention removes stay.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from monitor.archive.schema import change, document, issue, revision
from monitor.archive.schema import copy as copy_
from monitor.archive.schema import record as record_
from monitor.archive.schema import stamp as stamp_
from monitor.archive.store import Archive
from monitor.model.verdict import Tier

WAITS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
"""After each failure; when they are used up it is given up."""
_DAY = timedelta(days=1)
_LATE = timedelta(hours=2)
"""An answer belongs to the day of its question, and the longest deadline is an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What is known of the time stamp of a day."""

    day: str
    authority: str
    digest: str
    token: bytes | None
    at: datetime | None
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What is known of a document's copy in a public archive."""

    document_id: str
    url: str
    archive: str
    copy_url: str
    """Empty where there is none."""
    at: datetime
    fact: str


def manifest(archive: Archive, day: date) -> bytes:
    """Return the lines of a day in UTC, sorted; empty where nothing came."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    with archive.database.reading() as connection:
        lines = [
            *_bodies(connection, start),
            *_states(connection, start),
            *_issues(connection, start),
        ]
    return "".join(sorted(f"{line}\n" for line in lines)).encode()


def _bodies(connection: Connection, start: datetime) -> list[str]:
    question = select(record_.c.at, record_.c.url, record_.c.payload).where(
        record_.c.at >= start,
        record_.c.at < start + _DAY,
        record_.c.payload != "",
        record_.c.body_id.is_(None),
    )
    return [f"body {r.payload} {r.at.isoformat()} {r.url}" for r in connection.execute(question)]


def _states(connection: Connection, start: datetime) -> list[str]:
    """Return what became known of documents, by the log: to a day that is over nothing is added."""
    question = (
        select(change, revision.c.sha256)
        .join(
            revision,
            (revision.c.document_id == change.c.document_id)
            & (revision.c.number == change.c.revision),
        )
        .where(change.c.at >= start, change.c.at < start + _DAY)
    )
    return [
        f"state {row.sha256} {row.document_id} {row.revision} {row.tier} {row.at.isoformat()}"
        for row in connection.execute(question)
    ]


def _issues(connection: Connection, start: datetime) -> list[str]:
    question = select(issue.c.edition_id, issue.c.week, issue.c.revision, issue.c.sha256).where(
        issue.c.made_at >= start, issue.c.made_at < start + _DAY
    )
    rows = connection.execute(question)
    return [f"issue {r.sha256} {r.edition_id} {r.week} {r.revision}" for r in rows]


def unstamped(archive: Archive, now: datetime, limit: int) -> list[date]:
    """Return days that are over, have evidence and wait for their stamp, oldest first."""
    archive.kept.settle()
    today = (now.astimezone(UTC) - _LATE).date()
    with archive.database.reading() as connection:
        times = select(record_.c.at).order_by(record_.c.at).limit(1)
        first = connection.execute(times).scalar()
        known = {
            row.day: row.next_try_at
            for row in connection.execute(select(stamp_.c.day, stamp_.c.next_try_at))
        }
    found: list[date] = []
    day = first.date() if first is not None else today
    while day < today and len(found) < limit:
        turn = known.get(day.isoformat(), now)
        if turn is not None and turn <= now and manifest(archive, day):
            found.append(day)
        day += _DAY
    return found


def keep_stamp(archive: Archive, stamp: Stamp, now: datetime) -> None:
    """Write down a stamp, or that a try failed, with the time of the next."""
    with archive.database.transaction() as connection:
        tried = select(stamp_.c.attempts).where(stamp_.c.day == stamp.day)
        before = connection.execute(tried).scalar()
        attempts = (before or 0) + 1
        values = {
            "authority": stamp.authority,
            "digest": stamp.digest,
            "token": stamp.token,
            "at": stamp.at,
            "attempts": attempts,
            "next_try_at": None if stamp.token is not None else _next(attempts, now),
            "fact": stamp.fact,
        }
        if before is None:
            connection.execute(insert(stamp_).values(day=stamp.day, **values))
        else:
            connection.execute(update(stamp_).where(stamp_.c.day == stamp.day).values(**values))


def stamps(archive: Archive, day: str | None = None) -> tuple[Stamp, ...]:
    """Return the stamps that there are, oldest day first."""
    question = select(stamp_).where(stamp_.c.token.is_not(None)).order_by(stamp_.c.day)
    if day is not None:
        question = question.where(stamp_.c.day == day)
    with archive.database.reading() as connection:
        rows = connection.execute(question).all()
    return tuple(
        Stamp(
            day=row.day,
            authority=row.authority,
            digest=row.digest,
            token=row.token,
            at=row.at,
            fact=row.fact,
        )
        for row in rows
    )


def uncopied(archive: Archive, since: datetime, now: datetime, limit: int) -> list[tuple[str, str]]:
    """Return ids and addresses of documents of ours that no public archive was asked for yet."""
    taken = [tier.value for tier in Tier if tier.included]
    question = (
        select(document.c.id, document.c.url)
        .outerjoin(copy_, copy_.c.document_id == document.c.id)
        .where(
            document.c.first_seen_at >= since,
            document.c.tier.in_(taken),
            copy_.c.document_id.is_(None) | (copy_.c.next_try_at <= now),
        )
        .order_by(document.c.first_seen_at, document.c.id)
        .limit(limit)
    )
    with archive.database.reading() as connection:
        return [(row.id, row.url) for row in connection.execute(question)]


def keep_copy(archive: Archive, copy: Copy) -> None:
    """Write down where a copy is, or that a try failed, with the time of the next."""
    with archive.database.transaction() as connection:
        tried = select(copy_.c.attempts).where(copy_.c.document_id == copy.document_id)
        before = connection.execute(tried).scalar()
        attempts = (before or 0) + 1
        values = {
            "url": copy.url,
            "archive": copy.archive,
            "copy_url": copy.copy_url,
            "at": copy.at,
            "attempts": attempts,
            "next_try_at": None if copy.copy_url else _next(attempts, copy.at),
            "fact": copy.fact,
        }
        if before is None:
            connection.execute(insert(copy_).values(document_id=copy.document_id, **values))
        else:
            same = copy_.c.document_id == copy.document_id
            connection.execute(update(copy_).where(same).values(**values))


def copy_of(archive: Archive, document_id: str) -> Copy | None:
    """Return what is known of a document's copy."""
    with archive.database.reading() as connection:
        question = select(copy_).where(copy_.c.document_id == document_id)
        row = connection.execute(question).first()
    if row is None:
        return None
    return Copy(
        document_id=row.document_id,
        url=row.url,
        archive=row.archive,
        copy_url=row.copy_url,
        at=row.at,
        fact=row.fact,
    )


def digest_of(text: bytes) -> str:
    """Return the SHA-256 that stands for a day."""
    return hashlib.sha256(text).hexdigest()


def _next(attempts: int, now: datetime) -> datetime | None:
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None
