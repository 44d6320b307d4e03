"""The first page of the web's search, asked as a browser asks, without a network."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import httpx
from sqlalchemy import insert

from monitor import clock, settings
from monitor.archive.schema import poll
from monitor.archive.store import Archive
from monitor.library.opener import Opener
from monitor.model.outcome import PollResult
from monitor.web.app import application
from tests.bench.archive.build import opened
from tests.bench.archive.corpus import BEGAN, SOURCES, TOPICS
from tests.bench.archive.kinds import Question


class Ask(Protocol):
    """What is handed out: one page for one question."""

    def __call__(self, asked: Question) -> str: ...


@contextmanager
def asking(folder: Path) -> Iterator[Ask]:
    """Serve the archive in *folder*, and hand out what asks for a page."""
    _watchlist(folder / "sources.yaml")
    with opened(folder) as archive:
        _polled(archive)
    app = application(Opener(settings.load(folder, {})), clock=clock.system)
    transport = httpx.ASGITransport(app)
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")

        def ask(asked: Question) -> str:
            params = {"q": asked.query, "order": "newest" if asked.newest else "best"}
            answer = runner.run(client.get("/search", params=params))
            answer.raise_for_status()
            return answer.text

        yield ask
        runner.run(client.aclose())


def _polled(archive: Archive) -> None:
    """Note that it was begun when its first document was seen: the chart's periods follow it."""
    if archive.first_poll() is not None:
        return
    asked = {"source_id": "source-0", "result": PollResult.NEW.value, "fact": "", "leads": 1}
    with archive.database.transaction() as connection:
        connection.execute(insert(poll).values(at=BEGAN, status=200, new=1, **asked))


def _watchlist(path: Path) -> None:
    lines = ["sources:"]
    for number in range(SOURCES):
        url = f"https://www.outlet-{number}.example/feed"
        name = f"Outlet {number}"
        lines.append(f'  - {{id: source-{number}, name: {name}, kind: feed, url: "{url}"}}')
    lines.append("topics:")
    lines += [f"  - {{id: {topic}, name: {topic.title()}, query: {topic}}}" for topic in TOPICS]
    path.write_text("\n".join(lines), encoding="utf-8")
