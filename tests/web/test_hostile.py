"""Whatever is sent, nothing breaks: naughty strings, broken JSON, and what a machine makes up."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from monitor.library.permalink import NAMES
from tests.web.small import site

MEANT = (200, 400, 404, 405, 406, 410, 413, 414, 421, 422)
PATHS = (
    "/api/v1/documents/{}", "/api/v1/documents/{}/revisions",
    "/api/v1/documents/doc00/revisions/{}", "/api/v1/stories/{}", "/api/v1/sources/{}",
    "/api/v1/issues/{}/{}", "/api/v1/searches/{}",
    "/api/v1/searches/{}/new", "/feeds/{}.atom", "/feeds/{}.json", "/{}", "/api/v1/{}",
)  # fmt: skip
NOT_SAID = [positive_data_acceptance, negative_data_rejection]
"""A description cannot say what a query, a day or a cursor is."""
OTHERS = ("limit", "cursor", "facets", "period", "after")


def _naughty(shared: Path) -> list[str]:
    found = json.loads((shared / "hostile/blns/blns.json").read_text(encoding="utf-8"))
    return [str(each) for each in found]


def _place(text: str, number: int) -> str:
    """Return an address with *text* in it: as a query and a source, or elsewhere in turn."""
    value = quote(text, safe="")
    elsewhere = (
        *(f"/api/v1/search?{name}={value}" for name in (*NAMES, *OTHERS)),
        *(f"/search.atom?{name}={value}" for name in NAMES),
        *(path.replace("{}", value) for path in PATHS),
        f"/api/v1/search?{value}=1",
    )
    found = f"/api/v1/search?limit=1&q={value}&source={value}"
    return found if number % 3 == 0 else elsewhere[number % len(elsewhere)]


async def test_naughty_strings_wherever_one_can_stand(api: httpx.AsyncClient, shared: Path) -> None:
    told: dict[int, int] = {}
    for number, text in enumerate(_naughty(shared)):
        place = _place(text, number)
        answer = await api.get(place)
        told[answer.status_code] = told.get(answer.status_code, 0) + 1
        assert answer.status_code in MEANT, (place, answer.text)
        if answer.status_code == 200 and "&source=" in place and text.strip():
            assert answer.json()["search"]["source"] == [text.strip()]
    assert told[200] > 150


async def test_json_of_every_kind_as_a_body(api: httpx.AsyncClient, shared: Path) -> None:
    files = sorted((shared / "hostile/json-parsing").rglob("*.json"))
    told: dict[int, int] = {}
    for file in files:
        answer = await api.post(
            "/api/v1/search",
            content=file.read_bytes(),
            headers={"content-type": "application/json"},
        )
        told[answer.status_code] = told.get(answer.status_code, 0) + 1
        assert answer.status_code in (200, 400, 413), (file.name, answer.text)
        assert answer.headers["content-type"] in ("application/json", "application/problem+json")

    assert len(files) == 318
    assert told[400] > 250


async def test_no_line_of_a_request_becomes_a_header(api: httpx.AsyncClient, shared: Path) -> None:
    lines = (shared / "hostile/injection-lists/crlf.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        for place in (line, f"/api/v1/search/export?q=care+{line}", f"/feeds/{line}.atom",
                      f"/api/v1/topics?limit=1&cursor={line}"):  # fmt: skip
            answer = await api.get(place)
            assert answer.status_code in MEANT
            assert "set-cookie" not in answer.headers


async def test_no_answer_leads_elsewhere(api: httpx.AsyncClient, shared: Path) -> None:
    file = shared / "hostile/injection-lists/open-redirect.txt"
    for line in file.read_text(encoding="utf-8").splitlines():
        place = "/" + line.removeprefix("/")
        answer = await api.get(f"http://127.0.0.1{place}", follow_redirects=False)
        assert answer.status_code in MEANT, place
        assert "location" not in answer.headers


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"q": "care", "extra": 1}, 400),
        ({"q": 5}, 400),
        ({"q": "a\ud800"}, 400),
        ({"a\ud800": "x"}, 400),
        ({"q": None, "limit": 10**400}, 200),
        ({"limit": 5, "facets": True}, 200),
        ({"limit": [1]}, 400),
        ({"limit": -1}, 400),
        ({"q": "a" * 10_001}, 400),
        ({"__proto__": {}, "processor": "../../x"}, 400),
        ({"source": ["x"] * 201}, 200),
        ({"cursor": "x" * 5000}, 400),
    ],
)
async def test_a_body_that_is_no_search_is_a_problem(
    api: httpx.AsyncClient, body: dict[str, Any], status: int
) -> None:
    answer = await api.post("/api/v1/search", content=json.dumps(body))

    assert answer.status_code == status, answer.text


async def test_ten_thousand_parameters_are_refused_at_once(api: httpx.AsyncClient) -> None:
    many = "&".join(f"p{number}=1" for number in range(3000))

    assert (await api.get(f"/api/v1/search?{many}")).status_code == 400
    assert (await api.get(f"/api/v1/search?{many}&{many}")).status_code == 414


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_what_a_machine_makes_of_the_description(small: Path, mode: GenerationMode) -> None:
    """Every operation keeps to what it says of itself: status, media type, shape of the answer."""
    app = site(small, hosts=["testserver"])
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    asked: dict[str, int] = {}
    for each in schema.get_all_operations():
        operation: Any = each.ok()  # type: ignore[union-attr]  # an Err raises

        @settings(
            max_examples=10, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(operation.as_strategy(generation_mode=mode))
        def once(case: Any) -> None:
            asked[case.operation.label] = asked.get(case.operation.label, 0) + 1
            case.call_and_validate(excluded_checks=NOT_SAID)

        with suppress(Unsatisfiable):  # of what is any text, nothing is against its description
            once()
    assert len(asked) > {GenerationMode.POSITIVE: 15, GenerationMode.NEGATIVE: 4}[mode]
