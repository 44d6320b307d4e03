"""A search as a file: whole, the same whenever it is asked, and no more than rights allow."""

import csv
import io
import itertools
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.archive import attested
from monitor.archive.attested import Copy
from monitor.archive.store import Archive
from monitor.export.formats import Format
from monitor.library.export import Export, Wanted, cited, stream
from monitor.library.library import Library
from monitor.model.decision import Decision
from monitor.model.search import Hit, Search
from monitor.model.source import Content
from monitor.model.story import Placement, Role
from tests.archive.conftest import HOUR, START, a_document, a_print, a_verdict, keep

NOW = START + timedelta(days=30)


def _copied(archive: Archive, key: str, like: str, role: Role, hours: int) -> None:
    document = a_document(key, first_seen_at=START + hours * HOUR)
    placement = Placement(document_id=key, story_id="a", role=role, like=like, similarity=0.9)
    archive.add(document, a_verdict(), a_print(document), placement)


@pytest.fixture
def stocked(library: Library) -> Library:
    """One text, printed again by another, repeated by that one; and one of its own."""
    keep(library.archive, a_document("a"))
    _copied(library.archive, "b", "a", Role.REPRINT, 1)
    _copied(library.archive, "c", "b", Role.REPEAT, 2)
    keep(library.archive, a_document("d", first_seen_at=START + 3 * HOUR, content=Content.HEADLINE))
    return library


def _whole(export: Export) -> bytes:
    return b"".join(export.chunks())


@pytest.mark.parametrize("form", Format)
def test_the_same_search_is_the_same_bytes(stocked: Library, form: Format) -> None:
    first = _whole(Export(stocked, Search(query="nine"), Wanted(form=form), NOW))
    second = b"".join(stream(stocked, Search(query="nine"), form, NOW + HOUR))

    assert first == second
    assert first


def test_it_is_pinned_to_what_the_archive_knew_last(stocked: Library) -> None:
    export = Export(stocked, Search(query="nine"), Wanted(form=Format.CSV), NOW)

    assert export.search.as_of == START + 3 * HOUR
    assert export.total == 4


def test_a_moment_that_is_not_over_is_no_moment_to_be_pinned_to(stocked: Library) -> None:
    asked = Search(as_of=NOW + HOUR)

    assert Export(stocked, asked, Wanted(form=Format.CSV), NOW).search.as_of == START + 3 * HOUR


def test_records_tell_which_text_is_whose_copy(stocked: Library) -> None:
    told = b"".join(stream(stocked, Search(query="nine"), Format.JSONL, NOW)).decode()

    rows = {row["id"]: row for row in map(json.loads, told.splitlines())}
    assert {key: (row["role"], row["copy_of"]) for key, row in rows.items()} == {
        "a": ("first", ""),
        "b": ("reprint", "a"),
        "c": ("repeat", "a"),
        "d": ("first", ""),
    }
    assert rows["a"]["key"] == "a-r1"
    assert rows["a"]["read"] == "2026-11-02T09:00:00Z"


def test_copies_are_counted_and_left_out_where_asked(stocked: Library) -> None:
    everything = Export(stocked, Search(query="nine"), Wanted(form=Format.JSONL), NOW)
    unique = Export(stocked, Search(query="nine"), Wanted(form=Format.JSONL, unique=True), NOW)

    all_rows = _whole(everything).splitlines()
    rows = {json.loads(line)["id"] for line in _whole(unique).splitlines()}

    assert (everything.tally.found, everything.tally.texts) == (4, 2)
    assert everything.tally.roles == {Role.REPRINT: 1, Role.REPEAT: 1}
    assert len(all_rows) == everything.tally.records == 4
    assert rows == {"a", "d"}
    assert unique.tally.records == 2


def test_a_copy_stays_where_its_first_one_was_not_found(library: Library) -> None:
    keep(library.archive, a_document("a", publisher="Other"))
    _copied(library.archive, "b", "a", Role.REPRINT, 1)
    wanted = Wanted(form=Format.JSONL, unique=True)

    told = _whole(Export(library, Search(query='publisher:"Harbour Post"'), wanted, NOW))

    assert [json.loads(line)["id"] for line in told.splitlines()] == ["b"]


def test_an_edit_is_another_version(library: Library) -> None:
    keep(library.archive, a_document("a"))
    library.archive.revise(a_document("a", text="Ten people were freed."), START + HOUR)

    told = b"".join(stream(library, Search(query="people"), Format.JSONL, NOW)).decode()
    (row,) = map(json.loads, told.splitlines())
    before = cited(library, "a", 1)

    assert (row["key"], row["read"]) == ("a-r2", "2026-11-02T10:00:00Z")
    assert before
    assert (before.key, before.text.split()[0]) == ("a-r1", "Text")
    assert cited(library, "a", 3) is None
    assert cited(library, "nothing") is None


