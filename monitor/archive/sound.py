"""Examine an archive: does it hold together, and can each claim still be proved?"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, text

from monitor.archive import index, upgrade
from monitor.archive.schema import document, fetch, issue, issue_story, lead, revision
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.model.outcome import Outcome
from monitor.model.verdict import Tier

_MOST_FILES = 20_000
"""Evidence files read at most: of more, evenly spread ones."""
_RESTORE = "restore monitor.db from a backup"
_NAMED = 4
_SENTENCE = {"document_id", "start", "end", "text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be."""

    part: str
    """Such as ``evidence``."""
    fact: str
    next_step: str


def check(archive: Archive) -> list[Finding]:
    """Return what is wrong with *archive*; an empty list where nothing is.

    The index is caught up first: it is derived, and not wrong for being old or gone.
    """
    found: list[Finding] = []
    parts: tuple[tuple[str, Callable[[Archive], Iterable[Finding]]], ...] = (
        ("database", _database),
        ("documents", _documents),
        ("stories", _stories),
        ("leads", _leads),
        ("issues", _issues),
        ("evidence", _evidence),
        ("index", _index),
    )
    for part, examine in parts:
        try:
            found += examine(archive)
        except ArchiveError as fault:
            found.append(Finding(part=part, fact=str(fault), next_step="see docs/archive.md"))
        except (ValueError, LookupError, TypeError) as fault:
            # What SQLite did not notice: a value that is no longer what was written.
            fact = f"it holds what cannot be read ({type(fault).__name__}: {fault})"
            found.append(Finding(part=part, fact=fact, next_step=_RESTORE))
    return found


def _database(archive: Archive) -> Iterator[Finding]:
    with archive.database.reading() as connection:
        told = connection.execute(text("PRAGMA integrity_check(10)")).scalars().all()
        if told != ["ok"]:
            fact = f"SQLite finds it damaged: {told[0]}"
            yield Finding(part="database", fact=fact, next_step=_RESTORE)
        lost = connection.execute(text("PRAGMA foreign_key_check")).all()
        if lost:
            fact = f"{len(lost)} rows point to rows that are gone, first in {lost[0][0]}"
            yield Finding(part="database", fact=fact, next_step=_RESTORE)
        version = upgrade.told(connection)
    if version != upgrade.HEAD:
        fact = f"its schema is {version}, not {upgrade.HEAD}"
        yield Finding(part="database", fact=fact, next_step="install the newest monitor")


def _documents(archive: Archive) -> Iterator[Finding]:
    with archive.database.reading() as connection:
        question = select(
            revision.c.document_id, revision.c.number, revision.c.text, revision.c.sha256
        )
        rows = connection.execute(question.execution_options(yield_per=100))
        changed = [
            f"{row.document_id} revision {row.number}"
            for row in rows
            if hashlib.sha256(row.text.encode()).hexdigest() != row.sha256
        ]
        last = (
            select(revision.c.document_id, func.max(revision.c.number).label("number"))
            .group_by(revision.c.document_id)
            .subquery()
        )
        textless = (
            select(document.c.id)
            .outerjoin(last, last.c.document_id == document.c.id)
            .where(last.c.number.is_distinct_from(document.c.revision))
        )
        lacking = connection.execute(textless).scalars().all()
        taken = [tier.value for tier in Tier if tier.included]
        timeless = select(document.c.id).where(
            document.c.tier.in_(taken) != document.c.ours_at.is_not(None)
        )
        undated = connection.execute(timeless).scalars().all()
    yield from _some("documents", "that do not say since when they are ours", undated, _RESTORE)
    yield from _some("documents", "whose text is not what was read", changed, _RESTORE)
    yield from _some("documents", "without their newest revision", lacking, _RESTORE)


def _stories(archive: Archive) -> Iterator[Finding]:
    ids = select(document.c.id)
    with archive.database.reading() as connection:
        question = select(document.c.story_id).where(document.c.story_id.not_in(ids)).distinct()
        headless = connection.execute(question).scalars().all()
        told = connection.execute(select(issue_story.c.documents)).scalars().all()
        named = sorted({each for row in told for each in row})
        gone = _missing(connection, named)
    yield from _some("stories", "whose first document is gone", headless, _RESTORE)
    yield from _some("stories", "in issues with documents that are gone", gone, _RESTORE)


