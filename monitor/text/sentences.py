"""Sentences as spans of their text."""

import sentencex


def spans(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """Return [start, end) of each sentence of *text*, blanks at its ends left out.

    A blank line always ends a sentence. Unknown languages are split by the English rules.
    """
    found: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        offset = start
        for piece in sentencex.segment(language or "en", text[start:end]):
            begin = text.index(piece, offset, end)
            offset = begin + len(piece)
            trimmed = piece.strip()
            if trimmed:
                first = begin + len(piece) - len(piece.lstrip())
                found.append((first, first + len(trimmed)))
    return tuple(found)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of the blocks between blank lines."""
    blocks, start = [], 0
    for block in text.split("\n\n"):
        blocks.append((start, start + len(block)))
        start += len(block) + 2
    return blocks
