"""What holds for every answer."""

import logging
from contextlib import AbstractContextManager

import httpx
import pytest

from monitor import clock
from monitor.errors import ArchiveError
from monitor.library.library import Library
from monitor.web.app import application
from monitor.web.guard import HEADERS
from tests.web.conftest import NOW


async def test_headers_are_on_every_answer(web: httpx.AsyncClient) -> None:
    for path in ("/", "/nothing", "/api/v1/nothing"):
        answer = await web.get(path)

        for name, value in HEADERS.items():
            assert answer.headers[name] == value, path


async def test_stylesheet_may_be_kept_for_good(web: httpx.AsyncClient) -> None:
    page = await web.get("/")
    address = page.text.split('rel="stylesheet" href="')[1].split('"')[0]

    style = await web.get(address)

    assert style.headers["content-type"].startswith("text/css")
    assert "immutable" in style.headers["cache-control"]
    assert (await web.get("/style/older.css")).headers["cache-control"] == "no-cache"


async def test_what_is_not_there_is_a_page_and_below_api_a_problem(
    web: httpx.AsyncClient,
) -> None:
    page, problem = await web.get("/nothing"), await web.get("/api/nothing")

    assert (page.status_code, problem.status_code) == (404, 404)
    assert "<h1>Not Found</h1>" in page.text
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("192.0.2.7", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
async def test_only_names_of_the_site_are_answered(
    web: httpx.AsyncClient, host: str, status: int
) -> None:
    answer = await web.get("/", headers={"host": host})

    assert answer.status_code == status


def _asking(fault: Exception) -> httpx.AsyncClient:
    def opened() -> AbstractContextManager[Library]:
        raise fault

    app = application(opened, clock=clock.fixed(NOW))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")


async def test_bug_is_a_page_that_tells_nothing_of_the_inside() -> None:
    async with _asking(ValueError("the secret is 42")) as web:
        answer = await web.get("/")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_archive_that_cannot_be_read_is_a_page() -> None:
    async with _asking(ArchiveError("/home/ann/monitor.db", "is damaged")) as web:
        answer = await web.get("/")

    assert answer.status_code == 503
    assert "monitor.db" not in answer.text


async def test_log_has_the_path_and_no_query(
    web: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="monitor"):
        await web.get("/nothing?q=canary")

    assert "path=/nothing" in caplog.text
    assert "canary" not in caplog.text
