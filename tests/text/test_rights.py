"""Rights to an extract mean sixty words in any script."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.source import Content
from monitor.text.clip import length
from monitor.text.rights import exceeds, fitting, showable, size
from tests.quality.documents import document


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (Content.FULL, " ".join(["word"] * 61)),
        (Content.EXTRACT, " ".join(["word"] * 60) + " …"),
        (Content.HEADLINE, ""),
    ],
)
def test_text_is_shown_as_far_as_its_rights_allow(content: Content, shown: str) -> None:
    held = dataclasses.replace(document("a", "A", "word " * 60 + "word"), content=content)

    assert showable(held) == shown


def test_short_text_is_its_own_extract() -> None:
    assert showable(document("a", "A", "Two\n\nparagraphs.")) == "Two\n\nparagraphs."


@pytest.mark.parametrize("text", ["警方解救十一名工人。" * 100, "ตำรวจช่วยเหลือแรงงาน" * 100])
def test_extract_of_a_text_without_blanks_is_as_short(text: str) -> None:
    shown = showable(dataclasses.replace(document("a", "A", text), content=Content.EXTRACT))

    assert shown.endswith(" …")
    assert text.startswith(shown.removesuffix(" …"))
    assert 50 <= length(shown) <= 60


def test_dashes_between_words_count_where_blanks_part_them() -> None:
    assert size("a – b – c") == 5


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (Content.FULL, [True, True, True, True]),
        (Content.EXTRACT, [True, False, True, False]),
        (Content.HEADLINE, [False, False, False, False]),
    ],
)
def test_what_is_shown_together_has_no_more_words_than_an_extract(
    content: Content, kept: list[bool]
) -> None:
    held = dataclasses.replace(document("a", "A", "text"), content=content)
    texts = [" ".join(["word"] * number) for number in (40, 30, 20, 1)]

    assert list(fitting(held, texts)) == kept


@given(
    st.lists(st.sampled_from(["word", "–", "警方解救", "ตำ", "a-b", " ", "\n"]), max_size=30).map(
        " ".join
    )
)
def test_what_exceeds_a_size_is_found_without_reading_on(text: str) -> None:
    assert [exceeds(text, words) for words in range(12)] == [
        size(text) > words for words in range(12)
    ]
