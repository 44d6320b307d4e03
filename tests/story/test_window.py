"""The window forgets, and never looks at everything."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.story import Fingerprint, Placement, Role
from monitor.story.window import Window

START = datetime(2026, 11, 2, 9, tzinfo=UTC)


def print_of(key: str, *terms: str, days: float = 0, shingles: tuple[int, ...] = ()) -> Fingerprint:
    return Fingerprint(
        document_id=key,
        publisher="Post",
        at=START + timedelta(days=days),
        title="",
        language="en",
        text_sha256="",
        shingles=shingles,
        terms=tuple((term, 1.0) for term in terms),
    )


def add(window: Window, print_: Fingerprint, story: str = "") -> None:
    key = print_.document_id
    window.add(
        print_,
        Placement(
            document_id=key, story_id=story or key, role=Role.FIRST, like=None, similarity=0.0
        ),
    )


def test_documents_older_than_the_span_are_forgotten() -> None:
    window = Window(timedelta(days=3))
    for day in range(10):
        add(window, print_of(str(day), "marlow", days=day))

    assert len(window) == 4
    assert {story.id for story in window.alike(print_of("any", "marlow", days=9))} == set("6789")


def test_nothing_of_a_forgotten_document_stays() -> None:
    window = Window(timedelta(days=1))
    add(window, print_of("old", "marlow", shingles=tuple(range(128))))
    fresh = window.rarity("unheard")

    add(window, print_of("new", "corby", days=30))

    assert window.rarity("marlow") == pytest.approx(fresh)
    assert window.copies(print_of("any", shingles=tuple(range(128)), days=30)) == ()


def test_a_later_fingerprint_of_a_document_replaces_the_first() -> None:
    window = Window()
    add(window, print_of("one", "marlow"))
    add(window, print_of("one", "corby"), "story")

    assert len(window) == 1
    assert window.alike(print_of("any", "marlow")) == ()
    assert [story.id for story in window.alike(print_of("any", "corby"))] == ["story"]


def test_only_stories_that_share_a_term_are_looked_at() -> None:
    window = Window()
    for number in range(50):
        add(window, print_of(str(number), f"word{number}"))

    assert [story.id for story in window.alike(print_of("any", "word7"))] == ["7"]


def test_few_are_looked_at_however_many_there_are() -> None:
    window = Window()
    for number in range(500):
        add(window, print_of(str(number), "marlow"))

    assert len(window.alike(print_of("any", "marlow"))) <= 8


def test_words_become_common_as_they_are_said() -> None:
    window = Window()
    before = window.rarity("trawler")

    for number in range(20):
        add(window, print_of(str(number), "trawler"))

    assert window.rarity("trawler") < before
    assert window.rarity("traffick") < before, "a word of the field is common from the start"


def test_a_story_that_many_report_does_not_make_its_words_common() -> None:
    alone, told = Window(), Window()
    for number in range(20):
        add(alone, print_of(str(number), "trawler"))
        add(told, print_of(str(number), "trawler"), "story")

    assert told.rarity("trawler") > alone.rarity("trawler") + 1
    assert told.rarity("trawler") < Window().rarity("trawler") - 1, "nor are they rare"


def test_a_story_is_what_is_remembered_of_its_documents() -> None:
    window = Window(timedelta(days=3))
    add(window, print_of("old", "marlow"), "story")
    add(window, print_of("new", "corby", days=3), "story")
    both = window.alike(print_of("any", "corby", days=3))[0]
    assert set(both.weights) == {"marlow", "corby"}

    add(window, print_of("other", "luton", days=5))

    left = window.alike(print_of("any", "corby", days=5))[0]
    assert (set(left.weights), set(left.members)) == ({"corby"}, {"new"})
    assert window.alike(print_of("any", "marlow", days=5)) == ()


def test_shingles_meet_in_a_band_and_only_there() -> None:
    window = Window()
    add(window, print_of("one", shingles=tuple(range(128))))

    alike = tuple(range(4)) + tuple(range(1000, 1124))
    moved = tuple(range(1000, 1004)) + tuple(range(4)) + tuple(range(1000, 1120))

    assert len(window.copies(print_of("any", shingles=alike))) == 1
    assert window.copies(print_of("any", shingles=moved)) == ()