def _leads(archive: Archive) -> Iterator[Finding]:
    kept = [Outcome.KEPT.value, Outcome.QUEUED.value, Outcome.DUPLICATE.value]
    ids = select(document.c.id)
    with archive.database.reading() as connection:
        question = select(lead.c.source_id, lead.c.canonical_url).where(
            lead.c.outcome.in_(kept),
            lead.c.document_id.is_(None) | lead.c.document_id.not_in(ids),
        )
        lost = [f"{row.canonical_url} of {row.source_id}" for row in connection.execute(question)]
    yield from _some("leads", "that ended in a document that is gone", lost, _RESTORE)


def _issues(archive: Archive) -> Iterator[Finding]:
    changed, untrue = [], []
    with archive.database.reading() as connection:
        for row in connection.execute(select(issue).execution_options(yield_per=10)):
            name = f"{row.edition_id} {row.week} revision {row.revision}"
            if hashlib.sha256(row.record.encode()).hexdigest() != row.sha256:
                changed.append(name)
                continue
            sentences = list(_sentences(json.loads(row.record)))
            texts = _texts(connection, {each["document_id"] for each in sentences}, row.made_at)
            untrue += [
                f"{name} “{each['text'][:40]}”"
                for each in sentences
                if not any(
                    told[each["start"] : each["end"]] == each["text"]
                    for told in texts[each["document_id"]]
                )
            ]
    yield from _some("issues", "whose record is not what was written", changed, _RESTORE)
    yield from _some(
        "issues",
        "with a sentence that its document does not have",
        untrue,
        "report it, it is a bug",
    )


def _evidence(archive: Archive) -> Iterator[Finding]:
    with archive.database.reading() as connection:
        hashes = connection.execute(select(fetch.c.sha256).distinct().order_by(fetch.c.sha256))
        every = hashes.scalars().all()
        facts = connection.execute(select(revision.c.facts).execution_options(yield_per=100))
        used = {told["evidence"] for told in facts.scalars() if told["evidence"]}
    unproved = sorted(used.difference(every))
    broken = []
    for sha256 in every[:: -(-len(every) // _MOST_FILES) or 1]:
        try:
            if archive.evidence(sha256) is None:
                broken.append(sha256)
        except ArchiveError:
            broken.append(sha256)
    step = "restore evidence/ from a backup; monitor verify names each record"
    yield from _some("evidence", "that documents name and no answer brought", unproved, _RESTORE)
    yield from _some("evidence", "gone, or not what was received", broken, step)


def _index(archive: Archive) -> Iterator[Finding]:
    step = "run monitor doctor --reindex"
    index.catch_up(archive)
    try:
        standing = index.standing(archive)
    except index.Damaged as fault:
        yield Finding(part="index", fact=f"it cannot be read ({fault})", next_step=step)
        return
    documents = archive.counts()["documents"]
    if standing is not None and standing != (documents, True):
        fact = f"it has {standing[0]} documents, the archive {documents}"
        fact += "" if standing[1] else ", and not all that was known of them"
        yield Finding(part="index", fact=fact, next_step=step)


def _some(part: str, what: str, which: Iterable[str], step: str) -> Iterator[Finding]:
    named = list(which)
    if named:
        more = " …" if len(named) > _NAMED else ""
        fact = f"{len(named)} {what}: {', '.join(named[:_NAMED])}{more}"
        yield Finding(part=part, fact=fact, next_step=step)


def _missing(connection: Connection, ids: list[str]) -> list[str]:
    have = set(connection.execute(select(document.c.id)).scalars())
    return [each for each in ids if each not in have]


def _sentences(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every quoted sentence in a record, however deep."""
    if isinstance(value, dict):
        if value.keys() >= _SENTENCE:
            yield value
        for inner in value.values():
            yield from _sentences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sentences(inner)


def _texts(connection: Connection, ids: Iterable[str], at: Any) -> dict[str, Sequence[str]]:
    """Return all that documents said until that time.

    An issue quotes what stood there when its week ended, and may be made, or made again, later.
    """
    return {
        document_id: connection.execute(
            select(revision.c.text).where(
                revision.c.document_id == document_id, revision.c.read_at <= at
            )
        )
        .scalars()
        .all()
        for document_id in ids
    }
