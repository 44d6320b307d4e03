"""Running headers, footers and page numbers: what stands in the margins of many pages.

They are peeled from the edges of the pages inwards, line by line, so that a sentence or the heading
of a table that is repeated in the text stays.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

from monitor.extract.pdflines import Line

Pages = Sequence[tuple[Line, ...]]

_DEEP = 5
"""Lines of a margin, at most."""
_OUTER = 3
# Numbers in a column, one or five apart: fewer may be a list or a table.
_LINE_NUMBERS, _LINE_STEPS = 8, (1, 5)
# Points by which the place of a running header varies between pages; in scans it varies more.
_PLACE, _FAR = 4.0, 40.0
# On so many pages, and on one in twenty, the same words at the edge are no chance; in a document of
# a few pages it takes the very same place.
_OFTEN = 3
_SHORT = 4
_MIN_LETTERS = 4
_ALIKE = 0.85
# Of the size of type: lines of a paragraph are 1.0 to 1.5 apart.
_APART = 1.8
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NOT_LETTER = re.compile(r"[\W\d_]+")
_NUMBER = re.compile(r"\d+|\b[ivxlc]{1,6}\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|p[áa]gina|–|—|-|\||\[)?\s*(\d{1,6}|[ivxlc]{1,7})\s*"
    r"(?:(?:of|/|von|sur|de|\|)\s*\d{1,4})?\s*(?:–|—|-|\||\])?",
    re.IGNORECASE,
)


def without_margins(pages: Pages) -> tuple[tuple[tuple[Line, ...], ...], tuple[Line, ...]]:
    """Return *pages* without what runs along their edges, and the lines that were taken away."""
    kept = [_without_line_numbers(page) for page in pages]
    taken: list[Line] = []
    for top in (True, False):
        for _ in range(_DEEP):
            edges = [_edge(page, top=top) for page in kept]
            apart = {n for n, line in enumerate(edges) if line and _stands_apart(line, kept[n])}
            numbers = [_number(page, top=top) or edges[n] for n, page in enumerate(kept)]
            gone = [(n, edges[n]) for n in _running(edges, apart)]
            gone += [(n, numbers[n]) for n in _numbered(numbers)]
            for number, line in gone:
                if line is not None and line in kept[number]:
                    kept[number].remove(line)
                    taken.append(line)
            if not gone:
                break
    return tuple(tuple(page) for page in kept), tuple(taken)


def _without_line_numbers(page: Sequence[Line]) -> list[Line]:
    """Return *page* without the numbers of its lines, as courts and parliaments print them."""
    kept: list[Line] = []
    run: list[Line] = []
    for line in page:
        if not (run and _follows(run[-1], line)):
            kept += run if len(run) < _LINE_NUMBERS else []
            run = []
        run.append(line)
    return kept + (run if len(run) < _LINE_NUMBERS else [])


def _follows(before: Line, line: Line) -> bool:
    """Whether both are numbers alone, the next one below."""
    both = before.text.isdecimal() and line.text.isdecimal()
    below = line.base < before.base and abs(line.right - before.right) < line.size
    return both and below and int(line.text) - int(before.text) in _LINE_STEPS


def _edge(page: Sequence[Line], *, top: bool) -> Line | None:
    """Return the line that is nearest to the edge of its page."""
    pick: Callable[..., Line] = max if top else min
    return pick(page, key=lambda line: line.base) if page else None


def _number(page: Sequence[Line], *, top: bool) -> Line | None:
    """Return the line near the edge that is a number alone, if there is one."""
    outer = sorted(page, key=lambda line: line.base, reverse=top)[:_OUTER]
    return next((line for line in outer if _PAGE_NUMBER.fullmatch(line.text)), None)


def _stands_apart(edge: Line, page: Sequence[Line]) -> bool:
    others = [line for line in page if abs(line.base - edge.base) > 0.5 * edge.size]
    return all(abs(line.base - edge.base) > _APART * edge.size for line in others)


def _running(edges: Sequence[Line | None], apart: set[int]) -> set[int]:
    """Return the pages whose outermost line has about the words and place of other pages' ones.

    Unless it says exactly the same on a third of the pages it must also stand apart: columns and
    chapters begin at the same height, and sometimes with the same words.
    """
    pages = len(edges)
    places: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, line in enumerate(edges):
        bare = _bare(line)
        if line is not None and len(bare) >= _MIN_LETTERS:
            places[bare].append((line.base, number))
    # Text that was recognised in a picture differs by a letter from page to page.
    best = max(places, key=lambda word: (len(places[word]), word), default="")
    for word in [word for word in places if word != best and _like(word, best)]:
        places[best] += places.pop(word)
    often = 2 if pages <= _SHORT else max(_OFTEN, pages // 20)
    found: set[int] = set()
    for seen in places.values():
        usual = len(seen) > pages * 0.3
        exact = len({_bare(edges[number]) for _, number in seen}) == 1
        near = _FAR if usual and pages > _SHORT else _PLACE
        for base, number in seen:
            if sum(abs(other - base) < near for other, _ in seen) >= often and (
                (usual and exact) or number in apart
            ):
                found.add(number)
    return found


def _bare(line: Line | None) -> str:
    """Return the letters of a line, without those of numbers."""
    return _NOT_LETTER.sub("", _NUMBER.sub("", line.text.casefold())) if line else ""


def _like(one: str, other: str) -> bool:
    return (
        abs(len(one) - len(other)) <= 3
        and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
    )


def _numbered(edges: Sequence[Line | None]) -> set[int]:
    """Return the pages whose outermost line is their number, or ends or begins with it.

    The number of the first page varies, and it is the same way off on all pages.
    """
    alone: dict[int, set[int]] = {}
    among: dict[int, set[int]] = {}
    for number, line in enumerate(edges):
        if line is None:
            continue
        whole = _PAGE_NUMBER.fullmatch(line.text)
        if whole and whole[1].isdigit():
            alone[number] = {int(whole[1]) - number}
        elif not whole and _LETTERS.search(line.text):
            words = line.text.split()
            among[number] = {
                int(w) - number for w in (words[0], words[-1]) if w.isdigit() and len(w) < 6
            }
    steps = _step(alone, 2 if len(edges) <= _SHORT else _OFTEN) | _step(
        among, max(_OFTEN, len(edges) * 3 // 10)
    )
    found = {n for n, offsets in (alone | among).items() if offsets & steps}
    usual = {round(_place(edges[number])) for number in found}
    for number, line in enumerate(edges):  # roman numerals of the first pages, and short documents
        whole = _PAGE_NUMBER.fullmatch(line.text) if line else None
        if whole and (round(_place(line)) in usual or whole[1] == str(number + 1)):
            found.add(number)
    return found


def _step(numbers: Mapping[int, set[int]], often: int) -> set[int]:
    """Return by what printed numbers and pages differ, if they do by the same on *often* pages."""
    offsets = Counter(offset for offsets in numbers.values() for offset in offsets)
    usual, times = offsets.most_common(1)[0] if offsets else (0, 0)
    return {usual} if times >= often else set()


def _place(line: Line | None) -> float:
    return line.base if line is not None else float("inf")
