"""robots.txt is asked for first, and obeyed."""

import asyncio
import gzip
import time as wall
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.errors import RefusedError, UnreachableError
from monitor.fetch.address import Address, parse
from monitor.fetch.answer import Answer
from monitor.fetch.robots import MAX_BYTES, Robots, Rules
from monitor.model.page import Page

from .conftest import Make, Request, Site, Time

FORBID = b"User-agent: *\nDisallow: /\n"


async def allowed(make: Make, url: str) -> bool:
    try:
        return isinstance(await make().get(url), Page)
    except RefusedError as no:
        return "robots.txt" not in no.reason


@pytest.mark.parametrize(
    ("text", "allowed_"),
    [
        (b"", True),
        (FORBID, False),
        (b"\xef\xbb\xbf" + FORBID, False),
        (b"User-agent: *\nDisallow: /other\n", True),
        (b"User-agent: *\nDisallow: /*.pdf$\n", False),
        (b"User-agent: *\nDisallow: /reports/\nAllow: /reports/2026\n", True),
        (b"User-agent: news-report-monitor\nDisallow: /\n", False),
        (b"User-agent: News-Report-Monitor/0.1\nDisallow: /\n", True),
        (b"User-agent: NEWS-REPORT-MONITOR\nDisallow:\n\n" + FORBID, True),
        (b"User-agent: otherbot\nDisallow: /\n", True),
        (b"\xff\xfe\x00nonsense\n" + FORBID, False),
    ],
)
async def test_rules_are_obeyed(make: Make, site: Site, text: bytes, allowed_: bool) -> None:
    site.page("/robots.txt", text)
    url = site.page("/reports/2026.pdf")

    assert await allowed(make, url) is allowed_
    assert site.asked("/reports/2026.pdf") == allowed_


async def test_refusal_names_us_as_robots_txt_does(make: Make, site: Site) -> None:
    site.page("/robots.txt", FORBID)

    with pytest.raises(RefusedError) as caught:
        await make().get(site.page("/a"))

    assert caught.value.reason == "robots.txt does not allow it to news-report-monitor"


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 451])
async def test_without_robots_txt_everything_is_allowed(
    make: Make, site: Site, status: int
) -> None:
    site.page("/robots.txt", FORBID if status != 204 else b"", status)

    assert await allowed(make, site.page("/a"))


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_while_robots_txt_cannot_be_had_nothing_is_asked(
    make: Make, site: Site, time: Time, status: int
) -> None:
    site.page("/robots.txt", b"", status)
    client, url = make(), site.page("/a")

    for _ in range(2):
        with pytest.raises(UnreachableError) as caught:
            await client.get(url)

    assert caught.value.reason.startswith(f"HTTP {status}, ")
    assert "for robots.txt" in caught.value.reason
    assert (site.asked("/a"), site.asked("/robots.txt")) == (0, 1)
    site.page("/robots.txt", b"")
    time.now += timedelta(minutes=10)
    assert isinstance(await client.get(url), Page)


async def test_wait_that_robots_txt_asks_for_is_passed_on(make: Make, site: Site) -> None:
    site.page("/robots.txt", b"", 503, retry_after=3600)

    with pytest.raises(UnreachableError) as caught:
        await make().get(site.page("/a"))

    assert caught.value.retry_after == timedelta(hours=1)
    assert "asked to wait 1 h" in caught.value.reason


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="hung up"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser", id="cut"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nUser", id="packed"),
    ],
)
async def test_broken_robots_txt_is_none_that_can_be_had(
    make: Make, site: Site, answer: bytes
) -> None:
    site.raw("/robots.txt", answer)

    with pytest.raises(UnreachableError, match=r"for robots\.txt"):
        await make().get(site.page("/a"))
    assert site.asked("/a") == 0


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"\n<!doctype html>\nUser-agent: *\nDisallow: /\n", "text/plain"),
        (b"<html><p>\nUser-agent: *\nDisallow: /\n", "text/html; charset=utf-8"),
    ],
)
async def test_web_page_in_its_place_forbids_nothing(
    make: Make, site: Site, body: bytes, media_type: str
) -> None:
    site.page("/robots.txt", body, content_type=media_type)

    assert await allowed(make, site.page("/a"))


@pytest.mark.parametrize("before", [b"", b"<br />\n<b>Warning</b>: mysql_connect()\n"])
async def test_rules_that_are_called_a_web_page_are_obeyed(
    make: Make, site: Site, before: bytes
) -> None:
    site.page("/robots.txt", before + FORBID, content_type="text/html; charset=utf-8")

    assert not await allowed(make, site.page("/a"))


