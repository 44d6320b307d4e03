"""monitor run: the steps that are done again and again, until somebody says stop."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor import wiring
from monitor.archive.retention import Going, removable, remove
from monitor.errors import SourceError
from monitor.log import event
from monitor.model.watchlist import Edition, Watchlist
from monitor.model.week import Week
from monitor.pipeline.attest import attest
from monitor.pipeline.issue import make, missing
from monitor.pipeline.poll import poll
from monitor.pipeline.reread import reread
from monitor.pipeline.tools import Tools
from monitor.relevance.rules import Rules
from monitor.schedule import Step, serve, stop_on_signals
from monitor.settings import Settings
from monitor.source.due import due
from monitor.source.load import load
from monitor.wiring import REAL, Project, Surroundings

_log = logging.getLogger(__name__)


def stay(settings: Settings, surroundings: Surroundings = REAL) -> int:
    """Serve the project folder until SIGTERM or SIGINT.

    Raises:
        SourceError: sources.yaml cannot be used at the start; later faults in it are logged.
        BusyError: Another monitor is at work in this folder.
    """
    asyncio.run(_stay(settings, surroundings))
    return 0


async def _stay(settings: Settings, surroundings: Surroundings) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    with wiring.writing(settings, "run", surroundings) as project:
        async with wiring.at_work(project, surroundings) as tools:
            event(_log, logging.INFO, "started", home=settings.home)
            await serve(steps(project, tools), stop=stop)
            event(_log, logging.INFO, "stopped", home=settings.home)


def steps(project: Project, tools: Tools) -> Sequence[Step]:
    """Return what is done, and how often it is looked whether it is due."""
    service = _Service(project, tools)
    return (
        Step(name="poll", every=timedelta(seconds=60), act=service.poll),
        Step(name="issues", every=timedelta(seconds=60), act=service.issues),
        Step(name="reread", every=timedelta(minutes=10), act=service.reread),
        Step(name="attest", every=timedelta(hours=1), act=service.attest),
        Step(name="tidy", every=timedelta(days=1), act=service.tidy),
    )


class _Service:
    """The steps over one opened project; sources.yaml is read again when it changed."""

    def __init__(self, project: Project, tools: Tools) -> None:
        self._project = project
        self._tools = tools

    async def poll(self) -> None:
        """Ask what is due."""
        watchlist = self._watchlist()
        chosen = due(watchlist.sources, self._tools.archive.states(), self._tools.clock())
        enabled = [source.id for source in watchlist.sources if source.enabled]
        waiting = self._tools.archive.pending(self._tools.clock(), source_ids=enabled, limit=1)
        if chosen or waiting:
            await poll(self._tools, chosen, among=watchlist.sources)

    async def issues(self) -> None:
        """Make each edition's issues whose week is closed and that are not made yet.

        One that cannot be made is tried again the next time, and stops no other edition.
        """
        watchlist, now = self._watchlist(), self._tools.clock()
        for edition in watchlist.editions:
            for week in missing(self._project.archive, edition, now):
                await asyncio.sleep(0)  # a signal to stop is heard between two issues
                if not self._made(watchlist, edition, week, now):
                    break

    def _made(self, watchlist: Watchlist, edition: Edition, week: Week, now: datetime) -> bool:
        """Make one issue; whether it could be made."""
        facts = {"edition": edition.id, "week": week.key}
        archive, digests = self._project.archive, self._project.settings.digests_path
        try:
            made = make(archive, watchlist, edition, week, now, digests)
        except Exception as fault:
            event(_log, logging.ERROR, "issue not made", **facts, fact=fault)
            _log.debug("traceback", exc_info=fault)
            return False
        event(_log, logging.INFO, "issue", **facts, fact=made.sentence)
        return True

    async def reread(self) -> None:
        """Look again at what was kept lately."""
        self._watchlist()
        report = await reread(self._tools)
        event(_log, logging.INFO, "rereads", looked=report.looked, fact=report.sentence)

    async def attest(self) -> None:
        """Ask others to confirm what came, where the settings name somebody."""
        hooks = wiring.hooks(self._project.settings)
        if hooks is not None:
            archive, asker = self._project.archive, self._tools.fetcher
            told = await attest(archive, asker, hooks, self._tools.clock)
            event(_log, logging.INFO, "attested", stamps=told.stamps, copies=told.copies)

    async def tidy(self) -> None:
        """Remove evidence that backs no document, once its time is over."""
        days, now = self._project.settings.keep_evidence_days, self._tools.clock()
        if not days:
            return
        before = now - timedelta(days=days)
        for going in await asyncio.to_thread(self._removable, before):
            remove(self._project.archive, going, now)
            facts = {"file": going.name, "records": len(going.cuts), "bytes": going.bytes}
            event(_log, logging.INFO, "evidence removed", **facts)
            await asyncio.sleep(0)  # others have their turn between two files

    def _removable(self, before: datetime) -> tuple[Going, ...]:
        """Look what may go, beside what goes on: every version is looked at."""
        with wiring.reading(self._project.settings) as archive:
            return removable(archive, before)

    def _watchlist(self) -> Watchlist:
        """Return what sources.yaml says now; while it cannot be used, what it said before."""
        try:
            fresh = load(self._project.settings.sources_path)
        except SourceError as fault:
            event(_log, logging.ERROR, "sources.yaml kept as it was", fact=fault)
            return self._tools.watchlist
        if fresh.sha256 != self._tools.watchlist.sha256:
            self._tools = replace(self._tools, watchlist=fresh, rules=Rules.of(fresh))
            event(_log, logging.INFO, "sources.yaml read again", sources=len(fresh.sources))
        return self._tools.watchlist
