"""Paragraphs that a site repeats on its pages: who it is, how to donate, all rights reserved.

One page does not show them; several pages of the same host do.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.extract.headline import levelled
from monitor.model.reading import Origin, Reading
from monitor.model.seen import Seen

_MOST_BLOCKS = 100
# Characters of letters and digits; what is shorter ("Read more", "He said no.") may come again.
_SHORTEST = 25
# Different pages that must have a paragraph, and the share of all that are remembered. In 778
# recorded pages two pages were enough to find nothing but pitches and notices; three are safer.
# Follow-ups of one case repeat its background: pages with much the same headline count once.
_PAGES, _SHARE = 3, 0.15
_ALIKE_TITLES = 0.25
# Pages with this share of common paragraphs are one text under two addresses.
_SAME_TEXT = 0.8
# What must be left: characters, and the share of the text.
_LEFT, _LEFT_SHARE = 200, 0.4
_WORD = 4


def seen(reading: Reading) -> Seen:
    """Return what to remember of a page."""
    hashes = (_hash(block) for block in reading.text.split("\n\n"))
    blocks = tuple(dict.fromkeys(each for each in hashes if each))
    return Seen(title=reading.title, blocks=blocks[-_MOST_BLOCKS:])


def repeated(pages: Sequence[Seen]) -> frozenset[int]:
    """Return the paragraphs that several different pages of one host have."""
    having: dict[int, list[Seen]] = {}
    for page in pages:
        for block in page.blocks:
            having.setdefault(block, []).append(page)
    enough = max(_PAGES, _SHARE * len(pages))
    return frozenset(
        block
        for block, found in having.items()
        if len(found) >= enough and _different(found) >= enough
    )


def without(reading: Reading, known: frozenset[int]) -> Reading:
    """Return *reading* without what is *known* to be repeated at the end and start of its text.

    In its midst nothing is taken out, a report is left as it is, and so is a text of which too
    little would be left.
    """
    if not known or reading.origin is not Origin.PAGE:
        return reading
    blocks = reading.text.split("\n\n")
    first, last = 0, len(blocks)
    while last > first and _hash(blocks[last - 1]) in known:
        last -= 1
    while first < last and _hash(blocks[first]) in known:
        first += 1
    text = "\n\n".join(blocks[first:last])
    if len(text) < max(_LEFT, _LEFT_SHARE * len(reading.text)):
        return reading
    return replace(reading, text=text)


def _hash(block: str) -> int:
    """Return 60 bits of what a paragraph says, whatever its signs; 0 where it is too short."""
    said = levelled(block)
    if len(said) < _SHORTEST:
        return 0
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:8]) >> 4


def _different(pages: Iterable[Seen]) -> int:
    """Return how many of *pages* are about different things, by their headlines and texts."""
    chosen: list[tuple[frozenset[str], frozenset[int]]] = []
    for page in pages:
        words = frozenset(each for each in levelled(page.title).split() if len(each) >= _WORD)
        blocks = frozenset(page.blocks)
        if not any(
            _share(words, other) > _ALIKE_TITLES or _share(blocks, others) > _SAME_TEXT
            for other, others in chosen
        ):
            chosen.append((words, blocks))
    return len(chosen)


def _share(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> float:
    """Return the share of what both have in the smaller one; 1 where that is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 1.0
