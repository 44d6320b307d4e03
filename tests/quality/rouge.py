"""ROUGE-1 and -2 of a summary: F1 of words and of pairs of words.

In two counts, because programs differ: sumy's, of the distinct words of all sentences, and under
``_counted`` the usual one (Lin 2004, ROUGE-N), of all words, stemmed.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sumy.evaluation import rouge_1, rouge_2
from sumy.models.dom import Sentence

from monitor.summary.tokenizer import Tokenizer
from monitor.text.sentences import spans
from monitor.text.words import stem
from tests.quality.measures import mean

_WORD = re.compile(r"[^\W_]+")
_TOKENIZER = Tokenizer()


def rouge(pairs: Sequence[tuple[str, str]]) -> Mapping[str, float]:
    """Return the figures of (summary, reference) pairs, each the mean over them."""
    figures = {}
    for size, distinct in ((1, rouge_1), (2, rouge_2)):
        figures[f"rouge_{size}"] = mean([_distinct(distinct, *pair) for pair in pairs])
        figures[f"rouge_{size}_counted"] = mean([_counted(*pair, size) for pair in pairs])
    return figures


def _counted(ours: str, reference: str, size: int) -> float:
    one, other = _grams(ours, size), _grams(reference, size)
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _grams(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = [stem(each, "en") for each in _WORD.findall(text.casefold())]
    return Counter(zip(*(words[place:] for place in range(size)), strict=False))


def _distinct(measure: Callable[..., Any], ours: str, reference: str) -> float:
    """Return the F1 of sumy's measure, which is a recall."""
    one, other = (
        [Sentence(text[start:end], _TOKENIZER) for start, end in spans(text)]
        for text in (ours, reference)
    )
    if not one or not other:
        return 0.0
    recall, precision = _safely(measure, one, other), _safely(measure, other, one)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def _safely(measure: Callable[..., Any], one: list[Sentence], other: list[Sentence]) -> float:
    try:
        return float(measure(one, other))
    except (ValueError, ZeroDivisionError):  # a text of one word has no pair of words
        return 0.0
