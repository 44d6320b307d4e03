"""Taking turns: one request at a time to a host, with a rest after each."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.clock import Clock, Sleep
from monitor.errors import UnreachableError
from monitor.fetch.address import Address
from monitor.fetch.answer import in_words

IN_VAIN = 3
"""Requests in a row that took long and brought nothing; then the host is left alone."""
ALONE = timedelta(minutes=10)
"""How long. A host that hangs on each of a feed's 5,000 pages would hold a round for days."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    last_ended: datetime | None = None
    closed_until: datetime | None = None
    why: str = ""
    in_vain: int = 0


class Turns:
    """Who may ask which host when."""

    def __init__(self, *, clock: Clock, sleep: Sleep, long: float) -> None:
        """*long* is how many seconds an answer may take that does not come in the end."""
        self._clock = clock
        self._sleep = sleep
        self._long = long
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    @asynccontextmanager
    async def turn(self, address: Address, gap: float) -> AsyncIterator[None]:
        """Have the host of *address* alone, *gap* seconds or more after the last who had it.

        Raises:
            UnreachableError: The host has asked to be left alone until later.
        """
        host = self._hosts[address.site]
        async with host.lock:
            self._refuse_if_closed(host, address)
            wait = self._wait(host, gap)
            if wait > 0:
                # Once, and without looking at the clock again: it may be one that stands still.
                await self._sleep(wait)
            try:
                yield
            finally:
                host.last_ended = self._clock()

    @contextmanager
    def patience(self, address: Address) -> Iterator[None]:
        """Count what took long in vain, one after the other; it ends when an answer comes."""
        host, now = self._hosts[address.site], asyncio.get_running_loop().time
        began = now()
        try:
            yield
        except UnreachableError:
            host.in_vain += now() - began >= self._long
            if host.in_vain >= IN_VAIN:
                host.in_vain = 0
                self._close(host, ALONE, f"{IN_VAIN} requests in a row hung, so it is left alone")
            raise
        host.in_vain = 0

    def close(self, address: Address, wait: timedelta) -> None:
        """Leave the host of *address* alone for as long as it asked for."""
        self._close(self._hosts[address.site], wait, "the site asked earlier to be left alone")

    def _close(self, host: _Host, wait: timedelta, why: str) -> None:
        host.closed_until, host.why = self._clock() + wait, why

    def _refuse_if_closed(self, host: _Host, address: Address) -> None:
        left = host.closed_until - self._clock() if host.closed_until else timedelta()
        if left > timedelta():
            fact = f"not asked: {host.why}, for {in_words(left)} more"
            raise UnreachableError(address.url, fact, retry_after=left)

    def _wait(self, host: _Host, gap: float) -> float:
        if host.last_ended is None:
            return 0.0
        rested = (self._clock() - host.last_ended).total_seconds()
        # A clock that was set back must not make the rest longer than it is.
        return min(gap, gap - rested)
