"""A page as the lines that its blocks hold, in order, each with where it stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from monitor.extract import asides
from monitor.extract.dom import Element

_INLINE = frozenset(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
        "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span",
        "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ]
)  # fmt: skip
# What is never of a text.
_UNSEEN = frozenset(
    [
        "script", "style", "noscript", "svg", "template", "iframe", "head", "title", "object",
        "embed", "canvas", "map", "select", "textarea", "input", "button", "video", "audio", "math",
        "picture", "img", "source", "nav", "footer", "menu", "datalist", "progress", "meter",
        "link", "meta", "hr",
    ]
)  # fmt: skip
# Some may stand within a line, as emoji and share buttons do, without ending it.
_WITHIN = frozenset(["img", "picture", "svg", "input", "script", "style", "link", "meta"])
_CELLS = ("td", "th")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Never beside the article, whatever their names say.
_WHOLE = frozenset(("html", "body", "main", "article"))
_ASIDES = frozenset(("aside", "figcaption", "form", "dialog"))
_BREAK = "\x1e"
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
NOWHERE = -1


class Line(NamedTuple):
    """A block's text up to the next block."""

    text: str
    """On one line, never empty; the cells of a table's row are parted by " | "."""
    tag: str
    """Of the block."""
    linked: int
    """Characters that are links: all lines of one block have the same share."""
    block: int
    """The block's place in the outline."""


@dataclass(slots=True)
class Outline:
    """The blocks of a page that hold lines, in the order of their beginnings, and the lines."""

    parents: list[int] = field(default_factory=list)
    """Of each block, the place of the one that it stands in; ``NOWHERE`` for the first."""
    tags: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Of each block: its classes, its id and its itemprop."""
    beside: list[bool] = field(default_factory=list)
    """Of each block, whether its tag or its names say that it is beside the article."""
    nodes: list[Element] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def within(self, place: int) -> list[bool]:
        """Return for each block whether it is the one at *place* or stands in it."""
        inside = [False] * len(self.parents)
        inside[place] = True
        for each in range(place + 1, len(inside)):
            inside[each] = inside[self.parents[each]]
        return inside

    def summed(self, values: Sequence[int]) -> list[int]:
        """Return for each block the sum of *values* over the lines in it."""
        sums = [0] * len(self.parents)
        for line, value in zip(self.lines, values, strict=True):
            sums[line.block] += value
        for place in range(len(sums) - 1, 0, -1):
            sums[self.parents[place]] += sums[place]
        return sums


def outline(root: Element) -> Outline:
    """Return what readers see of *root*, without menus, forms and footers."""
    walk = _Walk()
    pieces = walk.pieces
    walk.enter(root, root.tag or "")
    # No recursion: pages are nested as deep as their writers like.
    node, above = root.first_child, [(root, root.tag or "")]
    while above:
        if node is None:
            left, tag = above.pop()
            walk.leave(tag)
            node = left.next if above else None
            continue
        tag = node.tag or "-"
        if tag == "-text":
            text = node.text_content
            # Half of all nodes are blanks between blocks.
            if text and (pieces or not text.isspace()):
                walk.read(text)
        elif tag in _UNSEEN or tag[0] == "-":
            walk.leave_out(tag)
        elif (child := node.first_child) is not None:
            walk.enter(node, tag)
            above.append((node, tag))
            node = child
            continue
        elif tag == "br":
            pieces.append(_BREAK)
        node = node.next
    return walk.found


class _Walk:
    """The state of a walk over a tree: what is open, and the line that is being read."""

    def __init__(self) -> None:
        self.found = Outline()
        # Most blocks of a page hold no text: they are only looked at once a line stands in them.
        self._open: list[tuple[Element, str]] = []
        self._places: list[int] = []
        self.pieces: list[str] = []
        self._links = 0
        self._linked = 0

    def read(self, text: str) -> None:
        """Take in a piece of text."""
        self.pieces.append(text)
        if self._links:
            self._linked += len(text.strip())

    def leave_out(self, tag: str) -> None:
        """Pass an element over, and end the line where it ends one."""
        if self.pieces and tag not in _WITHIN and tag != "-comment":
            self._end()

    def enter(self, node: Element, tag: str) -> None:
        """Open an element that has children."""
        if tag in _INLINE:
            self._links += tag == "a"
            return
        if tag in _CELLS:
            self.pieces.append(" | ")
        elif self.pieces:
            self._end()
        self._open.append((node, tag))

    def leave(self, tag: str) -> None:
        """Close it."""
        if tag in _INLINE:
            self._links -= tag == "a"
            return
        if self.pieces and tag not in _CELLS:
            self._end()
        self._open.pop()
        if len(self._places) > len(self._open):
            self._places.pop()

    def _end(self) -> None:
        """End the line that is being read."""
        whole = "".join(self.pieces)
        linked, size = self._linked, len(whole.strip())
        self.pieces.clear()
        self._linked = 0
        if not size:
            return
        share = min(1.0, linked / size) if linked else 0.0
        for piece in whole.split(_BREAK):
            text = " ".join(piece.split()).strip(" |")
            if text:
                self._place()
                tag, place = self._open[-1][1], self._places[-1]
                self.found.lines.append(Line(text, tag, round(share * len(text)), place))

    def _place(self) -> None:
        """Give each open block a place that has none yet."""
        found = self.found
        for node, tag in self._open[len(self._places) :]:
            place = len(found.parents)
            stated = node.attributes
            get = stated.get
            names = f"{get('class') or ''} {get('id') or ''} {get('itemprop') or ''}".strip()
            found.parents.append(self._places[-1] if self._places else NOWHERE)
            found.tags.append(tag)
            found.names.append(names)
            found.beside.append(tag not in _WHOLE and _is_beside(stated, tag, names))
            found.nodes.append(node)
            self._places.append(place)


def _is_beside(stated: Mapping[str, str | None], tag: str, names: str) -> bool:
    if tag in _ASIDES or "hidden" in stated or asides.is_aside(names):
        return True
    style = stated.get("style")
    return bool(style) and _HIDDEN.search(style or "") is not None
