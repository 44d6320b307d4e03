"""Whoever asks what is new, and whatever arrives meanwhile, hears of each document once."""

import random
from dataclasses import replace

import pytest

from monitor.archive import saved as kept
from monitor.errors import QueryError
from monitor.library.library import Library
from monitor.library.news import all_news, news
from monitor.model.decision import Decision
from monitor.model.search import Search
from tests.archive.conftest import HOUR, START, a_document, a_verdict, keep

ASKED = Search(query="slavery", sources=("post", "gazette"))


def _live(library: Library, seed: int, steps: int) -> None:
    """Let documents arrive, be edited, be judged anew and decided about, in any order."""
    chance, archive = random.Random(seed), library.archive
    for step in range(steps):
        at = START + step * HOUR
        ids = sorted(archive.find(""))
        word = chance.choice(["slavery", "weather"])
        what = chance.random()
        if not ids or what < 0.5:
            source = chance.choice(["post", "gazette", "other"])
            keep(
                archive,
                a_document(
                    f"d{seed}x{step}", source_id=source, title="News", text=word, first_seen_at=at
                ),
                a_verdict(topics=(chance.choice(["slavery", "weather"]),)),
            )
        elif what < 0.8:
            old = archive.document(chance.choice(ids))
            archive.revise(replace(old, text=f"{word} again, {step}"), at)
        elif what < 0.9:
            archive.rejudge(chance.choice(ids), a_verdict(topics=(word,)), at)
        else:
            archive.decide(
                Decision(
                    document_id=chance.choice(ids),
                    accepted=True,
                    who="A",
                    at=at,
                    note="",
                    topics=(),
                )
            )


def _told(library: Library, asked: Search, after: int = 0) -> list[str]:
    return [e.hit.document.id for told in all_news(library, asked, after) for e in told.entered]


@pytest.mark.parametrize("asked", [ASKED, Search(topics=("slavery",)), Search()])
def test_every_way_to_cut_the_log_tells_the_same_each_document_once(
    library: Library, asked: Search
) -> None:
    _live(library, seed=1, steps=50)
    whole = news(library, asked, 0)
    ids = [each.hit.document.id for each in whole.entered]
    chance = random.Random(2)

    assert len(ids) == len(set(ids)) > 3
    assert not whole.more
    for _ in range(10):
        after, told, more = 0, [], True
        while more:
            some = news(library, asked, after, most=chance.randint(1, 9))
            told += [each.hit.document.id for each in some.entered]
            after, more = some.upto, some.more
        assert told == ids
        assert after == whole.upto == kept.last_seq(library.archive)


def test_what_arrives_between_two_questions_is_told_in_the_next_one(library: Library) -> None:
    after, told = 0, []
    for seed in range(8):
        _live(library, seed=seed, steps=6)
        some = news(library, ASKED, after)
        told += [each.hit.document.id for each in some.entered]
        after = some.upto
        assert news(library, ASKED, after).entered == ()

    assert len(told) == len(set(told))
    assert told == _told(library, ASKED)


def test_what_holds_of_all_news_is_what_the_search_finds(library: Library) -> None:
    _live(library, seed=3, steps=50)

    told = {each.hit.document.id for each in news(library, ASKED, 0).entered if each.holds}
    found = {hit.document.id for hit in library.search(ASKED, limit=100).hits}

    assert told == found


def test_a_document_that_an_edit_brings_in_is_news_and_one_that_was_told_is_not(
    library: Library,
) -> None:
    archive = library.archive
    first = keep(archive, a_document("a", text="slavery"))
    second = keep(archive, a_document("b", text="weather"))
    after = news(library, ASKED, 0).upto
    archive.revise(replace(first, text="weather"), START + HOUR)
    archive.revise(replace(first, text="slavery once more"), START + 2 * HOUR)
    archive.revise(replace(second, text="slavery, too"), START + 3 * HOUR)
    archive.revise(replace(second, text="weather, after all"), START + 4 * HOUR)

    (told,) = news(library, ASKED, after).entered

    assert (told.hit.document.id, told.holds, told.hit.revision) == ("b", False, 3)
    assert told.hit.document.text == "weather, after all"


def test_stories_and_months_are_filters_too(library: Library) -> None:
    keep(library.archive, a_document("a"))
    keep(library.archive, a_document("b"), story_id="a")
    keep(library.archive, a_document("c"))

    assert _told(library, Search(stories=("a",))) == ["a", "b"]
    assert _told(library, Search(months=("2026-11",))) == ["a", "b", "c"]
    assert _told(library, Search(months=("2026-10",))) == []


def test_a_search_pinned_to_a_moment_gains_nothing_later(library: Library) -> None:
    keep(library.archive, a_document("a"))
    keep(library.archive, a_document("b", first_seen_at=START + HOUR))

    assert _told(library, Search(as_of=START)) == ["a"]


def test_a_query_that_cannot_be_read_is_told(library: Library) -> None:
    with pytest.raises(QueryError):
        news(library, Search(query="slavery OR"), 0)
