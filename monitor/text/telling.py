"""What a text is about: the stems of its words that mean something."""

from monitor.text.stopwords import is_stopword
from monitor.text.words import words


def telling(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words in *text* that are no stop words of *language*."""
    found = words(text, language)
    pairs = zip(found.stems, found.forms, strict=True)
    return frozenset(stem for stem, form in pairs if not is_stopword(form, language))
