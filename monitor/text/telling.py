"""What a text is about: the stems of its words that mean something."""

from collections.abc import Iterator

from monitor.text.stopwords import is_stopword
from monitor.text.words import Words, is_unspaced, words


def telling(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words in *text* that are no stop words of *language*."""
    return frozenset(term for term, _ in terms(words(text, language), language))


def terms(found: Words, language: str) -> Iterator[tuple[str, int]]:
    """Yield each telling stem of *found* with the place of its word.

    In scripts without blanks two neighbouring characters are one term: a single one means little,
    and most words of Chinese and Japanese have two.
    """
    last = len(found.forms) - 1
    for place, form in enumerate(found.forms):
        if is_unspaced(form):
            joins = place < last and found.spans[place][1] == found.spans[place + 1][0]
            if joins and is_unspaced(found.forms[place + 1]):
                yield form + found.forms[place + 1], place
        elif not is_stopword(form, language):
            yield found.stems[place], place
