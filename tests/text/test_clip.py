"""The length of a text to a reader, and cutting to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.clip import clip, length


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("  \n", 0),
        ("One two three.", 3),
        ("It’s £3.50 — no more", 4),
        ("modern-day slavery", 2),
        ("人口贩运", 2),
        ("人口贩运案", 3),
        ("BBC 人口", 2),
        ("ตำรวจจับกุม", 3),
        ("- • …", 0),
    ],
)
def test_length(text: str, number: int) -> None:
    assert length(text) == number


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("One two three.", 3, "One two three."),
        ("One two three.", 2, "One two…"),
        ("One, two three.", 1, "One…"),
        ("One (two) three.", 1, "One…"),
        ("One – two", 1, "One…"),
        ("One\n\ntwo   three", 5, "One two three"),
        ("One two", 0, ""),
        ("", 3, ""),
        ("人口贩运案件增加", 2, "人口贩运…"),
    ],
)
def test_clip(text: str, words: int, expected: str) -> None:
    assert clip(text, words) == expected


@given(st.text(max_size=120), st.integers(min_value=0, max_value=12))
def test_clipped_text_is_the_beginning_of_one_line_within_the_limit(text: str, words: int) -> None:
    clipped, line = clip(text, words), " ".join(text.split())

    assert "\n" not in clipped
    assert length(clipped) <= words
    assert clipped == line or line.startswith(clipped.removesuffix("…"))
    assert clipped == line or length(line) > words
