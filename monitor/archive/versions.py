"""What an export tells of a version beside its document, looked up for many at once.

Each function raises ArchiveError where the archive cannot be read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from monitor.archive import changes
from monitor.archive.evidence import LOCATED
from monitor.archive.history import among
from monitor.archive.schema import copy as copy_
from monitor.archive.schema import document as document_
from monitor.archive.schema import issue, issue_story, revision
from monitor.archive.schema import poll as poll_
from monitor.archive.schema import record as record_
from monitor.archive.store import Archive
from monitor.model.outcome import PollResult
from monitor.model.story import Role

_AT_ONCE = 200
COPIES = (Role.REPRINT, Role.REPEAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """Of one revision of a document."""

    read_at: datetime
    role: Role
    copy_of: str
    """The first document of that text, where it is a copy; a copy of a copy is one of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A WARC record with a body."""

    file: str
    """Below the folder of evidence."""
    at: datetime
    """Its WARC-Date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How one poll ended."""

    source_id: str
    at: datetime
    failed: bool
    fact: str


def facts(
    archive: Archive, versions: Sequence[tuple[str, int]]
) -> dict[tuple[str, int], VersionFacts]:
    """Return what is known of *versions*: ids with numbers of revisions."""
    question = select(
        revision.c.document_id, revision.c.number, revision.c.read_at, document_.c.placement
    ).join(document_, document_.c.id == revision.c.document_id)
    rows: list[Any] = []
    with archive.database.reading() as connection:
        for start in range(0, len(versions), _AT_ONCE):
            some = set(versions[start : start + _AT_ONCE])
            found = connection.execute(question.where(among(some))).all()
            rows += [row for row in found if (row.document_id, row.number) in some]
    like = {row.document_id: _like(row.placement) for row in rows}
    first = _firsts(archive, {id_ for id_ in like.values() if id_})
    return {
        (row.document_id, row.number): VersionFacts(
            read_at=row.read_at,
            role=Role(row.placement["role"]),
            copy_of=first.get(like[row.document_id], ""),
        )
        for row in rows
    }


def _firsts(archive: Archive, ids: Iterable[str]) -> dict[str, str]:
    """Return for each of *ids* the document at the end of its chain of copies."""
    known: dict[str, str] = {}
    wanted = set(ids)
    with archive.database.reading() as connection:
        while wanted:
            some = sorted(wanted)[:_AT_ONCE]
            question = select(document_.c.id, document_.c.placement)
            rows = connection.execute(question.where(document_.c.id.in_(some))).all()
            known |= dict.fromkeys(some, "") | {row.id: _like(row.placement) for row in rows}
            wanted = (wanted | {id_ for id_ in known.values() if id_}) - known.keys()
    return {id_: _end(known, id_) for id_ in known}


def _end(known: dict[str, str], id_: str) -> str:
    passed = {id_}
    while known.get(id_) and known[id_] not in passed:
        id_ = known[id_]
        passed.add(id_)
    return id_


def _like(placement: dict[str, str]) -> str:
    return (placement["like"] or "") if Role(placement["role"]) in COPIES else ""


def issued(archive: Archive, until: datetime) -> dict[str, tuple[str, ...]]:
    """Return for each document the issues that took it into account, as they stood at *until*."""
    made = (
        select(issue.c.edition_id, issue.c.week, issue.c.revision)
        .where(issue.c.made_at <= until)
        .order_by(issue.c.week, issue.c.edition_id, issue.c.revision)
    )
    found: dict[str, list[str]] = {}
    with archive.database.reading() as connection:
        newest = {(row.edition_id, row.week): row.revision for row in connection.execute(made)}
        for (edition_id, week), number in newest.items():
            told = select(issue_story.c.documents).where(
                issue_story.c.edition_id == edition_id,
                issue_story.c.week == week,
                issue_story.c.revision == number,
            )
            for row in connection.execute(told):
                for document_id in row.documents:
                    found.setdefault(document_id, []).append(f"{edition_id} {week}")
    return {document_id: tuple(dict.fromkeys(named)) for document_id, named in found.items()}


def records(archive: Archive, sha256s: Sequence[str]) -> dict[str, Located]:
    """Return the first record that still has the bytes of each hash, of those that have one."""
    first = (
        select(func.min(record_.c.id))
        .where(record_.c.body_id.is_(None), record_.c.removed_at.is_(None))
        .group_by(record_.c.sha256)
    )
    found: dict[str, Located] = {}
    with archive.database.reading() as connection:
        for start in range(0, len(sha256s), _AT_ONCE):
            wanted = record_.c.sha256.in_(sha256s[start : start + _AT_ONCE])
            question = LOCATED.where(record_.c.id.in_(first.where(wanted)))
            for row in connection.execute(question).mappings():
                found[row["sha256"]] = Located(file=row["name"], at=row["at"])
    return found


def public_copies(
    archive: Archive, ids: Sequence[str], until: datetime
) -> dict[tuple[str, int], str]:
    """Return the addresses of copies in public archives, by the version that was there to copy."""
    number = (
        select(func.max(revision.c.number))
        .where(revision.c.document_id == copy_.c.document_id, revision.c.read_at <= copy_.c.at)
        .scalar_subquery()
    )
    question = select(copy_.c.document_id, copy_.c.copy_url, number.label("number")).where(
        copy_.c.copy_url != "", copy_.c.at <= until
    )
    found: dict[tuple[str, int], str] = {}
    with archive.database.reading() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            some = copy_.c.document_id.in_(ids[start : start + _AT_ONCE])
            for row in connection.execute(question.where(some)):
                found[row.document_id, row.number] = row.copy_url
    return found


def answers(archive: Archive, starts_at: datetime, ends_at: datetime) -> Iterator[Answer]:
    """Yield how each poll of a closed-open time ended, in order; never all at once."""
    question = (
        select(poll_.c.source_id, poll_.c.at, poll_.c.result, poll_.c.fact)
        .where(poll_.c.at >= starts_at, poll_.c.at < ends_at)
        .order_by(poll_.c.at, poll_.c.id)
    )
    with archive.database.reading() as connection:
        for row in connection.execute(question).yield_per(1000):
            failed = PollResult(row.result).failed
            yield Answer(source_id=row.source_id, at=row.at, failed=failed, fact=row.fact)


def last_change(archive: Archive) -> datetime | None:
    """Return when the archive last learned something; None where it knows nothing."""
    with archive.database.reading() as connection:
        return changes.last_at(connection)
