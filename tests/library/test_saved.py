"""Searches under a name."""

from datetime import date

import pytest

from monitor.archive import saved as kept
from monitor.errors import QueryError, SearchError
from monitor.library.asking import whole
from monitor.library.library import Library
from monitor.library.saved import find, news, query_of, remove, save, standing
from monitor.model.search import Order, Search
from monitor.query.parse import parse
from tests.archive.conftest import HOUR, START, a_document, keep

FULL = Search(
    query='"debt bondage" OR visa',
    sources=("post", "bbc uk"),
    topics=("labour",),
    since=date(2026, 11, 1),
    until=date(2026, 11, 30),
    as_of=START,
    order=Order.NEWEST,
)


def test_a_search_is_found_as_it_was_saved(library: Library) -> None:
    save(library, "care", FULL, START)

    found = standing(library, "care")

    assert (found.search, found.created_at, found.asked_at) == (FULL, START, None)
    assert kept.every(library.archive) == (found,)


def test_what_was_known_when_it_was_saved_is_no_news_and_what_was_told_neither(
    library: Library,
) -> None:
    keep(library.archive, a_document("old"))
    save(library, "all", Search(), START)
    keep(library.archive, a_document("a"))

    def told(marks: bool) -> list[str]:
        found = news(library, "all", START + HOUR, marks=marks)
        return [each.hit.document.id for each in found.entered]

    assert told(marks=False) == ["a"]
    assert told(marks=True) == ["a"]
    assert standing(library, "all").asked_at == START + HOUR
    assert told(marks=True) == []
    keep(library.archive, a_document("b"))
    assert told(marks=True) == ["b"]


def test_a_mark_never_goes_back(library: Library) -> None:
    save(library, "all", Search(), START)
    kept.mark(library.archive, "all", 9, START)
    kept.mark(library.archive, "all", 3, START)

    assert standing(library, "all").seq == 9


def test_a_removed_search_is_gone_and_not_unknown_and_can_be_saved_anew(library: Library) -> None:
    save(library, "care", Search(query="care"), START)
    remove(library, "care", START + HOUR)

    assert find(library, "care").removed_at == START + HOUR
    with pytest.raises(SearchError, match="removed on 2026-11-02"):
        standing(library, "care")
    assert kept.every(library.archive) == ()
    save(library, "care", Search(query="work"), START)
    assert standing(library, "care").search.query == "work"


def test_what_cannot_be_saved_or_found_is_told(library: Library) -> None:
    save(library, "care", Search(query="care"), START)

    with pytest.raises(SearchError, match="did you mean care"):
        standing(library, "cares")
    with pytest.raises(SearchError, match="write a-b"):
        save(library, "A b", Search(), START)
    with pytest.raises(SearchError, match="small letters"):
        save(library, "../x", Search(), START)
    with pytest.raises(QueryError):
        save(library, "bad", Search(query="visa OR"), START)


@pytest.mark.parametrize(
    "asked",
    [
        Search(query="visa"),
        Search(query="visa OR slavery", topics=("labour", "children"), languages=("en",)),
        Search(kinds=("report",), publishers=("Home Office",)),
        Search(query="visa -golf", since=date(2026, 11, 1)),
    ],
)
def test_as_a_topic_it_asks_for_the_same(library: Library, asked: Search) -> None:
    found = save(library, "x", asked, START)

    assert parse(query_of(found)) == whole(asked, library.macros)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Search(), "every document"),
        (Search(query="a1", stories=("x",)), "story: cannot"),
        (Search(query="a1", as_of=START), "as_of: cannot"),
    ],
)
def test_what_no_topic_can_say_is_refused(library: Library, asked: Search, said: str) -> None:
    with pytest.raises(SearchError, match=said):
        query_of(save(library, "x", asked, START))
