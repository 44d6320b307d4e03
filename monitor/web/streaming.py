"""An answer that is written while it is sent, by one thread from its beginning to its end."""

from collections.abc import AsyncIterator, Callable, Iterator
from math import inf
from threading import BoundedSemaphore

import anyio
from anyio import from_thread, to_thread
from anyio.streams.memory import MemoryObjectSendStream

_AHEAD = 4
"""Pieces that are made before the reader has taken those before them."""
_PATIENCE = 60
"""Seconds that a reader may take for a piece; who takes longer keeps others from theirs."""
_WRITING = BoundedSemaphore(8)
"""How many are written at once; further ones wait."""
_AT_ONCE = 64_000
"""Bytes of a piece: a record each would cost a change of threads each."""


async def streamed(pieces: Callable[[], Iterator[bytes]]) -> AsyncIterator[bytes]:
    """Yield what *pieces* yields; it runs in a thread of its own, and stops when nobody reads.

    Starlette asks each piece of an iterator in any thread; a connection to the archive belongs to
    the thread that opened it.
    """
    sending, receiving = anyio.create_memory_object_stream[bytes](_AHEAD)

    def work() -> None:
        try:
            with _WRITING:
                for piece in _joined(pieces()):
                    from_thread.run(_sent, sending, piece)
        except (anyio.BrokenResourceError, TimeoutError):
            pass  # the reader went away, or does not read
        finally:
            from_thread.run_sync(sending.close)

    async with anyio.create_task_group() as group:
        group.start_soon(_in_thread, work)
        try:
            async with receiving:
                async for piece in receiving:
                    yield piece
        finally:
            sending.close()


async def _sent(sending: MemoryObjectSendStream[bytes], piece: bytes) -> None:
    with anyio.fail_after(_PATIENCE):
        await sending.send(piece)


async def _in_thread(work: Callable[[], None]) -> None:
    # It is not to take the place of a search that a reader waits for.
    await to_thread.run_sync(work, limiter=anyio.CapacityLimiter(inf))


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield *pieces* in larger ones."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
