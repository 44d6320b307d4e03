"""A summarizer in sumy's convention: position, centrality and title, without redundancy.

sumy's own rankers look at all pairs of sentences in Python (a report of 1,000 sentences takes
LexRank 5 s and KL 7 minutes) and choose the same fact twice; this one multiplies one matrix.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sumy.models.dom import ObjectDocumentModel, Sentence
from sumy.summarizers._summarizer import AbstractSummarizer

from monitor.text.stopwords import is_stopword
from monitor.text.words import fold, stem

Vector = NDArray[np.float64]

POSITION, CENTRALITY, TITLE = 0.55, 0.3, 0.15
# Shares of a rating. ROUGE-1 on summ_cnn_xsum_newsroom is within its noise (0.02) for a position
# of 0.4 to 0.7; less loses newsroom and reports gain nothing.
RELEVANCE = 0.75
# What counts when the next sentence is chosen; the rest is its unlikeness to the chosen ones.
_ORDERED = 12
# Sentences that are put in order of choice; no summary of ours has more.


class LeadRanker(AbstractSummarizer):  # type: ignore[misc]  # sumy has no types
    """Prefers what comes early, says what the text says, and has not been said."""

    def __init__(self, language: str = "en", title: str = "") -> None:
        super().__init__(lambda word: stem(word, language))
        self.language = language
        self._title = tuple(title.split())

    def __call__(
        self, document: ObjectDocumentModel, sentences_count: int | str | Callable[[Any], Any]
    ) -> tuple[Sentence, ...]:
        """Return the best sentences of *document* in their order.

        *sentences_count* is sumy's: a number, a share such as ``20%``, or a function that takes
        sumy's records best first and returns those to keep. Each paragraph counts its positions
        anew, so that texts put side by side as paragraphs are equals.
        """
        sentences = document.sentences
        if not sentences:
            return ()
        matrix = _matrix([self._telling(sentence.words) for sentence in sentences])
        ratings = self._ratings(matrix, _positions(document))
        order = _order(ratings, matrix)
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
            if not is_stopword(form, self.language)
        ]

    def _ratings(self, matrix: "_Matrix", places: Vector) -> Vector:
        title = matrix.likeness(self._telling(self._title))
        return (
            POSITION / (1 + places)
            + CENTRALITY * _levelled(matrix.rows @ matrix.rows.mean(axis=0))
            + TITLE * _levelled(title)
        )


class _Matrix:
    """Sentences as rows of unit length: terms weighed by how few sentences have them."""

    def __init__(self, rows: Vector, columns: dict[str, int]) -> None:
        self.rows = rows
        self._columns = columns

    def likeness(self, terms: Sequence[str]) -> Vector:
        """Return how much of *terms* each row has."""
        query = np.zeros(self.rows.shape[1])
        for term in terms:
            if term in self._columns:
                query[self._columns[term]] = 1.0
        product: Vector = self.rows @ query
        return product


def _matrix(telling: Sequence[Sequence[str]]) -> _Matrix:
    columns: dict[str, int] = {}
    for term in (term for terms in telling for term in terms):
        columns.setdefault(term, len(columns))
    rows = np.zeros((len(telling), max(1, len(columns))))
    for row, terms in zip(rows, telling, strict=True):
        for term in terms:
            row[columns[term]] += 1.0
    rarity = np.log((1 + len(telling)) / (0.5 + (rows > 0).sum(axis=0)))
    rows *= rarity
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return _Matrix(np.divide(rows, lengths, out=rows, where=lengths > 0), columns)


def _positions(document: ObjectDocumentModel) -> Vector:
    return np.array(
        [place for block in document.paragraphs for place, _ in enumerate(block.sentences)], float
    )


def _levelled(values: Vector) -> Vector:
    """Return *values* with the highest at 1."""
    highest = float(values.max(initial=0.0))
    return values / highest if highest > 0 else values


def _order(ratings: Vector, matrix: _Matrix) -> list[int]:
    """Return places best first: each next one is good and unlike those before it."""
    left = np.ones(len(ratings), bool)
    nearest = np.zeros(len(ratings))
    order: list[int] = []
    while left.any() and len(order) < _ORDERED:
        worth = RELEVANCE * ratings - (1 - RELEVANCE) * nearest
        best = int(np.argmax(np.where(left, worth, -np.inf)))
        order.append(best)
        left[best] = False
        nearest = np.maximum(nearest, matrix.rows @ matrix.rows[best])
    rest = np.flatnonzero(left)
    return [*order, *(int(place) for place in rest[np.argsort(-ratings[rest], kind="stable")])]
