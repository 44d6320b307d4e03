"""The recent past in memory: which documents could be copies, which stories about the same event.

A story is the sum of its documents' terms. How rare a term is counts stories before documents: else
the words of a story that many report would become common and part it. Documents count a little, or
one great story would make every word look rare and take in all.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from monitor.model.story import Fingerprint, Placement
from monitor.text.words import fold, stem

_ROWS = 4
# Bands of four rows of 128 find a pair of Jaccard 0.5 with a chance of 0.87, 0.6 with 0.99.
_PROBES = 32
# The weightiest of a document's terms by which stories are looked up; all terms weigh afterwards.
_CANDIDATES = 8
_PRIOR = 100
# Stories that the window is taken to have held before the first, so that ten documents do not
# decide which words are rare. With 50 and 200 B-cubed F1 on three sets moves by 0.01 at most, if
# the threshold of joining moves with it.
_SHARE = 0.2
# What each further document of a story counts beside its first: 0 to 0.3 group alike on three sets.
_FIELD = """abuse arrest author case charge child children conclusive country court crime
    criminal decision exploit exploitation forced government grounds group home human illegal
    immigration investigate jailed labor labour law mechanism migrant minister ministry modern
    nation national office official people police potential prison referral referred report right
    sentence sex slave slavery smuggle state statistics survivor suspect trafficked trafficker
    trafficking uk victim woman women work worker world"""
# What most documents of this field say; taken to be said by a fifth of those before.
_COMMON = frozenset(stem(fold(word), "en") for word in _FIELD.split())
_COMMON_BEFORE, _ANY_BEFORE = 20.0, 0.5


Key = tuple[str, str | int | tuple[int, ...]]
"""What documents are indexed by, and its value."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A document in the window."""

    fingerprint: Fingerprint
    story_id: str
    weights: Mapping[str, float]
    """The fingerprint's terms, of unit length."""


@dataclass(slots=True)
class Story:
    """The documents of a story that are remembered, and the sum of their terms."""

    id: str
    members: dict[str, Seen] = field(default_factory=dict)
    """By document, in order of arrival."""
    weights: dict[str, float] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    """How many members have a term."""


class Window:
    """An index of recent fingerprints; those older than *span* are forgotten as time goes on."""

    def __init__(self, span: timedelta = timedelta(days=14)) -> None:
        self.span = span
        self._seen: dict[str, Seen] = {}
        self._stories: dict[str, Story] = {}
        # Key to the documents that have it, in order of arrival.
        self._index: defaultdict[Key, dict[str, None]] = defaultdict(dict)
        self._holders: defaultdict[str, dict[str, None]] = defaultdict(dict)  # term to stories
        self._said: Counter[str] = Counter()  # term to its number of documents
        self._days: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self._seen)

    def add(self, fingerprint: Fingerprint, placement: Placement) -> None:
        """Remember a placed document; a later fingerprint of the same document replaces it."""
        self._forget(fingerprint.document_id)
        seen = Seen(fingerprint, placement.story_id, unit(fingerprint))
        self._seen[fingerprint.document_id] = seen
        for key in _keys(seen):
            self._index[key][fingerprint.document_id] = None
        self._join(seen)
        self._days[fingerprint.at.toordinal()] += 1
        self._drop_before((fingerprint.at - self.span).toordinal())

    def copies(self, fingerprint: Fingerprint) -> tuple[Seen, ...]:
        """Return documents whose text may be the same or nearly, as they were added."""
        found = dict(self._of("text", fingerprint.text_sha256))
        for band in _bands(fingerprint.shingles):
            found.update(self._of("band", band))
        return tuple(
            self._seen[each]
            for each in found
            if each != fingerprint.document_id
            and abs(fingerprint.at - self._seen[each].fingerprint.at) <= self.span
        )

    def alike(self, fingerprint: Fingerprint) -> tuple[Story, ...]:
        """Return the other stories that share most of the rare terms, most first."""
        weighed = ((weight * self.rarity(term), term) for term, weight in fingerprint.terms)
        score: defaultdict[str, float] = defaultdict(float)
        for weight, term in sorted(weighed, reverse=True)[:_PROBES]:
            for story_id in self._holders.get(term, ()):
                story = self._stories[story_id]
                if fingerprint.document_id in story.members:
                    continue
                score[story_id] += weight * story.weights[term] / len(story.members) ** 0.5
        nearest = sorted(score, key=lambda each: (-score[each], each))[:_CANDIDATES]
        return tuple(self._stories[each] for each in nearest)

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of *term*; 1.6 to 5.3 in an empty window."""
        before = _COMMON_BEFORE if term in _COMMON else _ANY_BEFORE
        frequency = before + _counted(len(self._holders.get(term, ())), self._said[term])
        return max(0.0, math.log((_PRIOR + _counted(len(self._stories), len(self))) / frequency))

    def _of(self, kind: str, value: str | tuple[int, ...]) -> dict[str, None]:
        return self._index.get((kind, value), {})

    def _drop_before(self, first: int) -> None:
        for day in [day for day in self._days if day < first]:
            for each in tuple(self._index["day", day]):
                self._forget(each)

    def _join(self, seen: Seen) -> None:
        story = self._stories.setdefault(seen.story_id, Story(seen.story_id))
        story.members[seen.fingerprint.document_id] = seen
        for term, weight in seen.weights.items():
            story.weights[term] = story.weights.get(term, 0.0) + weight
            story.counts[term] += 1
            self._said[term] += 1
            self._holders[term][story.id] = None

    def _leave(self, seen: Seen) -> None:
        story = self._stories[seen.story_id]
        del story.members[seen.fingerprint.document_id]
        for term, weight in seen.weights.items():
            story.weights[term] -= weight
            story.counts[term] -= 1
            self._said[term] -= 1
            if not story.counts[term]:
                del story.weights[term], story.counts[term]
                self._drop_holder(term, story.id)
        if not story.members:
            del self._stories[story.id]

    def _drop_holder(self, term: str, story_id: str) -> None:
        del self._holders[term][story_id]
        if not self._holders[term]:
            del self._holders[term], self._said[term]

    def _forget(self, document_id: str) -> None:
        seen = self._seen.pop(document_id, None)
        if seen is None:
            return
        for key in _keys(seen):
            holders = self._index[key]
            del holders[document_id]
            if not holders:
                del self._index[key]
        self._leave(seen)
        day = seen.fingerprint.at.toordinal()
        self._days[day] -= 1
        if not self._days[day]:
            del self._days[day]


def _counted(stories: int, documents: int) -> float:
    return stories + _SHARE * (documents - stories)


def unit(fingerprint: Fingerprint) -> dict[str, float]:
    """Return the terms of *fingerprint* as a vector of unit length."""
    length = sum(weight * weight for _, weight in fingerprint.terms) ** 0.5
    return {term: weight / length for term, weight in fingerprint.terms}


def _keys(seen: Seen) -> Iterator[Key]:
    """Yield every key under which a document is found."""
    print_ = seen.fingerprint
    yield "day", print_.at.toordinal()
    if print_.text_sha256:
        yield "text", print_.text_sha256
    for band in _bands(print_.shingles):
        yield "band", band


def _bands(shingles: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the rows of each band with its place, so that equal rows elsewhere do not meet."""
    for start in range(0, len(shingles), _ROWS):
        yield start, *shingles[start : start + _ROWS]
