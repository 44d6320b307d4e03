"""How a document changed, where it came from, how it is cited; and searches as files."""

import hashlib
import io
import json
import zipfile

import httpx
import pytest

from monitor.export.formats import SHAPES, Format
from tests.web.small import DOCUMENTS

DOC = "/api/v1/documents/doc03"


async def test_two_states_are_compared_by_sentence(api: httpx.AsyncClient) -> None:
    found = (await api.get(f"{DOC}/comparison")).json()
    named = (await api.get(f"{DOC}/comparison?before=1&after=2")).json()

    assert found == named
    assert (found["before"]["number"], found["after"]["number"]) == (1, 2)
    assert found["kind"]
    assert found["changes"]
    assert any("May" in piece["text"] for row in found["rows"] for piece in row["after"])


async def test_rights_hold_in_a_comparison(api: httpx.AsyncClient) -> None:
    found = (await api.get("/api/v1/documents/doc04/comparison")).json()

    assert found["rows"] == []


async def test_the_chain_of_custody_begins_with_who_told_of_it(api: httpx.AsyncClient) -> None:
    found = (await api.get(f"{DOC}/custody")).json()

    assert [each["act"] for each in found["events"]].count("read") == 2
    assert all(each["fact"] for each in found["events"])


@pytest.mark.parametrize("form", list(Format))
async def test_a_version_is_cited_in_every_format(api: httpx.AsyncClient, form: Format) -> None:
    first, newest = [
        await api.get(f"{DOC}/citation?format={form}{more}") for more in ("&revision=1", "")
    ]

    assert newest.headers["content-type"] == f"{SHAPES[form].media_type}; charset=utf-8"
    assert "Visa case 3" in newest.text
    assert first.text != newest.text


@pytest.mark.parametrize("form", list(Format))
async def test_an_export_holds_all_and_is_the_same_again(
    api: httpx.AsyncClient, form: Format
) -> None:
    first = await api.get(f"/api/v1/search/export?format={form}&q=freed")
    again = await api.get(
        f"/api/v1/search/export?format={form}&q=freed",
        params={"format": form.value, "q": "freed", "as_of": first.headers["x-as-of"]},
    )

    assert first.headers["content-type"] == f"{SHAPES[form].media_type}; charset=utf-8"
    assert first.headers["content-disposition"].startswith('attachment; filename="freed_')
    assert first.text.count("Visa case") >= DOCUMENTS
    assert first.content == again.content


async def test_a_manifest_tells_of_the_very_file(api: httpx.AsyncClient) -> None:
    asked = "format=ris&q=freed&as_of=2026-11-24"
    file = (await api.get(f"/api/v1/search/export?{asked}")).content
    told = (await api.get(f"/api/v1/search/manifest?{asked}")).json()
    packed = (await api.get(f"/api/v1/search/bundle?{asked}")).content

    assert told["files"][0]["sha256"] == hashlib.sha256(file).hexdigest()
    assert told["counts"]["found"] == DOCUMENTS
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        inside = {name: found.read(name) for name in found.namelist()}
    assert inside.pop("manifest.json")
    assert list(inside.values()) == [file]


async def test_an_export_shows_as_much_as_rights_allow(api: httpx.AsyncClient) -> None:
    lines = (await api.get("/api/v1/search/export?q=freed")).text.splitlines()
    secret = next(json.loads(line) for line in lines if "doc04" in line)

    assert len(lines) == DOCUMENTS
    assert "freed" not in json.dumps(secret)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{DOC}/comparison?before=1&after=9", 404),
        (f"{DOC}/comparison?before=x", 400),
        ("/api/v1/documents/none/comparison", 404),
        ("/api/v1/documents/none/custody", 404),
        ("/api/v1/documents/none/citation", 404),
        (f"{DOC}/citation?format=word", 400),
        (f"{DOC}/citation?revision=0", 404),
        ("/api/v1/search/export?format=word", 400),
        ("/api/v1/search/export?q=freed+OR", 400),
        ("/api/v1/search/export?cursor=x", 400),
    ],
)
async def test_what_cannot_be_answered_is_a_problem(
    api: httpx.AsyncClient, path: str, status: int
) -> None:
    answer = await api.get(path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
