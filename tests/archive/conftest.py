"""An archive in a folder of its own, and what to put into it."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.archive.search import View, ask
from monitor.archive.store import Archive
from monitor.model.document import Document, DocumentKind
from monitor.model.lead import Lead
from monitor.model.page import Page, Validators
from monitor.model.reading import Origin, Quality
from monitor.model.source import Content
from monitor.model.story import Fingerprint, Placement, Role
from monitor.model.verdict import Tier, Verdict
from monitor.query.tree import Query

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)

Open = Callable[..., AbstractContextManager[Archive]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "project"


@pytest.fixture
def opening(folder: Path) -> Open:
    """Opens the archive of *folder*, as often as one likes."""
    folder.mkdir()

    def opened(*, read_only: bool = False) -> AbstractContextManager[Archive]:
        return Archive.open(
            folder / "monitor.db",
            evidence=folder / "evidence",
            index=folder / "index",
            read_only=read_only,
        )

    return opened


@pytest.fixture
def archive(opening: Open) -> Iterator[Archive]:
    with ExitStack() as stack:
        yield stack.enter_context(opening())


def a_document(key: str = "doc", **changes: object) -> Document:
    plain = Document(
        id=key,
        source_id="post",
        publisher="Harbour Post",
        kind=DocumentKind.ARTICLE,
        url=f"https://post.example/{key}",
        canonical_url=f"https://post.example/{key}",
        title=f"Title of {key}",
        text=f"Text of {key}.\n\nNine people were freed from a car wash.",
        description="",
        authors=("A. Reporter",),
        language="en",
        published=None,
        updated=None,
        first_seen_at=START,
        content=Content.EXTRACT,
        rights="",
        origin=Origin.PAGE,
        quality=Quality.GOOD,
        pages=(),
        evidence="",
        backfill=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a mapping of any fields


def a_lead(key: str = "lead", **changes: object) -> Lead:
    plain = Lead(
        source_id="post",
        key=key,
        url=f"https://post.example/{key}",
        canonical_url=f"https://post.example/{key}",
        title=f"Title of {key}",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a mapping of any fields


def a_page(body: bytes = b"<p>Nine people", **changes: object) -> Page:
    plain = Page(
        url="https://post.example/a",
        final_url="https://post.example/a/",
        status=200,
        headers=(("content-type", "text/html"), ("etag", '"1"')),
        body=body,
        media_type="text/html",
        charset="",
        fetched_at=START,
        sha256=hashlib.sha256(body).hexdigest(),
        peer="203.0.113.7:443",
        validators=Validators(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a mapping of any fields


def a_verdict(tier: Tier = Tier.STRONG, topics: tuple[str, ...] = ("labour",)) -> Verdict:
    return Verdict(tier=tier, topics=topics, matches=(), reason="because")


def a_print(document: Document) -> Fingerprint:
    return Fingerprint(
        document_id=document.id,
        publisher=document.publisher,
        at=document.first_seen_at,
        title=document.title,
        language=document.language,
        text_sha256=document.text_sha256,
        shingles=(1, 2, 3),
        terms=(("nine", 0.5),),
    )


def a_placement(document: Document, story_id: str | None = None) -> Placement:
    return Placement(
        document_id=document.id,
        story_id=story_id or document.id,
        role=Role.JOINS if story_id else Role.FIRST,
        like=story_id,
        similarity=0.5 if story_id else 0.0,
    )


def keep(
    archive: Archive,
    document: Document,
    verdict: Verdict | None = None,
    story_id: str | None = None,
) -> Document:
    """Put *document* into *archive*."""
    archive.add(
        document, verdict or a_verdict(), a_print(document), a_placement(document, story_id)
    )
    return document


def found(
    archive: Archive, query: Query, *, newest: bool = False, as_of: datetime | None = None
) -> list[str]:
    """Return the ids of all documents that *query* finds, in order."""

    def ids(view: View) -> list[str]:
        settled = view.settled(query, newest=newest)
        told = [state.document.id for state, _ in view.every(settled)]
        assert view.count(settled) == len(told)
        return told

    return ask(archive, as_of, ids)
