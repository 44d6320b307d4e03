"""Look again at what was kept: a silent edit is a revision, never a second document."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor import urls
from monitor.archive import readings, states
from monitor.archive.rows import Reread
from monitor.errors import ArchiveError, ExtractError
from monitor.log import event
from monitor.model.document import Document
from monitor.model.reading import Origin
from monitor.model.rereading import Look, Watch
from monitor.model.revision import Comparison, Mark, Row
from monitor.model.source import Content, Kind, Source
from monitor.model.verdict import Tier
from monitor.pipeline.looking import Compared, look
from monitor.pipeline.progress import Progress, quiet
from monitor.pipeline.settle import subject
from monitor.pipeline.together import together
from monitor.pipeline.tools import Tools
from monitor.relevance.judge import judge
from monitor.revision.compare import compare
from monitor.revision.readings import Step, after
from monitor.revision.schedule import next_turn, within_budget
from monitor.text.counted import counted

_log = logging.getLogger(__name__)

MAX_A_ROUND = 500
"""Documents looked at in one round; the rest has its turn in the next, minutes later."""

NOTHING = Comparison(title=Row(mark=Mark.SAME, before=(), after=()), rows=(), findings=())
"""What changed where it is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadReport:
    """What a round of looking again did."""

    looked: int
    revised: tuple[str, ...] = ()
    """Ids of documents that say something else now."""
    removed: tuple[str, ...] = ()
    """Ids of those that are not there any more."""
    returned: tuple[str, ...] = ()
    """Ids of those that are there again."""
    suspected: tuple[str, ...] = ()
    """Ids of those that showed something else, and are looked at once more before it counts."""

    @property
    def sentence(self) -> str:
        """One line for a person."""
        told = (
            (self.revised, "changed"),
            (self.removed, "vanished"),
            (self.returned, "came back"),
            (self.suspected, "to be confirmed"),
        )
        parts = [f"{len(ids)} {what}" for ids, what in told if ids]
        looked = f"{counted(self.looked, 'document')} looked at again"
        return f"{looked}: {', '.join(parts) or 'as before'}"


@dataclass(frozen=True, slots=True)
class _Did:
    """What one look led to."""

    revised: bool = False
    removed: bool = False
    returned: bool = False
    suspected: bool = False


async def reread(
    tools: Tools, progress: Progress = quiet, *, only: Sequence[str] | None = None
) -> RereadReport:
    """Look again at every document whose turn it is, or at those of *only*, whose ever it is.

    Raises:
        ArchiveError: It could not be written; what was not finished keeps its turn.
        ExceptionGroup: Bugs were met; each document was put off first, the rest was done.
    """
    turns = _turns(tools, only)
    free = asyncio.Semaphore(tools.readers)
    bugs: list[Exception] = []
    done = 0

    async def one(turn: Reread) -> _Did:
        nonlocal done
        async with free:
            try:
                return await _look(tools, turn)
            except ArchiveError:
                raise  # the disk's fault and not the page's: its turn comes again
            except Exception as bug:
                # The edge of the loop: its turn is over, so that no page stops every round.
                readings.set_turn(tools.archive, turn.document_id, None)
                bugs.append(bug)
                return _Did()
            finally:
                done += 1
                progress("looking", done, len(turns))

    told = await together(one(turn) for turn in turns)
    if bugs:
        raise ExceptionGroup("documents will not be looked at again; the rest was done", bugs)
    found = [(turn.document_id, did) for turn, did in zip(turns, told, strict=True)]
    return RereadReport(
        looked=len(turns),
        revised=tuple(key for key, did in found if did.revised),
        removed=tuple(key for key, did in found if did.removed),
        returned=tuple(key for key, did in found if did.returned),
        suspected=tuple(key for key, did in found if did.suspected),
    )


def _turns(tools: Tools, only: Sequence[str] | None) -> tuple[Reread, ...]:
    if only is not None:
        return readings.named(tools.archive, only)
    due = readings.due(tools.archive, tools.clock(), MAX_A_ROUND)
    return within_budget(due, lambda turn: urls.host(turn.url))


async def _look(tools: Tools, turn: Reread) -> _Did:
    """Look at one document, and write down what follows."""
    document = tools.archive.document(turn.document_id)
    source = next((s for s in tools.watchlist.sources if s.id == document.source_id), None)
    if source is None or not _may_be_read(source, document):
        readings.set_turn(tools.archive, document.id, None)
        return _Did()
    watch = readings.watch_of(tools.archive, document.id)
    found = await look(tools, document, turn.lead, watch)
    now = tools.clock()
    step = _step(document, watch, found, now)
    changed = await _compared(tools, found.kept, step)
    with tools.archive.transaction():
        if step.revise is not None:
            states.revise(tools.archive, step.revise, changed, now, step.seen_at or now)
            _judge_again(tools, source, step.revise, now)
            if step.revise.url != document.url:
                canonical = urls.canonical(step.revise.url)
                tools.archive.add_url(document.id, canonical, turn.lead)
        if step.removed:
            first_at = step.seen_at or now
            states.remove(tools.archive, document.id, step.removed, now, first_at)
        if step.returned:
            states.bring_back(tools.archive, document.id, now)
        turn_at = next_turn(document.first_seen_at, step.watch, found.look, now)
        readings.keep(tools.archive, document.id, step.watch, found.look, now, turn_at)
    return _told(document, step, found.look)


def _step(document: Document, watch: Watch, found: Compared, now: datetime) -> Step:
    """Return what follows; a page that was never read before is believed at once."""
    if document.origin is Origin.FEED and found.look.document is not None:
        return Step(watch=watch, revise=found.look.document, seen_at=now)
    return after(found.kept, watch, found.look, now)


async def _compared(tools: Tools, kept: Document, step: Step) -> Comparison:
    """Return what changed; nothing where a page was read at last, for its source edited nothing."""
    if step.revise is None or kept.origin is Origin.FEED:
        return NOTHING
    try:
        return await tools.workers.run(compare, kept, step.revise)
    except ExtractError as failure:
        _say(kept, "not compared", failure.reason)
        return NOTHING


def _judge_again(tools: Tools, source: Source, told: Document, now: datetime) -> None:
    """Let an edit make a document ours that was queued; it is news from now on.

    What is ours stays so, whatever an edit takes out: it may have been told. And what people
    decided counts more in either case.
    """
    if tools.archive.verdict(told.id).tier is not Tier.QUEUE:
        return
    verdict = judge(subject(told, source), source, tools.rules)
    if verdict.tier.included:
        tools.archive.rejudge(told.id, verdict, now)
        _say(told, "ours since an edit", verdict.reason)


def _may_be_read(source: Source, document: Document) -> bool:
    """Whether its page may be fetched at all; each state of a watched page is its own document."""
    return (
        source.enabled
        and source.content is not Content.HEADLINE
        and source.kind is not Kind.PAGE
        and document.origin is not Origin.NONE
    )


def _told(document: Document, step: Step, found: Look) -> _Did:
    held = step.watch.suspicion
    if step.revise is not None:
        _say(document, "revised", found.fact)
    elif step.removed:
        _say(document, "vanished", step.removed)
    elif step.returned:
        _say(document, "came back", found.fact)
    elif held is not None:
        _say(document, "suspected", f"{held.fact} (seen {held.count} times)")
    return _Did(
        revised=step.revise is not None,
        removed=bool(step.removed),
        returned=step.returned,
        suspected=held is not None,
    )


def _say(document: Document, what: str, fact: str) -> None:
    event(_log, logging.INFO, what, document=document.id, url=document.url, fact=fact)
