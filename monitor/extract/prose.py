"""The lines of a page that are its article: which part holds it, and what in it is prose."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.extract import asides
from monitor.extract.outline import HEADINGS, NOWHERE, Line, Outline

# Characters of a line that counts as prose; shorter ones are labels as often as not.
_PROSE = 40
_LINKS = 0.5
# Outside of paragraphs, a linked headline with a teaser has more.
_LISTED_LINKS = 0.2
_ONLY_LINKS = 0.9
# Of what is no sentence: "Also of interest: Nine men held in a caravan".
_MOSTLY_LINKS = 0.75
_SENTENCE_ENDS = (".", "!", "?", ":", "”", '"', "»", "“")
# An aside is small beside the article: a name that speaks of one on half of the page is wrong.
_ASIDE_SHARE = 0.25
_LEAST = 200
# Where so little is left beside asides, their names mean something else.
_LOST = 0.4
# What a paragraph adds to the part that it stands in, and to each one further out.
_OUTWARD = 0.6
# Of the text by which a larger part is larger, so much must be prose.
_DENSE = 0.6
_ARTICLE_SHARE = 0.5
_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:article|story|entry|post|content|news)[_-]*(?:body|content|text)(?:$|[\s_-])",
    re.I,
)
_DIGITS = re.compile(r"\d+")
_PARAGRAPHS = frozenset(("p", "li", "blockquote", "pre", "td", "th", "tr", "dd", "dt"))
# Where paragraphs are marked as such to this share, what is not marked so is a caption or a label.
_MARKED = 0.7
_CARD_SHARE, _CARD_DEPTH = 0.2, 4
_LONG_HEADING = 100
# Bytes of UTF-8, as a letter of Chinese says as much as three of Latin do.
_SURE = 350


@dataclass(frozen=True, slots=True)
class Prose:
    """What was found, and whether it should be believed."""

    lines: tuple[Line, ...]
    beside: tuple[bool, ...]
    """Of each block of the outline, whether it is beside the article by its tag or names."""
    sure: bool
    listed: bool
    """Whether the page has more characters in links than of prose, as front pages do."""


def article(page: Outline) -> Prose:
    """Return the lines of the article on *page*."""
    every = [_weight(line) for line in page.lines]
    beside = _beside(page, every)
    listed = sum(line.linked for line in page.lines) > sum(every)
    seen = [not beside[line.block] for line in page.lines]
    weights = [weight * here for weight, here in zip(every, seen, strict=True)]
    told = page.summed(weights)
    if not told or not told[0]:
        return Prose((), tuple(beside), sure=False, listed=listed)
    shown = page.summed(
        [len(line.text) * here for line, here in zip(page.lines, seen, strict=True)]
    )
    place = _widened(page, _centre(page, weights), told, shown)
    inside = _without_cards(page, page.within(place), told, _CARD_SHARE * told[place])
    lines = _tidied(
        line for line, here in zip(page.lines, seen, strict=True) if here and inside[line.block]
    )
    length = sum(len(line.text.encode()) for line in lines)
    kept = sum(map(_weight, lines))
    sure = length * kept >= _SURE * sum(every)
    return Prose(tuple(lines), tuple(beside), sure=sure, listed=listed)


def _weight(line: Line) -> int:
    size = len(line.text)
    allowed = _LINKS if line.tag == "p" else _LISTED_LINKS
    prose = size >= _PROSE and line.tag not in HEADINGS and line.linked <= allowed * size
    return size if prose else 0


def _beside(page: Outline, weights: Sequence[int]) -> list[bool]:
    """Return of each block whether it is beside the article: named so, and not too large for it."""
    told = page.summed(weights)
    certain = [
        here and asides.is_certain(name) for here, name in zip(page.beside, page.names, strict=True)
    ]
    apart = _spread(page, certain)
    left = _left(page, weights, apart)
    if left < _LEAST:
        certain, left = [False] * len(certain), told[0] if told else 0
    small = [size <= _ASIDE_SHARE * left for size in told]
    found = _spread(
        page, [a and (b or c) for a, b, c in zip(page.beside, certain, small, strict=True)]
    )
    kept = _left(page, weights, found)
    return found if kept >= _LOST * left else _spread(page, certain)


def _left(page: Outline, weights: Sequence[int], apart: Sequence[bool]) -> int:
    """Return the characters of prose that stand in no block *apart*."""
    return sum(
        weight
        for line, weight in zip(page.lines, weights, strict=True)
        if weight and not apart[line.block]
    )


def _spread(page: Outline, marked: Sequence[bool]) -> list[bool]:
    """Return of each block whether it or one around it is *marked*."""
    found: list[bool] = []
    for place, outer in enumerate(page.parents):
        found.append(marked[place] or (outer != NOWHERE and found[outer]))
    return found


def _centre(page: Outline, weights: Sequence[int]) -> int:
    """Return the part whose own paragraphs are most: those further in count less and less."""
    scores = [0.0] * len(page.parents)
    for line, weight in zip(page.lines, weights, strict=True):
        if weight:
            marked = line.tag in _PARAGRAPHS and page.parents[line.block] != NOWHERE
            scores[page.parents[line.block] if marked else line.block] += weight
    for place in range(len(scores) - 1, 0, -1):
        scores[page.parents[place]] += _OUTWARD * scores[place]
    return max(range(len(scores)), key=scores.__getitem__)


def _widened(page: Outline, centre: int, told: Sequence[int], shown: Sequence[int]) -> int:
    """Return the largest part around *centre* that adds little else than prose."""
    best = place = _named(page, centre, told)
    children: dict[int, list[int]] = {}
    for each, outer in enumerate(page.parents):
        children.setdefault(outer, []).append(each)
    while page.parents[place] != NOWHERE and not _is_article(page, place, told):
        outer = page.parents[place]
        gained, more = told[outer] - told[place], shown[outer] - shown[place]
        if (
            gained
            and gained < _DENSE * more
            and 2 * _alike(page, children[outer], place, told) < gained
        ):
            break
        if gained:
            best = outer
        place = outer
    return best


def _named(page: Outline, centre: int, told: Sequence[int]) -> int:
    """Return the inmost part around *centre* that is named as an article, else *centre*."""
    place = centre
    while place != NOWHERE:
        if _ARTICLE.search(page.names[place]) and told[place] >= _ARTICLE_SHARE * told[0]:
            return place
        place = page.parents[place]
    return centre


def _is_article(page: Outline, place: int, told: Sequence[int]) -> bool:
    if page.tags[place] == "article":
        return True
    named = _ARTICLE.search(page.names[place]) is not None
    return named and told[place] >= _ARTICLE_SHARE * told[0]


def _alike(page: Outline, siblings: Sequence[int], place: int, told: Sequence[int]) -> int:
    """Return the characters of prose in those *siblings* of *place* with its tag and classes."""
    tag, name = page.tags[place], _levelled(page.names[place])
    return sum(
        told[each]
        for each in siblings
        if each != place and page.tags[each] == tag and _levelled(page.names[each]) == name
    )


def _levelled(name: str) -> str:
    return _DIGITS.sub("", name)


def _tidied(lines: Iterable[Line]) -> list[Line]:
    """Return *lines* without those that are links, labels, or headings of nothing."""
    held = [line for line in lines if line.tag != "h1" and not is_link(line)]
    whole = sum(_weight(line) for line in held)
    marked = sum(_weight(line) for line in held if line.tag in _PARAGRAPHS)
    strict = marked >= _MARKED * whole
    kept: list[Line] = []
    for line in held:
        heads = line.tag in HEADINGS
        if strict and not heads and line.tag not in _PARAGRAPHS:
            continue
        while heads and kept and _is_label(kept[-1]) and kept[-1].tag >= line.tag:
            kept.pop()
        kept.append(line)
    while kept and kept[-1].tag in HEADINGS and len(kept[-1].text) < _LONG_HEADING:
        kept.pop()
    return kept


def is_link(line: Line) -> bool:
    """Whether *line* leads elsewhere and says nothing of its own."""
    enough = _ONLY_LINKS if line.text.endswith(_SENTENCE_ENDS) else _MOSTLY_LINKS
    return line.linked >= enough * len(line.text) and line.tag != "h2"


def _is_label(line: Line) -> bool:
    return line.tag in HEADINGS and len(line.text) < _PROSE


def _without_cards(
    page: Outline, inside: Sequence[bool], told: Sequence[int], largest: float
) -> list[bool]:
    """Return *inside* without the parts that a linked heading begins: teasers of other articles."""
    cards = set()
    for line in page.lines:
        if not inside[line.block] or line.tag not in HEADINGS[1:]:
            continue
        if line.linked < _ONLY_LINKS * len(line.text):
            continue
        card = page.parents[line.block]
        for _ in range(_CARD_DEPTH):
            card = page.parents[card] if told[card] == 0 and page.parents[card] > 0 else card
        if 0 < told[card] <= largest:
            cards.add(card)
    kept: list[bool] = []
    for place, outer in enumerate(page.parents):
        within = place in cards or (outer != NOWHERE and inside[outer] and not kept[outer])
        kept.append(inside[place] and not within)
    return kept
