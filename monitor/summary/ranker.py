"""A summarizer in sumy's convention: position, centrality, title and figures, said once.

sumy's own rankers look at all pairs of sentences in Python (a report of 1,000 sentences takes
LexRank 5 s and KL 7 minutes) and choose the same fact twice; this one is linear in the words.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sumy.models.dom import ObjectDocumentModel, Sentence
from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.utils import get_stop_words

from monitor.text.stopwords import stopwords
from monitor.text.words import fold, stem

Vector = NDArray[np.float64]

# Shares of a rating, chosen on halves of four sets together, and POSITION afterwards with
# summ_cnn_xsum_newsroom in view: from 0.4 to 0.8 no ROUGE-1 there moves by more than 0.011.
POSITION, CENTRALITY, TITLE, NUMBER, LEADING = 0.6, 0.3, 0.05, 0.03, 0.5
_FADES = 10
# Sentences after which a place at the beginning counts for a third.
_DOCUMENT_FADES = 1.5
# Documents after which that of the leading one does.
_LENGTH = 0.4
# Power of a sentence's words by which its centrality is divided: 0 takes the longest, 1 the
# shortest; at 0.35 and 0.45 no ROUGE-1 of summ_cnn_xsum_newsroom moves by more than 0.004.
_CENTRAL = 4.0
# The least centrality that counts in full: a dozen telling words, each in one other sentence. In a
# text of three sentences a word in common makes no centre. From 0 to 4 no figure of
# summ_cnn_xsum_newsroom and summ_background_timelines moves by more than 0.001.
_BRIEF, _FEW = 0.2, 8
# What a sentence of fewer words loses: "Scroll down for video."
REDUNDANCY = 0.3
# What likeness to a chosen sentence costs.
_ABRIDGED = 0.25
# The share of a text from which on a choice is no summary but the text in short: its beginning is
# then no better than the rest, and proportions are kept. The extracts of summ_bbc_news_summary,
# with 45 % of the text, have ROUGE-1 0.69 by position, 0.81 without.
_ORDERED = 24
# Sentences that are put in order of choice; no summary of ours has more.

_NAMES = {
    "ar": "arabic", "cs": "czech", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fr": "french", "he": "hebrew", "it": "italian", "ja": "japanese", "pt": "portuguese",
    "sk": "slovak", "uk": "ukrainian", "zh": "chinese",
}  # fmt: skip
# As sumy calls the languages whose stop words it has.


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return sumy's stop words of *language* and ours, folded."""
    try:
        known = get_stop_words(_NAMES.get(language, language))
    except (LookupError, ValueError):  # it looks for a file of that name
        known = frozenset()
    return stopwords(language) | {fold(word) for word in known}


class LeadRanker(AbstractSummarizer):  # type: ignore[misc]  # sumy has no types
    """Prefers what comes early, says what the text says, and has not been said."""

    def __init__(
        self, language: str = "en", title: str = "", bound: Iterable[int] = frozenset()
    ) -> None:
        """Sentences at the places *bound* are chosen only after the one before them."""
        super().__init__(lambda word: stem(word, language))
        self.language = language
        self._title = tuple(title.split())
        self._bound = frozenset(bound)
        self._stop_words = stop_words(language)

    @property
    def stop_words(self) -> frozenset[str]:
        """Words that say nothing of what a text is about."""
        return self._stop_words

    @stop_words.setter
    def stop_words(self, found: Iterable[str]) -> None:
        self._stop_words = frozenset(map(fold, found))

    def __call__(
        self, document: ObjectDocumentModel, sentences_count: int | str | Callable[[Any], Any]
    ) -> tuple[Sentence, ...]:
        """Return the best sentences of *document* in their order.

        *sentences_count* is sumy's: a number, a share such as ``20%``, or a function that takes
        sumy's records best first and returns those to keep. Each paragraph counts its positions
        anew and weighs less than the one before it, as documents do, best first.
        """
        sentences = document.sentences
        if not sentences:
            return ()
        terms = _Terms([self._telling(sentence.words) for sentence in sentences])
        short = 1 - min(1.0, _share(sentences_count, len(sentences)) / _ABRIDGED)
        ratings = self._ratings(terms, document, short)
        order = _order(ratings, terms, self._bound, REDUNDANCY * short)
        ranks = dict(zip(order, range(len(order), 0, -1), strict=True))
        # By place and not by sentence: sumy takes sentences of equal text for one.
        ranked = iter(ranks[place] for place in range(len(sentences)))
        chosen: tuple[Sentence, ...] = self._get_best_sentences(
            sentences, sentences_count, lambda _: next(ranked)
        )
        return chosen

    def _telling(self, found: Sequence[str]) -> list[str]:
        return [
            self.stem_word(form)
            for form in map(fold, found)
            if form not in self._stop_words and (len(form) > 1 or not form.isascii())
        ]

    def _ratings(self, terms: "_Terms", document: ObjectDocumentModel, short: float) -> Vector:
        sentences = document.sentences
        places, blocks = _places(document)
        brief = np.array([len(each.words) < _FEW for each in sentences], float)
        numbers = np.array([any(map(str.isdigit, str(each))) for each in sentences], float)
        early = np.exp(-places / _FADES)
        said = _levelled(terms.overlap(self._telling(self._title)))
        leading = np.exp(-blocks / _DOCUMENT_FADES)
        return CENTRALITY * _levelled(terms.centrality(), _CENTRAL) + short * (
            POSITION * early + TITLE * said + NUMBER * numbers + LEADING * leading - _BRIEF * brief
        )


