"""Groups of copies, and peers that need no library."""

from tests.quality.measures import grouped
from tests.quality.peers.stories import exact, story_peers


def test_a_chain_of_copies_is_one_group() -> None:
    assert grouped({"a": None, "b": "a", "c": "b", "d": None}) == {
        "a": "a",
        "b": "a",
        "c": "a",
        "d": None,
    }


def test_equal_texts_are_copies_whatever_their_case_and_blanks() -> None:
    assert list(exact(["Nine freed.", "Eleven freed.", "nine  freed."])) == [(0, 2)]


def test_peers_of_stories_are_offered_under_what_they_can_reach() -> None:
    peers = story_peers(lambda item: (item["title"], item["text"]), "group")

    assert {name for peer in peers.values() for name in peer.figures} == {
        "story_precision",
        "story_recall",
        "story_f1",
    }
