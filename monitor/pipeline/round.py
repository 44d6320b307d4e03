"""One round of reading: leads are read side by side and settled in their order."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor import urls
from monitor.archive.rows import Pending
from monitor.errors import ArchiveError
from monitor.log import event
from monitor.model.outcome import Outcome
from monitor.model.source import Source
from monitor.pipeline.progress import Progress
from monitor.pipeline.read import Attempt, Later, read
from monitor.pipeline.settle import Settled, identity, settle
from monitor.pipeline.tools import Tools
from monitor.story.window import Window

_log = logging.getLogger(__name__)


_OF_A_HOST = 2
"""Leads read at the same time of one host: one is fetched while the other is parsed."""


@dataclass(frozen=True, slots=True)
class Same:
    """Another lead of this round goes to the same address."""

    key: str


@dataclass(slots=True)
class Round:
    """What one round of reading knows; the only mutable thing on the way."""

    tools: Tools
    sources: Mapping[str, Source]
    window: Window
    bugs: list[Exception]
    hosts: dict[str, asyncio.Semaphore] = field(
        default_factory=lambda: defaultdict(lambda: asyncio.Semaphore(_OF_A_HOST))
    )
    firsts: dict[str, Pending] = field(default_factory=dict)
    ends: dict[str, Settled | Later] = field(default_factory=dict)
    outcomes: list[tuple[str, Outcome]] = field(default_factory=list)
    postponed: int = 0

    async def run(self, waiting: Sequence[Pending], progress: Progress) -> None:
        """Read and settle all that is *waiting*; the same leads give the same stories."""
        free = asyncio.Semaphore(self.tools.readers)
        tasks = [asyncio.ensure_future(self._attempt(pending, free)) for pending in waiting]
        try:
            for done, (pending, task) in enumerate(zip(waiting, tasks, strict=True), start=1):
                self._end(pending, await self._own(pending, await task))
                progress("reading", done, len(waiting))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _attempt(
        self, pending: Pending, free: asyncio.Semaphore
    ) -> Attempt | Same | Exception:
        source = self.sources[pending.lead.source_id]
        key = identity(source, pending.lead)
        if key and self.firsts.setdefault(key, pending) is not pending:
            return Same(key)
        # One slow host must not hold all the places.
        async with self.hosts[urls.host(pending.lead.url)], free:
            return await self._read(pending)

    async def _own(
        self, pending: Pending, attempt: Attempt | Same | Exception
    ) -> Attempt | Same | Exception:
        """Return *attempt*; where the same page was not kept, one of *pending*'s own.

        Another source may name it better, or may be all ours: what it lists is not lost because of
        what somebody else said of the same address.
        """
        if not isinstance(attempt, Same):
            return attempt
        other = self.ends[attempt.key]
        if isinstance(other, Later) or other.outcome is Outcome.SET_ASIDE:
            return attempt
        if other.document_id and self._stands_for(pending, other.document_id):
            return attempt
        return await self._read(pending)

    def _stands_for(self, pending: Pending, document_id: str) -> bool:
        """Whether a document was read from its page, or told by the publisher of *pending*."""
        kept = self.tools.archive.document(document_id)
        return bool(kept.evidence) or (
            kept.publisher == self.sources[pending.lead.source_id].publisher
        )

    async def _read(self, pending: Pending) -> Attempt | Exception:
        source = self.sources[pending.lead.source_id]
        try:
            return await read(self.tools, source, pending.lead, pending.attempts)
        except Exception as bug:
            return bug

    def _end(self, pending: Pending, attempt: Attempt | Same | Exception) -> None:
        """Settle one lead and write its end down in the same transaction."""
        source = self.sources[pending.lead.source_id]
        try:
            if isinstance(attempt, Exception):
                raise attempt
            with self.tools.archive.transaction():
                end = self._decide(source, pending, attempt)
                self._write(pending, end)
        except ArchiveError:
            raise  # the disk's fault and not the page's: the lead waits, and is read again
        except Exception as bug:
            # The edge of the loop: the item is set aside, so that no page stops us twice;
            # poll() raises what was met here when all the others are done.
            self.bugs.append(bug)
            fact = f"a fault of ours: {type(bug).__name__}: {bug}"
            end = Settled(outcome=Outcome.SET_ASIDE, fact=fact)
            self._write(pending, end)
        self.ends[identity(source, pending.lead)] = end
        if isinstance(end, Later):
            self.postponed += 1
        else:
            self.outcomes.append((source.id, end.outcome))

    def _decide(self, source: Source, pending: Pending, attempt: Attempt | Same) -> Settled | Later:
        if not isinstance(attempt, Same):
            return settle(self.tools, self.window, source, pending, attempt)
        other = self.ends[attempt.key]
        if isinstance(other, Later) or other.document_id is None:
            return other
        self.tools.archive.add_url(other.document_id, attempt.key, pending.lead)
        fact = f"the archive has it as {other.document_id}"
        return Settled(outcome=Outcome.DUPLICATE, fact=fact, document_id=other.document_id)

    def _write(self, pending: Pending, end: Settled | Later) -> None:
        archive, lead = self.tools.archive, pending.lead
        if isinstance(end, Later):
            archive.postpone(lead, end.until, end.fact, pending.attempts + 1)
        else:
            archive.settle(lead, end.outcome, end.fact, self.tools.clock(), end.document_id)
        what = "later" if isinstance(end, Later) else end.outcome.value
        event(
            _log, logging.INFO, "read", source=lead.source_id, url=lead.url, end=what, fact=end.fact
        )
