"""The JSON API: its answers, paging, ETags and faults."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from monitor import clock
from monitor.errors import ArchiveError, BusyError, SlowError
from monitor.library.library import Library
from monitor.web.app import application
from monitor.web.gate import MAX_ADDRESS, MAX_BODY
from tests.archive.conftest import HOUR, START, a_document, keep
from tests.web.small import DOCUMENTS, NOW, client, opening, site

V1 = "/api/v1"


async def told(api: httpx.AsyncClient, path: str, **more: Any) -> Any:
    answer = await api.get(path, **more)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


async def test_a_search_tells_what_it_found_and_how_it_was_understood(
    api: httpx.AsyncClient,
) -> None:
    found = await told(api, f"{V1}/search?q=freed&topic=labour&since=2026-11&limit=1")

    assert found["total"] == 11
    assert found["search"]["q"] == "freed"
    assert found["search"]["topic"] == ["labour"]
    assert found["search"]["since"] == "2026-11-01"
    assert found["permalink"].startswith("/search?q=freed&topic=labour&since=2026-11-01")
    (first,) = found["documents"]
    assert first["document"]["publisher"] == "Harbour Post"
    assert first["document"]["topics"] == ["labour"]


async def test_a_search_by_body_finds_the_same(api: httpx.AsyncClient) -> None:
    by_get = await told(api, f"{V1}/search?q=care&topic=labour&limit=5")
    sent = {"q": "care", "topic": ["labour"], "limit": 5}
    by_body = (await api.post(f"{V1}/search", json=sent)).json()

    for found in (by_get, by_body):  # the link to the next page is GET's alone
        found.pop("next")
    assert by_get == by_body


@pytest.mark.parametrize(
    "path",
    ["search?q=care", "search?q=", "search?q=fr*+-7&order=newest", "sources", "topics", "issues",
     "searches"],
)  # fmt: skip
@pytest.mark.parametrize("limit", [1, 7, 100])
async def test_turning_pages_gives_the_whole_once(
    api: httpx.AsyncClient, path: str, limit: int
) -> None:
    whole = await told(api, f"{V1}/{path}{'&' if '?' in path else '?'}limit=100")
    (name,) = [n for n, v in whole.items() if isinstance(v, list) and n in
               ("documents", "sources", "topics", "issues", "searches")]  # fmt: skip
    found: list[Any] = []
    place: str | None = f"{V1}/{path}{'&' if '?' in path else '?'}limit={limit}"
    while place:
        answer = await api.get(place)
        part = answer.json()
        assert len(part[name]) <= limit
        found += part[name]
        place = part["next"]
        if place:
            assert answer.headers["link"] == f'<{place}>; rel="next"'

    assert found == whole[name]
    if path.startswith("search?"):
        assert len(found) == whole["total"] == DOCUMENTS - ("-7" in path)
        assert whole["search"]["as_of"]


async def test_a_search_sent_by_body_is_turned_by_its_cursor(api: httpx.AsyncClient) -> None:
    sent: dict[str, Any] = {"q": "care", "limit": 9}
    found: list[str] = []
    while True:
        part = (await api.post(f"{V1}/search", json=sent)).json()
        found += [each["document"]["id"] for each in part["documents"]]
        if part["cursor"] is None:
            break
        sent |= {"cursor": part["cursor"], "as_of": part["search"]["as_of"]}

    assert len(found) == len(set(found)) == DOCUMENTS


async def test_a_link_gives_the_same_after_the_archive_learned_more(fresh: Path) -> None:
    async with client(site(fresh)) as api:
        before = await told(api, f"{V1}/search?q=care&limit=5&order=newest")
        with opening(fresh) as archive:
            keep(archive, a_document("more", text="care", first_seen_at=NOW + HOUR))
        second = await told(api, before["next"])
        pinned = before["permalink"].removeprefix("/search?")
        again = await told(api, f"{V1}/search?{pinned}&limit=100")

        assert again["total"] == second["total"] == DOCUMENTS
        assert (await told(api, f"{V1}/search?q=care"))["total"] == DOCUMENTS + 1
        ids = [each["document"]["id"] for each in again["documents"]]
        shown = [*before["documents"], *second["documents"]]
        assert ids[:10] == [each["document"]["id"] for each in shown]


async def test_facets_and_counts_over_time(api: httpx.AsyncClient) -> None:
    found = await told(api, f"{V1}/search?q=care&facets=true&period=day")
    counts = {
        facet["field"]: {each["value"]: each["count"] for each in facet["counts"]}
        for facet in found["facets"]
    }

    assert counts["topic"] == {"labour": 11, "children": 12}
    assert counts["source"] == {"post": 19, "gazette": 4}
    assert found["timeline"]["period"] == "day"
    assert sum(bucket["count"] for bucket in found["timeline"]["buckets"]) == DOCUMENTS


async def test_where_nothing_is_found_something_else_is_proposed(api: httpx.AsyncClient) -> None:
    found = await told(api, f"{V1}/search?q=slavry&source=pst")

    assert found["total"] == 0
    assert found["suggestions"] or found["unknown"]


async def test_similar_documents(api: httpx.AsyncClient) -> None:
    found = await told(api, f"{V1}/documents/doc00/similar?limit=3")

    assert len(found["documents"]) <= 3
    assert "doc00" not in [each["document"]["id"] for each in found["documents"]]
    assert (await api.get(f"{V1}/documents/none/similar")).status_code == 404


async def test_a_document_shows_as_much_as_rights_allow(api: httpx.AsyncClient) -> None:
    open_, secret = [await told(api, f"{V1}/documents/{each}") for each in ("doc00", "doc04")]

    assert (open_["whole"], len(open_["text"].split())) == (False, 61)  # the last one is "…"
    assert secret["text"] == ""
    assert secret["document"]["content"] == "headline"
    assert open_["document"]["story"] == "doc00"


async def test_the_states_of_a_document(api: httpx.AsyncClient) -> None:
    states = (await told(api, f"{V1}/documents/doc03/revisions"))["revisions"]
    first, second = [await told(api, f"{V1}/documents/doc03/revisions/{n}") for n in (1, 2)]

    assert [each["number"] for each in states] == [1, 2]
    assert second["text"] == "A care worker was freed in May."
    assert first["text"].startswith("A care worker was freed. Case 3")
    assert second["document"]["revision"] == 2


async def test_a_story_has_its_documents_in_order(api: httpx.AsyncClient) -> None:
    found = await told(api, f"{V1}/stories/doc00")

    assert found["documents"] == 3
    assert [each["id"] for each in found["members"]] == ["doc00", "doc01", "doc02"]


async def test_sources_topics_and_kept_searches(api: httpx.AsyncClient) -> None:
    assert (await told(api, f"{V1}/sources/gazette"))["condition"] == "never asked"
    assert [t["id"] for t in (await told(api, f"{V1}/topics"))["topics"]] == ["labour", "children"]
    (kept,) = (await told(api, f"{V1}/searches"))["searches"]
    assert kept["feeds"] == ["/feeds/care.atom", "/feeds/care.json"]
    assert (await told(api, f"{V1}/searches/care"))["search"]["q"] == "care"


async def test_what_is_new_in_a_kept_search_is_told_once(fresh: Path) -> None:
    async with client(site(fresh)) as api:
        first = await told(api, f"{V1}/searches/care/new")
        assert first["entered"] == []
        every = await told(api, f"{V1}/searches/care/new?after=0")
        assert len(every["entered"]) == 11
        with opening(fresh) as archive:
            keep(archive, a_document("fresh", text="care", first_seen_at=START + 99 * HOUR))
        more = await told(api, f"{V1}/searches/care/new?after={every['upto']}")

        assert [each["document"]["id"] for each in more["entered"]] == ["fresh"]
        assert (await told(api, f"{V1}/searches/care/new?after={more['upto']}"))["entered"] == []


@pytest.mark.parametrize(
    "path",
    [f"{V1}/search?q=care", f"{V1}/documents/doc00", f"{V1}/sources", "/search.atom?q=care",
     "/feeds/care.json"],
)  # fmt: skip
async def test_who_has_an_answer_gets_304_until_something_changes(fresh: Path, path: str) -> None:
    async with client(site(fresh)) as api:
        first = await api.get(path)
        etag = first.headers["etag"]
        for known in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
            again = await api.get(path, headers={"if-none-match": known})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == etag
        assert (await api.get(path, headers={"if-none-match": '"other"'})).status_code == 200
        if "sources" not in path:
            with opening(fresh) as archive:
                keep(archive, a_document("fresh", text="care"), story_id="doc00")
                archive.revise(a_document("doc00", text="care, again"), NOW)
            assert (await api.get(path, headers={"if-none-match": etag})).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("search?q=care+OR", 400, "column 6"),
        ("search?sorce=x", 400, "did you mean source?"),
        ("search?q=a1&q=b1", 400, "given twice"),
        ("search?limit=many", 400, "not a whole number"),
        ("search?facets=perhaps", 400, "neither true nor false"),
        ("search?period=century", 400, "not one of day"),
        ("search?as_of=yesterday", 400, "is not a time"),
        ("search?cursor=x", 400, "cursor"),
        ("documents/doc00?limit=1", 400, "takes none"),
        ("sources?cursor=x", 400, "begin without it"),
        ("searches/care/new?after=-1", 400, "not a whole number"),
        ("documents/nothing", 404, "search finds ids"),
        ("documents/doc00/revisions/9", 404, "revision"),
        ("documents/doc00/revisions/one", 404, "numbered from 1"),
        ("stories/nothing", 404, "documents name theirs"),
        ("sources/nothing", 404, "lists them"),
        ("issues/weekly/2026-W99", 404, "lists them"),
        ("searches/nothing", 404, "there are care"),
        ("searches/gone", 410, "removed on 2026-11-24"),
        ("nothing", 404, "nothing at this address"),
    ],
)
async def test_what_cannot_be_answered_is_a_problem(
    api: httpx.AsyncClient, path: str, status: int, said: str
) -> None:
    answer = await api.get(f"{V1}/{path}")
    problem = answer.json()

    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"]) == (status, status)
    assert said in problem["detail"]


async def test_a_bad_query_names_its_column_and_a_bad_parameter_its_name(
    api: httpx.AsyncClient,
) -> None:
    query = (await api.get(f"{V1}/search?q=sorce:x")).json()
    name = (await api.get(f"{V1}/search?sorce=x")).json()

    assert query["column"] == 1
    assert "did you mean source:" in query["reason"]
    assert name["parameter"] == "sorce"


async def test_limits_are_clamped(api: httpx.AsyncClient) -> None:
    assert len((await told(api, f"{V1}/search?q=care&limit=0"))["documents"]) == 1
    assert len((await told(api, f"{V1}/search?q=care&limit={10**30}"))["documents"]) == DOCUMENTS


async def test_methods_lengths_and_forms_that_are_not_taken(api: httpx.AsyncClient) -> None:
    wrong = await api.post(f"{V1}/sources")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET")
    for accept, status in [
        ("text/html", 406), ("application/json;q=0", 406), ("application/json", 200),
        ("text/html, */*;q=0.1", 200), ("*/*", 200), ("application/*", 200), ("", 200),
    ]:  # fmt: skip
        answer = await api.get(f"{V1}/topics", headers={"accept": accept})
        assert answer.status_code == status, accept
    assert (await api.get(f"{V1}/search?q={'a' * MAX_ADDRESS}")).status_code == 414
    assert (await api.get(f"{V1}/{'a' * MAX_ADDRESS}")).status_code == 414
    large = await api.post(f"{V1}/search", content=b"x" * (MAX_BODY + 1))
    assert (large.status_code, large.json()["status"]) == (413, 413)

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY // 1000 + 2):
            yield b"x" * 1000

    large = await api.post(f"{V1}/search", content=pieces())
    assert (large.status_code, large.json()["status"]) == (413, 413)
    head = await api.head(f"{V1}/topics")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 0


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (ArchiveError("/home/a", "there is none; monitor poll makes one"), 503, "monitor poll"),
        (BusyError("/home/a", "another monitor is at work; wait for it"), 503, "wait for it"),
        (SlowError(), 422, "rarer word"),
        (RuntimeError("the secret"), 500, "fault in the program"),
    ],
)  # fmt: skip
async def test_an_archive_that_does_not_answer_is_told_with_the_next_step(
    fault: Exception, status: int, said: str
) -> None:
    def opened() -> AbstractContextManager[Library]:
        raise fault

    async with client(application(opened, clock=clock.fixed(NOW))) as api:
        for path in ("search?q=a1", "documents/x", "sources", "topics", "searches/x", "health"):
            answer = await api.get(f"{V1}/{path}")

            assert answer.status_code == status
            assert answer.headers["content-type"] == "application/problem+json"
            assert said in answer.json()["detail"]
            assert "/home/a" not in answer.text
            assert "secret" not in answer.text
            assert ("retry-after" in answer.headers) == (status == 503)


async def test_the_description_is_a_page_without_outside_requests(api: httpx.AsyncClient) -> None:
    page = (await api.get(f"{V1}/docs")).text

    assert "GET /api/v1/search" in page
    assert "://" not in page.replace("https://archive", "")
    assert "<script" not in page
