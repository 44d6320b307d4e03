"""Paragraphs out of lines: which line goes on where the one before it stopped.

What ends a paragraph: a wider gap, an indent, a bullet, another size of type, a heading's weight, a
table's row, and a line that stops although the next one's first word had room on it. What does not:
the end of a column or page, and notes or pictures between.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from monitor.extract.pdfjoin import LEADERS, hyphenated, join, vocabulary
from monitor.extract.pdflines import Line
from monitor.model.reading import PageSpan

# Of the size of type. Leading is 1.0 to 1.6, double spacing 2 to 2.4.
_DEFAULT_LEADING, _MOST_LEADING = 1.3, 2.6
_WIDER = 1.3
# In the middle of a sentence, whatever the leading of the rest of the page is.
_WITHIN = 1.7
_INDENT = 0.8
# Notes are set in 7 to 9 points under 9 to 12.
_NOTE = 0.9
# Of a page's characters: less is headings.
_ENOUGH = 0.2
_SAME_SIZE, _VERY_SAME = 0.12, 0.03
# Lines around a line that say how wide its column is.
_NEIGHBOURS = 4

# Paragraphs between the halves of a sentence: notes, and the rows of a table of a page.
_MOST_BETWEEN = 60
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|box|map|tableau|graphique|tabelle|abbildung|tabla|gr[áa]fico)"
    r"\s+\d{1,2}(?:\.\d{1,2})?\b",
    re.IGNORECASE,
)

_ENDS = re.compile(r"[.!?:;…。！？：；][\"'”’»)\]]*$")


@dataclass(slots=True)
class Paragraph:
    """Lines that are read on without a stop."""

    lines: list[Line]
    note: bool = False
    row: bool = False
    heading: bool = False
    full: bool = field(default=False)
    """Whether its last line reaches the right edge of its column."""

    @property
    def text(self) -> str:
        """Its lines with blanks between, hyphens at their ends as they are."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The size of most of its lines."""
        return median(line.size for line in self.lines)


def text_size(pages: Iterable[Sequence[Line]]) -> float:
    """Return the size in points that most characters have, 0 where there are none."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _page_size(page: Sequence[Line]) -> float:
    """Return the size of a page's text: the largest of which there is enough, notes may be more."""
    sizes: Counter[float] = Counter()
    for line in page:
        sizes[round(line.size * 2) / 2] += len(line.text)
    enough = _ENOUGH * sizes.total()
    return max((size for size, times in sizes.items() if times >= enough), default=0.0)


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Return the paragraphs of all pages, in the order of reading."""
    found: list[Paragraph] = []
    for page in pages:
        own = _notes_last(list(_grouped(page, _page_size(page))))
        _append(found, own)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A paragraph at [start, end) of the text."""

    paragraph: Paragraph
    start: int
    end: int
    text: str


def written(
    found: Sequence[Paragraph],
) -> tuple[str, tuple[PageSpan, ...], tuple[Placed, ...]]:
    """Return the text, where each page lies in it, and each paragraph."""
    known = vocabulary(line for paragraph in found for line in paragraph.lines)
    text = ""
    placed: list[Placed] = []
    starts: dict[int, int] = {}
    for paragraph in found:
        pieces: list[tuple[int, str]] = []
        for line in paragraph.lines:
            join(pieces, line, known)
        if not any(map(str.isalnum, (c for _, piece in pieces for c in piece))):
            continue  # rules drawn with dashes
        text += "\n\n" if text else ""
        start = len(text)
        for page, piece in pieces:
            starts.setdefault(page, len(text))
            text += piece
        placed.append(Placed(paragraph=paragraph, start=start, end=len(text), text=text[start:]))
    pages = sorted(starts.items(), key=lambda pair: pair[1])
    ends = [*(start for _, start in pages[1:]), len(text)][: len(pages)]
    spans = tuple(
        PageSpan(number=number, start=start, end=end)
        for (number, start), end in zip(pages, ends, strict=True)
        if start < end
    )
    return text, spans, tuple(placed)


