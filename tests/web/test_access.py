"""Who may read what: every route, by every kind of reader; and how often."""

import base64
import logging
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Route

from monitor import settings, wiring
from monitor.archive import access
from monitor.web import serve
from monitor.web.gate import OPEN_TO_ALL, Rules
from monitor.web.rate import FAILURES, MOST_NAMES, Rates
from tests.web.small import NOW, client, secrets, site

WITH_TOKEN = {
    "/style/{name}": 200,
    "/": 200,
    "/digests": 200,
    "/digests/{edition_id}/{week}": 404,
    "/search": 200,
    "/search/export/{form}": 200,
    "/documents/{document_id}/cite/{form}": 200,
    "/documents/{document_id}/compare/{first}/{second}": 200,
    "/digests/feed.atom": 200,
    "/documents/{document_id}": 200,
    "/stories/{story_id}": 200,
    "/sources": 200,
    "/sources/{source_id}": 200,
    "/about": 200,
    "/search.atom": 200,
    "/search.json": 200,
    "/feeds/{name}.atom": 200,
    "/feeds/{name}.json": 200,
    "/api/v1/openapi.json": 200,
    "/api/v1/docs": 200,
    "/api/v1/search": 200,
    "/api/v1/documents/{document_id}": 200,
    "/api/v1/documents/{document_id}/revisions": 200,
    "/api/v1/documents/{document_id}/revisions/{number}": 200,
    "/api/v1/documents/{document_id}/comparison": 200,
    "/api/v1/documents/{document_id}/custody": 200,
    "/api/v1/documents/{document_id}/similar": 200,
    "/api/v1/documents/{document_id}/citation": 200,
    "/api/v1/search/export": 200,
    "/api/v1/search/bundle": 200,
    "/api/v1/search/manifest": 200,
    "/api/v1/stories/{story_id}": 200,
    "/api/v1/sources": 200,
    "/api/v1/sources/{source_id}": 200,
    "/api/v1/topics": 200,
    "/api/v1/issues": 200,
    "/api/v1/issues/{edition}/{week}": 404,
    "/api/v1/searches": 200,
    "/api/v1/searches/{name}": 200,
    "/api/v1/searches/{name}/new": 200,
    "/api/v1/health": 200,
}
"""What a holder of a token is answered by each route of the site; whoever adds one adds a row."""
VALUES = {
    "document_id": "doc03", "story_id": "doc00", "source_id": "post", "number": "1",
    "first": "1", "second": "2", "form": "ris",
    "edition": "weekly", "edition_id": "weekly", "week": "2026-W46", "name": "care",
}  # fmt: skip


def _routes(app: FastAPI) -> set[tuple[str, str]]:
    """Return method and path of every route, however it was added."""
    found: set[tuple[str, str]] = set()
    pending = list(app.routes)
    while pending:
        route = pending.pop()
        if isinstance(route, Route):
            found |= {(method, route.path) for method in route.methods or () if method != "HEAD"}
        else:  # a router that was included; anything else would be told by what is missing
            pending += route.original_router.routes  # type: ignore[attr-defined]
    return found


async def test_every_route_by_every_reader(fresh: Path) -> None:
    app = site(fresh, Rules(token=True))
    known = secrets(fresh)
    routes = _routes(app)
    wrong, asked = [], 0

    assert {path for _, path in routes} == set(WITH_TOKEN)
    for method, path in sorted(routes):
        place = path.format(**VALUES)
        for role in ("none", "token", "revoked", "expired", "invented"):
            secret = known.get(role, "nrm_invented" if role == "invented" else "")
            headers = {"authorization": f"Bearer {secret}"} if secret else {}
            # Each from an address of its own: who fails too often has to wait.
            async with client(app, host=f"192.0.2.{asked % 250}") as api:
                answer = await api.request(method, place, headers=headers, json={})
            asked += 1
            free = place.startswith(OPEN_TO_ALL)
            expected = WITH_TOKEN[path] if role == "token" or free else 401
            if answer.status_code != expected:
                wrong.append((method, path, role, answer.status_code))

    assert wrong == []
    assert asked == len(routes) * 5