async def test_http_and_https_have_rules_of_their_own() -> None:
    async def fetch(address: Address) -> Answer:
        body = FORBID if address.scheme == "https" else b""
        return Answer(status=200, headers=(), body=body, peer="")

    robots = Robots(fetch, agent="news-report-monitor", clock=lambda: datetime.now(UTC))

    await robots.check(parse("http://post.example/a"))
    with pytest.raises(RefusedError):
        await robots.check(parse("https://post.example/a"))


async def test_redirects_of_robots_txt_are_followed_to_other_hosts_too(
    make: Make, site: Site
) -> None:
    routes = {"www.post.example": ("127.0.0.1", site.port)}
    site.moved("/robots.txt", "http://www.post.example/rules")
    site.page("/rules", FORBID)

    with pytest.raises(RefusedError):
        await make(routes=routes).get(site.page("/a"))
    assert [request.host for request in site.requests] == ["127.0.0.1", "www.post.example"]


async def test_robots_txt_that_only_redirects_forbids_nothing(make: Make, site: Site) -> None:
    site.moved("/robots.txt", "/robots.txt")

    assert await allowed(make, site.page("/a"))
    assert site.asked("/robots.txt") == 6


async def test_each_hop_obeys_the_robots_txt_of_its_host(make: Make, site: Site) -> None:
    async def by_host(request: Request, writer: asyncio.StreamWriter) -> None:
        body = FORBID if request.host == "shut.example" else b""
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n" + body)

    site.on("/robots.txt", by_host)
    url = site.moved("/a", "http://shut.example/b")

    with pytest.raises(RefusedError) as caught:
        await make(routes={"shut.example": ("127.0.0.1", site.port)}).get(url)

    assert caught.value.reason.startswith("redirected to http://shut.example/b: robots.txt does")
    assert site.asked("/b") == 0


async def test_what_is_beyond_500_kib_is_not_read(make: Make, site: Site) -> None:
    filler = b"# nothing to see\n"
    text = b"User-agent: *\n" + filler * (MAX_BYTES // len(filler) + 1) + b"Disallow: /\n"
    site.page("/robots.txt", text + filler * 100_000)
    assert await allowed(make, site.page("/a"))

    # A rule that the limit cuts through would forbid more than it says.
    head = b"User-agent: *\nDisallow: /private\n"
    site.page("/robots.txt", head + b"#" * (MAX_BYTES - len(head) - 12) + b"\nDisallow: /abc\n" * 9)
    assert await allowed(make, site.page("/ax"))
    assert not await allowed(make, site.page("/private"))


async def test_bomb_as_robots_txt_is_cut_off(make: Make, site: Site) -> None:
    body = gzip.compress(FORBID + b"\n" * 50_000_000)
    site.page("/robots.txt", body, content_encoding="gzip")

    assert not await allowed(make, site.page("/a"))


async def test_it_is_asked_for_once_in_six_hours(make: Make, site: Site, time: Time) -> None:
    client = make()
    urls = [site.page(f"/{n}") for n in range(5)]

    await asyncio.gather(*(client.get(url) for url in urls))
    time.now += timedelta(hours=5, minutes=59)
    await client.get(urls[0])
    assert site.asked("/robots.txt") == 1

    site.page("/robots.txt", FORBID)
    time.now += timedelta(minutes=1)
    with pytest.raises(RefusedError):
        await client.get(urls[0])
    assert site.asked("/robots.txt") == 2


async def test_known_rules_outlive_a_failure(make: Make, site: Site, time: Time) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /private\n")
    client = make()
    await client.get(site.page("/a"))

    site.page("/robots.txt", b"", 500)
    time.now += timedelta(hours=7)

    assert isinstance(await client.get(site.url("/a")), Page)
    with pytest.raises(RefusedError):
        await client.get(site.url("/private"))


def test_every_recorded_robots_txt_is_read_quickly(shared: Path) -> None:
    files = [path for path in (shared / "hostile/robots-txt").iterdir() if "." in path.name[1:]]
    assert len(files) > 300

    slowest = 0.0
    for path in files:
        began = wall.process_time()
        text = path.read_bytes()[:MAX_BYTES].decode("utf-8", errors="replace")
        rules = Rules.of(text, "news-report-monitor")
        rules.allow(f"https://{path.name}/news/2026/report?page=2")
        slowest = max(slowest, wall.process_time() - began)

    assert slowest < 2
