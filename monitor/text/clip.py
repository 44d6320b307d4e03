"""How long a text is to a reader, and texts cut to a length."""

import re
from math import ceil

from monitor.text.words import UNSPACED, share

_PIECE = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_ENDS = " \t\n,;:–—-("


def length(text: str) -> int:
    """Return how many words *text* has; where words have no blanks, parts of them are added up."""
    return ceil(sum(_weight(piece.group()) for piece in _PIECE.finditer(text)))


def longer(text: str, words: int) -> bool:
    """Whether *text* has more than *words* words; nothing is read behind the one too many."""
    left = float(words)
    for piece in _PIECE.finditer(text):
        left -= _weight(piece.group())
        if left < 0:
            return True
    return False


def clip(text: str, words: int) -> str:
    """Return *text* in one line with at most *words* words, closed by ``…`` where it was cut."""
    line = " ".join(text.split())
    end = _end(line, words)
    if end >= len(line):
        return line
    kept = line[:end].rstrip(_ENDS)
    return f"{kept}…" if kept else ""


def _end(line: str, words: int) -> int:
    """Return where the last of *words* words ends; all of *line* where it has no more."""
    counted, end = 0.0, 0
    for piece in _PIECE.finditer(line):
        counted += _weight(piece.group())
        if counted > words:
            return end
        end = piece.end()
    return len(line)


def _weight(piece: str) -> float:
    if _UNSPACED_ONE.fullmatch(piece):
        return share(piece)
    return float(any(map(str.isalnum, piece)))


_UNSPACED_ONE = re.compile(f"[{UNSPACED}]")
