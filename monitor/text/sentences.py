"""Sentences as spans of their text."""

import re

import sentencex

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_CODE = re.compile(r"[a-z]{2,3}")


def spans(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """Return [start, end) of each sentence of *text*, in order, blanks at its ends left out.

    A blank line always ends a sentence. Unknown languages are split by the English rules.
    """
    code = language if _CODE.fullmatch(language) else "en"
    found = []
    for start, end in _paragraphs(text):
        for piece in sentencex.get_sentence_boundaries(code, text[start:end]):
            span = _trimmed(text, start + piece["start_index"], start + piece["end_index"])
            if span[0] < span[1]:
                found.append(span)
    return tuple(found)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of the blocks between blank lines."""
    blocks, start = [], 0
    for blank in _BLANK_LINES.finditer(text):
        blocks.append((start, blank.start()))
        start = blank.end()
    return [*blocks, (start, len(text))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
