"""What a text is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.telling import telling


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The police freed them", "en", {"polic", "freed"}),
        ("警方解救", "zh", {"警方", "方解", "解救"}),
        ("警方 BBC 解救", "zh", {"警方", "bbc", "解救"}),
        ("警", "zh", set()),
        ("จราจร", "th", {"จร", "รา", "าจ"}),
    ],
)
def test_terms(text: str, language: str, expected: set[str]) -> None:
    assert telling(text, language) == expected


@given(st.text(max_size=80), st.text(max_size=4))
def test_any_text_in_any_language_has_terms_or_none(text: str, language: str) -> None:
    assert all(telling(text, language))
