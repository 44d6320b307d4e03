"""Tags and notes are each researcher's own, and nothing of them is lost."""

from datetime import timedelta

import pytest

from monitor.archive import remarks as kept
from monitor.errors import ArchiveError, SearchError
from monitor.library import remarks
from monitor.library.library import Library
from monitor.library.tagged import tagged
from monitor.model.search import Search
from tests.archive.conftest import HOUR, START, a_document, keep


@pytest.fixture(autouse=True)
def documents(library: Library) -> None:
    keep(library.archive, a_document("a"))
    keep(library.archive, a_document("b"))


def put(library: Library, *tags: str, who: str = "Ada", on: bool = True, key: str = "a") -> object:
    return remarks.tag(library, key, tags, who, START, on=on)


def test_tags_are_each_researchers_own(library: Library) -> None:
    assert put(library, "car-wash", "Raid", "raid") == ("car-wash", "raid")
    assert put(library, "raid", who="Bea") == ("raid",)
    assert put(library, "raid") == ()
    assert put(library, "raid", on=False) == ("raid",)
    assert put(library, "raid", on=False) == ()

    assert [(each.tag, each.who) for each in remarks.tags(library, "a")] == [
        ("car-wash", "Ada"),
        ("raid", "Bea"),
    ]
    assert remarks.tags(library, "b") == ()


def test_all_tags_are_counted_by_documents(library: Library) -> None:
    put(library, "raid")
    put(library, "raid", who="Bea")
    put(library, "raid", "arrest", key="b")

    assert remarks.tag_counts(library) == (("raid", 2), ("arrest", 1))


def test_tagged_documents_are_narrowed_by_a_search(library: Library) -> None:
    keep(
        library.archive, a_document("c", title="Visa", source_id="echo", first_seen_at=START + HOUR)
    )
    for key in "abc":
        put(library, "raid", key=key)
    put(library, "other", key="a")

    def found(query: str = "", *tags: str, **filters: object) -> list[str]:
        asked = Search(query=query, **filters)  # type: ignore[arg-type]  # any of its fields
        return [hit.document.id for hit in tagged(library, asked, tags or ("Raid",))]

    assert found() == ["c", "b", "a"]
    assert found("title:visa") == ["c"]
    assert found("freed -visa") == ["b", "a"]
    assert found(sources=("echo",)) == ["c"]
    assert found("", "other", "none") == ["a"]
    assert found(as_of=START + HOUR / 2) == ["b", "a"]
    assert found(as_of=START - HOUR) == []
    assert tagged(library, Search(query="freed"), ["other"])[0].snippet is not None


def test_history_holds_what_was_taken_off(library: Library) -> None:
    put(library, "raid")
    put(library, "raid", on=False)

    _, *rows = remarks.tag_rows(library)

    assert [row[:4] for row in rows] == [("a", "raid", "on", "Ada"), ("a", "raid", "off", "Ada")]


def test_tags_stand_as_of_a_time(library: Library) -> None:
    put(library, "raid")
    remarks.tag(library, "a", ["raid"], "Ada", START + 2 * HOUR, on=False)

    then = kept.taggings(library.archive, tag="raid", as_of=START + HOUR)

    assert [each.document_id for each in then] == ["a"]
    assert kept.taggings(library.archive, tag="raid", as_of=START - timedelta(seconds=1)) == ()
    assert kept.taggings(library.archive, tag="raid") == ()


@pytest.mark.parametrize("tag", ["", " ", "two words", "-raid", "a" * 61, "a,b", "\x1b[1m", "=1"])
def test_what_is_no_tag_is_refused_and_nothing_is_done(library: Library, tag: str) -> None:
    with pytest.raises(SearchError):
        put(library, "good", tag)

    assert remarks.tags(library) == ()


def test_letters_of_any_script_make_a_tag(library: Library) -> None:
    assert put(library, "Menschenhandel", "торговля", "e\u0301te\u0301") == (
        "menschenhandel", "торговля", "été",
    )  # fmt: skip


def test_unknown_documents_are_named(library: Library) -> None:
    with pytest.raises(ArchiveError, match="has no document zzz"):
        put(library, "raid", key="zzz")
    with pytest.raises(ArchiveError, match="has no document zzz"):
        remarks.write_note(library, "zzz", "text", "Ada", START)


def test_notes_are_written_and_taken_back(library: Library) -> None:
    first = remarks.write_note(library, "a", " the owner \n was charged ", "Ada", START)
    second = remarks.write_note(library, "b", "other", "Bea", START)

    assert [each.text for each in remarks.notes(library, "a")] == ["the owner \n was charged"]
    remarks.remove_note(library, "a", first.number, "Bea", START + HOUR)
    assert remarks.notes(library) == (second,)
    _, row, _ = remarks.note_rows(library)
    assert row[1:3] == ("1", "Ada")
    assert row[5:] == ((START + HOUR).isoformat(), "Bea")
    with pytest.raises(SearchError, match="has no note 1; there is none"):
        remarks.remove_note(library, "a", first.number, "Ada", START)
    with pytest.raises(SearchError, match="has no note 2"):
        remarks.remove_note(library, "a", second.number, "Ada", START)


@pytest.mark.parametrize("text", ["", " \n", "x" * 10_001])
def test_what_is_no_note_is_refused(library: Library, text: str) -> None:
    with pytest.raises(SearchError, match="write 1 to 10,000 characters"):
        remarks.write_note(library, "a", text, "Ada", START)
