"""Pages from a site that can misbehave."""

import asyncio
import gzip
import hashlib
import shutil
import ssl
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import (
    FetchError,
    GoneError,
    MissingError,
    RefusedError,
    TooLargeError,
    UnreachableError,
)
from monitor.fetch.client import Client
from monitor.model.page import Hop, NotModified, Page, Validators

from .conftest import AGENT, START, Make, Request, Site, Time


async def page(client: Client, url: str) -> Page:
    found = await client.get(url)
    assert isinstance(found, Page)
    return found


async def failure(client: Client, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await client.get(url)
    assert caught.value.url == url
    return caught.value


async def test_page_says_all_that_is_known_about_it(client: Client, site: Site) -> None:
    url = site.page(
        "/a?b=c",
        b"<p>hello",
        content_type='Text/HTML; charset="utf-8"',
        ETag='"1"',
        last_modified="Tue, 24 Nov 2026 06:00:00 GMT",
    )

    found = await client.get(url + "#part")

    assert found == Page(
        url=url + "#part",
        final_url=url,
        status=200,
        headers=(
            ("content-length", "8"),
            ("content-type", 'Text/HTML; charset="utf-8"'),
            ("etag", '"1"'),
            ("last-modified", "Tue, 24 Nov 2026 06:00:00 GMT"),
        ),
        body=b"<p>hello",
        media_type="text/html",
        charset="utf-8",
        fetched_at=START,
        sha256=hashlib.sha256(b"<p>hello").hexdigest(),
        peer=f"127.0.0.1:{site.port}",
        validators=Validators(
            etag='"1"',
            last_modified="Tue, 24 Nov 2026 06:00:00 GMT",
            body_hash=hashlib.sha256(b"<p>hello").hexdigest(),
            url=url + "#part",
        ),
    )


async def test_request_is_honest_and_asks_for_gzip_alone(client: Client, site: Site) -> None:
    await page(client, site.page("/a"))

    assert [request.target for request in site.requests] == ["/robots.txt", "/a"]
    for request in site.requests:
        assert request.headers == {
            "host": f"127.0.0.1:{site.port}",
            "user-agent": AGENT,
            "accept": "*/*",
            "accept-encoding": "gzip",
            "connection": "close",
        }


async def test_gzip_is_unpacked(client: Client, site: Site) -> None:
    url = site.page("/a", gzip.compress(b"hello"), content_encoding="gzip")

    assert (await page(client, url)).body == b"hello"


async def test_routes_lead_a_name_elsewhere(make: Make, site: Site) -> None:
    site.page("/a")
    client = make(routes={"www.post.example": ("127.0.0.1", site.port)})

    found = await page(client, "http://WWW.post.example/a")

    assert found.final_url == "http://www.post.example/a"
    assert found.peer == f"127.0.0.1:{site.port}"
    assert {request.headers["host"] for request in site.requests} == {"www.post.example"}


async def test_cookies_are_not_kept(client: Client, site: Site) -> None:
    url = site.page("/a", set_cookie="visitor=1")

    await page(client, url)
    await page(client, url)

    assert all("cookie" not in request.headers for request in site.requests)


async def test_proxies_of_the_environment_are_not_used(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert (await page(client, site.page("/a"))).body == b"hello"


# Conditions


async def test_unchanged_page_costs_a_conditional_request(client: Client, site: Site) -> None:
    url = site.page("/a", b"", 304, etag='"2"')
    known = Validators(etag='W/"é1"', last_modified="Tue", body_hash="abc", url=url)

    found = await client.get(url, known)

    assert found == NotModified(
        url=url,
        fetched_at=START,
        status=304,
        validators=replace(known, etag='"2"'),
    )
    headers = site.requests[-1].headers
    assert headers["if-none-match"] == 'W/"é1"'
    assert headers["if-modified-since"] == "Tue"


async def test_conditions_are_kept_from_other_addresses(client: Client, site: Site) -> None:
    url = site.page("/a")

    await client.get(url, Validators(etag='"1"', last_modified="Tue", url=site.url("/b")))

    assert not {"if-none-match", "if-modified-since"} & site.requests[-1].headers.keys()


@pytest.mark.parametrize("etag", ['"1"\r\nCookie: a=b', "\u2014", "\x00", ""])
async def test_validators_that_cannot_be_a_header_are_not_sent(
    client: Client, site: Site, etag: str
) -> None:
    url = site.page("/a")

    await client.get(url, Validators(etag=etag, url=url))

    assert "if-none-match" not in site.requests[-1].headers
    assert "cookie" not in site.requests[-1].headers


async def test_same_body_is_not_modified_though_the_server_says_200(
    client: Client, site: Site
) -> None:
    url = site.page("/a", etag='"2"')
    first = await page(client, url)

    found = await client.get(url, replace(first.validators, etag='"1"'))

    assert isinstance(found, NotModified)
    assert found.status == 200
    assert found.validators == first.validators


async def test_304_to_a_request_without_conditions_is_no_answer(client: Client, site: Site) -> None:
    found = await failure(client, site.page("/a", b"", 304))

    assert type(found) is UnreachableError
    assert found.reason == "answered 304 to a request without conditions"


# Statuses


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (403, RefusedError),
        (404, MissingError),
        (410, GoneError),
        (429, UnreachableError),
        (503, UnreachableError),
    ],
)
async def test_status_becomes_an_error_of_its_kind(
    client: Client, site: Site, status: int, kind: type[FetchError]
) -> None:
    found = await failure(client, site.page("/a", b"<p>sorry", status))

    assert type(found) is kind
    assert found.status == status


