"""The part of a document that relevance looks at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.relevance.window import MAX_WORDS, lead_of


@pytest.mark.parametrize(
    ("title", "description", "text", "expected"),
    [
        ("Title", "", "Some text.", "Some text."),
        ("Title", "A summary.", "Some text.", "A summary.\n\nSome text."),
        ("Title", "A summary.", "", "A summary."),
        ("Title", "Some text …", "Some text of the page.", "Some text of the page."),
        ("Title", "SOME   TEXT.", "Some text of it.", "Some text of it."),
        ("Title", "", "Title\n\nSome text.", "Some text."),
        ("", "", "", ""),
    ],
)
def test_lead(title: str, description: str, text: str, expected: str) -> None:
    assert lead_of(title, description, text) == expected


def test_passing_mention_far_down_is_not_looked_at() -> None:
    text = "word " * MAX_WORDS + "slavery"

    assert lead_of("", "", text) == ("word " * MAX_WORDS).rstrip()


def test_text_without_blanks_is_cut_too() -> None:
    assert len(lead_of("", "", "字" * 5000)) == 1200


@given(st.text(max_size=2000))
def test_opening_is_the_texts_own(text: str) -> None:
    opening = lead_of("", "", text)

    assert opening in text
    assert len(opening.split()) <= MAX_WORDS
