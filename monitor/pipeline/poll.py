"""The upper line of the way: ask what is due, read what is new, settle each in turn."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor import urls
from monitor.archive import bulk
from monitor.errors import ArchiveError
from monitor.log import event
from monitor.model.health import Poll, SourceState
from monitor.model.outcome import Outcome, PollResult
from monitor.model.source import Source
from monitor.pipeline.ask import Answer, ask, backfill_before
from monitor.pipeline.progress import Progress, quiet
from monitor.pipeline.round import Round
from monitor.pipeline.together import together
from monitor.pipeline.tools import Tools
from monitor.source import health
from monitor.story.window import Window

_log = logging.getLogger(__name__)

STORY_SPAN = timedelta(days=14)
"""How far back a new document may find its story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReport:
    """What a run did."""

    polls: tuple[Poll, ...]
    outcomes: tuple[tuple[str, Outcome], ...]
    """Source id and outcome of each lead that ended."""
    postponed: int
    """Leads to be tried again."""
    cut_off: bool
    """No host gave an answer of any kind: most likely our own line is down."""


class ItemsSetAside(ExceptionGroup[Exception]):
    """Bugs were met; each item was set aside first, the rest was done, and *report* tells of it."""

    report: PollReport


async def poll(
    tools: Tools,
    sources: Sequence[Source],
    progress: Progress = quiet,
    *,
    among: Sequence[Source] = (),
) -> PollReport:
    """Ask *sources*; then read and settle the leads that wait, theirs and those *among* others.

    Of the others, only enabled ones are read for.

    Raises:
        ArchiveError: It could not be written; what was not finished waits for the next poll.
        ItemsSetAside: Bugs were met.
    """
    bugs: list[Exception] = []
    polls, cut_off = await _ask_all(tools, sources, progress, bugs)
    now = tools.clock()
    enabled = [source for source in among if source.enabled]
    readable = {source.id: source for source in (*enabled, *sources)}
    order = {source_id: place for place, source_id in enumerate(readable)}
    waiting = sorted(
        tools.archive.pending(now, source_ids=tuple(order)),
        key=lambda pending: order[pending.lead.source_id],
    )
    reading = Round(tools, readable, _window(tools, now), bugs)
    await reading.run(waiting, progress)
    outcomes = tuple(reading.outcomes)
    report = PollReport(
        polls=polls, outcomes=outcomes, postponed=reading.postponed, cut_off=cut_off
    )
    if bugs:
        met = ItemsSetAside("items were set aside; the rest was done", bugs)
        met.report = report
        raise met
    return report


async def _ask_all(
    tools: Tools, sources: Sequence[Source], progress: Progress, bugs: list[Exception]
) -> tuple[tuple[Poll, ...], bool]:
    """Ask all side by side; return the polls, and whether no host at all could be reached.

    Each answer is written down as it comes, so that a stop loses none; silence is written down
    last, when it is known whether anybody answered.
    """
    states = tools.archive.states()
    polls: dict[str, Poll] = {}
    silent: list[tuple[Source, Answer]] = []

    async def one(source: Source) -> None:
        answer = await _asked(tools, source, states.get(source.id), bugs)
        if _is_silence(answer.poll):
            silent.append((source, answer))
        else:
            polls[source.id] = _record(tools, source, states.get(source.id), answer)
        progress("asking", len(polls) + len(silent), len(sources))

    await together(one(source) for source in sources)
    cut_off = not polls and len({urls.host(source.url) for source, _ in silent}) > 1
    for source, answer in silent:
        state = states.get(source.id)
        polls[source.id] = _record(tools, source, state, answer, cut_off=cut_off)
    return tuple(polls[source.id] for source in sources), cut_off


async def _asked(
    tools: Tools, source: Source, state: SourceState | None, bugs: list[Exception]
) -> Answer:
    try:
        return await ask(tools, source, state)
    except ArchiveError:
        raise  # the disk's fault and not the source's: everything stops, and is taken up again
    except Exception as bug:
        # The edge of the loop: set aside here, raised by poll() when the rest is done.
        bugs.append(bug)
        return Answer(poll=_set_aside(source, bug, tools.clock()), leads=())


def _is_silence(poll: Poll) -> bool:
    return poll.result is PollResult.UNREACHABLE and poll.status is None


def _set_aside(source: Source, bug: Exception, at: datetime) -> Poll:
    fact = f"a fault of ours: {type(bug).__name__}: {bug}"
    return Poll(source_id=source.id, at=at, result=PollResult.SET_ASIDE, fact=fact)


def _record(
    tools: Tools,
    source: Source,
    state: SourceState | None,
    answer: Answer,
    *,
    cut_off: bool = False,
) -> Poll:
    """Keep new leads and the poll in one transaction: validators never outrun the leads."""
    poll = answer.poll
    with tools.archive.transaction():
        new = tools.archive.offer(
            answer.leads, poll.at, backfill_before=backfill_before(source, state, poll.at)
        )
        if new:
            poll = replace(poll, result=PollResult.NEW, new=len(new))
        tools.archive.record_poll(poll, health.after(source, state, poll, cut_off=cut_off))
    event(
        _log,
        logging.INFO,
        "asked",
        source=source.id,
        result=poll.result.value,
        leads=poll.leads,
        new=poll.new,
        fact=poll.fact,
    )
    return poll


def _window(tools: Tools, now: datetime) -> Window:
    bulk.forget_fingerprints(tools.archive, now - STORY_SPAN)
    window = Window(STORY_SPAN)
    for print_, placement in tools.archive.recent_placements(now - STORY_SPAN):
        window.add(print_, placement)
    return window
