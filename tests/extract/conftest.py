"""Answers and sources for the parsers, made in one line."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.model.page import Page, Validators
from monitor.model.source import Kind, Source

SEEN_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)

Answered = Callable[..., Page]
Watching = Callable[..., Source]


@pytest.fixture
def answered() -> Answered:
    """Make an answer: ``answered(body, url=…, media_type=…)``."""

    def make(
        body: str | bytes,
        *,
        url: str = "https://paper.example/news/",
        media_type: str = "",
        charset: str = "",
        seen_at: datetime = SEEN_AT,
    ) -> Page:
        raw = body.encode() if isinstance(body, str) else body
        return Page(
            url=url,
            final_url=url,
            status=200,
            headers=(("content-type", media_type),) if media_type else (),
            body=raw,
            media_type=media_type,
            charset=charset,
            fetched_at=seen_at,
            sha256=hashlib.sha256(raw).hexdigest(),
            peer="",
            validators=Validators(),
        )

    return make


@pytest.fixture
def watching() -> Watching:
    """Make a source: ``watching(Kind.FEED, language="de")``."""

    def make(kind: Kind, **changes: Any) -> Source:
        plain = {
            "id": "paper",
            "name": "The Paper",
            "publisher": "The Paper",
            "url": "https://paper.example/news/",
        }
        return Source(kind=kind, **{**plain, **changes})

    return make
