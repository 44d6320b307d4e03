"""Numbers however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.numerals import numerals


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("Nine of 4,913 people, twenty-one men at 14:05", "en", ["9", "4913", "21", "14:05"]),
        ("1.5 million, 5.2% and 12.11.2026", "en", ["1500000", "5.2", "12.11.2026"]),
        ("einundzwanzig Männer und 1,5 Millionen", "de", ["21", "1500000"]),
        ("quatre-vingt-douze et vingt et un", "fr", ["92", "21"]),
        ("treinta y dos, veintidós", "es", ["32"]),
        ("警方解救了十二名工人，共3万人", "zh", ["12", "30000"]),
        ("أُفرج عن تسعة عمال و٤٥ امرأة", "ar", ["9", "45"]),
        ("двадцать один человек", "ru", ["21"]),
        ("İki kişi", "tr", ["2"]),
        ("stone and bone, A4", "en", []),
    ],
)
def test_values(text: str, language: str, values: list[str]) -> None:
    assert [each.value for each in numerals(text, language)] == values


@given(text=st.text(max_size=60), language=st.sampled_from(("en", "de", "ar", "tr", "zh", "xx")))
def test_any_text_has_its_places_in_order(text: str, language: str) -> None:
    found = numerals(text, language)

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
