"""The fetcher: an address in, a page out, and nobody troubled on the way."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from monitor import log
from monitor.clock import Clock, Sleep
from monitor.errors import FetchError, RefusedError, UnreachableError
from monitor.fetch import guard
from monitor.fetch.address import Address, follow, parse, robots_of
from monitor.fetch.answer import (
    ASKS_TO_WAIT,
    Answer,
    failure,
    header,
    is_redirect,
    media,
    retry_after,
)
from monitor.fetch.options import Options
from monitor.fetch.pace import Turns
from monitor.fetch.robots import MAX_BYTES as MAX_ROBOTS_BYTES
from monitor.fetch.robots import Robots
from monitor.fetch.transport import Record, Wire
from monitor.model.page import Hop, NotModified, Page, Validators

MAX_REDIRECTS = 5
_LONG = 1 / 6
"""Of the deadline; by default as long as one address may take to accept a connection."""
_NOT_MODIFIED = 304
_log = logging.getLogger(__name__)


class _Allowance:
    """The seconds that one page may take of other people's and our time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._left = seconds

    @asynccontextmanager
    async def spend(self, url: str) -> AsyncIterator[None]:
        """Let what is inside take what is left.

        Raises:
            UnreachableError: It took more.
        """
        now = asyncio.get_running_loop().time
        began = now()
        try:
            async with asyncio.timeout(max(self._left, 0)):
                yield
        except TimeoutError:
            fact = f"no whole answer within {self._seconds:g} s"
            raise UnreachableError(url, fact) from None
        finally:
            self._left -= now() - began


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """What one call of get() is about, the same on every hop."""

    url: str
    known: Validators
    limit: int
    allowance: _Allowance
    hops: list[Hop] = field(default_factory=list)

    @property
    def conditions(self) -> dict[str, str]:
        """Headers by which an unchanged page costs nothing; only for the address they are of."""
        if self.known.url != self.url:
            return {}
        headers = {"If-None-Match": self.known.etag, "If-Modified-Since": self.known.last_modified}
        return {name: value for name, value in headers.items() if _sendable(value)}