def _grouped(page: Sequence[Line], size: float) -> Iterator[Paragraph]:
    """Yield the paragraphs of one page in the order of the file."""
    leading = _leading(page)
    group: list[Line] = []
    for i, line in enumerate(page):
        edges = _edges(page, i)
        if group and not _goes_on(group, line, edges, leading):
            yield _paragraph(group, size, page, i - 1)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, size, page, len(page) - 1)


def _paragraph(group: list[Line], size: float, page: Sequence[Line], last: int) -> Paragraph:
    end = group[-1]
    right = _edges(page, last)[1]
    large = end.size > 1.1 * size
    return Paragraph(
        lines=group,
        note=end.size < _NOTE * size,
        row=any(line.cells > 1 for line in group),
        heading=large or all(line.is_bold for line in group),
        full=end.right > right - 3 * end.size,
    )


def _leading(page: Sequence[Line]) -> float:
    """Return the usual distance of lines, in sizes of type."""
    steps: Counter[float] = Counter()
    for before, line in pairwise(page):
        step = (before.base - line.base) / max(before.size, 1.0)
        if 0.8 < step < _MOST_LEADING and abs(before.size - line.size) < 0.5:
            steps[round(step, 1)] += len(line.text)
    return max(steps, key=lambda step: (steps[step], step)) if steps else _DEFAULT_LEADING


def _edges(page: Sequence[Line], i: int) -> tuple[float, float]:
    """Return the left and right edge of the column that line *i* stands in."""
    line = page[i]
    near = [line]
    for direction in (-1, 1):
        for step in range(1, _NEIGHBOURS + 1):
            j = i + direction * step
            if not 0 <= j < len(page) or not _same_column(page[j], line):
                break
            near.append(page[j])
    return min(one.left for one in near), max(one.right for one in near)


def _same_column(one: Line, other: Line) -> bool:
    overlap = min(one.right, other.right) - max(one.left, other.left)
    close = abs(one.base - other.base) < 2 * _NEIGHBOURS * _MOST_LEADING * other.size
    return close and overlap > 0 and abs(one.size - other.size) < 0.2 * other.size


def _goes_on(group: Sequence[Line], line: Line, edges: tuple[float, float], leading: float) -> bool:
    """Whether *line* continues the paragraph of *group*."""
    before = group[-1]
    if line.cells > 1 or before.cells > 1 or line.item:
        return False
    if LEADERS.search(before.text):
        return False
    step = (before.base - line.base) / max(before.size, line.size)
    within = line.text[:1].islower() and not _ENDS.search(before.text)
    widest = max(max(leading, 1.0) * _WIDER, _WITHIN if within else 0.0)
    if not 0 < step < min(_MOST_LEADING, widest):
        return False
    if not (_alike(before.size, line.size) or _alike(before.tall, line.tall)):
        return False
    if min(before.right, line.right) <= max(before.left, line.left):
        return False
    if before.is_bold != line.is_bold and (
        (before.is_bold and line.bold < 0.1) or (line.is_bold and before.bold < 0.1)
    ):
        return False
    if hyphenated(before.text):
        return True
    return not (_had_room(before, line, edges) or _starts_new(group, line, edges))


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def _had_room(before: Line, line: Line, edges: tuple[float, float]) -> bool:
    """Whether *before* stopped although the first word of *line* had room on it."""
    left, right = edges
    size = before.size
    centred = abs((before.left + before.right) - (line.left + line.right)) < 2 * size
    inside = abs((line.left - left) - (right - line.right)) < 0.7 * size
    if centred and inside and abs(before.left - line.left) > 0.5 * size:
        return False
    room = right - before.right
    if abs(line.right - before.right) < 0.3 * size and line.right - line.left > 10 * size:
        return False  # both end at the edge of a column that is narrower here
    if room <= line.first + 0.3 * size:
        return False
    if _ENDS.search(before.text):
        return True
    # In the middle of a sentence a line may stop early: it is ragged, or leaves room for a picture.
    return room > (0.45 if line.text[:1].islower() else 0.15) * (right - left)


