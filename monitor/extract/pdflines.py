"""Lines out of the words of a page, in the order of reading.

The order of the file is the order of reading in almost all documents, and better than what can be
guessed from places on the page; so it is kept, and mended only where a file draws two columns row
by row.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from monitor.extract.pdfwords import Leaf, Word

# Of the size of type. Blanks between words are 0.25, in justified text up to 1; a new line differs
# by 1 or more, a superscript by 0.3 to 0.5.
_SAME_LINE = 0.5
_GLUED = 0.08
_OFF, _FAR_OFF = 0.5, 0.8
_ALL_BOLD = 0.97
# Of a line's characters: small capitals are set smaller, and the line is as large as its others.
_ENOUGH = 0.12
_CELL = 1.6
_STRETCHED_GAPS, _MOSTLY = 2, 0.8
# The mark of a footnote: digits, letters or signs, smaller than the line and raised.
_SMALLER, _RAISED = 0.82, 0.1
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z*†‡§¶#]{1,2})[\])]?(?:,\d{1,3})*")
_AFTER_UNIT = re.compile(r"(?:^|[\d ])(?:[kcm]?m|ft|in|CO|H|R|χ)$")
_CLOSING = re.compile(r"[.,;:!?)\]’”]")
BULLETS = "•◦▪▫‣⁃●○■□➢➤►▶–—-*·✓✔❖◆♦"
_BULLET = re.compile(rf"[{re.escape(BULLETS)}]|o")
_ENUMERATOR = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivxIVX]{1,5})[.):]|\[\w{1,12}\]|\d{1,2}(?:\.\d{1,3}){0,4}"
)
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\[\d{1,3}\]")
# Fewer rows side by side are a table or a letterhead, not two columns drawn row by row.
_MIN_COLUMN_ROWS = 8
# Characters of a line of prose in a narrow column, and the share of it that its lines fill.
_PROSE, _FILLED = 20, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words on one line; of a table, one row."""

    page: int
    text: str
    cells: int
    """Parts with wide gaps between them: 1 in prose."""
    left: float
    right: float
    base: float
    size: float
    tall: float
    """The largest size of a whole word on it: small capitals hang between."""
    bold: float
    """Share of its characters that are bold, 0 to 1."""
    lead: bool
    """Begins with bold words, and goes on without."""
    first: float
    """Width of its first word."""
    item: bool
    """Begins with a bullet, or with a number that stands off from what follows."""
    numbered: bool
    """Begins with what may be a number: "1. The Act", but also "U. S. 34"."""

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return self.bold > _ALL_BOLD


@dataclass(slots=True)
class _Part:
    """Words that stand close together on one line."""

    words: list[Word]

    @property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def length(self) -> int:
        return sum(len(word.text) + 1 for word in self.words)


def lines(leaf: Leaf) -> tuple[Line, ...]:
    """Return the lines of a page; text written in another direction than most of it is left out.

    Such text is a watermark, a mark of the printer in the margin, or the label of a chart's axis.
    """
    rows = [_parts(row) for row in _rows(_upright(leaf.words))]
    ordered = _columns_apart(rows)
    return tuple(_line(row, leaf.number) for row in ordered if row)


def _upright(words: Sequence[Word]) -> list[Word]:
    """Return the words that stand in the page's main direction."""
    directions: Counter[int] = Counter()
    for word in words:
        directions[word.angle] += len(word.text)
    if not directions:
        return []
    main = directions.most_common(1)[0][0]
    return [word for word in words if word.angle == main]


