"""Sentences as spans."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.text.sentences import spans


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in spans(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("One thing. Another thing.", "en", ["One thing.", "Another thing."]),
        ("Mr. Pike paid £3.50. He left.", "en", ["Mr. Pike paid £3.50.", "He left."]),
        ("Heading\n\nText of it.", "en", ["Heading", "Text of it."]),
        ("Heading\n \t\nText of it.", "en", ["Heading", "Text of it."]),
        ("  One.  \n\n\n\n  Two.  ", "en", ["One.", "Two."]),
        ("他走了。她来了。", "zh", ["他走了。", "她来了。"]),
        ("وصل الرجل. ذهبت المرأة.", "ar", ["وصل الرجل.", "ذهبت المرأة."]),
        (
            "彼は「行く。」と言った。彼女は去った。",
            "ja",
            ["彼は「行く。」と言った。", "彼女は去った。"],
        ),
        ("သူလာတယ်။ သူမသွားတယ်။", "my", ["သူလာတယ်။", "သူမသွားတယ်။"]),
        ("គាត់មក។ នាងទៅ។", "km", ["គាត់មក។", "នាងទៅ។"]),
        ("वह आया। वह गई।", "hi", ["वह आया।", "वह गई।"]),
        ("وہ آیا۔ وہ گئی۔", "ur", ["وہ آیا۔", "وہ گئی۔"]),
        ("وصل د. أحمد. ذهبت المرأة.", "ar", ["وصل د. أحمد.", "ذهبت المرأة."]),
        ("Przyszedł o godz. 10. Wyszła.", "pl", ["Przyszedł o godz. 10.", "Wyszła."]),
        (
            "ตำรวจช่วยแรงงานสิบเอ็ดคนออกจากโรงงานปลาเมื่อคืน นายจ้างยึดหนังสือเดินทางของคนงานทั้งหมดไว้สองปี",
            "th",
            [
                "ตำรวจช่วยแรงงานสิบเอ็ดคนออกจากโรงงานปลาเมื่อคืน",
                "นายจ้างยึดหนังสือเดินทางของคนงานทั้งหมดไว้สองปี",
            ],
        ),
        ("Er kam. Sie ging.", "de", ["Er kam.", "Sie ging."]),
        ("One thing. Another thing.", "und", ["One thing.", "Another thing."]),
        ("One thing. Another thing.", "../x", ["One thing.", "Another thing."]),
        ("• One thing. Another.\n• A third.", "en", ["• One thing.", "Another.", "• A third."]),
        (
            "From 10:30 p.m. Aug. 9 to 6 a.m. Monday. It ended.",
            "en",
            ["From 10:30 p.m. Aug. 9 to 6 a.m. Monday.", "It ended."],
        ),
        ("It was 10 p.m. Nobody came.", "en", ["It was 10 p.m.", "Nobody came."]),
        ("Mr. Pike, R-W.Va., came. He left.", "en", ["Mr. Pike, R-W.Va., came.", "He left."]),
        ("So says E! News. He left.", "en", ["So says E! News.", "He left."]),
        ("•", "en", ["•"]),
        ("", "en", []),
        (" \n\n ", "en", []),
    ],
)
def test_sentences_of(text: str, language: str, expected: list[str]) -> None:
    assert split(text, language) == expected


PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "Mr. Pike left. ",
            "\n\n",
            "\n",
            "“Yes,” he said. ",
            "…",
            "😀. ",
            "e\u0301. ",
            "。",
            "។",
            "ตำรวจ ",
            "」と",
        ]
    ),
)


@given(
    st.lists(PIECES, max_size=8).map("".join),
    st.sampled_from(["en", "ar", "zh", "th", "km", "und"]),
)
@example("A.\u2028B.", "en")
@example("😀 One. 😀 Two.", "en")
def test_sentences_of_any_text_join_to_it_again(text: str, language: str) -> None:
    found = spans(text, language)

    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    joined = "".join(text[start:end] for start, end in found)
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text), "nothing but blanks is left out"


@given(st.text(max_size=60), st.text(max_size=4) | st.from_regex(r"[a-z]{2,3}", fullmatch=True))
def test_any_text_in_any_language_is_split(text: str, language: str) -> None:
    found = spans(text, language)

    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@pytest.mark.parametrize("text", ["“" * 200_000, "“He said no. " * 15_000, "a" * 200_000])
def test_paragraph_of_any_length_is_read_in_time_that_grows_with_it(text: str) -> None:
    began = time.process_time()
    found = spans(text)

    assert time.process_time() - began < 5.0  # before, 12 s for the first
    assert sum(end - start for start, end in found) >= len(text) - text.count(" ")
    assert found[-1][1] == len(text.rstrip())


def test_long_paragraph_is_parted_at_its_sentences() -> None:
    told = ["The court heard the case of eleven women again."] * 2_000

    assert split(" ".join(told)) == told