async def test_body_of_an_error_is_not_waited_for(client: Client, site: Site) -> None:
    url = site.on("/a", _then_silence(b"HTTP/1.1 404 No\r\nContent-Length: 999\r\n\r\n"))

    async with asyncio.timeout(5):
        assert type(await failure(client, url)) is MissingError


@pytest.mark.parametrize("stopped", [False, True])
async def test_host_that_asks_to_wait_is_left_alone_until_then(
    client: Client, site: Site, time: Time, stopped: bool
) -> None:
    time.stopped = stopped
    busy, other = site.page("/busy", b"", 503, retry_after=120), site.page("/other")

    first = await failure(client, busy)
    second = await failure(client, other)

    assert first.reason == "HTTP 503, asked to wait 120 s"
    assert isinstance(first, UnreachableError)
    assert isinstance(second, UnreachableError)
    assert first.retry_after == second.retry_after == timedelta(seconds=120)
    assert second.reason == "not asked: the site asked earlier to be left alone, for 120 s more"
    assert site.asked("/other") == 0
    time.now += timedelta(seconds=120)
    assert (await page(client, other)).body == b"hello"


async def test_those_who_queued_are_told_too(client: Client, site: Site) -> None:
    site.page("/robots.txt", b"")
    urls = [site.page(f"/{n}", b"", 429, retry_after=9) for n in range(4)]

    found = await asyncio.gather(*(failure(client, url) for url in urls))

    assert {type(each) for each in found} == {UnreachableError}
    assert len(site.requests) == 2


# Redirects


async def test_redirects_are_followed_and_recorded(client: Client, site: Site) -> None:
    site.page("/c", ETag='"c"')
    site.moved("/b/x", "../c#part", 308)
    url = site.moved("/a", site.url("/b/x"), 301)

    found = await client.get(url, Validators(etag='"1"', url=url))

    assert isinstance(found, Page)
    assert (found.url, found.final_url) == (url, site.url("/c"))
    assert found.hops == (
        Hop(url=url, status=301, location=site.url("/b/x")),
        Hop(url=site.url("/b/x"), status=308, location=site.url("/c")),
    )
    assert found.validators.url == url
    assert found.validators.etag == '"c"'
    assert all(r.headers["if-none-match"] == '"1"' for r in site.requests[1:])


@pytest.mark.parametrize(
    ("location", "target"),
    [
        pytest.param("/añ o", "/a%C3%B1%20o", id="UTF-8"),
        pytest.param("/a%C3%B1o?q=%20", "/a%C3%B1o?q=%20", id="escaped"),
        pytest.param("?page=2", "/a?page=2", id="query alone"),
    ],
)
async def test_location_is_read_as_browsers_do(
    client: Client, site: Site, location: str, target: str
) -> None:
    site.page(target)
    answer = f"HTTP/1.1 302 On\r\nLocation: {location}\r\n\r\n"

    found = await page(client, site.raw("/a", answer.encode()))

    assert found.final_url == site.url(target)


async def test_not_modified_records_its_hops_too(client: Client, site: Site) -> None:
    site.page("/b", b"", 304)
    url = site.moved("/a", "/b", 301)

    found = await client.get(url, Validators(etag='"1"', url=url))

    assert isinstance(found, NotModified)
    assert found.hops == (Hop(url=url, status=301, location=site.url("/b")),)


