"""The only place that names concrete things and ties them together."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from monitor import clock
from monitor.archive.lock import hold
from monitor.archive.store import Archive
from monitor.clock import Clock, Sleep
from monitor.extract.worker import Pool
from monitor.fetch.client import Client
from monitor.fetch.options import Options
from monitor.model.watchlist import Watchlist
from monitor.pipeline.attest import Hooks
from monitor.pipeline.tools import Tools
from monitor.relevance.rules import Rules
from monitor.settings import Settings
from monitor.source.load import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """An opened project folder."""

    settings: Settings
    watchlist: Watchlist
    archive: Archive
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a test or the demo replaces: time, waiting, and where names lead."""

    clock: Clock | None = None
    """None: the setting ``now``, else the system's."""
    sleep: Sleep = asyncio.sleep
    routes: Mapping[str, tuple[str, int]] = field(default_factory=dict)


REAL = Surroundings()


@contextmanager
def reading(settings: Settings) -> Iterator[Archive]:
    """Open the archive of a project to look into it.

    Raises:
        ArchiveError: There is none, or it cannot be read.
    """
    with Archive.open(
        settings.database_path,
        evidence=settings.evidence_path,
        index=settings.index_path,
        read_only=True,
    ) as archive:
        yield archive


@contextmanager
def owning(settings: Settings, who: str) -> Iterator[Archive]:
    """Open the archive of a project to write in it; nobody else may until it is closed.

    Raises:
        BusyError: Another monitor is at work in this folder.
        ArchiveError: The archive cannot be opened.
    """
    with (
        hold(settings.lock_path, who),
        Archive.open(
            settings.database_path, evidence=settings.evidence_path, index=settings.index_path
        ) as archive,
    ):
        yield archive


@contextmanager
def deciding(settings: Settings) -> Iterator[Archive]:
    """Open the archive of a project to write a word into it, beside a monitor that is at work.

    No lock is taken: a decision is one short transaction, and what runs asks the archive anew.

    Raises:
        ArchiveError: There is none, it is of an older version, or it cannot be opened.
    """
    with reading(settings):
        pass  # it is there, and of this version: nothing is migrated under a running monitor
    with Archive.open(
        settings.database_path, evidence=settings.evidence_path, index=settings.index_path
    ) as archive:
        yield archive


@contextmanager
def writing(settings: Settings, who: str, surroundings: Surroundings = REAL) -> Iterator[Project]:
    """Open a project to work in it; nobody else may until it is closed.

    Raises:
        SourceError: sources.yaml cannot be used.
        BusyError: Another monitor is at work in this folder.
        ArchiveError: The archive cannot be opened.
    """
    watchlist = load(settings.sources_path)
    with owning(settings, who) as archive:
        yield Project(
            settings=settings,
            watchlist=watchlist,
            archive=archive,
            clock=surroundings.clock or now_of(settings),
        )


def hooks(settings: Settings) -> Hooks | None:
    """Return who is asked to confirm what came; None: nobody."""
    told = Hooks(timestamp_url=settings.timestamp_url, archive_to=settings.archive_to)
    return None if told == Hooks() else told


def now_of(settings: Settings) -> Clock:
    """Return the clock of a command: MONITOR_NOW stands still, else the system's."""
    return clock.fixed(settings.now) if settings.now else clock.system


@asynccontextmanager
async def at_work(project: Project, surroundings: Surroundings = REAL) -> AsyncIterator[Tools]:
    """Open the network and the parsers' processes for *project*."""
    settings = project.settings
    options = Options(
        user_agent=settings.user_agent,
        allow_networks=settings.allow_networks,
        deadline=settings.deadline,
        max_bytes=settings.max_page_bytes,
        pace=settings.pace,
        concurrency=settings.concurrency,
        routes=surroundings.routes,
    )
    workers = Pool(settings.workers)
    try:
        async with Client(
            options,
            clock=project.clock,
            sleep=surroundings.sleep,
            record=project.archive.kept.record,
        ) as client:
            yield Tools(
                archive=project.archive,
                fetcher=client,
                workers=workers,
                watchlist=project.watchlist,
                rules=Rules.of(project.watchlist),
                clock=project.clock,
                max_report_bytes=settings.max_report_bytes,
                ocr_pages=settings.ocr_pages if settings.ocr == "auto" else 0,
            )
    finally:
        workers.close()