class Client:
    """Gets pages over HTTP, one at a time from each host.

    All calls share its turns, its robots.txt files and its limit, so a run has one client.
    """

    def __init__(
        self,
        options: Options,
        *,
        clock: Clock,
        sleep: Sleep,
        resolve: guard.Resolve = guard.resolve,
        record: Record = lambda _: None,
    ) -> None:
        """*record* is called with each exchange on the wire, robots.txt and redirects included."""
        self._options = options
        self._clock = clock
        self._turns = Turns(clock=clock, sleep=sleep, long=options.deadline * _LONG)
        self._robots = Robots(self._robots_txt, agent=options.agent, clock=clock)
        self._at_once = asyncio.Semaphore(options.concurrency)
        allowed = guard.networks(options.allow_networks)
        dial = guard.Guard(allowed, options.routes, resolve)
        self._wire = Wire(dial, clock=clock, record=record)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave; each request has closed its connection itself."""
        await self._wire.close()

    async def get(
        self, url: str, validators: Validators | None = None, *, max_bytes: int | None = None
    ) -> Page | NotModified:
        """Return what is at *url*, or that it is as *validators* know it.

        *max_bytes* takes the place of the options' limit.

        Raises:
            RefusedError: robots.txt, the site or the address guard says no.
            GoneError: It was taken away for good.
            MissingError: There is nothing.
            TooLargeError: There is too much.
            UnreachableError: There is no answer now.
        """
        errand = _Errand(
            url=url,
            known=validators or Validators(),
            limit=self._options.max_bytes if max_bytes is None else max_bytes,
            allowance=_Allowance(self._options.deadline),
        )
        try:
            address, answer = await self._follow(errand)
        except FetchError as fault:
            raise _named(fault, errand) from fault
        return self._result(errand, address, answer)

    async def post(self, url: str, body: bytes, media_type: str) -> Page:
        """Return the answer of a service to *body*: one that the operator named, not a site.

        robots.txt, which is for those who come unasked, is not looked at, and no redirect followed.

        Raises:
            FetchError: There is no answer with content.
        """
        address = parse(url)
        errand = _Errand(
            url=url,
            known=Validators(),
            limit=self._options.max_bytes,
            allowance=_Allowance(self._options.deadline),
        )
        headers = {"Content-Type": media_type}
        answer = await self._ask(address, errand.allowance, headers, errand.limit, body=body)
        if is_redirect(answer.status, answer.headers):
            raise UnreachableError(url, f"HTTP {answer.status}, it is at another address now")
        self._judge(address, answer, conditional=False)
        page = self._result(errand, address, answer)
        assert isinstance(page, Page)  # noqa: S101 - nothing was known before
        return page

    async def _follow(self, errand: _Errand) -> tuple[Address, Answer]:
        """Return the last address on the way, and its answer.

        Raises:
            FetchError: It leads to no content; the URL is of the hop where it failed.
        """
        address = parse(errand.url)
        seen = {address.url}
        while True:
            await self._robots.check(address)
            answer = await self._ask(address, errand.allowance, errand.conditions, errand.limit)
            if not is_redirect(answer.status, answer.headers):
                self._judge(address, answer, conditional=bool(errand.conditions))
                return address, answer
            target = follow(address, header(answer.headers, "location"))
            if target.url in seen:
                raise UnreachableError(address.url, f"redirects in a circle, to {target.url}")
            if len(errand.hops) == MAX_REDIRECTS:
                raise UnreachableError(address.url, f"redirects more than {MAX_REDIRECTS} times")
            errand.hops.append(Hop(url=address.url, status=answer.status, location=target.url))
            seen.add(target.url)
            address = target

    def _judge(self, address: Address, answer: Answer, *, conditional: bool) -> None:
        """Return where *answer* has content, or says rightly that nothing changed.

        Raises:
            FetchError: It does not.
        """
        fault = failure(address.url, answer.status, answer.headers, self._clock())
        if fault:
            raise fault
        if answer.status == _NOT_MODIFIED and not conditional:
            fact = "answered 304 to a request without conditions"
            raise UnreachableError(address.url, fact, status=_NOT_MODIFIED)

    async def _ask(
        self,
        address: Address,
        allowance: _Allowance,
        headers: dict[str, str],
        limit: int,
        *,
        cut: bool = False,
        body: bytes | None = None,
    ) -> Answer:
        """Ask *address* once, when it is our turn.

        Raises:
            FetchError: There was no whole answer.
        """
        sent = {
            "User-Agent": self._options.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            **headers,
        }
        gap = max(self._options.pace, self._robots.delay(address))
        async with self._turns.turn(address, gap), self._at_once:
            with self._turns.patience(address):
                async with allowance.spend(address.url):
                    answer = await self._wire.ask(address, sent, limit=limit, cut=cut, body=body)
            if answer.status in ASKS_TO_WAIT:
                wait = retry_after(answer.headers, self._clock())
                if wait:
                    self._turns.close(address, wait)
        size = len(answer.body)
        log.event(_log, logging.DEBUG, "asked", url=address.url, status=answer.status, bytes=size)
        return answer

    async def _robots_txt(self, address: Address) -> Answer:
        """Return the robots.txt that governs *address*, or the last redirect of too many.

        Raises:
            FetchError: There was no whole answer.
        """
        allowance = _Allowance(self._options.deadline)
        own = target = robots_of(address)
        try:
            for _ in range(1 + MAX_REDIRECTS):
                answer = await self._ask(target, allowance, {}, MAX_ROBOTS_BYTES, cut=True)
                if not is_redirect(answer.status, answer.headers):
                    break
                target = follow(target, header(answer.headers, "location"))
        except RefusedError as no:
            if no.url == own.url:
                raise
            raise RefusedError(own.url, f"its robots.txt leads to {no.url}: {no.reason}") from no
        return answer

    def _result(self, errand: _Errand, address: Address, answer: Answer) -> Page | NotModified:
        known, now = errand.known, self._clock()
        etag = header(answer.headers, "etag")
        last_modified = header(answer.headers, "last-modified")
        if answer.status == _NOT_MODIFIED:
            # It need not repeat them all (RFC 9110, 15.4.5).
            etag, last_modified = etag or known.etag, last_modified or known.last_modified
            sha256 = known.body_hash
        else:
            sha256 = hashlib.sha256(answer.body).hexdigest()
        validators = Validators(
            etag=etag, last_modified=last_modified, body_hash=sha256, url=errand.url
        )
        if answer.status == _NOT_MODIFIED or sha256 == known.body_hash:
            return NotModified(
                url=errand.url,
                fetched_at=now,
                status=answer.status,
                validators=validators,
                hops=tuple(errand.hops),
            )
        kind, charset = media(answer.headers)
        return Page(
            url=errand.url,
            final_url=address.url,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            media_type=kind,
            charset=charset,
            fetched_at=now,
            sha256=sha256,
            peer=answer.peer,
            validators=validators,
            hops=tuple(errand.hops),
        )


def _sendable(value: str) -> bool:
    # What a server sent came as Latin-1; nothing else can go back, and no line ends.
    return bool(value) and value.isprintable() and all(ord(sign) < 256 for sign in value)


def _named(fault: FetchError, errand: _Errand) -> FetchError:
    """Return *fault* as one of the address that was asked for; the way to it is in the fact."""
    reason = f"redirected to {errand.hops[-1].location}: {fault.reason}" if errand.hops else ""
    if isinstance(fault, UnreachableError):
        return UnreachableError(
            errand.url, reason or fault.reason, status=fault.status, retry_after=fault.retry_after
        )
    return type(fault)(errand.url, reason or fault.reason, status=fault.status)
