"""How long a text is to a reader, and texts cut to a length."""

import re

from monitor.text.words import UNSPACED

_CHARACTERS_A_WORD = 2
# In scripts without blanks. Chinese and Japanese words have 1.6 to 2.2 characters in running text;
# Thai ones have more, so they are clipped earlier than they must.
_PIECE = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_ENDS = " \t\n,;:–—-("


def length(text: str) -> int:
    """Return how many words *text* has; two characters count as one where words have no blanks."""
    spaced = unspaced = 0
    for piece in _PIECE.finditer(text):
        if _is_unspaced(piece.group()):
            unspaced += 1
        else:
            spaced += any(map(str.isalnum, piece.group()))
    return spaced + -(-unspaced // _CHARACTERS_A_WORD)


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
    spaced = unspaced = end = 0
    for piece in _PIECE.finditer(line):
        if _is_unspaced(piece.group()):
            unspaced += 1
        else:
            spaced += any(map(str.isalnum, piece.group()))
        if spaced + -(-unspaced // _CHARACTERS_A_WORD) > words:
            return end
        end = piece.end()
    return len(line)


def _is_unspaced(piece: str) -> bool:
    return len(piece) == 1 and _UNSPACED_ONE.match(piece) is not None


_UNSPACED_ONE = re.compile(f"[{UNSPACED}]")
