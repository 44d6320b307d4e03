"""A web site of our own on loopback that can misbehave, and time that passes when we say so."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from monitor.fetch.client import Client
from monitor.fetch.options import Options

START = datetime(2026, 11, 24, 7, tzinfo=UTC)
AGENT = "news-report-monitor/0.1 (+watch@lantern.example)"


@dataclass
class Time:
    """A clock that moves only while somebody sleeps, and not even then if it is *stopped*."""

    now: datetime = START
    stopped: bool = False
    slept: list[float] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)
        if not self.stopped:
            self.now += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Request:
    """What a site was asked."""

    target: str
    headers: Mapping[str, str]
    """Names in lower case."""

    @property
    def host(self) -> str:
        return self.headers["host"].partition(":")[0]


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


class Site:
    """A server that answers by path, and remembers what it was asked."""

    def __init__(self) -> None:
        self.port = 0
        self.connections = 0
        self.requests: list[Request] = []
        self.at_once: dict[str, int] = {}
        self.most_at_once: dict[str, int] = {}
        self._handlers: dict[str, Handler] = {}

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> int:
        return sum(request.target == path for request in self.requests)

    def on(self, path: str, handler: Handler) -> str:
        self._handlers[path] = handler
        return self.url(path)

    def raw(self, path: str, answer: bytes) -> str:
        """Answer with these very bytes, and close."""

        async def handler(_: Request, writer: asyncio.StreamWriter) -> None:
            writer.write(answer)

        return self.on(path, handler)

    def page(
        self, path: str, body: bytes = b"hello", status: int = 200, **headers: str | int
    ) -> str:
        """Answer with *body*; a header's ``_`` stands for ``-``."""
        told = {"content_length": len(body), **headers}
        lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in told.items()]
        head = "\r\n".join([f"HTTP/1.1 {status} Whatever", *lines, "", ""])
        return self.raw(path, head.encode("latin-1") + body)

    def moved(self, path: str, to: str, status: int = 302) -> str:
        return self.page(path, b"", status, location=to)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.strip().split("\r\n")
            pairs = (line.partition(": ") for line in lines)
            headers = {name.lower(): value for name, _, value in pairs}
            await self._answer(Request(first.split()[1], headers), writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            # The client has gone, or the test is over.
            pass
        finally:
            writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        host = request.headers["host"]
        self.requests.append(request)
        self.at_once[host] = self.at_once.get(host, 0) + 1
        self.most_at_once[host] = max(self.most_at_once.get(host, 0), self.at_once[host])
        try:
            # A few turns of the loop, in which others could come if they were let.
            for _ in range(5):
                await asyncio.sleep(0)
            handler = self._handlers.get(request.target)
            if handler:
                await handler(request, writer)
            else:
                writer.write(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
        finally:
            self.at_once[host] -= 1


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A site on 127.0.0.1 that has nothing yet: every path answers 404."""
    found = Site()
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    yield found
    server.close()


@pytest.fixture
def time() -> Time:
    return Time()


Make = Callable[..., Client]


@pytest.fixture
def make(time: Time) -> Make:
    """Make a client that may go to loopback and hurries, unless told otherwise."""

    def make(**changes: object) -> Client:
        more = {name: changes.pop(name) for name in ("resolve", "record") if name in changes}
        options = {
            "user_agent": AGENT,
            "allow_networks": ("127.0.0.0/8",),
            "deadline": 20.0,
            "max_bytes": 100_000,
            "pace": 0.0,
            "concurrency": 8,
            "routes": {},
            **changes,
        }
        return Client(Options(**options), clock=time.clock, sleep=time.sleep, **more)  # type: ignore[arg-type]  # a mapping of any fields

    return make


@pytest.fixture
def client(make: Make) -> Client:
    return make()
