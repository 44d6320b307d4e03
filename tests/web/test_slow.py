"""Many slow clients, and many searches at once: others are answered all the same."""

import asyncio
import resource
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import httpx
import pytest

from monitor.web import patience
from monitor.web.gate import Rules
from tests.web.served import serving
from tests.web.small import client, served, site

HALF_OPEN = 1100


def _slow(stack: ExitStack, address: str) -> socket.socket:
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    made = stack.enter_context(socket.create_connection((host, int(port))))
    made.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A")
    return made


def test_others_are_answered_beside_a_thousand_slow_connections(
    demo: Path, record_property: Callable[[str, object], None]
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, HALF_OPEN * 2)), hard))
    with ExitStack() as stack:
        address = stack.enter_context(serving(demo))
        for _ in range(HALF_OPEN):
            _slow(stack, address)
        took = []
        for _ in range(20):
            begun = time.perf_counter()
            with urlopen(f"{address}/api/v1/health", timeout=10) as answer:  # noqa: S310 - loopback
                assert answer.status == 200
            took.append(time.perf_counter() - begun)
    record_property("slow clients: slowest of 20 answers, s", round(max(took), 3))
    assert sorted(took)[-2] < 1


def test_who_does_not_finish_asking_is_hung_up_on(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.2)
    half = b"POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"
    with served(small) as address:
        place = ("127.0.0.1", int(address.rpartition(":")[2]))
        for sent in (b"", b"GET / HT", half):
            with socket.create_connection(place, timeout=10) as made:
                made.sendall(sent)
                assert made.recv(1000) == b""
        with httpx.Client(base_url=address) as api:
            for _ in range(2):  # on one connection, which is kept between the two
                assert api.get("/api/v1/health").status_code == 200


async def test_a_search_that_costs_too_much_is_refused_and_an_export_is_not(small: Path) -> None:
    async with client(site(small, Rules(seconds=0))) as api:
        for path in ("/api/v1/search?q=care", "/search.atom?q=care", "/search?q=care"):
            answer = await api.get(path)
            assert (answer.status_code, "rarer word" in answer.text) == (422, True)


async def test_fifty_searches_at_once_are_each_answered(
    small: Path, record_property: Callable[[str, object], None]
) -> None:
    took = []

    async def one(api: httpx.AsyncClient, number: int) -> None:
        begun = time.perf_counter()
        query = ("fr*", "care NEAR/5 slave*", "freed OR case", "-weather", "case -x" * 10)[
            number % 5
        ]
        answer = await api.get("/api/v1/search", params={"q": query, "limit": 100})
        took.append(time.perf_counter() - begun)
        assert answer.status_code == 200, answer.text

    async with client(site(small)) as api:
        await asyncio.gather(*(one(api, number) for number in range(50)))
    record_property("50 searches at once: slowest, s", round(max(took), 2))
