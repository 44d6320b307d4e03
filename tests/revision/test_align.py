"""Sentences side by side: each of both texts stands in one row, and a long report takes seconds."""

import time
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.revision import Mark
from monitor.revision.align import align, pieces
from monitor.text.sentences import spans

SAID = st.sampled_from(
    (
        "Nine were freed.",
        "Ten were freed.",
        "He said no.",
        "She said “no”.",
        "九人被解救。",
        "Most read",
    )
)
TEXTS = st.lists(st.one_of(SAID, st.text(max_size=30)), max_size=12).map("\n\n".join)


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text, "en")]


@settings(max_examples=150, deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_every_sentence_of_both_texts_stands_in_one_row(before: str, after: str) -> None:
    rows = align(before, after, "en")

    assert [row.new for row in rows if row.after] == said(after)
    assert Counter(row.old for row in rows if row.before) == Counter(said(before))
    for row in rows:
        assert bool(row.before) is (row.mark is not Mark.ADDED)
        assert bool(row.after) is (row.mark is not Mark.REMOVED)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {row.mark for row in align(text, text, "en")} <= {Mark.SAME}


@settings(max_examples=150, deadline=None)
@given(before=st.text(max_size=80), after=st.text(max_size=80))
def test_pieces_give_both_sentences_word_for_word(before: str, after: str) -> None:
    old, new = pieces(before, after, "en")

    assert "".join(piece.text for piece in old) == before
    assert "".join(piece.text for piece in new) == after


def test_words_that_changed_are_marked_and_no_others() -> None:
    old, new = pieces("Nine people were freed in May.", "Eleven people were freed in June.", "en")

    assert [piece.text for piece in old if piece.changed] == ["Nine", "May"]
    assert [piece.text for piece in new if piece.changed] == ["Eleven", "June"]


def test_what_was_taken_out_stands_where_it_stood() -> None:
    rows = align("One is said. Two is told. Three is sung.", "One is said. Three is sung.", "en")

    assert [row.mark for row in rows] == [Mark.SAME, Mark.REMOVED, Mark.SAME]


def test_sentence_that_moved_is_no_change() -> None:
    before = "One is said. Two is told. Three is sung."

    rows = align(before, "Three is sung. One is said. Two is told.", "en")

    assert Counter(row.mark for row in rows) == {Mark.SAME: 2, Mark.MOVED: 1}
    assert not any(row.counts for row in rows)


def test_report_of_five_thousand_sentences_is_compared_in_seconds() -> None:
    def report(seed: int) -> str:
        return " ".join(
            f"In district {n} of the region {(n * seed) % 977} people were found in {n % 83} raids."
            for n in range(5000)
        )

    rewritten = "Nothing of what stood there stands there now. " * 5000
    began = time.process_time()
    for other in (report(3), rewritten):
        align(report(2), other, "en")

    assert (
        time.process_time() - began < 20
    )  # measured: 3 s; compared pair by pair it would be hours
