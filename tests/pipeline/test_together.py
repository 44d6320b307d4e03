"""Work side by side ends together."""

import asyncio

import pytest

from monitor.pipeline.together import together


async def test_results_come_in_order() -> None:
    first = asyncio.Event()

    async def waits() -> str:
        await first.wait()
        return "a"

    async def goes() -> str:
        first.set()
        return "b"

    assert await together([waits(), goes()]) == ("a", "b")


async def test_none_goes_on_behind_a_failure() -> None:
    ended = []

    async def goes_on() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("goes_on")

    async def fails() -> None:
        await asyncio.sleep(0)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await together([goes_on(), fails()])

    assert ended == ["goes_on"]
