"""Invented documents: a Zipf-Mandelbrot vocabulary of 300,000 words, 300 words each.

The same seed gives the same documents. A text has some 1,928 bytes, as the documents of the
measurements in docs/design.md had.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from random import Random

import numpy as np
from numpy.typing import NDArray

from monitor.model.dated import Dated, Provenance
from monitor.model.document import Document, DocumentKind, document_id
from monitor.model.reading import Origin, Quality
from monitor.model.source import Content
from monitor.model.story import Placement, Role
from monitor.model.verdict import Field, Match, Tier, Verdict

WORDS = 300
SOURCES = 500
PUBLISHERS = 180
TOPICS = ("labour", "sex", "children", "policy", "law", "organs", "scams", "borders")
_VOCABULARY = 300_000
_EXPONENT, _SHIFT = 1.04, 2.7
_SENTENCE, _PARAGRAPH = 17, 85
_CONSONANTS, _VOWELS = "bcdfghjklmnprstvwz", "aeiou"
_ENDINGS = ("", "", "", "", "s", "ed", "ing", "er", "ly", "tion", "ment", "al")
BEGAN = datetime(2018, 1, 1, tzinfo=UTC)
_YEARS = 8
_IN_STORY = 3
"""Documents of a story, on average."""
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Made:
    """A document with what was decided about it."""

    document: Document
    verdict: Verdict
    placement: Placement


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents to be made, as many as are asked for; *words* are the most common first."""

    number: int
    words: Sequence[str]
    _summed: NDArray[np.float64]
    seed: int = 4

    @classmethod
    def of(cls, number: int) -> "Corpus":
        """Return the corpus of *number* documents."""
        weights = 1 / (np.arange(_VOCABULARY) + _SHIFT) ** _EXPONENT
        return cls(number, _vocabulary(), np.cumsum(weights) / weights.sum())

    def made(self, start: int = 0) -> Iterator[list[Made]]:
        """Yield the documents from *start* on, by thousands, in the order of their first sight.

        Raises:
            ValueError: *start* is no whole number of thousands.
        """
        if start % AT_ONCE:
            raise ValueError(f"{start} documents are there; more can be added to whole thousands")
        gap = timedelta(days=365 * _YEARS) / max(self.number, 1)
        for first in range(start, self.number, AT_ONCE):
            chance = np.random.default_rng([self.seed, first // AT_ONCE])
            size = min(AT_ONCE, self.number - first)
            ranks = np.searchsorted(self._summed, chance.random((size, WORDS + 8)))
            facts = chance.random((size, 8))
            stories: list[str] = []
            yield [
                self._one(first + place, row.tolist(), fact.tolist(), gap, stories)
                for place, (row, fact) in enumerate(zip(ranks, facts, strict=True))
            ]

    def _one(
        self, number: int, ranks: list[int], facts: list[float], gap: timedelta, stories: list[str]
    ) -> Made:
        found = [self.words[rank] for rank in ranks]
        source = int(SOURCES * facts[0] ** 3)  # a few sources bring most
        slug = "-".join(found[:6])
        url = f"https://www.outlet-{source}.example/news/{number // 1000}/{slug}"
        key = document_id(url)
        seen = BEGAN + gap * number
        document = Document(
            id=key,
            source_id=f"source-{source}",
            publisher=f"The {self.words[5000 + source % PUBLISHERS].title()} Post",
            kind=DocumentKind.REPORT if facts[1] < 0.04 else DocumentKind.ARTICLE,
            url=url,
            canonical_url=url,
            title=" ".join(found[:8]).capitalize(),
            text=_text(found[8:]),
            description="",
            authors=(f"{found[9].title()} {found[20].title()}",),
            language="en",
            published=Dated(
                at=(seen - timedelta(hours=30 * facts[2])).replace(microsecond=0),
                provenance=Provenance.JSON_LD,
                confidence=0.98,
                day_only=False,
                raw="2026-11-02T09:00:00+00:00",
            ),
            updated=None,
            first_seen_at=seen,
            content=Content.EXTRACT,
            rights="",
            origin=Origin.PAGE,
            quality=Quality.GOOD,
            pages=(),
            evidence=sha256(url.encode()).hexdigest(),
            backfill=False,
        )
        return Made(document, _verdict(document, facts), _placement(document, facts, stories))


def _verdict(document: Document, facts: Sequence[float]) -> Verdict:
    text, found = document.text, []
    start = 0
    for term in text.split(" ")[3:90:29]:
        start = text.index(term, start)
        found.append(Match(term=term, field=Field.TEXT, start=start, end=start + len(term)))
    topics = tuple(dict.fromkeys(TOPICS[int(len(TOPICS) * fact**2)] for fact in facts[5:7]))
    reason = f"strong: “{found[0].term}”, “{found[1].term}”"
    return Verdict(tier=Tier.STRONG, topics=topics, matches=tuple(found), reason=reason)


def _placement(document: Document, facts: Sequence[float], stories: list[str]) -> Placement:
    if stories and facts[7] > 1 / _IN_STORY:
        like = stories[int(facts[7] * 7919) % len(stories)]
        return Placement(
            document_id=document.id, story_id=like, role=Role.JOINS, like=like, similarity=0.4142
        )
    stories.append(document.id)
    return Placement(
        document_id=document.id, story_id=document.id, role=Role.FIRST, like=None, similarity=0.0
    )


@cache
def _vocabulary() -> list[str]:
    """Return words without a double, short ones first, most with an ending."""
    chance = Random(1)
    syllables = [c + v for c in _CONSONANTS for v in _VOWELS]
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY:
        rank = len(found)
        many = 1 if rank < 40 else 2 if rank < 2_500 else 3
        stem = "".join(chance.choices(syllables, k=many))
        found[stem + (chance.choice(_ENDINGS) if rank >= 40 else "")] = None
    return list(found)


def _text(found: list[str]) -> str:
    sentences = [
        " ".join(found[start : start + _SENTENCE]).capitalize() + "."
        for start in range(0, len(found), _SENTENCE)
    ]
    per = _PARAGRAPH // _SENTENCE
    return "\n\n".join(
        " ".join(sentences[start : start + per]) for start in range(0, len(sentences), per)
    )
