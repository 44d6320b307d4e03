"""What is handed on of every exchange, letter for letter."""

import asyncio
import gzip
import hashlib

import pytest

from monitor.errors import FetchError, MissingError, TooLargeError, UnreachableError
from monitor.fetch.client import Client
from monitor.model.exchange import Exchange, Truncated
from monitor.model.page import Validators
from tests.fetch.conftest import AGENT, Make, Request, Site, Time


@pytest.fixture
def seen() -> list[Exchange]:
    return []


@pytest.fixture
def client(make: Make, seen: list[Exchange]) -> Client:
    return make(record=seen.append)


def pages(seen: list[Exchange]) -> list[Exchange]:
    return [each for each in seen if not each.url.endswith("/robots.txt")]


async def test_an_exchange_is_told_as_it_was(
    client: Client, site: Site, seen: list[Exchange], time: Time
) -> None:
    head = b"HTTP/1.1 200 Fine\r\nContent-Type: text/html\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
    body = gzip.compress(b"<p>Nine people")
    packed = b"Content-Encoding: gzip\r\n"
    chunks = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (7, body[:7], len(body) - 7, body[7:])
    site.raw("/a", head + packed + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
    page = await client.get(site.url("/a"))
    (told,) = pages(seen)

    assert told.response == head + packed + b"\r\n"
    assert told.body == body
    assert (told.sha256, told.size) == (hashlib.sha256(b"<p>Nine people").hexdigest(), 14)
    assert told.request.startswith(b"GET /a HTTP/1.1\r\nHost: 127.0.0.1:")
    assert f"User-Agent: {AGENT}\r\n".encode() in told.request
    assert told.request.endswith(b"\r\n\r\n")
    assert (told.url, told.status, told.peer) == (page.url, 200, f"127.0.0.1:{site.port}")
    assert told.at == time.now
    assert told.truncated is Truncated.NO


async def test_the_request_is_what_the_site_received(
    client: Client, site: Site, seen: list[Exchange]
) -> None:
    received: list[Request] = []

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        received.append(request)
        writer.write(b"HTTP/1.1 304 Same\r\n\r\n")

    url = site.on("/a", answer)
    await client.get(url, Validators(etag='"1"', url=url))
    (told,) = pages(seen)
    first, *lines = told.request.decode().strip().split("\r\n")

    assert first == f"GET {received[0].target} HTTP/1.1"
    assert {n.lower(): v for n, _, v in (x.partition(": ") for x in lines)} == received[0].headers
    assert (told.status, told.sha256, told.body) == (304, "", b"")


async def test_robots_redirects_and_errors_are_told_with_what_they_say(
    client: Client, site: Site, seen: list[Exchange]
) -> None:
    site.page("/robots.txt", b"User-agent: *\nAllow: /\n")
    site.page("/a", b"elsewhere", 302, location="/b")
    site.page("/b", b"taken down by the court", 404)
    with pytest.raises(MissingError):
        await client.get(site.url("/a"))

    assert [(each.url.rpartition("/")[2], each.status, each.body) for each in seen] == [
        ("robots.txt", 200, b"User-agent: *\nAllow: /\n"),
        ("a", 302, b"elsewhere"),
        ("b", 404, b"taken down by the court"),
    ]
    assert [bool(each.sha256) for each in seen] == [True, False, False]


async def test_of_the_body_of_an_error_no_more_is_taken_than_is_useful(
    client: Client, site: Site, seen: list[Exchange]
) -> None:
    site.page("/a", b"x" * 500_000, 404)
    with pytest.raises(MissingError):
        await client.get(site.url("/a"))
    (told,) = pages(seen)

    assert (len(told.body), told.truncated) == (64_000, Truncated.LENGTH)


async def test_an_error_whose_body_never_ends_is_that_error(
    client: Client, site: Site, seen: list[Exchange], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.fetch.transport._ASIDE_SECONDS", 0.05)
    gone = asyncio.Event()

    async def stall(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 503 Later\r\nRetry-After: 60\r\nContent-Length: 99\r\n\r\nwait")
        await writer.drain()
        await gone.wait()

    url = site.on("/a", stall)
    with pytest.raises(UnreachableError, match="asked to wait 60 s"):
        await client.get(url)
    gone.set()
    (told,) = pages(seen)

    assert (told.body, told.truncated) == (b"wait", Truncated.TIME)


@pytest.mark.parametrize(
    ("answer", "truncated", "kept"),
    [
        (b"Content-Length: 200000\r\n\r\n" + b"x" * 200_000, Truncated.LENGTH, b""),
        (b"\r\n" + b"x" * 200_000, Truncated.LENGTH, b""),
        (b"Content-Length: 9\r\n\r\nhalf", Truncated.DISCONNECT, b"half"),
        (b"Content-Encoding: gzip\r\n\r\nno gzip", Truncated.DISCONNECT, b"no gzip"),
        (b"Content-Encoding: br\r\n\r\nodd", Truncated.DISCONNECT, b""),
    ],
)
async def test_what_came_of_an_answer_that_failed_is_told(
    client: Client,
    site: Site,
    seen: list[Exchange],
    answer: bytes,
    truncated: Truncated,
    kept: bytes,
) -> None:
    site.raw("/a", b"HTTP/1.1 200 OK\r\n" + answer)
    with pytest.raises(FetchError) as failed:
        await client.get(site.url("/a"))
    (told,) = pages(seen)

    assert isinstance(failed.value, TooLargeError) == (truncated is Truncated.LENGTH)
    assert (told.truncated, told.body, told.sha256) == (truncated, kept, "")


async def test_a_deadline_leaves_what_came(make: Make, site: Site, seen: list[Exchange]) -> None:
    gone = asyncio.Event()

    async def stall(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf")
        await writer.drain()
        await gone.wait()

    url = site.on("/a", stall)
    async with make(record=seen.append, deadline=0.2) as client:
        with pytest.raises(UnreachableError, match="no whole answer within"):
            await client.get(url)
    gone.set()
    (told,) = pages(seen)

    assert (told.truncated, told.body) == (Truncated.TIME, b"half")


async def test_a_robots_txt_that_is_cut_says_so(
    client: Client, site: Site, seen: list[Exchange]
) -> None:
    site.page("/robots.txt", b"# long\n" * 100_000)
    site.page("/a")
    await client.get(site.url("/a"))

    assert seen[0].truncated is Truncated.LENGTH
    assert 512_000 <= len(seen[0].body) < 600_000
    assert seen[0].size == 512_000