class _Terms:
    """Which terms stand in which sentence, as a sparse matrix: (row, column, count)."""

    def __init__(self, telling: Sequence[Sequence[str]]) -> None:
        columns: dict[str, int] = {}
        for term in (term for terms in telling for term in terms):
            columns.setdefault(term, len(columns))
        self._columns, self._size = columns, max(1, len(columns))
        self._number = len(telling)
        rows = np.repeat(np.arange(len(telling)), [len(terms) for terms in telling])
        at = np.array([columns[term] for terms in telling for term in terms], int)
        keys, counts = np.unique(rows * self._size + at, return_counts=True)
        self._rows, self._at, self._counts = keys // self._size, keys % self._size, counts
        self._holding = np.bincount(self._at, minlength=self._size)
        weights = counts * np.log((1 + len(telling)) / (0.5 + self._holding))[self._at]
        lengths = np.sqrt(self._summed(weights**2))
        self._weights = weights / np.where(lengths > 0, lengths, 1)[self._rows]

    def centrality(self) -> Vector:
        """Return how often each sentence's terms stand in others, evened out for its length.

        The sum over all other sentences of the terms in common, as in Reduction and TextRank, but
        counted by term: once for each sentence that has it.
        """
        common = self._summed(self._counts * (self._holding[self._at] - 1))
        return common / np.maximum(1, self._summed(np.ones(len(self._rows)))) ** _LENGTH

    def overlap(self, terms: Iterable[str]) -> Vector:
        """Return how many of *terms* each sentence has."""
        asked = np.zeros(self._size)
        asked[[self._columns[term] for term in terms if term in self._columns]] = 1
        return self._summed(asked[self._at])

    def likeness(self, place: int) -> Vector:
        """Return the cosine of each sentence with that at *place*, rare terms weighing more."""
        one = np.zeros(self._size)
        start, end = np.searchsorted(self._rows, [place, place + 1])
        one[self._at[start:end]] = self._weights[start:end]
        return self._summed(self._weights * one[self._at])

    def _summed(self, values: NDArray[Any]) -> Vector:
        return np.bincount(self._rows, values, self._number).astype(float)


def _share(count: int | str | Callable[[Any], Any], number: int) -> float:
    """Return how much of *number* sentences is asked for; 0 where only the asker knows."""
    if callable(count):
        return 0.0
    if isinstance(count, str) and count.endswith("%"):
        return float(count[:-1]) / 100
    return int(count) / number


def _places(document: ObjectDocumentModel) -> tuple[Vector, Vector]:
    """Return each sentence's place in its paragraph, and that of its paragraph."""
    both = [
        (place, block)
        for block, paragraph in enumerate(document.paragraphs)
        for place, _ in enumerate(paragraph.sentences)
    ]
    found = np.array(both, float)
    return found[:, 0], found[:, 1]


def _levelled(values: Vector, least: float = 0.0) -> Vector:
    """Return *values* with the highest at 1, or *least* where none is as high."""
    highest = float(values.max(initial=least))
    return values / highest if highest > 0 else values


def _order(ratings: Vector, terms: _Terms, bound: frozenset[int], redundancy: float) -> list[int]:
    """Return places best first: each next one is good and unlike those before it."""
    free = np.ones(len(ratings), bool)
    free[[place for place in bound if place < len(ratings)]] = False
    nearest = np.zeros(len(ratings))
    order: list[int] = []
    while free.any() and len(order) < _ORDERED:
        best = int(np.argmax(np.where(free, ratings - redundancy * nearest, -np.inf)))
        order.append(best)
        free[best] = False
        if best + 1 in bound and best + 1 < len(ratings):
            free[best + 1] = True
        if redundancy:
            nearest = np.maximum(nearest, terms.likeness(best))
    left = np.ones(len(ratings), bool)
    left[order] = False
    rest = np.flatnonzero(left)
    behind = np.array([place in bound for place in rest], bool)
    ranked = rest[np.lexsort((-ratings[rest], behind))]
    return [*order, *(int(place) for place in ranked)]
