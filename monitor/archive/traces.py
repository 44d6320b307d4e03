"""What the archive knows of how a document came to it, row by row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select

from monitor.archive.leads import key_hash
from monitor.archive.rows import StoredIssue
from monitor.archive.schema import change, fetch, issue, lead
from monitor.archive.schema import record as record_
from monitor.archive.schema import warc as warc_
from monitor.archive.store import Archive
from monitor.model.lead import Lead
from monitor.model.page import Hop
from monitor.model.verdict import Tier
from monitor.plainly import whole

Exchanged = RowMapping
"""A row of ``record`` with the name of its file and what wrote that."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A lead that ended in a document."""

    lead: Lead
    title: str
    """As it came first; the lead has that of today."""
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An answer that brought the bytes of a version."""

    url: str
    final_url: str
    status: int
    peer: str
    fetched_at: datetime
    sha256: str
    size: int
    hops: tuple[Hop, ...]
    record_id: int | None
    """None where an older version of the monitor kept it in a file of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the log says that a document was from then on."""

    at: datetime
    tier: Tier
    topics: tuple[str, ...]


def sightings(archive: Archive, document_id: str) -> tuple[Sighting, ...]:
    """Return the leads that ended in a document, oldest first."""
    question = select(lead.c.body, lead.c.title_history, lead.c.first_seen_at).where(
        lead.c.document_id == document_id
    )
    with archive.database.reading() as connection:
        rows = connection.execute(question.order_by(lead.c.first_seen_at, lead.c.id)).all()
    return tuple(
        Sighting(
            lead=whole(Lead, row.body),
            title=row.title_history[0]["title"] if row.title_history else row.body["title"],
            first_seen_at=row.first_seen_at,
        )
        for row in rows
    )


def arrivals(archive: Archive, bodies: Sequence[str]) -> tuple[Arrival, ...]:
    """Return the answers that brought *bodies*, by their hashes, oldest first."""
    question = select(fetch).where(fetch.c.sha256.in_(bodies))
    with archive.database.reading() as connection:
        rows = connection.execute(question.order_by(fetch.c.fetched_at, fetch.c.id)).all()
    return tuple(
        Arrival(
            url=row.url,
            final_url=row.final_url,
            status=row.status,
            peer=row.peer,
            fetched_at=row.fetched_at,
            sha256=row.sha256,
            size=row.size,
            hops=tuple(whole(Hop, each) for each in row.hops),
            record_id=row.record_id,
        )
        for row in rows
    )


def exchanges(archive: Archive, urls: Iterable[str]) -> list[Exchanged]:
    """Return every exchange with *urls*, removed ones too, oldest first, with files and writers."""
    hashes = sorted({key_hash(url) for url in urls})
    found: list[Exchanged] = []
    with archive.database.reading() as connection:
        for start in range(0, len(hashes), _AT_ONCE):
            question = (
                select(record_, warc_.c.name, warc_.c.software)
                .join(warc_, warc_.c.id == record_.c.warc_id)
                .where(record_.c.url_hash.in_(hashes[start : start + _AT_ONCE]))
            )
            found += connection.execute(question).mappings().all()
    return sorted(found, key=lambda row: (row["at"], row["id"]))


def judgements(archive: Archive, document_id: str) -> tuple[Judgement, ...]:
    """Return what a document was, each time that this changed, oldest first."""
    question = select(change.c.at, change.c.tier, change.c.topics).where(
        change.c.document_id == document_id
    )
    with archive.database.reading() as connection:
        rows = connection.execute(question.order_by(change.c.seq)).all()
    found: list[Judgement] = []
    for row in rows:
        told = Judgement(at=row.at, tier=Tier(row.tier), topics=tuple(row.topics))
        if not found or (found[-1].tier, found[-1].topics) != (told.tier, told.topics):
            found.append(told)
    return tuple(found)


def issues_naming(archive: Archive, document_id: str) -> tuple[StoredIssue, ...]:
    """Return the revisions of issues in whose records a document is named, oldest first."""
    names = ("edition_id", "week", "revision", "number", "made_at", "record", "sha256")
    said = f'"document_id": "{document_id}"'
    question = select(*(issue.c[name] for name in names)).where(
        issue.c.record.contains(said, autoescape=True)
    )
    with archive.database.reading() as connection:
        rows = connection.execute(question.order_by(issue.c.made_at, issue.c.revision)).mappings()
        return tuple(StoredIssue(**{name: row[name] for name in names}) for row in rows)
