"""Decide where a document belongs: a copy, the same event, or a story of its own.

A document is placed once, by what is in the window when it comes. Another order of arrival may
therefore choose another first document, name a story after it, and tell otherwise about a document
that stands at the edge of a story; it does not tell otherwise about copies and close accounts.
"""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from monitor.model.story import Fingerprint, Placement, Role
from monitor.story.window import Story, Window, unit
from monitor.text.telling import telling

COPY = 0.5
# Jaccard of word triples. On dedup_bbc, duplicates have 0.92 and more, updated versions 0.32 to
# 0.89 (all but one above 0.6), follow-ups that quote the earlier text 0.40 at most.
JOIN = 0.26
# Chosen on domain_trafficking_news, where B-cubed F1 is within 0.01 from 0.24 to 0.28; checked on
# cluster_ecbplus and cluster_wikiref220, and by eye on ten days of the feeds of 56 outlets.
_MEMBERS = 12
# Of a story, the latest so many are looked at: what is new in a long story resembles its end.
_FADE = 0.25
# What likeness loses over the whole span of the window: similar words mean less after two weeks.
_SERIES = re.compile(
    r"\b(?:19|20)\d\d\b"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\.|\b)|\bmay\b(?= \d)"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(?:quarter|q|issue|no\.?|number|week|vol\.?|volume|part|episode|edition|chapter|day) ?\d+"
    r"|\b\d+(?:st|nd|rd|th)\b|(?<=[a-z.] )\d{1,2}(?=,? (?:19|20)\d\d|$)"
)
# What tells two issues of a series apart. Other numbers do not: a toll rises in the same story.


def place(fingerprint: Fingerprint, window: Window) -> Placement:
    """Return where the document of *fingerprint* belongs; *window* stays as it is."""
    return _copy(fingerprint, window) or _event(fingerprint, window) or _first(fingerprint)


def resemblance(one: Fingerprint, other: Fingerprint) -> float:
    """Return the Jaccard likeness of two texts, 0 where they are too short to tell."""
    if one.text_sha256 and one.text_sha256 == other.text_sha256:
        return 1.0
    if not one.shingles or len(one.shingles) != len(other.shingles):
        return 0.0
    pairs = zip(one.shingles, other.shingles, strict=True)
    return sum(mine == its for mine, its in pairs) / len(one.shingles)


def _first(print_: Fingerprint) -> Placement:
    return Placement(
        document_id=print_.document_id,
        story_id=print_.document_id,
        role=Role.FIRST,
        like=None,
        similarity=0.0,
    )


def _copy(print_: Fingerprint, window: Window) -> Placement | None:
    """Return the placement beside the document whose text this is, or nearly."""
    found = [
        (resemblance(print_, seen.fingerprint), seen)
        for seen in window.copies(print_)
        if not _tells_another(print_, seen.fingerprint)
    ]
    found = [(likeness, seen) for likeness, seen in found if likeness >= COPY]
    if not found:
        return None
    own = [each for each in found if each[1].fingerprint.publisher == print_.publisher]
    likeness, seen = max(own or found, key=lambda each: each[0])
    return Placement(
        document_id=print_.document_id,
        story_id=seen.story_id,
        role=Role.REPEAT if own else Role.REPRINT,
        like=seen.fingerprint.document_id,
        similarity=likeness,
    )


def _tells_another(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether texts alike must not count as copies.

    One publisher's equal text under quite another title is its cookie notice or paywall; under the
    same title of another quarter, it is the next issue of a series.
    """
    if _another_issue(one.title, other.title):
        return True
    mine, its = telling(one.title, one.language), telling(other.title, other.language)
    return one.publisher == other.publisher and bool(mine and its) and not mine & its


def _another_issue(one: str, other: str) -> bool:
    """Whether two titles differ in nothing but the issue of a series that they name."""
    mine, its = one.casefold(), other.casefold()
    names, others = set(_SERIES.findall(mine)), set(_SERIES.findall(its))
    if not names - others or not others - names:
        return False
    bare = [set(re.findall(r"[^\W\d]{2,}", _SERIES.sub(" ", title))) for title in (mine, its)]
    shared, either = bare[0] & bare[1], bare[0] | bare[1]
    return len(shared) >= 2 and len(shared) >= 0.8 * len(either)


def _event(print_: Fingerprint, window: Window) -> Placement | None:
    """Return the placement in the story about the same event, if there is one."""
    mine = _Weighed(print_, window)
    rated = [(mine.likeness(story), story.id, story) for story in window.alike(print_)]
    likeness, story_id, story = max(rated, key=lambda each: each[:2], default=(0.0, "", None))
    if story is None or likeness < JOIN:
        return None
    similarity, like = mine.nearest(story)
    return Placement(
        document_id=print_.document_id,
        story_id=story_id,
        role=Role.JOINS,
        like=like,
        similarity=round(similarity, 4),
    )


class _Weighed:
    """A document's terms, weighed by how rare each is in the window."""

    def __init__(self, print_: Fingerprint, window: Window) -> None:
        self._print = print_
        self._span = window.span
        self._terms = unit(print_)
        self._rarity = _Memory(window.rarity)
        self._norm = self._length(self._terms)

    def likeness(self, story: Story) -> float:
        """Return the cosine to the sum of a story's documents, less what time takes away.

        It is 0 where one of them is another issue of the same series, and where all were published
        or seen longer ago than the window's span.
        """
        latest = list(story.members.values())[-_MEMBERS:]
        if any(_another_issue(self._print.title, each.fingerprint.title) for each in latest):
            return 0.0
        apart = min(_apart(self._print, each.fingerprint) for each in latest) / self._span
        return 0.0 if apart > 1 else (1 - _FADE * apart) * self._cosine(story.weights)

    def nearest(self, story: Story) -> tuple[float, str]:
        """Return the most alike of the latest documents of *story*, and how alike it is."""
        latest = list(story.members.items())[-_MEMBERS:]
        return max((self._cosine(seen.weights), key) for key, seen in latest)

    def _cosine(self, weights: Mapping[str, float]) -> float:
        lengths = self._norm * self._length(weights)
        return self._dot(self._terms, weights) / lengths if lengths else 0.0

    def _dot(self, one: Mapping[str, float], other: Mapping[str, float]) -> float:
        rarity = self._rarity
        return sum(w * other[term] * rarity[term] for term, w in one.items() if term in other)

    def _length(self, weights: Mapping[str, float]) -> float:
        rarity = self._rarity
        return float(sum(w * w * rarity[term] for term, w in weights.items()) ** 0.5)


class _Memory(dict[str, float]):
    """Remembers how rare each term is, for as long as the window stays as it is."""

    def __init__(self, rarity: Callable[[str], float]) -> None:
        self._ask = rarity

    def __missing__(self, term: str) -> float:
        found = self[term] = self._ask(term)
        return found


def _apart(one: Fingerprint, other: Fingerprint) -> timedelta:
    """Return the time between two documents: of publication where both say it."""
    if one.published is not None and other.published is not None:
        return abs(one.published - other.published)
    return abs(one.at - other.at)
