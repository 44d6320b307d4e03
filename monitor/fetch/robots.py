"""What robots.txt allows us, by RFC 9309."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from protego import Protego

from monitor.clock import Clock
from monitor.errors import RefusedError, UnreachableError
from monitor.fetch.address import Address
from monitor.fetch.answer import Answer, failure, has_content

MAX_BYTES = 500 * 1024
"""What is beyond is not read (RFC 9309, 2.5)."""
KEPT = timedelta(hours=6)
"""The RFC allows 24 hours; within six, a publisher who shuts us out is heard the same day."""
TRY_AGAIN = timedelta(minutes=10)
"""After a robots.txt that could not be had."""
MAX_DELAY = 60.0
"""Seconds of Crawl-delay at most: one mistyped line must not hold a whole round for hours."""
_WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype|html|head)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site's robots.txt says to us."""

    agent: str
    parsed: Protego
    delay: float
    """Seconds of Crawl-delay; 0 where none is asked for."""

    @classmethod
    def of(cls, text: str, agent: str) -> "Rules":
        """Return what *text* says to *agent*."""
        parsed = Protego.parse(text)
        return cls(agent, parsed, min(parsed.crawl_delay(agent) or 0.0, MAX_DELAY))

    def allow(self, url: str) -> bool:
        """Whether *url* may be asked."""
        return bool(self.parsed.can_fetch(url, self.agent))


@dataclass(slots=True)
class _Kept:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Rules | None = None
    failure: UnreachableError | None = None
    until: datetime | None = None


class Robots:
    """The robots.txt of every host that was asked, kept for some hours."""

    def __init__(
        self, fetch: Callable[[Address], Awaitable[Answer]], *, agent: str, clock: Clock
    ) -> None:
        """*fetch* returns the robots.txt that governs an address, redirects followed."""
        self._fetch = fetch
        self._agent = agent
        self._clock = clock
        self._kept: defaultdict[str, _Kept] = defaultdict(_Kept)

    def delay(self, address: Address) -> float:
        """Return the Crawl-delay of the host of *address*, as far as it is known."""
        rules = self._kept[address.origin].rules
        return rules.delay if rules else 0.0

    async def check(self, address: Address) -> None:
        """Return where robots.txt allows *address*.

        Raises:
            RefusedError: It does not, or the host may not be asked at all.
            UnreachableError: It could not be had, so nothing else may be asked.
        """
        kept = self._kept[address.origin]
        async with kept.lock:
            if kept.until is None or self._clock() >= kept.until:
                await self._renew(kept, address)
        if kept.rules is None:
            fault = kept.failure
            raise UnreachableError(
                address.url,
                f"{fault.reason if fault else 'no answer'} (for robots.txt, and without it "
                "nothing is asked)",
                status=fault.status if fault else None,
                retry_after=fault.retry_after if fault else None,
            )
        if not kept.rules.allow(address.url):
            raise RefusedError(address.url, f"robots.txt does not allow it to {self._agent}")

    async def _renew(self, kept: _Kept, address: Address) -> None:
        """Ask for robots.txt; rules known from before outlive a failure (RFC 9309, 2.4)."""
        try:
            answer = await self._fetch(address)
            fault = failure(address.url, answer.status, answer.headers, self._clock())
            if isinstance(fault, UnreachableError) and not _is_redirect(answer.status):
                raise fault
        except UnreachableError as unreachable:
            kept.failure = unreachable
            kept.until = self._clock() + TRY_AGAIN
            return
        kept.rules = Rules.of(_text(answer), self._agent)
        kept.failure = None
        kept.until = self._clock() + KEPT


def _is_redirect(status: int) -> bool:
    # To nowhere, or one of too many: no robots.txt, like a 404 (RFC 9309, 2.3.1.2).
    return 300 <= status < 400


def _text(answer: Answer) -> str:
    """Return the rules in *answer*; none where it has no content, or a web page for people."""
    if not has_content(answer.status):
        return ""
    text = answer.body.decode("utf-8", errors="replace").removeprefix("\ufeff")
    # By what it is, not by the type that is claimed: many servers send rules as text/html.
    if _WEB_PAGE.match(text):
        return ""
    # A line that was cut through would mean something else.
    return text if len(answer.body) < MAX_BYTES else text.rpartition("\n")[0]
