"""Steps are done at their times, none beside itself, until somebody says stop."""

import asyncio
import logging
import os
import signal
from datetime import timedelta

import pytest

from monitor.schedule import Step, serve, stop_on_signals

SOON, NEVER = timedelta(milliseconds=5), timedelta(days=1)


async def test_each_step_is_done_once_at_the_start_in_order() -> None:
    done: list[str] = []
    stop = asyncio.Event()

    async def first() -> None:
        done.append("first")

    async def second() -> None:
        done.append("second")
        stop.set()

    await serve(
        [Step(name="first", every=NEVER, act=first), Step(name="second", every=NEVER, act=second)],
        stop=stop,
    )

    assert done == ["first", "second"]


async def test_step_comes_again_and_never_beside_itself() -> None:
    running, done = 0, 0
    stop = asyncio.Event()

    async def act() -> None:
        nonlocal running, done
        running += 1
        assert running == 1
        await asyncio.sleep(0)
        running -= 1
        done += 1
        if done == 6:
            stop.set()

    await asyncio.wait_for(serve([Step(name="one", every=SOON, act=act)], stop=stop), timeout=30)

    assert done >= 6


async def test_long_step_holds_up_no_other() -> None:
    stop, done = asyncio.Event(), 0

    async def endless() -> None:
        await asyncio.Event().wait()

    async def short() -> None:
        nonlocal done
        done += 1
        if done == 3:
            stop.set()

    await asyncio.wait_for(
        serve(
            [
                Step(name="endless", every=SOON, act=endless),
                Step(name="short", every=SOON, act=short),
            ],
            stop=stop,
        ),
        timeout=30,
    )

    assert done >= 3


async def test_stop_interrupts_what_is_running() -> None:
    stop, began, ended = asyncio.Event(), asyncio.Event(), []

    async def endless() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cleaned up")

    serving = asyncio.ensure_future(
        serve([Step(name="endless", every=NEVER, act=endless)], stop=stop)
    )
    await began.wait()
    stop.set()
    await asyncio.wait_for(serving, timeout=10)

    assert ended == ["cleaned up"]


async def test_failing_step_is_logged_and_the_next_is_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop = asyncio.Event()

    async def failing() -> None:
        raise ValueError("a bug of ours")

    async def last() -> None:
        stop.set()

    with caplog.at_level(logging.ERROR, logger="monitor"):
        await serve(
            [
                Step(name="failing", every=NEVER, act=failing),
                Step(name="last", every=NEVER, act=last),
            ],
            stop=stop,
        )

    assert "step failed step=failing" in caplog.text
    assert "a bug of ours" in caplog.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_signals_say_stop(number: signal.Signals) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)

    os.kill(os.getpid(), number)
    await asyncio.wait_for(stop.wait(), timeout=10)

    asyncio.get_running_loop().remove_signal_handler(number)