def _rows(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Yield words that follow one another in the file and stand on one line, left to right."""
    row: list[Word] = []
    base = size = 0.0
    for word in words:
        off = abs(word.base - base)
        if row and off > _SAME_LINE * max(size, word.size):
            yield sorted(row, key=lambda w: w.left)
            row = []
        if not row or word.size > size:  # a line may begin with a superscript
            base, size = word.base, word.size
        row.append(word)
    if row:
        yield sorted(row, key=lambda w: w.left)


def _parts(row: list[Word]) -> list[_Part]:
    """Cut a row where wide gaps are; a bullet or number stays with what follows."""
    parts = [_Part([row[0]])]
    if _stretched(row):
        return [_Part(row)]
    for before, word in pairwise(row):
        gap = word.left - before.right
        wide = gap > _CELL * max(before.size, word.size)
        marks = len(parts[-1].words) == 1 and _marks_item(parts[-1].words[0].text)
        if wide and not (marks and len(parts) == 1 and gap < 6 * word.size):
            parts.append(_Part([word]))
        else:
            parts[-1].words.append(word)
    return parts


def _stretched(row: Sequence[Word]) -> bool:
    """Whether all blanks are about as wide: a line of few long words, drawn out to the margin."""
    gaps = [word.left - before.right for before, word in pairwise(row)]
    if len(gaps) < _STRETCHED_GAPS or min(gaps) < 0.5 * max(gaps):
        return False
    letters = [letter.isalpha() for word in row for letter in word.text]
    return max(gaps) < 5 * row[0].size and sum(letters) > _MOSTLY * len(letters)


def _marks_item(text: str) -> bool:
    return bool(_BULLET.fullmatch(text) or _ENUMERATOR.fullmatch(text))


def _columns_apart(rows: list[list[_Part]]) -> list[list[_Part]]:
    """Return rows in which columns that the file draws row by row come one after another."""
    done: list[list[_Part]] = []
    run: list[list[_Part]] = []
    for row in rows:
        if run and _fits(row, run[0]):
            run.append(row)
            continue
        done += _unwoven(run)
        run = [row] if len(row) > 1 else []
        done += [] if run else [row]
    return done + _unwoven(run)


def _fits(row: Sequence[_Part], columns: Sequence[_Part]) -> bool:
    """Whether each part of *row* lies within one of the columns that *columns* begin."""
    return all(
        column + 1 == len(columns) or part.right < columns[column + 1].left
        for part in row
        for column in [_column(part, columns)]
    )


def _column(part: _Part, columns: Sequence[_Part]) -> int:
    begun = [i for i, column in enumerate(columns) if column.left < part.left + 2 * part.size]
    return begun[-1] if begun else 0


def _unwoven(run: list[list[_Part]]) -> list[list[_Part]]:
    """Return one column after the other, if *run* is prose in columns."""
    columns = run[0] if run else []
    whole = [row for row in run if len(row) == len(columns)]
    if len(whole) < _MIN_COLUMN_ROWS or len(whole) * 2 < len(run):
        return run
    for i, column in enumerate(columns):
        if median(row[i].length for row in whole) < _PROSE:
            return run
        pitch = columns[i + 1].left - column.left if i + 1 < len(columns) else 0.0
        if median(row[i].right - row[i].left for row in whole) < _FILLED * pitch:
            return run
    return [
        [part]
        for column in range(len(columns))
        for row in run
        for part in row
        if _column(part, columns) == column
    ]


def _line(parts: list[_Part], page: int) -> Line:
    words = [word for part in parts for word in part.words]
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    enough = _ENOUGH * sizes.total()
    size = max(size for size, times in sizes.items() if times >= enough)
    base = next(word.base for word in words if round(word.size, 1) == size)
    heavy = sum(len(word.text) for word in words if word.bold)
    item = _is_item(words)
    text = _joined(words, size, base)
    return Line(
        page=page,
        text=f"•{text[1:]}" if item and text.startswith("o ") else text,
        cells=len(parts),
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        base=base,
        size=size,
        tall=max([size, *(word.size for word in words if len(word.text) > 1)]),
        bold=heavy / sizes.total(),
        lead=words[0].bold and heavy < _ALL_BOLD * sizes.total(),
        first=words[0].right - words[0].left,
        item=item,
        numbered=len(words) > 1 and _NUMBER.fullmatch(words[0].text) is not None,
    )


def _is_item(words: Sequence[Word]) -> bool:
    if len(words) < 2:
        return False
    gap = words[1].left - words[0].right
    text = words[0].text
    if text != "o" and _BULLET.fullmatch(text):
        return gap > _OFF * words[1].size or text not in "–—-*·"
    # In a justified line a figure may stand off a little from its noun.
    off = _FAR_OFF if text.isdigit() else _OFF
    return gap > off * words[1].size and _marks_item(text)


def _joined(words: Sequence[Word], size: float, base: float) -> str:
    """Return the words with blanks between, without marks of footnotes."""
    text, dropped = "", False
    for i, word in enumerate(words):
        gap = word.left - words[i - 1].right if i else 0.0
        raised = word.size < _SMALLER * size and word.base - base > _RAISED * size
        if i and raised and gap < 0.6 * size and _is_mark(word.text, text):
            dropped = True
            continue
        closes = dropped and _CLOSING.match(word.text)
        begun = i == 1 and words[0].base - base > _RAISED * size  # the mark of a note itself
        moved = word.base != words[i - 1].base and gap < _GLUED * size
        glued = i and moved and not dropped and not begun
        text += word.text if not text or closes or glued else f" {word.text}"
        dropped = False
    return text


def _is_mark(text: str, before: str) -> bool:
    if not _MARK.fullmatch(text.strip(",;")):
        return False
    return not (before[-1:].isdigit() or _AFTER_UNIT.search(before[-3:]))
