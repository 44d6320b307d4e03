"""Lines put together to a paragraph's text: hyphens at their ends, addresses, dots that lead."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from monitor.extract import plain
from monitor.extract.pdflines import Line
from monitor.extract.pdfwords import HYPHENS

_WORD_TIMES, _WORD_LETTERS = 3, 4
# Dots that lead to a number, in tables of contents and others.
LEADERS = re.compile(r"\s*(?:\.\s?|…\s?|·\s?){5,}\s*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_WORD_END, _WORD_START = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")
_ADDRESS_END = re.compile(r"(?:https?://|www\.)\S*$")


def hyphenated(text: str) -> bool:
    return text[-1:] in HYPHENS and len(text) > 1 and text[-2].isalpha()


def vocabulary(lines: Iterable[Line]) -> Counter[str]:
    """Return how often words stand inside lines, hyphens included."""
    known: Counter[str] = Counter()
    for line in lines:
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold()):
            known.update({word} | {"-".join(pair) for pair in pairwise(word.split("-"))})
    return known


def join(pieces: list[tuple[int, str]], line: Line, known: Counter[str]) -> None:
    """Add *line* to the pieces of a paragraph, one for each page that it lies on."""
    text = LEADERS.sub(" … ", line.text).strip(" \t")
    if not text:
        return
    if not pieces:
        pieces.append((line.page, _clean(text)))
        return
    page, so_far = pieces[-1]
    between = _between(so_far, text, known)
    if between == "" and so_far[-1] in HYPHENS:
        so_far = so_far[:-1]
    elif between == "-":
        so_far, between = so_far[:-1] + "-", ""
    text = _clean(text)
    if page == line.page:
        pieces[-1] = (page, so_far + between + text)
    else:
        pieces[-1] = (page, so_far + between)
        pieces.append((line.page, text))


def _between(before: str, after: str, known: Counter[str]) -> str:
    """Return what stands between two lines: a blank, nothing (a word was cut), or its hyphen."""
    if not hyphenated(before):
        if _CJK.match(before[-1]) and _CJK.match(after[0]):
            return ""
        cut = _ADDRESS_END.search(before) and before[-1] in "/-_=&?"
        dash = before[-1] in "–—" and before[-2:-1].strip() and after[0].isalnum()
        return "" if cut or dash else " "
    start = _WORD_START.match(after)
    end = _WORD_END.search(before[:-1])
    if start is None or end is None:
        return "-"
    one, two = end.group().casefold(), start.group().casefold()
    compound, whole = known[f"{one}-{two}"], known[one + two]
    # "contract-law": both are words of the document, and long enough to be no syllables.
    words = min(known[one], known[two]) >= _WORD_TIMES and min(len(one), len(two)) >= _WORD_LETTERS
    elided = after[start.end() :][:1] in ("'", "’") and len(two) <= 2
    capital = not start.group()[0].islower()
    kept = capital or elided or compound > whole or (words and not whole)
    return "-" if kept else ""


def _clean(text: str) -> str:
    """Return the text of a line fit to be kept; a hyphen at its end stays as a mark."""
    mark = text[-1] if hyphenated(text) else ""
    return plain.clean_line(text[:-1] if mark else text) + ("-" if mark else "")
