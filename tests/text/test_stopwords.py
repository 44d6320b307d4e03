"""Words that say nothing of what a text is about."""

import pytest

from monitor.text.stopwords import is_stopword, stopwords
from monitor.text.words import fold


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "it", "pt", "ru", "pl"])
def test_lists_are_folded_as_words_are(language: str) -> None:
    assert len(stopwords(language)) > 60
    assert all(fold(word) == word for word in stopwords(language))


@pytest.mark.parametrize(
    ("form", "language"),
    [
        ("the", "en"),
        ("says", "en"),
        ("x", "en"),
        ("der", "de"),
        ("и", "ru"),
        ("no", "pl"),
        ("من", "ar"),
        ("на", "bg"),
        ("के", "hi"),
    ],
)
def test_stopword(form: str, language: str) -> None:
    assert is_stopword(form, language)


@pytest.mark.parametrize(
    ("form", "language"),
    [
        ("slavery", "en"),
        ("uk", "en"),
        ("9", "en"),
        ("11", "pl"),
        ("人", "zh"),
        ("handel", "pl"),
        ("ก", "th"),
        ("한국", "ko"),
    ],
)
def test_word_that_tells(form: str, language: str) -> None:
    assert not is_stopword(form, language)


def test_language_without_a_list_has_none() -> None:
    assert stopwords("bg") == frozenset()
