"""The passage of a document that shows best why it was found."""

from collections.abc import Sequence

from monitor.model.search import Snippet
from monitor.model.verdict import Field, Match
from monitor.text.words import is_unspaced

_WIDTH = 240
"""Characters: three lines of a terminal."""
_BEFORE = 60
"""Characters of it in front of the first term."""


def snippet(text: str, matches: Sequence[Match]) -> Snippet | None:
    """Return the passage of *text* with the most terms; None where none stands in the text."""
    found = sorted((m for m in matches if m.field is Field.TEXT), key=lambda m: (m.start, m.end))
    if not found:
        return None
    first = _best(found)
    start = _word_after(text, max(0, found[first].start - _BEFORE), found[first].start)
    end = _word_before(text, start + _WIDTH, found[first].end)
    lead, tail = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(lead) - start
    marks = _apart(
        [(m.start + shift, m.end + shift) for m in found if start <= m.start < m.end <= end]
    )
    return Snippet(text=f"{lead}{text[start:end]}{tail}", marks=marks)


def opening(text: str) -> Snippet:
    """Return the beginning of *text*, as long as a passage, without marks."""
    end = _word_before(text, _WIDTH, 1)
    return Snippet(text=f"{text[:end]}{' …' if end < len(text) else ''}", marks=())


def _best(found: Sequence[Match]) -> int:
    """Return the index of the match whose neighbourhood has most different terms, then most."""
    best, most, last = 0, (0, 0), 0
    inside: dict[str, int] = {}
    for first, match in enumerate(found):
        while last < len(found) and found[last].end <= match.start - _BEFORE + _WIDTH:
            inside[found[last].term] = inside.get(found[last].term, 0) + 1
            last += 1
        held = (len(inside), last - first)
        if held > most:
            best, most = first, held
        if last > first:
            inside[match.term] -= 1
            inside = {term: count for term, count in inside.items() if count}
    return best


def _word_after(text: str, start: int, limit: int) -> int:
    """Return where the first whole word from *start* begins, at most *limit*."""
    if start == 0:
        return 0
    while start < limit and not text[start - 1].isspace() and not is_unspaced(text[start]):
        start += 1
    return start


def _word_before(text: str, end: int, limit: int) -> int:
    """Return where the last whole word before *end* stops, at least *limit*."""
    if end >= len(text):
        return len(text)
    cut = end
    while cut > limit and not text[cut].isspace():
        cut -= 1
    # Scripts without blanks have no place to cut at.
    return max(cut if cut > limit else end, limit)


def _apart(marks: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in marks:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
