"""The text that a page's JSON-LD has of its article, beside the lines that the page shows."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from monitor.extract.headline import levelled
from monitor.text.words import UNSPACED

# Words of an articleBody; shorter ones are teasers.
_LEAST = 80
_SAME = 0.9
_UNSPACED = re.compile(f"[{UNSPACED}]")


class Stated:
    """The lines of an ``articleBody``, often none.

    It is the article and nothing else, but often a teaser, and rarely in paragraphs.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = tuple(lines)
        self._text = " ".join(lines)

    def agrees(self, found: Sequence[str]) -> bool:
        """Whether the page's lines are those stated."""
        if self._has(found):
            return True
        if self._counts.total() < _LEAST:
            return False
        ours = _counted(found)
        return (ours & self._counts).total() >= _SAME * max(ours.total(), self._counts.total())

    def reconciled(self, found: Sequence[str]) -> list[str]:
        """Return the page's lines that are confirmed, or those stated where they say more."""
        if self._has(found) or self._counts.total() < _LEAST:
            return list(found)
        ours, theirs = _counted(found), self._counts
        common = (ours & theirs).total()
        if not common:
            return list(found)
        if theirs.total() > 1.3 * ours.total() and common > 0.5 * ours.total():
            return list(self._lines)
        if common < _SAME * theirs.total() or theirs.total() < 0.6 * ours.total():
            return list(found)
        text = " ".join(words(self._text))
        return [line for line in found if line in self._text or is_confirmed(line, text)]

    def _has(self, found: Sequence[str]) -> bool:
        """Whether *found* are nearly all lines stated, word for word: soon seen, and often so."""
        size = sum(map(len, found))
        return size >= _SAME * len(self._text) > 0 and all(line in self._text for line in found)

    @cached_property
    def _counts(self) -> Counter[str]:
        return _counted(self._lines)


def words(text: str) -> list[str]:
    """Return the words of *text*; in scripts without blanks each letter is one."""
    bare = levelled(text)
    return (bare if bare.isascii() else _UNSPACED.sub(r" \g<0> ", bare)).split()


def is_confirmed(line: str, text: str) -> bool:
    """Whether half of *line*, in pieces of four words, stands in *text*, words parted by blanks."""
    found = words(line)
    pieces = [" ".join(found[at : at + 4]) for at in range(0, len(found), 4)]
    return bool(pieces) and sum(piece in text for piece in pieces) >= 0.5 * len(pieces)


def _counted(lines: Sequence[str]) -> Counter[str]:
    return Counter(words(" ".join(lines)))
