"""The recent past in memory: which documents could be copies, or about the same event."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from heapq import nsmallest

from monitor.model.story import Fingerprint, Placement
from monitor.text.words import fold, stem

_ROWS = 4
# Bands of four rows of 128 find a pair of Jaccard 0.5 with a chance of 0.87, 0.6 with 0.99.
_PROBES = 24
# The weightiest of a document's terms by which others are looked up; all terms weigh afterwards.
_CANDIDATES = 40
_MEMBERS = 12
# Of a story, the latest so many are looked at: what is new in a long story resembles its end.
_PRIOR = 100
# Documents that the window is taken to have held before the first, so that ten documents do not
# decide which words are rare.
_FIELD = """abuse arrest author case charge child children conclusive country court crime
    criminal decision exploit exploitation forced government grounds group home human illegal
    immigration investigate jailed labor labour law mechanism migrant minister ministry modern
    nation national office official people police potential prison referral referred report right
    sentence sex slave slavery smuggle state statistics survivor suspect trafficked trafficker
    trafficking uk victim woman women work worker world"""
# What most documents of this field say; taken to be said by a tenth of those before.
_COMMON = frozenset(stem(fold(word), "en") for word in _FIELD.split())


Key = tuple[str, str | int | tuple[int, ...]]
"""What is indexed, and its value."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A document in the window."""

    fingerprint: Fingerprint
    story_id: str
    weights: dict[str, float]
    """The fingerprint's terms, for look-up."""


class Window:
    """An index of recent fingerprints; those older than *span* are forgotten as time goes on."""

    def __init__(self, span: timedelta = timedelta(days=14)) -> None:
        self.span = span
        self._seen: dict[str, Seen] = {}
        # Key to the documents that have it, in order of arrival, with the weight of a term there.
        self._index: defaultdict[Key, dict[str, float]] = defaultdict(dict)
        self._days: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self._seen)

    def add(self, fingerprint: Fingerprint, placement: Placement) -> None:
        """Remember a placed document; a later fingerprint of the same document replaces it."""
        self._forget(fingerprint.document_id)
        seen = Seen(fingerprint, placement.story_id, dict(fingerprint.terms))
        self._seen[fingerprint.document_id] = seen
        for key in _keys(seen):
            self._index[key][fingerprint.document_id] = 1.0
        for term, weight in fingerprint.terms:
            self._index["term", term][fingerprint.document_id] = weight
        self._days[fingerprint.at.toordinal()] += 1
        self._drop_before((fingerprint.at - self.span).toordinal())

    def copies(self, fingerprint: Fingerprint) -> tuple[Seen, ...]:
        """Return documents whose text may be the same or nearly, as they were added."""
        found = dict(self._of("text", fingerprint.text_sha256))
        for band in _bands(fingerprint.shingles):
            found.update(self._of("band", band))
        return tuple(self._recent(found, fingerprint))

    def alike(self, fingerprint: Fingerprint) -> tuple[Seen, ...]:
        """Return the documents that share most of the rare terms, most first."""
        weighed = ((weight * self.rarity(term) ** 2, term) for term, weight in fingerprint.terms)
        score: Counter[str] = Counter()
        for weight, term in sorted(weighed, reverse=True)[:_PROBES]:
            for other, its in self._of("term", term).items():
                score[other] += weight * its  # type: ignore[assignment]  # a Counter of floats
        nearest = nsmallest(_CANDIDATES, score, key=lambda each: (-score[each], each))
        return tuple(self._recent(nearest, fingerprint))

    def members(self, story_id: str) -> tuple[Seen, ...]:
        """Return the latest documents of a story that are still remembered."""
        latest = list(self._of("story", story_id))[-_MEMBERS:]
        return tuple(self._seen[each] for each in latest)

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of *term*; 2.3 to 5.3 in an empty window."""
        before = 10.0 if term in _COMMON else 0.5
        frequency = before + len(self._of("term", term))
        return max(0.0, math.log((_PRIOR + len(self._seen)) / frequency))

    def _of(self, kind: str, value: str | tuple[int, ...]) -> dict[str, float]:
        return self._index.get((kind, value), {})

    def _recent(self, ids: Iterable[str], fingerprint: Fingerprint) -> Iterator[Seen]:
        for each in ids:
            seen = self._seen[each]
            near = abs(fingerprint.at - seen.fingerprint.at) <= self.span
            if near and each != fingerprint.document_id:
                yield seen

    def _drop_before(self, first: int) -> None:
        for day in [day for day in self._days if day < first]:
            for each in tuple(self._index["day", day]):
                self._forget(each)

    def _forget(self, document_id: str) -> None:
        seen = self._seen.pop(document_id, None)
        if seen is None:
            return
        for key in _keys(seen):
            holders = self._index[key]
            del holders[document_id]
            if not holders:
                del self._index[key]
        day = seen.fingerprint.at.toordinal()
        self._days[day] -= 1
        if not self._days[day]:
            del self._days[day]


def _keys(seen: Seen) -> Iterator[Key]:
    """Yield every key under which a document is found."""
    print_ = seen.fingerprint
    yield "day", print_.at.toordinal()
    yield "story", seen.story_id
    if print_.text_sha256:
        yield "text", print_.text_sha256
    for term in seen.weights:
        yield "term", term
    for band in _bands(print_.shingles):
        yield "band", band


def _bands(shingles: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the rows of each band with its place, so that equal rows elsewhere do not meet."""
    for start in range(0, len(shingles), _ROWS):
        yield start, *shingles[start : start + _ROWS]
