"""The recorded world: everything comes, and nobody is asked twice at once."""

import asyncio
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from monitor import clock
from monitor.errors import FetchError
from monitor.fetch.client import Client
from monitor.fetch.options import Options
from monitor.model.page import NotModified, Page


def hurried(**changes: Any) -> Client:
    options = {
        "user_agent": "news-report-monitor/0.1 (+watch@lantern.example)",
        "allow_networks": ("127.0.0.0/8",),
        "pace": 0.0,
        **changes,
    }
    return Client(Options(**options), clock=clock.system, sleep=asyncio.sleep)


async def outcome(client: Client, url: str) -> str:
    try:
        return type(await client.get(url)).__name__
    except FetchError as failure:
        return f"{type(failure).__name__}: {failure.reason}"


async def test_all_sources_come_politely_and_cost_nothing_again(replay: Any) -> None:
    urls = [source["url"] for source in replay.sources]

    async with hurried() as client:
        pages = await asyncio.gather(*(client.get(url) for url in urls))
        again = await asyncio.gather(*(client.get(page.url, page.validators) for page in pages))

    assert Counter(map(type, pages)) == {Page: len(urls)}
    assert Counter((type(each), each.status) for each in again) == {(NotModified, 304): len(urls)}
    hosts = replay.control("politeness")
    assert {host["max_concurrent"] for host in hosts.values()} == {1}
    assert min(host["min_gap"] for host in hosts.values()) >= 0
    log = replay.control("log")
    requests = log["requests"] if isinstance(log, dict) else log
    assert {request["user_agent"] for request in requests} == {
        "news-report-monitor/0.1 (+watch@lantern.example)"
    }


FAULTS = {
    "500": "UnreachableError: HTTP 500, internal server error",
    "410": "GoneError: HTTP 410, gone for good",
    "503": "UnreachableError: HTTP 503, asked to wait ",
    "429": "UnreachableError: HTTP 429, asked to wait ",
    "slow": "UnreachableError: no whole answer within 4 s",
    "hang": "UnreachableError: no whole answer within 4 s",
    "reset": "UnreachableError: the ",
    "truncated_gzip": "UnreachableError: sent a gzip body that ends too early",
    "gzip_bomb": "TooLargeError: is larger than 10 MB",
    "redirect_loop": "UnreachableError: redirect",
    "redirect_metadata": "RefusedError: redirected to http://169.254.169.254/",
    "moved": "Page",
    "html": "Page",
    "empty": "Page",
}


async def test_faults_of_hosts_are_named_and_leave_others_alone(replay: Any) -> None:
    by_host = {s["host"]: s["url"] for s in replay.sources if s["group"] == "stream"}
    urls = list(by_host.values())
    for mode, host in zip(FAULTS, by_host, strict=False):
        where = urlencode({"host": host, "mode": mode, "times": 99, "path": "/stream"})
        replay.control(f"fault?{where}", "POST")

    async with hurried(deadline=4.0) as client:
        found = await asyncio.gather(*(outcome(client, url) for url in urls))

    for told, fact in zip(FAULTS.values(), found, strict=False):
        assert fact.startswith(told)
    assert set(found[len(FAULTS) :]) == {"Page"}