async def test_five_redirects_and_no_more(client: Client, site: Site) -> None:
    for n in range(9):
        site.moved(f"/{n}", f"/{n + 1}")
    site.page("/9")

    assert len((await page(client, site.url("/4"))).hops) == 5
    found = await failure(client, site.url("/3"))

    assert isinstance(found, UnreachableError)
    assert found.reason == f"redirected to {site.url('/8')}: redirects more than 5 times"
    assert site.asked("/9") == 1


async def test_circle_is_named(client: Client, site: Site) -> None:
    url = site.moved("/a", "/b")
    site.moved("/b", "/a")

    found = await failure(client, url)

    assert isinstance(found, UnreachableError)
    assert found.reason == f"redirected to {site.url('/b')}: redirects in a circle, to {url}"


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http://a:b@127.0.0.1/",
        "http://127.0.0.1:22/",
        "http://[::1",
    ],
)
async def test_redirect_out_of_the_web_is_refused(client: Client, site: Site, target: str) -> None:
    found = await failure(client, site.moved("/a", target))

    assert type(found) is RefusedError
    assert len(site.requests) == 2


async def test_redirect_to_nowhere_is_no_answer(client: Client, site: Site) -> None:
    assert isinstance(await failure(client, site.page("/a", b"", 302)), UnreachableError)


async def test_failure_after_a_redirect_tells_the_way(client: Client, site: Site) -> None:
    found = await failure(client, site.moved("/a", "/missing"))

    assert type(found) is MissingError
    assert found.reason == f"redirected to {site.url('/missing')}: HTTP 404, not found"
    assert found.status == 404


async def test_wait_asked_for_after_a_redirect_is_kept(client: Client, site: Site) -> None:
    site.page("/b", b"", 503, retry_after=60)

    found = await failure(client, site.moved("/a", "/b"))

    assert isinstance(found, UnreachableError)
    assert found.retry_after == timedelta(seconds=60)


# Time, size, and things that are not HTTP


