"""Documents with their revisions, verdicts and places."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from monitor.archive import changes, decisions
from monitor.archive.leads import key_hash
from monitor.archive.packing import pack_fingerprint, whole_fingerprint
from monitor.archive.rows import Kept, RevisionInfo
from monitor.archive.schema import document as document_
from monitor.archive.schema import document_url, revision
from monitor.archive.schema import fingerprint as fingerprint_
from monitor.model.decision import reviewed
from monitor.model.document import Document
from monitor.model.lead import Lead
from monitor.model.story import Fingerprint, Placement
from monitor.model.verdict import Tier, Verdict
from monitor.plainly import plain, whole

_WIDE = ("title", "text")
_AT_ONCE = 500
"""Ids in one question: SQLite takes 32,766 values, its older releases 999."""


def known(connection: Connection, canonical_url: str) -> str | None:
    """Return the document that was seen at that address."""
    return connection.execute(
        select(document_url.c.document_id).where(document_url.c.url_hash == key_hash(canonical_url))
    ).scalar()


def add_url(connection: Connection, document_id: str, canonical_url: str, lead: Lead) -> None:
    """Note that a document was seen at an address, too."""
    if canonical_url and known(connection, canonical_url) is None:
        connection.execute(
            insert(document_url).values(
                url_hash=key_hash(canonical_url),
                url=canonical_url,
                document_id=document_id,
                source_id=lead.source_id,
            )
        )


def add(connection: Connection, kept: Sequence[Kept], at: datetime | None) -> None:
    """Keep new documents with all that was decided about them; *at* None: when each was seen."""
    if not kept:
        return
    connection.execute(insert(document_), [_row(each) for each in kept])
    connection.execute(
        insert(revision),
        [_revision(each.document, 1, each.document.first_seen_at) for each in kept],
    )
    prints = [each.fingerprint for each in kept if each.fingerprint is not None]
    if prints:
        connection.execute(
            insert(fingerprint_),
            [{"document_id": p.document_id, "body": pack_fingerprint(p)} for p in prints],
        )
    changes.began(
        connection,
        [(each.document.id, at or each.document.first_seen_at, each.verdict) for each in kept],
    )


def _row(kept: Kept) -> dict[str, Any]:
    document, verdict = kept.document, kept.verdict
    return {
        "id": document.id,
        "source_id": document.source_id,
        "publisher": document.publisher,
        "kind": document.kind.value,
        "url": document.url,
        "language": document.language,
        "published_at": document.published.at if document.published else None,
        "first_seen_at": document.first_seen_at,
        "backfill": document.backfill,
        "tier": verdict.tier.value,
        "topics": list(verdict.topics),
        "verdict": plain(verdict),
        "story_id": kept.placement.story_id,
        "placement": plain(kept.placement),
        "revision": 1,
        "reread_at": document.first_seen_at,  # until readings.set_turn says when
        "ours_at": document.first_seen_at if verdict.tier.included else None,
    }


def revise(connection: Connection, document: Document, at: datetime) -> int | None:
    """Keep what *document* says now, if title or text changed; return its revision's number.

    None where there is no such document.
    """
    newest = connection.execute(
        select(revision.c.number, revision.c.title, revision.c.sha256)
        .where(revision.c.document_id == document.id)
        .order_by(revision.c.number.desc())
        .limit(1)
    ).first()
    if newest is None:
        return None
    if (newest.title, newest.sha256) == (document.title, document.text_sha256):
        return int(newest.number)
    number = int(newest.number) + 1
    connection.execute(
        update(document_).where(document_.c.id == document.id).values(revision=number)
    )
    _write(connection, document, number, at)
    changes.record(connection, document.id, at)
    return number


def _write(connection: Connection, document: Document, number: int, at: datetime) -> None:
    connection.execute(insert(revision), [_revision(document, number, at)])


def _revision(document: Document, number: int, at: datetime) -> dict[str, Any]:
    facts = plain(document)
    for name in _WIDE:
        del facts[name]
    return {
        "document_id": document.id,
        "number": number,
        "read_at": at,
        "title": document.title,
        "text": document.text,
        "sha256": document.text_sha256,
        "facts": facts,
    }


def document(
    connection: Connection, document_id: str, number: int | None, before: datetime | None = None
) -> Document | None:
    """Return a document: its newest revision, that of *number*, or the last read *before* then."""
    question = select(revision).where(revision.c.document_id == document_id)
    if number is not None:
        question = question.where(revision.c.number == number)
    if before is not None:
        question = question.where(revision.c.read_at < before)
    row = (
        connection.execute(question.order_by(revision.c.number.desc()).limit(1)).mappings().first()
    )
    return None if row is None else whole_document(row)


def documents(connection: Connection, ids: Sequence[str]) -> list[Document]:
    """Return the newest revisions, in the order of *ids*."""
    question = select(revision).join(
        document_,
        (document_.c.id == revision.c.document_id) & (document_.c.revision == revision.c.number),
    )
    found: dict[str, Document] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = question.where(document_.c.id.in_(ids[start : start + _AT_ONCE]))
        for row in connection.execute(some).mappings():
            found[row["document_id"]] = whole_document(row)
    return [found[each] for each in ids if each in found]


def judged(connection: Connection, ids: Sequence[str]) -> list[tuple[Document, Tier, list[str]]]:
    """Return the newest revisions with their tiers and topics, in the order of *ids*."""
    decided: dict[str, tuple[Tier, list[str]]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        question = select(document_.c.id, document_.c.tier, document_.c.topics).where(
            document_.c.id.in_(ids[start : start + _AT_ONCE])
        )
        decided |= {row.id: (Tier(row.tier), row.topics) for row in connection.execute(question)}
    for key, told in decisions.last(connection, ids).items():
        if key in decided and told.accepted is not None:
            tier = Tier.ACCEPTED if told.accepted else Tier.REJECTED
            decided[key] = (tier, list(told.topics) or decided[key][1])
    return [(each, *decided[each.id]) for each in documents(connection, ids)]


def whole_document(row: RowMapping) -> Document:
    """Return the document that a row of ``revision`` keeps."""
    return whole(Document, {**row["facts"], "title": row["title"], "text": row["text"]})


def find(connection: Connection, prefix: str) -> tuple[str, ...]:
    """Return the ids that begin with *prefix*, at most ten."""
    question = select(document_.c.id).where(document_.c.id.startswith(prefix, autoescape=True))
    return tuple(connection.execute(question.order_by(document_.c.id).limit(10)).scalars())


def decided(connection: Connection, document_id: str) -> tuple[Verdict, Placement] | None:
    """Return what was decided about a document, by the queries and then by people."""
    row = connection.execute(
        select(document_.c.verdict, document_.c.placement).where(document_.c.id == document_id)
    ).first()
    if row is None:
        return None
    told = decisions.last(connection, [document_id]).get(document_id)
    return reviewed(whole(Verdict, row.verdict), told), whole(Placement, row.placement)


def rejudge(connection: Connection, document_id: str, verdict: Verdict, at: datetime) -> None:
    """Keep what the queries say of a document now; what people said of it still counts more."""
    known = select(document_.c.ours_at).where(document_.c.id == document_id)
    ours_at = connection.execute(known).scalar()
    connection.execute(
        update(document_)
        .where(document_.c.id == document_id)
        .values(
            tier=verdict.tier.value,
            topics=list(verdict.topics),
            verdict=plain(verdict),
            ours_at=(ours_at or at) if verdict.tier.included else None,
        )
    )
    changes.record(connection, document_id, at)


def revisions(connection: Connection, document_id: str) -> tuple[RevisionInfo, ...]:
    """Return the states of a document, oldest first."""
    names = [f.name for f in fields(RevisionInfo)]
    question = (
        select(*(revision.c[name] for name in names))
        .where(revision.c.document_id == document_id)
        .order_by(revision.c.number)
    )
    rows: list[dict[str, Any]] = [dict(row) for row in connection.execute(question).mappings()]
    return tuple(RevisionInfo(**row) for row in rows)


def placements(connection: Connection, since: datetime) -> Iterator[tuple[Fingerprint, Placement]]:
    """Yield what was placed since then, in order of arrival."""
    question = (
        select(fingerprint_.c.body, document_.c.placement)
        .join(document_, document_.c.id == fingerprint_.c.document_id)
        .where(document_.c.first_seen_at >= since)
        .order_by(document_.c.first_seen_at, document_.c.id)
    )
    for row in connection.execute(question):
        yield whole_fingerprint(row.body), whole(Placement, row.placement)


def forget_fingerprints(connection: Connection, before: datetime) -> None:
    """Take out the fingerprints of what was first seen before then."""
    old = (
        select(fingerprint_.c.document_id)
        .join(document_, document_.c.id == fingerprint_.c.document_id)
        .where(document_.c.first_seen_at < before)
    )
    connection.execute(delete(fingerprint_).where(fingerprint_.c.document_id.in_(old)))
