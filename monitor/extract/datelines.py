"""Dates as a page shows them to its readers: marked elements, datelines, short lines."""

import re
import sys
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from monitor.extract import datewords, dom, plain
from monitor.extract.dom import Element

# Elements whose class or id, in lower case, says that they hold the date of publication.
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:(?:published|publish|publication|posted|post|entry|article|story|news|release|pub|created?)"
    r"[_-]?(?:on|date|time|at|datetime)|published|pubdate|dateline|datum|date|timestamp|byline-?date|datetime)"
    r"(?:$|[\s_-])"
)
# Dates of people, of files and of what will be.
_OTHER_DATE = re.compile(
    r"\b(?:regist(?:ered|riert|rado)|joined|member since|mitglied seit|dabei seit|inscrit|"
    r"born|geboren|version|expires?|gültig|valid)\b",
    re.IGNORECASE,
)
# Elements that hold an article's author, date and section.
_ABOUT = re.compile(
    r"(?:meta|meta-?(?:data|info)|author(?:ed)?|byline|submitted|posted|published|details|info(?:rmation)?|"
    r"head(?:er|line)?)",
    re.IGNORECASE,
)
_UPDATE_WORD = re.compile(
    r"\b(?:updated?|modified|last (?:edited|changed|reviewed)|aktualisiert|aktualisierung|"
    r"mis à jour|modifié|actualizado|aggiornato|bijgewerkt|zuletzt|stand)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
# A line longer than this is prose that may mention any date.
_DATE_LINE = 90
# A dateline begins a paragraph: "Leeds (2 November 2026)".
_DATELINE = 60
# Pieces of text around a headline among which its dateline is sought.
_NEAR = 24
_HEADLINES = 2
# Lines of a page that are looked at; an archive or a calendar has thousands.
_MOST = 400
_SILENT = frozenset(["script", "style", "title", "option", "textarea", "noscript", "select"])


class _Piece:
    """A piece of text with a digit near its beginning."""

    def __init__(self, text: str, holder: Element, place: int) -> None:
        self.holder = holder
        self.place = place
        """Counted in pieces of text."""
        self._text = text

    @cached_property
    def line(self) -> str:
        """The short line with a day that it is, or stands in; empty where there is none.

        A day by name only: "hier" is French for yesterday and German for here.
        """
        line = _line(self._text, self.holder)
        return line if not _OTHER_DATE.search(line) and datewords.states_day(line) else ""

    @cached_property
    def is_elsewhere(self) -> bool:
        """Whether it stands in a part of the page that is about other pages."""
        return dom.is_elsewhere(self.holder)


def marked(root: Element) -> Iterator[str]:
    """Give what elements marked as a date say, times first, those about changes last."""
    later = []
    for tag in _tags_of_dates(root):
        for raw in spoken(tag):
            if _is_update(raw) or _UPDATE_WORD.search(dom.attribute(tag, "class")):
                later.append(raw)
            else:
                yield raw
    yield from later


def _tags_of_dates(root: Element) -> Iterator[Element]:
    for tag in root.css("time"):
        if not dom.is_elsewhere(tag):
            yield tag
    for tag in root.css("[class], [id]"):
        if _MARKED.search(dom.names(tag).lower()) and not dom.is_elsewhere(tag):
            yield tag


def spoken(tag: Element) -> Iterator[str]:
    """Give what an element for a date says: to machines, then to readers."""
    for name in ("datetime", "content", "title"):
        if stated := dom.attribute(tag, name):
            yield stated
    shown = dom.words(tag)
    if shown and len(shown) <= _DATE_LINE:
        yield shown


class Shown:
    """The short lines of a page that name a day, in its order."""

    def __init__(self, root: Element) -> None:
        self._headlines: list[int] = []
        self._long: list[int] = []
        self._pieces: list[_Piece] = []
        self._place = 0
        self._source = islice(self._read(root), _MOST)

    def _read_until(self, *, headlines: int, place: int) -> None:
        """Read on to so many headlines, and past *place*: most datelines are near the beginning."""
        while len(self._headlines) < headlines or self._place <= place:
            piece = next(self._source, None)
            if piece is None:
                return
            self._pieces.append(piece)

    def bare_dateline(self) -> Iterator[str]:
        """Give the lines just after the headline that are a date and nothing else."""
        return (line for line in self.dateline() if datewords.is_bare(line))

    def dateline(self) -> Iterator[str]:
        """Give the lines just after the headline that are a date, or stand where authors do."""
        for piece in self._beside():
            if _is_about(piece) and not _is_update(piece.line):
                yield piece.line

    def beside_headline(self) -> Iterator[str]:
        """Give the lines just after and before the headline."""
        return (piece.line for piece in self._beside())

    def anywhere(self) -> Iterator[str]:
        """Give all lines: those that are a date, or stand where authors do, first.

        Then come others of the article, what says when the page was changed, and the rest.
        """
        self._read_until(headlines=0, place=sys.maxsize)
        other = []
        for piece in self._pieces:
            if piece.line and not piece.is_elsewhere and not _is_update(piece.line):
                if _is_about(piece):
                    yield piece.line
                else:
                    other.append(piece.line)
        yield from other
        pieces = [piece for piece in self._pieces if piece.line]
        yield from (piece.line for piece in pieces if _is_update(piece.line))
        yield from (piece.line for piece in pieces if "©" in piece.line or _is_about(piece))

    def _beside(self) -> Iterator[_Piece]:
        for number in range(_HEADLINES):
            self._read_until(headlines=number + 1, place=0)
            if len(self._headlines) <= number:
                return
            at = self._headlines[number]
            self._read_until(headlines=0, place=at + _NEAR)
            pieces = list(self._pieces)
            ends = next((place for place in self._long if place > at), at + _NEAR)
            starts = next((place for place in reversed(self._long) if place < at), 0)
            after = range(at, min(at + _NEAR, ends) + 1)
            yield from (piece for piece in pieces if piece.place in after and piece.line)
            before = range(max(at - _NEAR // 2, starts), at)
            yield from (piece for piece in reversed(pieces) if piece.place in before and piece.line)

    def _read(self, root: Element) -> Iterator[_Piece]:
        heading = "h1" if root.css_first("h1") is not None else "h2"
        for node in root.traverse(include_text=True, skip_empty=True):
            tag = node.tag
            if tag != "-text":
                if tag == heading:
                    self._headlines.append(self._place)
                continue
            text = node.text_content or ""
            self._place += 1
            if len(text) > 2 * _DATE_LINE:
                self._long.append(self._place)
            if _DIGIT.search(text, 0, _DATE_LINE):
                holder = node.parent
                if holder is not None and holder.tag not in _SILENT:
                    yield _Piece(text, holder, self._place)


def _is_update(line: str) -> bool:
    """Whether the first date of *line* is that of a change: "Updated 2 November"."""
    return _UPDATE_WORD.search(_DIGIT.split(line, maxsplit=1)[0]) is not None


def _line(text: str, holder: Element) -> str:
    """Return the short line that *text* is in, or its dateline; empty where it is prose."""
    stated = dom.attribute(holder, "datetime")
    if stated and datewords.states_day(stated):
        return stated
    bare = plain.clean_line(text)
    if len(bare) > _DATE_LINE:
        return bare[:_DATELINE]
    # "14 <b>February</b> 2012" has its day in one element and its year in another.
    around = (holder, *([holder.parent] if len(bare) < 5 and holder.parent is not None else ()))
    for tag in around:
        whole = dom.words(tag)
        if len(whole) <= _DATE_LINE and datewords.states_day(whole):
            return whole
    return bare


def _is_about(piece: _Piece) -> bool:
    """Whether a line is a date and nothing else, or stands with the facts about the article."""
    if datewords.is_bare(piece.line):
        return True
    around = (piece.holder, *islice(dom.above(piece.holder), 1))
    return any(_ABOUT.search(dom.names(tag)) for tag in around)
