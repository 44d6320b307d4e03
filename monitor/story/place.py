"""Decide where a document belongs: a copy, the same event, or a story of its own.

A document is placed once, by what is in the window when it comes. Another order of arrival may
therefore choose another first document, name a story after it, and tell otherwise about a document
that stands at the edge of a story; it does not tell otherwise about copies and close accounts.
"""

import re
from collections.abc import Mapping

from monitor.model.story import Fingerprint, Placement, Role
from monitor.story.window import Seen, Window
from monitor.text.telling import telling

COPY = 0.5
# Jaccard of word triples. On dedup_bbc, duplicates have 0.92 and more, updated versions 0.32 to
# 0.89 (all but one above 0.6), follow-ups that quote the earlier text 0.40 at most.
JOIN = 0.22
# Chosen on cluster_ecbplus alone, where B-cubed F1 is best from 0.20 to 0.22. Checked on
# domain_trafficking_news (0.87 there, best from 0.22 to 0.23), and by eye on four days of the
# feeds of 56 outlets.
_NEAREST = 0.5
# The share of the nearest document in the likeness to a story; the other half is the mean of its
# members. The nearest alone chains stories together, the mean alone splits long ones; on
# cluster_ecbplus B-cubed F1 is 0.88 with 1.0, 0.90 with 0.5.
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
    nearest: dict[str, tuple[float, Seen]] = {}
    for seen in window.alike(print_):
        likeness = mine.likeness(seen)
        if likeness > nearest.get(seen.story_id, (0.0, None))[0]:
            nearest[seen.story_id] = likeness, seen
    rated = [
        (_NEAREST * likeness + (1 - _NEAREST) * mine.mean(story_id), story_id)
        for story_id, (likeness, _) in nearest.items()
        # The mean is no more than about the nearest: below, looking at members is in vain.
        if likeness >= JOIN
    ]
    if not rated or max(rated)[0] < JOIN:
        return None
    story_id = max(rated)[1]
    likeness, seen = nearest[story_id]
    return Placement(
        document_id=print_.document_id,
        story_id=story_id,
        role=Role.JOINS,
        like=seen.fingerprint.document_id,
        similarity=round(likeness, 4),
    )


class _Weighed:
    """A document's terms, weighed by how rare each is in the window."""

    def __init__(self, print_: Fingerprint, window: Window) -> None:
        self._print = print_
        self._window = window
        self._terms = dict(print_.terms)
        self._norm = self._length(self._terms)

    def likeness(self, seen: Seen) -> float:
        """Return the cosine to *seen*, less what time takes away; 0 for another issue."""
        if _another_issue(self._print.title, seen.fingerprint.title):
            return 0.0
        dot = sum(
            weight * seen.weights[term] * self._window.rarity(term) ** 2
            for term, weight in self._terms.items()
            if term in seen.weights
        )
        apart = abs(self._print.at - seen.fingerprint.at) / self._window.span
        return (1 - _FADE * apart) * dot / (self._norm * self._length(seen.weights) or 1.0)

    def mean(self, story_id: str) -> float:
        """Return the mean likeness to the documents of a story."""
        members = self._window.members(story_id)
        return sum(map(self.likeness, members)) / len(members)

    def _length(self, weights: Mapping[str, float]) -> float:
        rarity = self._window.rarity
        return float(sum((weight * rarity(term)) ** 2 for term, weight in weights.items()) ** 0.5)
