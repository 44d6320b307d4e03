"""A manifest tells all that is needed to judge an export, and to make it again."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from monitor import settings
from monitor.export.formats import Format
from monitor.library import permalink
from monitor.library.export import Export, Wanted
from monitor.library.library import Library
from monitor.library.manifest import manifest
from monitor.library.opening import readable
from monitor.model.search import Search

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)
SLAVERY = Search(query="slavery")


@pytest.fixture(scope="module")
def library(demo: Path) -> Iterator[Library]:
    with readable(settings.load(demo, {})) as found:
        yield found


def _made(library: Library, asked: Search, **wanted: Any) -> tuple[dict[str, Any], bytes]:
    export = Export(library, asked, Wanted(**{"form": Format.CSV, **wanted}), NOW)
    body = b"".join(export.chunks())
    return json.loads(manifest([("x.csv", export)], NOW)), body


def test_it_names_the_bytes(library: Library) -> None:
    told, body = _made(library, SLAVERY)

    (file,) = told["files"]
    assert file["sha256"] == hashlib.sha256(body).hexdigest()
    assert file["bytes"] == len(body)
    assert file["records"] == body.decode().count("\r\n") - 1
    assert told["made"] == "2026-11-16T12:00:00Z"
    assert told["software"]["version"]


def test_its_permalink_makes_the_same_bytes_again(library: Library) -> None:
    told, body = _made(library, SLAVERY, form=Format.JSONL)

    again = permalink.read(parse_qsl(told["search"]["permalink"].removeprefix("search?")))

    assert again.as_of is not None
    assert _made(library, again, form=Format.JSONL)[1] == body


def test_it_tells_which_rules_were_used(library: Library) -> None:
    told, _ = _made(library, replace(SLAVERY, sources=("capital-courier",)))

    assert library.watchlist
    assert told["rules_sha256"] == library.watchlist.sha256
    assert told["search"]["filters"] == {"source": ["capital-courier"]}


def test_it_counts_with_and_without_copies(library: Library) -> None:
    told, _ = _made(library, SLAVERY)
    unique, _ = _made(library, SLAVERY, unique=True)

    counts = told["counts"]
    copies = counts["reprints"] + counts["repeats"]
    assert copies > 0
    assert counts["written"] == counts["found"]
    assert counts["without_copies"] == unique["counts"]["written"] < counts["found"]
    assert unique["search"]["without_copies"] is True


def test_it_counts_what_rights_withheld(library: Library) -> None:
    told, body = _made(library, SLAVERY, form=Format.JSONL)

    rows = [json.loads(line) for line in body.decode().splitlines()]
    assert told["withheld"]["records"] == sum(row["withheld"] for row in rows) > 0


def test_it_names_sources_with_their_gaps(library: Library) -> None:
    told, _ = _made(library, SLAVERY)

    sources = {each["id"]: each for each in told["sources"]["asked"]}
    broken = sources["broken-herald"]
    assert broken["polls"] == broken["failed"] > 0
    assert broken["gaps"][-1]["to"] == told["sources"]["to"] == "2026-11-16T12:00:00Z"
    assert broken["gaps"][-1]["fact"] != "not asked"
    assert sources["capital-courier"]["failed"] == 0


def test_only_the_sources_of_the_search_in_its_time(library: Library) -> None:
    asked = replace(
        SLAVERY,
        sources=("capital-courier",),
        since=NOW.date() - timedelta(days=14),
        until=NOW.date() - timedelta(days=7),
    )

    told, _ = _made(library, asked)

    (source,) = told["sources"]["asked"]
    assert source["id"] == "capital-courier"
    assert told["sources"]["from"] == "2026-11-02T00:00:00Z"
    assert told["sources"]["to"] == "2026-11-10T00:00:00Z"
    assert told["first_seen"]["since"] == "2026-11-02"


def test_a_search_that_finds_nothing_has_one_too(library: Library) -> None:
    told, _ = _made(library, Search(query="zanzibar"))

    assert told["counts"]["found"] == told["withheld"]["records"] == 0
    assert told["first_seen"]["earliest"] is None


def test_what_a_macro_meant_is_told(library: Library) -> None:
    assert library.watchlist
    name = next(iter(library.macros), None)
    if name is None:
        pytest.skip("the newsroom has no macros")

    told, _ = _made(library, Search(query=f"${name}"))

    assert told["search"]["macros"] == {name: library.macros[name]}
