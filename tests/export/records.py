"""Records to be written."""

from dataclasses import replace
from datetime import UTC, datetime

from monitor.export.record import ArchivedCopy, Record, Standing, record
from monitor.model.dated import Dated, Provenance
from monitor.model.document import Document, DocumentKind
from monitor.model.reading import Origin, Quality
from monitor.model.source import Content
from monitor.model.verdict import Tier

SEEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
PUBLISHED = Dated(
    at=datetime(2026, 11, 1, tzinfo=UTC),
    provenance=Provenance.JSON_LD,
    confidence=0.9,
    day_only=True,
    raw="1 November 2026",
)
STANDING = Standing(
    revision=2,
    read_at=datetime(2026, 11, 4, 7, 12, 44, tzinfo=UTC),
    tier=Tier.STRONG,
    topics=(("labour", "Forced labour"), ("policy", "Law, policy; courts")),
    story_id="4k7qz2m5w3xa",
    issues=("weekly 2026-W45",),
    copy=ArchivedCopy(
        file="2026/2026-11-04-0001.warc.gz",
        record="2026-11-04T07:12:44.500000Z",
        url="https://web.archive.example/web/2026/https://post.example/a",
    ),
)
LONG = "Nine people were freed from a car wash. " * 30


def a_document(**changes: object) -> Document:
    plain = Document(
        id="4k7qz2m5w3xa",
        source_id="post",
        publisher="Harbour Post",
        kind=DocumentKind.ARTICLE,
        url="https://post.example/a?b=1&c=d_e%20f~g#h;i",
        canonical_url="https://post.example/a",
        title="Nine freed",
        text=LONG,
        description="The publisher's own summary.",
        authors=("Jane van der Roe", "Home Office"),
        language="en",
        published=PUBLISHED,
        updated=None,
        first_seen_at=SEEN,
        content=Content.EXTRACT,
        rights="",
        origin=Origin.PAGE,
        quality=Quality.GOOD,
        pages=(),
        evidence="ab" * 32,
        backfill=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a mapping of any fields


def a_record(standing: Standing = STANDING, **changes: object) -> Record:
    return record(a_document(**changes), standing)