def _starts_new(group: Sequence[Line], line: Line, edges: tuple[float, float]) -> bool:
    """Whether *line* is indented, or stands out to the left, as first lines are."""
    before, size = group[-1], line.size
    shift = line.left - before.left
    ended = _ENDS.search(before.text) is not None
    if ended and (line.numbered or line.lead):
        return True
    if shift > _INDENT * size:
        hanging = len(group) == 1 and (group[0].item or group[0].numbered)
        return ended and not hanging and before.left < edges[0] + _INDENT * size
    if shift < -_INDENT * size:
        return len(group) > 1 and ended
    return False


def _notes_last(found: list[Paragraph]) -> list[Paragraph]:
    """Return a page's paragraphs with the notes at its foot behind its text.

    Some files draw the notes first; a page that begins with small print and goes on above it.
    """
    notes = []
    for paragraph in found:
        if not paragraph.note:
            break
        notes.append(paragraph)
    rest = found[len(notes) :]
    if not notes or not rest or notes[0].lines[0].base > rest[0].lines[0].base:
        return found
    return rest + notes


def _append(found: list[Paragraph], own: list[Paragraph]) -> None:
    """Add a page's (or column's) paragraphs, joining those that a break had cut in two.

    Notes between the halves go before the first one, so that each page stays one span.
    """
    for paragraph in own:
        at = _open(found)
        if at is None or not _continues(found[at], paragraph, sure=_crosses(found, at)):
            found.append(paragraph)
            continue
        whole = found.pop(at)
        table = found[at].lines[0].page if at < len(found) and _aside(found[at]) else None
        # A table at the head of the next page follows the sentence that it interrupts.
        after = table is not None and table != whole.lines[-1].page
        whole.lines = [*whole.lines, *paragraph.lines]
        whole.full = paragraph.full
        found.insert(at if after else len(found), whole)


def _open(found: Sequence[Paragraph]) -> int | None:
    """Return the place of the last paragraph of the text, if it stopped in the middle."""
    for back, paragraph in enumerate(reversed(found)):
        if back > _MOST_BETWEEN:
            return None
        if paragraph.note or _aside(paragraph):
            continue
        if paragraph.heading or _ENDS.search(paragraph.lines[-1].text):
            return None
        return len(found) - 1 - back
    return None


def _aside(paragraph: Paragraph) -> bool:
    """Whether it is a row of a table, or the title of a table or picture: no part of a sentence."""
    return paragraph.row or _CAPTION.match(paragraph.lines[0].text) is not None


def _crosses(found: Sequence[Paragraph], at: int) -> bool:
    """Whether a table or picture stands behind the paragraph at *at*."""
    return any(_aside(each) for each in found[at + 1 :])


def _continues(before: Paragraph, paragraph: Paragraph, *, sure: bool) -> bool:
    """Whether *paragraph* is the rest of *before*, in the next column or on the next page.

    Where it must be *sure*, behind a table, a capital does not go on.
    """
    last, first = before.lines[-1], paragraph.lines[0]
    below = last.page == first.page and last.base > first.base and _overlap(last, first)
    if (below and not sure) or paragraph.note or _aside(paragraph):
        return False
    if paragraph.heading or first.item:
        return False
    if abs(last.size - first.size) > _SAME_SIZE * last.size:
        return False
    if hyphenated(last.text) or first.text[:1].islower():
        return True
    # A capital may begin a name, or a table's title.
    if sure:
        return False
    same = abs(last.size - first.size) < _VERY_SAME * last.size and last.is_bold == first.is_bold
    return before.full and same and len(last.text) > 20 and not first.numbered


def _overlap(one: Line, other: Line) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)
