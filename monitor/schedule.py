"""When: a few fixed jobs by APScheduler; what is due, the archive knows.

APScheduler 3.11 keeps its jobs in memory here, rebuilt at each start: a stored job is a pickle
that code could hide in, two processes on one store run it twice, and one that fell due while the
monitor was down is dropped. So a job is only a knock on the door. Each step asks the archive what
is due, and doing a step twice changes nothing.
"""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.log import event

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to do again and again."""

    name: str
    every: timedelta
    act: Callable[[], Awaitable[None]]


async def serve(steps: Sequence[Step], *, stop: asyncio.Event) -> None:
    """Run *steps* at their times, one at a time, until *stop* is set; each runs once at the start.

    Setting *stop* interrupts the step that is running; steps are made so that this loses nothing.
    """
    knocks: asyncio.Queue[Step] = asyncio.Queue()
    waiting: set[str] = set()

    async def knock(step: Step) -> None:
        if step.name not in waiting:
            waiting.add(step.name)
            await knocks.put(step)

    clockwork = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for step in steps:
        clockwork.add_job(knock, "interval", args=[step], seconds=step.every.total_seconds())
        await knock(step)
    clockwork.start()
    try:
        while not stop.is_set():
            following = await _next(knocks, stop)
            if following is None:
                return
            waiting.discard(following.name)
            await _run(following, stop)
    finally:
        clockwork.shutdown(wait=False)


async def _next(knocks: "asyncio.Queue[Step]", stop: asyncio.Event) -> Step | None:
    """Return the next step, None when it is time to stop."""
    getting, stopping = asyncio.ensure_future(knocks.get()), asyncio.ensure_future(stop.wait())
    await asyncio.wait((getting, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if getting.done():
        return getting.result()
    getting.cancel()
    return None


async def _run(step: Step, stop: asyncio.Event) -> None:
    """Run *step*; a failure is logged, and its next time comes all the same."""
    working = asyncio.ensure_future(step.act())
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
    results = await asyncio.gather(working, return_exceptions=True)
    if isinstance(results[0], Exception):
        event(_log, logging.ERROR, "step failed", step=step.name, fact=results[0])
        _log.debug("traceback", exc_info=results[0])


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let SIGTERM and SIGINT set *stop*."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
