"""Turns: one request at a time to a host, rests between, many hosts at once."""

import asyncio
from datetime import timedelta

import pytest

from monitor.errors import UnreachableError
from monitor.fetch.address import parse

from .conftest import Make, Request, Site, Time

HOSTS = [f"www{n}.post.example" for n in range(6)]


@pytest.mark.parametrize("stopped", [False, True])
async def test_host_is_asked_once_at_a_time_with_rests(
    make: Make, site: Site, time: Time, stopped: bool
) -> None:
    time.stopped = stopped
    client = make(pace=3.0)

    await asyncio.gather(*(client.get(site.page(f"/{n}")) for n in range(4)))

    # robots.txt comes first, and counts.
    assert time.slept == [3.0] * 4
    assert set(site.most_at_once.values()) == {1}
    assert len(site.requests) == 5


async def test_rest_runs_from_the_end_of_one_to_the_start_of_the_next(
    make: Make, site: Site, time: Time
) -> None:
    client = make(pace=10.0)
    site.page("/robots.txt", b"")

    async def takes_four_seconds(_: Request, writer: asyncio.StreamWriter) -> None:
        time.now += timedelta(seconds=4)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")

    await client.get(site.on("/slow", takes_four_seconds))
    time.slept.clear()
    time.now += timedelta(seconds=7)
    await client.get(site.page("/b"))

    assert time.slept == [3.0]


async def test_no_rest_is_due_after_a_long_while_nor_a_longer_one_when_a_clock_is_set_back(
    make: Make, site: Site, time: Time
) -> None:
    client = make(pace=10.0)
    url = site.page("/a")
    await client.get(url)
    time.slept.clear()

    time.now += timedelta(hours=1)
    await client.get(url)
    assert time.slept == []

    time.now -= timedelta(minutes=30)
    await client.get(url)
    assert time.slept == [10.0]


async def test_errors_are_paced_as_answers_are(make: Make, site: Site, time: Time) -> None:
    client = make(pace=3.0)
    url = site.page("/a", b"", 500)

    await asyncio.gather(*(client.get(url) for _ in range(3)), return_exceptions=True)

    assert time.slept == [3.0] * 3


async def test_redirects_within_a_host_are_paced(make: Make, site: Site, time: Time) -> None:
    site.page("/b")

    await make(pace=3.0).get(site.moved("/a", "/b"))

    assert time.slept == [3.0] * 2


@pytest.mark.parametrize(
    ("asked", "rest"),
    [("7.5", 7.5), ("1", 3.0), ("0", 3.0), ("-5", 3.0), ("nan", 3.0), ("inf", 3.0), ("9999", 60.0)],
)
async def test_crawl_delay_lengthens_the_rest(
    make: Make, site: Site, time: Time, asked: str, rest: float
) -> None:
    site.page("/robots.txt", f"User-agent: *\nCrawl-delay: {asked}\n".encode())
    client = make(pace=3.0)

    await client.get(site.page("/a"))
    await client.get(site.page("/b"))

    assert time.slept == [rest, rest]


@pytest.mark.parametrize(("concurrency", "together"), [(6, 6), (2, 2)])
async def test_hosts_are_asked_at_the_same_time_up_to_a_limit(
    make: Make, site: Site, concurrency: int, together: int
) -> None:
    inside, most = 0, 0

    async def meets_others(_: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        for _turn in range(200):
            await asyncio.sleep(0)
            if inside == together:
                break
        await asyncio.sleep(0.02)
        inside -= 1
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")

    site.on("/a", meets_others)
    site.page("/robots.txt", b"")
    client = make(concurrency=concurrency, routes=dict.fromkeys(HOSTS, ("127.0.0.1", site.port)))

    await asyncio.gather(*(client.get(f"http://{host}/a") for host in HOSTS))

    assert most == together


async def test_slow_host_does_not_hold_up_others(make: Make, site: Site) -> None:
    released = asyncio.Event()

    async def waits(_: Request, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")

    site.on("/slow", waits)
    site.page("/fast")
    client = make(concurrency=2, routes=dict.fromkeys(HOSTS, ("127.0.0.1", site.port)))
    # Ten wait for one host: they must not use up the two places that there are.
    slow = [asyncio.create_task(client.get(f"http://{HOSTS[0]}/slow")) for _ in range(10)]

    async with asyncio.timeout(5):
        for host in HOSTS[1:]:
            await client.get(f"http://{host}/fast")
    released.set()

    assert len(await asyncio.gather(*slow)) == 10


@pytest.mark.parametrize("path", ["/hangs", "/robots.txt"])
async def test_whoever_is_cancelled_leaves_the_host_free(make: Make, site: Site, path: str) -> None:
    entered = asyncio.Event()

    async def hangs(_: Request, writer: asyncio.StreamWriter) -> None:
        entered.set()
        await asyncio.sleep(60)

    site.on(path, hangs)
    client = make(concurrency=1)
    tasks = [asyncio.create_task(client.get(site.url("/hangs"))) for _ in range(3)]
    await entered.wait()
    for task in tasks:
        task.cancel()
    ends = await asyncio.gather(*tasks, return_exceptions=True)

    assert {type(end) for end in ends} == {asyncio.CancelledError}
    site.page("/robots.txt", b"")
    async with asyncio.timeout(5):
        await client.get(site.page("/b"))


async def test_whoever_is_cancelled_while_resting_leaves_the_host_free(
    make: Make, site: Site, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    resting = asyncio.Event()

    async def long(_: float) -> None:
        resting.set()
        await asyncio.sleep(60)

    client = make(pace=3.0)
    await client.get(site.page("/a"))
    usual = client._turns._sleep
    client._turns._sleep = long
    task = asyncio.create_task(client.get(site.url("/a")))
    await resting.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    client._turns._sleep = usual

    async with asyncio.timeout(5):
        await client.get(site.url("/a"))


def test_one_name_is_one_host_by_http_or_https_and_on_any_port() -> None:
    sites = [
        parse(url).site
        for url in (
            "http://www.post.example/a",
            "https://WWW.post.example:443/b",
            "http://www.post.example.:80",
            "http://www.post.example:8080/",
            "http://www.post.example.:8080/",
        )
    ]

    assert set(sites) == {"www.post.example"}


async def test_host_that_hangs_is_left_alone_for_a_while(
    make: Make, site: Site, time: Time
) -> None:
    client = make(deadline=0.2)
    site.page("/robots.txt", b"")

    async def hang(_: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    reasons = []
    for n in range(6):
        with pytest.raises(UnreachableError) as caught:
            await client.get(site.on(f"/{n}", hang))
        reasons.append(caught.value.reason)

    assert len(site.requests) == 1 + 3
    assert reasons[3] == (
        "not asked: 3 requests in a row hung, so it is left alone, for 600 s more"
    )
    time.now += timedelta(minutes=10)
    await client.get(site.page("/a"))


async def test_answers_between_show_that_a_host_is_well(make: Make, site: Site) -> None:
    client = make(deadline=0.2)
    site.page("/robots.txt", b"")
    site.page("/well")

    async def hang(_: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    for n in range(4):
        with pytest.raises(UnreachableError, match="no whole answer"):
            await client.get(site.on(f"/{n}", hang))
        await client.get(site.url("/well"))
