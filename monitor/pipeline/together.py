"""Side by side, and none left behind."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

Result = TypeVar("Result")


async def together(works: Iterable[Coroutine[Any, Any, Result]]) -> tuple[Result, ...]:
    """Do all *works* side by side; return their results in order.

    Where one fails, the others are ended before its exception is raised: ``asyncio.gather`` alone
    would let them go on, beside whatever is done next.
    """
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        return tuple(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
