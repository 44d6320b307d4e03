"""The pipeline on a real archive, a real client and a site on loopback; only time is ours."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.archive.store import Archive
from monitor.extract.worker import Inline
from monitor.fetch.client import Client
from monitor.fetch.options import Options
from monitor.model.outcome import Outcome
from monitor.model.source import Content, Filter, Kind, Source
from monitor.model.watchlist import Watchlist
from monitor.pipeline.poll import PollReport, poll
from monitor.pipeline.tools import Tools
from monitor.relevance.rules import Rules
from monitor.source import shipped
from monitor.source.load import parse
from tests.site import NOW, Site

BUILT_IN = parse(shipped.text(), "sources.yaml")
RULES = Rules.of(BUILT_IN)


class Hands:
    """A clock that a test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by


@dataclass(frozen=True)
class World:
    """A site that is watched, and what is needed to watch it."""

    site: Site
    archive: Archive
    hands: Hands

    @asynccontextmanager
    async def tools(
        self, sources: Iterable[Source], workers: Inline | None = None
    ) -> AsyncIterator[Tools]:
        """Open the network for *sources*."""
        watchlist = Watchlist(
            sources=tuple(sources),
            topics=BUILT_IN.topics,
            editions=BUILT_IN.editions,
            help=(),
            coming_up=(),
            macros=BUILT_IN.macros,
            tiers=BUILT_IN.tiers,
            problems=(),
            sha256="",
        )
        options = Options(
            user_agent="news-report-monitor/test",
            allow_networks=("127.0.0.0/8",),
            deadline=10.0,
            max_bytes=1_000_000,
            pace=0.0,
            concurrency=8,
            routes={},
        )
        record = self.archive.kept.record
        async with Client(options, clock=self.hands, sleep=self._sleep, record=record) as client:
            yield Tools(
                archive=self.archive,
                fetcher=client,
                workers=workers or Inline(),
                watchlist=watchlist,
                rules=RULES,
                clock=self.hands,
                max_report_bytes=1_000_000,
            )

    async def poll(self, *sources: Source, workers: Inline | None = None) -> PollReport:
        """Ask *sources* and read what is new."""
        async with self.tools(sources, workers) as tools:
            return await poll(tools, sources)

    async def _sleep(self, seconds: float) -> None:
        self.hands.forward(timedelta(seconds=seconds))

    def outcomes(self) -> list[tuple[str, Outcome, int]]:
        """Return all outcomes so far, by source."""
        always = timedelta(days=1000)
        return list(self.archive.outcomes(self.hands.at - always, self.hands.at + always))

    def titles(self) -> list[str]:
        """Return the titles of all documents, sorted."""
        return sorted(each.title for each in self.archive.documents(self.archive.find("")))


@pytest.fixture
def world(site: Site, tmp_path: Path) -> "Iterable[World]":
    """A world with an empty archive."""
    with Archive.open(
        tmp_path / "monitor.db", evidence=tmp_path / "evidence", index=tmp_path / "index"
    ) as archive:
        yield World(site, archive, Hands(datetime.fromisoformat(NOW)))


def watching(site: Site, name: str = "feed", **changes: object) -> Source:
    """Return a source at ``/feed`` of *site*, all of it ours."""
    facts: dict[str, object] = {
        "id": name,
        "name": name.title(),
        "publisher": name.title(),
        "kind": Kind.FEED,
        "url": f"{site.base}/{name}",
        "filter": Filter.NONE,
        "content": Content.EXTRACT,
        **changes,
    }
    return Source(**facts)  # type: ignore[arg-type]


def villages(site: Site, names: Sequence[str], feed: str = "/feed") -> None:
    """Serve a feed with an article a village."""
    site.feed(feed, {f"/page/{name}": name for name in names})
    for name in names:
        site.article(f"/page/{name}", name)
