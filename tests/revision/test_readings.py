"""Two looks must agree before anything is believed, whatever a page shows in which order."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.document import Document
from monitor.model.rereading import Look, Seen, Suspicion, Watch
from monitor.plainly import plain, whole
from monitor.revision.compare import compare
from monitor.revision.readings import LOOKS, MOST_FLAPS, after, is_above, look_at
from monitor.revision.schedule import CONFIRM, TURNS, first_turn, next_turn, within_budget
from tests.digest.conftest import MONDAY, day, document

TEXT = "Nine people were freed in Marlow. Two men were arrested there. They were all safe."
KEPT = document("raid", "Nine freed", TEXT)
OTHERS = tuple(
    replace(KEPT, text=TEXT.replace("Nine", number)) for number in ("Ten", "Eleven", "Twelve")
)
MINUTES = timedelta(minutes=1)


def look(what: str, kept: Document) -> Look:
    match what:
        case "gone":
            return Look(seen=Seen.GONE, fact="HTTP 404")
        case "unclear":
            return Look(seen=Seen.UNCLEAR, fact="HTTP 503")
        case "same":
            return Look(seen=Seen.SAME)
        case number:
            return look_at(kept, OTHERS[int(number)])


SHOWN = st.sampled_from(("same", "gone", "unclear", "0", "1", "2"))


@settings(max_examples=200, deadline=None)
@given(shown=st.lists(st.tuples(SHOWN, st.integers(1, 90)), max_size=14))
def test_nothing_is_believed_that_two_looks_apart_did_not_show(
    shown: list[tuple[str, int]],
) -> None:
    kept, watch, now = KEPT, Watch(), MONDAY
    seen = []
    for what, minutes in shown:
        now += minutes * MINUTES
        found = look(what, kept)
        seen.append((now, found))
        step = after(kept, watch, found, now)
        if step.revise is not None:
            same = [at for at, each in seen if each.document == step.revise]
            assert len(same) >= LOOKS
            assert now - step.seen_at >= CONFIRM  # type: ignore[operator]
            assert compare(kept, step.revise).findings
            kept = step.revise
        if step.removed:
            assert [each.seen for _, each in seen][-LOOKS:].count(Seen.UNCLEAR) < LOOKS
            assert sum(each.seen is Seen.GONE for _, each in seen) >= LOOKS
            assert not watch.gone
        if step.returned:
            assert watch.gone
        watch = step.watch
        assert watch.gone is (step.watch.gone and not step.returned)
        assert whole(Watch, plain(watch)) == watch


def test_page_that_flaps_needs_more_looks_at_greater_distances() -> None:
    flapping, found = Watch(flaps=MOST_FLAPS + 4), look("0", KEPT)
    now, looks = MONDAY, 0
    while True:
        step = after(KEPT, flapping, found, now)
        looks += 1
        if step.revise is not None:
            break
        turn = next_turn(MONDAY, step.watch, found, now)
        assert turn is not None
        assert turn - now <= CONFIRM * 64
        flapping, now = step.watch, turn

    assert looks == LOOKS + MOST_FLAPS


@pytest.mark.parametrize(
    ("asked", "final", "above"),
    [
        ("https://post.example/2026/raid", "https://www.post.example/", True),
        ("https://post.example/2026/raid", "https://post.example/2026/", True),
        ("https://post.example/2026/raid", "https://post.example/news", True),
        ("https://post.example/2026/raid", "https://post.example/2026/raid-in-marlow", False),
        ("https://post.example/raid", "https://post.example/news/raid", False),
        ("https://post.example/2026/raid", "https://other.example/", False),
        ("https://post.example/", "https://post.example/", False),
    ],
)
def test_who_is_led_to_the_front_page_or_a_section(asked: str, final: str, above: bool) -> None:
    assert is_above(asked, final) is above


def test_turns_begin_in_hours_and_end() -> None:
    assert first_turn(KEPT) == KEPT.first_seen_at + TURNS[0]
    assert first_turn(replace(KEPT, published=day(2))) == KEPT.first_seen_at + timedelta(days=1)
    assert first_turn(replace(KEPT, backfill=True)) == KEPT.first_seen_at + timedelta(days=1)
    same, held = Look(seen=Seen.SAME), Suspicion(seen=Seen.GONE, first_at=MONDAY, count=1)
    last = MONDAY + TURNS[-1]
    assert next_turn(MONDAY, Watch(), same, last) is None
    assert next_turn(MONDAY, Watch(suspicion=held), same, last) == last + CONFIRM
    edited = Watch(changed_at=last)
    assert next_turn(MONDAY, edited, same, last) == last + timedelta(hours=4)
    assert next_turn(MONDAY, edited, same,
                     MONDAY + timedelta(days=60)) is None  # fmt: skip


def test_no_host_is_asked_more_than_its_budget() -> None:
    turns = ["a1", "b1", "a2", "a3", "b2"]

    assert within_budget(turns, lambda turn: turn[0], per_host=2) == ("a1", "b1", "a2", "b2")
