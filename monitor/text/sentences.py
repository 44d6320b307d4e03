"""Sentences as spans of their text."""

import re
from collections.abc import Iterator

import sentencex

_BREAKS = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*[•▪●◦‣])")
_BULLET = re.compile(r"\s*[•▪●◦‣·–—-]\s+")
# sentencex takes all that follows one for a single sentence.
_CODE = re.compile(r"[a-z]{2,3}")
_ODD_BLANK = re.compile(r"[^\S\n ]")
_INITIAL = re.compile(r"\b[A-Z]\.$")
_HOUR = re.compile(r"\d [ap]\.m\.$")
_GOES_ON = re.compile(
    r"[a-z\d]|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"(?:\.|day\b|[a-z]*\s\d)|(?:Eastern|Pacific|[A-Z]{2,4}T)\b"
)
# Khmer and Tibetan full stops, which sentencex does not know.
_STOPS = re.compile(r"(?<=[។៕།])\s*(?=[^\s។៕།])")
# Thai and Lao have none: a blank between two of their letters ends a clause, or parts a name.
_CLAUSES = re.compile(r"(?<=[\u0e00-\u0eff”\")])[^\S\n]+(?=[\u0e00-\u0eff“\"(])")
_CLAUSE = 40
# Characters, about eight words; shorter pieces are put together.
# Titles and measures before which sentencex ends a sentence.
_ABBREVIATED = re.compile(r"(?:^|[\s(«])(?:د|أ|godz|ul|nr|tys|κ|σ)\.$")
_QUOTED = re.compile(r"[」』]$")
_PARTICLE = re.compile(r"[ぁ-ん]")
_LONGEST = 20_000
# Characters of a paragraph that sentencex is given at once: its time grows with the square of the
# quotation marks, and 50,000 of them took it 0.8 s.
_FULL_STOP = re.compile(r"[.!?。](?=\s)")
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
    blocks: list[tuple[int, int]] = []
    start = 0
    for found in _BREAKS.finditer(text):
        blocks += _short(text, start, found.start())
        start = found.end()
    return [*blocks, *_short(text, start, len(text))]


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a block, in parts where it is too long: to a full stop if there is one."""
    while end - start > _LONGEST:
        half = start + _LONGEST // 2
        cut = max((m.end() for m in _FULL_STOP.finditer(text, half, start + _LONGEST)), default=0)
        cut = cut or start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _split(text: str, start: int, end: int, code: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph; its bullet belongs to the first."""
    bullet = _BULLET.match(text, start, end)
    inner = bullet.end() if bullet else start
    # It counts bytes from blanks that are not ASCII, and panics in the middle of one.
    for piece in sentencex.get_sentence_boundaries(code, _ODD_BLANK.sub(" ", text[inner:end])):
        first = start if piece["start_index"] == 0 else inner + piece["start_index"]
        for part in _parts(text, first, inner + piece["end_index"]):
            span = _trimmed(text, *part)
            if span[0] < span[1]:
                yield span
    if inner == end and (span := _trimmed(text, start, end))[0] < span[1]:
        yield span


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what sentencex took for one sentence, parted by the rules of scripts it leaves out."""
    for found in _STOPS.finditer(text, start, end):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    for found in _CLAUSES.finditer(text, start, end):
        if found.start() - start >= _CLAUSE and end - found.end() >= _CLAUSE:
            yield start, found.start()
            start = found.end()
    yield start, end


def _goes_on(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether *other* continues *one*, as "Va." does "R-W.", "Aug. 9" "10 p.m.", "News" "E!"."""
    end = text[max(one[0], one[1] - 12) : one[1]]
    if one[1] == other[0]:
        if _QUOTED.search(end):
            return _PARTICLE.match(text, other[0]) is not None
        return _INITIAL.search(end) is not None
    if _ABBREVIATED.search(end):
        return True
    if _HOUR.search(end):
        return _GOES_ON.match(text, other[0]) is not None
    return _SHOUT.search(end) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
