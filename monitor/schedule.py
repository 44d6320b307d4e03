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
    """Run *steps* at their times until *stop* is set; each runs once at the start.

    No step runs beside itself, and none waits for another: an issue is made at its hour although a
    poll of slow hosts goes on. Setting *stop* interrupts what is running; steps are made so that
    this loses nothing.
    """
    clockwork = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    running = []
    for step in steps:
        knock = asyncio.Event()
        knock.set()
        seconds = step.every.total_seconds()
        clockwork.add_job(_knock, "interval", args=[knock], seconds=seconds)
        running.append(asyncio.ensure_future(_keep_doing(step, knock)))
    clockwork.start()
    try:
        await stop.wait()
    finally:
        clockwork.shutdown(wait=False)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _knock(knock: asyncio.Event) -> None:
    knock.set()


async def _keep_doing(step: Step, knock: asyncio.Event) -> None:
    """Run *step* at each knock; a failure is logged, and its next time comes all the same."""
    while True:
        await knock.wait()
        knock.clear()
        try:
            await step.act()
        except Exception as fault:
            event(_log, logging.ERROR, "step failed", step=step.name, fact=fault)
            _log.debug("traceback", exc_info=fault)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let SIGTERM and SIGINT set *stop*."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