@pytest.mark.parametrize(
    ("host", "access", "needed"),
    [
        ("127.0.0.1", "auto", False), ("127.8.8.8", "auto", False), ("::1", "auto", False),
        ("localhost", "auto", False), ("0.0.0.0", "auto", True), ("::", "auto", True),
        ("192.0.2.1", "auto", True), ("archive.example", "auto", True),
        ("127.0.0.1", "token", True), ("0.0.0.0", "open", False),
    ],
)  # fmt: skip
async def test_where_it_listens_decides_whether_a_token_is_needed(
    small: Path, host: str, access: str, needed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    setting = settings.load(small, {"MONITOR_WEB_ACCESS": access})
    with caplog.at_level(logging.WARNING, logger="monitor"):
        app = serve._server(setting, host).config.app
    assert isinstance(app, FastAPI)
    async with client(app) as api:
        assert (await api.get("/api/v1/topics")).status_code == (401 if needed else 200)
        assert (await api.get("/")).status_code == (401 if needed else 200)
    assert ("nobody has a token" in caplog.text) == needed
    assert ("open to whoever reaches it" in caplog.text) == (access == "open")


async def test_without_a_token_asked_for_anyone_reads(api: httpx.AsyncClient) -> None:
    assert (await api.get("/api/v1/topics")).status_code == 200


async def test_how_a_token_is_sent(fresh: Path) -> None:
    secret = secrets(fresh)["token"]
    basic = base64.b64encode(f"anybody:{secret}".encode()).decode()
    ways = {
        f"Bearer {secret}": 200, f"bearer  {secret}": 200, f"Basic {basic}": 200,
        secret: 401, f"Basic {secret}": 401, "Basic !": 401, "Bearer": 401, "Basic /////w==": 401,
        f"Bearer {secret}x": 401, f"Digest {secret}": 401,
    }  # fmt: skip
    async with client(site(fresh, Rules(token=True))) as api:
        for header, status in ways.items():
            answer = await api.get("/api/v1/topics", headers={"authorization": header})
            assert answer.status_code == status, header
        for place in (f"?token={secret}", f"?access_token={secret}"):
            assert (await api.get(f"/api/v1/topics{place}")).status_code == 401
        refused = await api.get("/api/v1/topics")

    assert refused.headers.get_list("www-authenticate") == [
        'Bearer realm="archive"',
        'Basic realm="archive", charset="UTF-8"',
    ]
    assert "monitor tokens add" in refused.json()["detail"]


async def test_a_token_that_is_revoked_reads_no_more_from_the_next_request_on(fresh: Path) -> None:
    headers = {"authorization": f"Bearer {secrets(fresh)['token']}"}
    async with client(site(fresh, Rules(token=True))) as api:
        assert (await api.get("/api/v1/topics", headers=headers)).status_code == 200
        with wiring.deciding(settings.load(fresh, {})) as archive:
            access.revoke(archive, "holder", NOW)
        assert (await api.get("/api/v1/topics", headers=headers)).status_code == 401


async def test_who_guesses_has_to_wait_and_others_have_not(fresh: Path) -> None:
    app = site(fresh, Rules(token=True))
    good = {"authorization": f"Bearer {secrets(fresh)['token']}"}
    async with client(app) as guesser, client(app, host="192.0.2.2") as other:
        for _ in range(FAILURES):
            assert (await guesser.get("/api/v1/topics")).status_code == 401
        waits = await guesser.get("/api/v1/topics", headers=good)
        assert (waits.status_code, waits.headers["retry-after"]) == (429, "60")
        assert (await other.get("/api/v1/topics", headers=good)).status_code == 200


async def test_a_reader_is_told_what_is_left_and_when_to_go_on(small: Path) -> None:
    app = site(small, Rules(per_minute=2))
    async with client(app) as api, client(app, host="192.0.2.2") as other:
        first = await api.get("/api/v1/topics")
        assert first.headers["ratelimit-policy"] == '"minute";q=2;w=60'
        assert first.headers["ratelimit"].startswith('"minute";r=1;t=')
        assert (await api.get("/api/v1/topics")).status_code == 200
        refused = await api.get("/api/v1/topics", headers={"x-forwarded-for": "192.0.2.9"})
        assert (refused.status_code, refused.json()["status"]) == (429, 429)
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.headers["ratelimit"].startswith('"minute";r=0;t=')
        assert (await other.get("/api/v1/topics")).status_code == 200
        assert (await api.get("/api/v1/health")).status_code == 200


async def test_a_network_of_ipv6_is_one_reader(small: Path) -> None:
    app = site(small, Rules(per_minute=1))
    told = []
    for host in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "::ffff:192.0.2.1", "192.0.2.1"):
        async with client(app, host=host) as api:
            told.append((await api.get("/api/v1/topics")).status_code)

    assert told == [200, 429, 200, 200, 429]


def test_a_crowd_shares_a_count_so_that_memory_has_a_bound() -> None:
    rates = Rates(1)
    for number in range(MOST_NAMES + 500):
        left = rates.taken(f"address {number}")

    assert left is not None
    assert not left.allowed
    assert len(rates._storage.storage) <= MOST_NAMES + 1
    first = rates.taken("address 0")
    assert first is not None
    assert not first.allowed  # its own count is still known


async def test_no_log_line_has_a_search_word_an_address_or_a_token(
    fresh: Path, caplog: pytest.LogCaptureFixture
) -> None:
    secret = secrets(fresh)["token"]
    app = site(fresh, Rules(token=True, per_minute=100))
    with caplog.at_level(logging.DEBUG, logger="monitor"):
        async with client(app, host="192.0.2.77") as api:
            for headers in ({}, {"authorization": f"Bearer {secret}"}):
                for path in (
                    "/search?q=canary",
                    "/api/v1/search?q=canary+OR",
                    "/search.atom?q=canary",
                ):
                    await api.get(path, headers=headers)
                await api.post("/api/v1/search", json={"q": "canary"}, headers=headers)

    assert "request" in caplog.text
    for word in ("canary", "192.0.2.77", secret, "holder"):
        assert word not in caplog.text