def _then_silence(first: bytes):  # type: ignore[no-untyped-def]  # a handler
    async def handler(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        await writer.drain()
        await asyncio.sleep(60)

    return handler


def _drip(first: bytes, byte: bytes):  # type: ignore[no-untyped-def]  # a handler
    async def handler(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(byte)
            await writer.drain()
            await asyncio.sleep(0.01)

    return handler


@pytest.mark.parametrize(
    "handler",
    [
        pytest.param(_then_silence(b""), id="silence"),
        pytest.param(_drip(b"HTTP/1.1 200 OK\r\nX: ", b"x"), id="dripped header"),
        pytest.param(_drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x"), id="dripped body"),
        pytest.param(
            _drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
            id="dripped chunks",
        ),
    ],
)
async def test_deadline_ends_every_slowness(make: Make, site: Site, handler) -> None:  # type: ignore[no-untyped-def]
    client = make(deadline=0.2)
    url, other = site.on("/a", handler), site.page("/b")

    async with asyncio.timeout(5):
        found = await failure(client, url)

    assert isinstance(found, UnreachableError)
    assert found.reason == "no whole answer within 0.2 s"
    assert (await page(client, other)).body == b"hello"


async def test_redirects_share_one_deadline(make: Make, site: Site) -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.15)
        step = int(request.target[1:]) + 1
        writer.write(f"HTTP/1.1 302 On\r\nLocation: /{step}\r\n\r\n".encode())

    for n in range(5):
        site.on(f"/{n}", slow)

    found = await failure(make(deadline=0.4), site.url("/0"))

    assert "no whole answer within 0.4 s" in found.reason


async def test_waiting_for_a_turn_is_not_on_the_clock(make: Make, site: Site) -> None:
    async def slow(_: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.2)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nslow")

    client = make(deadline=0.5)
    urls = [site.on(f"/{n}", slow) for n in range(4)]

    found = await asyncio.gather(*(page(client, url) for url in urls))

    assert [each.body for each in found] == [b"slow"] * 4


async def test_promise_of_too_much_is_not_read(client: Client, site: Site) -> None:
    url = site.on("/a", _then_silence(b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n"))

    async with asyncio.timeout(5):
        found = await failure(client, url)

    assert isinstance(found, TooLargeError)
    assert found.reason == "is larger than 0.1 MB"


async def test_flood_without_end_is_cut_off(client: Client, site: Site) -> None:
    sent = 0

    async def flood(_: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(bytes(10_000))
            sent += 10_000
            await writer.drain()

    assert isinstance(await failure(client, site.on("/a", flood)), TooLargeError)
    # What lies in the buffers of two sockets on its way.
    assert sent < 20_000_000


async def test_bomb_is_too_large(client: Client, site: Site) -> None:
    url = site.page("/a", gzip.compress(bytes(20_000_000)), content_encoding="gzip")

    assert isinstance(await failure(client, url), TooLargeError)


async def test_caller_may_allow_more(client: Client, site: Site) -> None:
    url = site.page("/a", bytes(150_000))

    found = await client.get(url, max_bytes=150_000)

    assert isinstance(found, Page)
    assert len(found.body) == 150_000


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        pytest.param(b"", "hung up without an answer", id="nothing"),
        pytest.param(b"HTTP/1.1 200 OK\r\nA: b", "hung up without an answer", id="half a head"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
            "the answer broke off in the middle",
            id="half a body",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
            "the answer broke off in the middle",
            id="chunks without an end",
        ),
        pytest.param(
            b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "the answer is not HTTP", id="another protocol"
        ),
        pytest.param(b"HTTP/1.1 2000 OK\r\n\r\n", "the answer is not HTTP", id="odd status"),
        pytest.param(b"HTTP/1.1 200 OK\r\nA: \0\r\n\r\n", "the answer is not HTTP", id="NUL"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
            "the answer is not HTTP",
            id="absurd length",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
            "the answer is not HTTP",
            id="two lengths",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200_000 + b"\r\n",
            "the answer is not HTTP",
            id="header flood",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello")[:-4],
            "sent a gzip body that ends too early",
            id="half a gzip",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Encoding: gzip\r\n\r\n",
            "sent its answer packed as “gzip, gzip”",
            id="gzip twice",
        ),
    ],
)
async def test_broken_answer_is_one_typed_error(
    client: Client, site: Site, answer: bytes, fact: str
) -> None:
    found = await failure(client, site.raw("/a", answer))

    assert type(found) is UnreachableError
    assert fact in found.reason
    assert site.asked("/a") == 1


async def test_reset_in_the_middle_is_named(client: Client, site: Site) -> None:
    async def reset(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
        await writer.drain()
        writer.transport.abort()

    found = await failure(client, site.on("/a", reset))

    assert isinstance(found, UnreachableError)
    assert found.reason in ("the connection was cut", "the answer broke off in the middle")


async def test_closed_port_is_named(client: Client, site: Site) -> None:
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()

    found = await failure(client, f"http://127.0.0.1:{port}/")

    assert isinstance(found, UnreachableError)
    assert found.reason.startswith("the host refuses connections")


async def test_name_that_does_not_resolve_is_named(client: Client) -> None:
    found = await failure(client, f"http://{'a' * 64}.invalid/")

    assert isinstance(found, UnreachableError)
    assert found.reason.startswith("its host name does not resolve")


async def test_https_that_is_none_is_named(client: Client) -> None:
    async def plain(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Speak up\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    found = await failure(client, f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    server.close()

    assert isinstance(found, UnreachableError)
    assert found.reason.startswith("TLS failed")


async def test_silence_in_the_tls_handshake_ends_at_the_deadline(make: Make, site: Site) -> None:
    # The site waits for the end of a request's head, which never comes.
    found = await failure(make(deadline=0.2), site.url("/a").replace("http:", "https:"))

    assert found.reason.startswith("no whole answer within 0.2 s")


async def test_certificate_that_nobody_vouches_for_is_named(
    client: Client, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl to make a certificate")
    pem = tmp_path / "site.pem"
    wanted = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout"
    command: list[str | Path] = [openssl, *wanted.split(), pem, "-out", tmp_path / "cert.pem"]
    made = await asyncio.create_subprocess_exec(*command, stderr=subprocess.DEVNULL)
    assert await made.wait() == 0
    # Whom to trust is no business of the environment either.
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "cert.pem", pem)
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]

    found = await failure(client, f"https://127.0.0.1:{port}/")
    server.close()

    assert isinstance(found, UnreachableError)
    assert found.reason.startswith("its TLS certificate is not valid (self")
    assert not site.requests


async def test_two_clients_share_nothing(make: Make, site: Site) -> None:
    for client in (make(), make()):
        async with client as opened:
            await page(opened, site.page("/a"))

    assert site.asked("/robots.txt") == 2


async def test_fact_has_an_end_whatever_a_site_writes(client: Client, site: Site) -> None:
    url = site.moved("/a", "http://" + "a" * 50_000 + "/")

    with pytest.raises(FetchError) as caught:
        await client.get(url)

    assert len(caught.value.reason) == 300
