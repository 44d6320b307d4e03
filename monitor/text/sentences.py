"""Sentences as spans of their text."""

import re
from collections.abc import Iterator

import sentencex

_BREAKS = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*[•▪●◦‣])")
_BULLET = re.compile(r"\s*[•▪●◦‣·–—-]\s+")
# sentencex takes all that follows one for a single sentence.
_CODE = re.compile(r"[a-z]{2,3}")
_INITIAL = re.compile(r"\b[A-Z]\.$")
_HOUR = re.compile(r"\d [ap]\.m\.$")
_GOES_ON = re.compile(
    r"[a-z\d]|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"(?:\.|day\b|[a-z]*\s\d)|(?:Eastern|Pacific|[A-Z]{2,4}T)\b"
)
_SHOUT = re.compile(r"\b[A-Z]!$")


def spans(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """Return [start, end) of each sentence of *text*, in order, blanks at its ends left out.

    A blank line always ends a sentence, and so does a line before a bullet. Unknown languages are
    split by the English rules.
    """
    code = language if _CODE.fullmatch(language) else "en"
    found: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        known = len(found)
        for span in _split(text, start, end, code):
            if len(found) > known and _goes_on(text, found[-1], span):
                span = (found.pop()[0], span[1])
            found.append(span)
    return tuple(found)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of the blocks between blank lines."""
    blocks, start = [], 0
    for found in _BREAKS.finditer(text):
        blocks.append((start, found.start()))
        start = found.end()
    return [*blocks, (start, len(text))]


def _split(text: str, start: int, end: int, code: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph; its bullet belongs to the first."""
    bullet = _BULLET.match(text, start, end)
    inner = bullet.end() if bullet else start
    for piece in sentencex.get_sentence_boundaries(code, text[inner:end]):
        first = start if piece["start_index"] == 0 else inner + piece["start_index"]
        span = _trimmed(text, first, inner + piece["end_index"])
        if span[0] < span[1]:
            yield span
    if inner == end and (span := _trimmed(text, start, end))[0] < span[1]:
        yield span


def _goes_on(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether *other* continues *one*, as "Va." does "R-W.", "Aug. 9" "10 p.m.", "News" "E!"."""
    end = text[max(one[0], one[1] - 12) : one[1]]
    if one[1] == other[0]:
        return _INITIAL.search(end) is not None
    if _HOUR.search(end):
        return _GOES_ON.match(text, other[0]) is not None
    return _SHOUT.search(end) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
