"""Whether the text of a PDF can be relied on.

A file may hold pictures of pages, or fonts that do not say which letters their shapes are.
"""

import re
import unicodedata
from collections.abc import Sequence

from monitor.extract.pdfwords import HYPHENS, Leaf
from monitor.model.reading import Quality

# Words that are looked at; the fonts of a document's first fifty pages are those of the rest.
_SAMPLE = 20_000
# A page of prose has some thousand letters; what stands on scans is a stamp, a header, or what
# was recognised of a chart.
_FEW_LETTERS = 60
# Shares that no language reaches: of characters that are none, and of signs among characters.
_MOST_LOST, _MOST_SIGNS = 0.05, 0.5
# Letters that are common in every language of Latin script: their share was 0.56 to 0.7 in recorded
# files, and is about 0.3 where a font's letters are shifted.
_COMMON, _LEAST_COMMON, _ENOUGH_LETTERS = frozenset("aeinorst"), 0.42, 200
_DOTS = re.compile(r"([^\w\s])\1{3,}")
_VOWELS = frozenset("aeiouyæœøıаеёиоуыэюяієїαεηιουω")


def quality(leaves: Sequence[Leaf]) -> Quality:
    """Return whether the words of *leaves* are a text, are missing, or are no language."""
    # Dots that lead to the page numbers of a table of contents, and lines to write on, say nothing.
    words = [_DOTS.sub("", word.text) for leaf in leaves for word in leaf.words]
    if not any(leaf.words for leaf in leaves) or _scanned(leaves):
        return Quality.SCAN
    return Quality.GARBLED if _garbled(words[:_SAMPLE]) else Quality.GOOD


def is_prose(text: str) -> bool:
    """Whether *text*, recognised in pictures, is a language, and more than a stamp or a caption."""
    words = text.split()
    return sum(map(str.isalpha, text)) >= _FEW_LETTERS and not _garbled(words[:_SAMPLE])


def _scanned(leaves: Sequence[Leaf]) -> bool:
    """Whether most pages are pictures, in one piece or drawn, with next to no letters."""
    pictures = sum(
        not leaf.words or (leaf.art and _letters(leaf) < _FEW_LETTERS) for leaf in leaves
    )
    return pictures * 2 > len(leaves) and sum(map(_letters, leaves)) < _FEW_LETTERS * len(leaves)


def _letters(leaf: Leaf) -> int:
    return sum(letter.isalpha() for word in leaf.words for letter in word.text)


def _garbled(words: Sequence[str]) -> bool:
    characters = "".join(words)
    lost = sum(_is_lost(c) for c in characters if c not in HYPHENS)
    if lost > _MOST_LOST * len(characters):
        return True
    kinds = [unicodedata.category(c)[0] for c in characters]
    if kinds.count("P") + kinds.count("S") > _MOST_SIGNS * len(characters):
        return True
    latin = _latin(characters)
    common = sum(letter in _COMMON for letter in latin)
    return len(latin) >= _ENOUGH_LETTERS and common < _LEAST_COMMON * len(latin)


def _is_lost(character: str) -> bool:
    """Whether *character* stands for a shape that nobody named: private, unknown or a control."""
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs")


def _latin(text: str) -> list[str]:
    """Return the Latin letters of *text*, lower case, without accents."""
    return [c for c in unicodedata.normalize("NFKD", text.casefold()) if "a" <= c <= "z"]
