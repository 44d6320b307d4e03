"""The sentences of a document that a summary may choose from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.model.document import Document, DocumentKind
from monitor.model.section import SectionKind
from monitor.model.summary import Sentence
from monitor.summary.opening import opening
from monitor.summary.standing import is_prose, points_back
from monitor.text import sentences

MOST = 150
"""Sentences looked at in one document: more than a news item has, and the opening of a report.
What a report says behind them is no longer its summary."""
UNTOLD = frozenset((SectionKind.CONTENTS, SectionKind.METHOD, SectionKind.NOTES))
"""Sections of which nothing is quoted: they say how a report was made, not what it found."""
_SUMMED = frozenset((SectionKind.SUMMARY, SectionKind.FINDINGS))
_ENOUGH_WORDS = 60
# A summary of its own with fewer words is a caption, or an entry of a list of contents.
_BLOCK = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_MARKER = re.compile(
    r"(?:[•▪●◦‣·*–—-]\s+|\(?[a-z0-9]{1,3}\)\s+|\d{1,3}(?:\.\d{1,3})+\.?\s+|\d{1,3}\.\s+)+(?=[“\"‘']?[A-Z])"
)
# A paragraph's number or bullet: left out of the span, which stays verbatim.
_LABEL = re.compile(
    r"(?:Summary|Abstract|Background|Purpose|Introduction|Overview|Key (?:findings?|points?))"
    r"(?:\.\s?—|\s?[:—–])\s*(?=[A-Z])",
    re.IGNORECASE,
)
# A heading that runs on into its text.
_NOTE_MARK = re.compile(r"(?:(?<=[^\W\d][.!?])|(?<=[.!?][”\"’)]))\d{1,3}$")
# A footnote's number that stuck to the full stop.


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that a summary may choose."""

    sentence: Sentence
    bound: bool
    """It points at the one before it, which must be chosen first."""


def candidates(document: Document, most: int = MOST) -> tuple[Candidate, ...]:
    """Return the first *most* sentences of *document* that can be read, from its opening on.

    One that points back ("He denies it") is among them only right behind another that is.
    """
    if not document.quotable:
        return ()
    found: list[Candidate] = []
    follows = False
    for sentence in _told(document):
        prose = is_prose(sentence.text, document.language)
        bound = prose and points_back(sentence.text, document.language)
        follows = prose and (follows or not bound)
        if follows:
            found.append(Candidate(sentence=sentence, bound=bound))
        if len(found) >= most:
            break
    return tuple(found)


def _told(document: Document) -> Iterator[Sentence]:
    """Yield the sentences in which *document* says what it found.

    Of a report with a summary or findings of its own these are theirs; of another one, all from
    its opening on, without contents, methods and notes.
    """
    if document.kind is not DocumentKind.REPORT:
        yield from read(document)
        return
    half = len(document.text) // 2  # behind it stand the results of a survey, or an annex's
    summed = [s for s in document.sections if s.kind in _SUMMED and s.start <= half]
    if sum(len(document.text[s.start : s.end].split()) for s in summed) >= _ENOUGH_WORDS:
        for each in summed:
            for sentence in read(document, each.start):
                if sentence.end > each.end:
                    break
                yield sentence
        return
    for sentence in read(document, opening(document.text)):
        section = document.section_at(sentence.start)
        if section is None or section.kind not in UNTOLD:
            yield sentence


def read(document: Document, start: int = 0) -> Iterator[Sentence]:
    """Yield all sentences of *document* from offset *start* on, markers at their ends left out."""
    text = document.text
    for block in _BLOCK.finditer(text, start):
        for begin, end in sentences.spans(block.group(), document.language):
            first, last = _trimmed(text, block.start() + begin, block.start() + end)
            yield Sentence(
                document_id=document.id,
                start=first,
                end=last,
                text=text[first:last],
                page=document.page_at(first),
            )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    marker = _MARKER.match(text, start, end)
    start = marker.end() if marker else start
    label = _LABEL.match(text, start, end)
    start = label.end() if label else start
    note = _NOTE_MARK.search(text[start:end])
    return start, start + note.start() if note else end