def test_nothing_found_is_an_export_too(library: Library) -> None:
    export = Export(library, Search(query="nine"), Wanted(form=Format.CSV), NOW)

    rows = list(csv.reader(io.StringIO(_whole(export).decode())))
    assert len(rows) == 1
    assert export.tally.records == 0


def test_progress_is_told(stocked: Library) -> None:
    told: list[tuple[str, int, int]] = []

    for _ in Export(stocked, Search(query="nine"), Wanted(form=Format.RIS), NOW).chunks(
        lambda *step: told.append(step)
    ):
        pass

    assert told == [("writing", 4, 4)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ('"debt bondage" OR "forced labour"', "debt-bondage-or-forced-labour_2026-11-02.csv"),
        ("", "documents_2026-11-02.csv"),
        ("人口贩卖", "documents_2026-11-02.csv"),
        ('../../etc/passwd\r\n";x', "etc-passwd-x_2026-11-02.csv"),
        ("a" * 500, f"{'a' * 60}_2026-11-02.csv"),
    ],
)
def test_the_name_of_the_file_is_safe_anywhere(stocked: Library, query: str, name: str) -> None:
    export = Export(stocked, Search(), Wanted(form=Format.CSV), NOW)
    export.search = replace(export.search, query=query)

    assert export.name == name
    assert export.disposition == f'attachment; filename="{name}"'


class Endless(Library):
    """Finds one document as often as it is told to, without holding them."""

    times = 0

    def every(self, asked: Search, **options: Any) -> Iterator[Hit]:
        (hit,) = super().search(asked).hits
        return itertools.repeat(hit, self.times)


def _peak(library: Endless, times: int) -> int:
    library.times = times
    export = Export(library, Search(query="nine"), Wanted(form=Format.CSV), NOW)
    tracemalloc.start()
    try:
        for _ in export.chunks():
            pass
        assert export.tally.records == times
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_four_times_as_many_documents_take_no_more_memory(library: Library) -> None:
    keep(library.archive, a_document("a", text="Nine people were freed. " * 100))
    endless = Endless(library.archive, None)
    _peak(endless, 200)

    few, many = _peak(endless, 200), _peak(endless, 800)

    assert many < few + 100_000


@pytest.mark.parametrize("form", [Format.CSV, Format.RIS])
def test_what_came_later_changes_no_byte(stocked: Library, form: Format) -> None:
    export = Export(stocked, Search(query="nine"), Wanted(form=form), NOW)
    before, pinned = _whole(export), export.search
    later = START + 5 * HOUR
    archive = stocked.archive

    keep(archive, a_document("e", first_seen_at=later))
    _copied(archive, "f", "a", Role.REPRINT, 6)
    archive.revise(a_document("a", title="Ten", text="Ten were freed."), later + 2 * HOUR)
    archive.decide(
        Decision(
            document_id="b", accepted=False, who="ada", at=later + 3 * HOUR, note="", topics=()
        )
    )
    archive.add_issue("weekly", "2026-W45", "{}", 1, later + 4 * HOUR, {"a": ["a", "b"]})

    assert _whole(Export(stocked, pinned, Wanted(form=form), NOW + HOUR)) == before
    assert _whole(Export(stocked, Search(query="nine"), Wanted(form=form), NOW)) != before


def test_issues_that_took_a_document_into_account_are_named(stocked: Library) -> None:
    archive = stocked.archive
    archive.add_issue("weekly", "2026-W45", "{}", 1, START, {"a": ["a", "b"]})
    archive.add_issue("weekly", "2026-W45", '{"x": 1}', 1, START + HOUR, {"a": ["a"]})
    archive.add_issue("daily", "2026-W46", "{}", 1, START + HOUR, {"a": ["a"]})

    told = b"".join(stream(stocked, Search(query="nine"), Format.JSONL, NOW)).decode()

    rows = {row["id"]: row["issues"] for row in map(json.loads, told.splitlines())}
    assert rows == {"a": ["weekly 2026-W45", "daily 2026-W46"], "b": [], "c": [], "d": []}


def test_a_copy_in_a_public_archive_is_of_the_version_that_it_was_made_of(
    library: Library,
) -> None:
    archive = library.archive
    keep(archive, a_document("a"))
    copied = Copy(
        document_id="a",
        url="https://post.example/a",
        archive="https://web.archive.example/save/",
        copy_url="https://web.archive.example/1/a",
        at=START + HOUR,
        fact="",
    )
    attested.keep_copy(archive, copied)
    archive.revise(a_document("a", text="Ten people were freed."), START + 2 * HOUR)

    first, second = cited(library, "a", 1), cited(library, "a", 2)
    assert first
    assert second
    assert first.standing.copy
    assert first.standing.copy.url == "https://web.archive.example/1/a"
    assert second.standing.copy is None
    asked = Search(query="people", as_of=START + HOUR / 2)
    (row,) = map(json.loads, stream(library, asked, Format.JSONL, NOW))
    assert row["web_archive"] == ""
