"""Numbers that mean something, each with the words that say what it counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10

from monitor.model.document import Document, DocumentKind
from monitor.model.summary import Sentence
from monitor.summary.candidates import UNTOLD, read
from monitor.summary.field import OURS
from monitor.summary.numbers import Kind, Number, numbers
from monitor.summary.opening import opening
from monitor.summary.standing import stands_alone

_MOST_SENTENCES = 400
# Sentences with a number that are looked at in one document: 20 pages of statistics.
_MAY_COUNT = re.compile(r"\d|per ?cent")
_LONGEST = 2_000
# Characters; what goes on for longer is a table. Each number is looked at with all its sentence.
_WHOLE = 40
# Words; a longer sentence is cut to the clause that holds the number.
_CLAUSE_END = re.compile(
    r";\s+|(?<=[a-z])[:–—]\s+|\s[–—]\s|,\s+(?=(?:while|whereas|although|but)\b)"
)
_FEWEST_IN_CLAUSE = 6

_COMPARED = re.compile(
    r"compared (?:with|to)|up from|down from|than (?:in|the)|(?:year[- ]on[- ]year|highest|lowest"
    r"|record)\b|\b(?:rise|rose|risen|increas|fell|fall|fallen|drop|decreas|doubl|tripl)\w*",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:total|overall|altogether|in all|nationwide|recorded|identified|received|worldwide"
    r"|number of)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:quarter|last year|this year|past year|financial year|annual|a year)\b"
    r"|\b(?:first|last|past) (?:half|six months|three months|month|decade)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:spoke|talked|listened) (?:to|with)\b|\binterview\w*|\bsurvey(?:ed|s)?\b|\brespond\w+"
    r"|\b(?:evidence|heard|hear) from\b|\bsample\b",
    re.IGNORECASE,
)
# Whoever was asked is no finding.
_STAFF = re.compile(
    r"\b(?:we|group|company|firm|it|that|which|and|directly) employ(?:s|ing|ed)?\b|\bemploying\b"
    r"|\bour (?:people|staff|colleagues|employees|workforce|sites|schools|stores)\b|\bturnover\b",
    re.IGNORECASE,
)
# How large a firm is that writes a statement is none either.
_EARLIER = re.compile(
    r"\b(?:(?:up|down) from|compared (?:with|to)|in comparison (?:with|to)|against)\s+$",
    re.IGNORECASE,
)
# "Down from 20 per cent": what stands behind is no longer true.
_CHARGED = re.compile(r"\s+(?:\w+\s){0,2}(?:charges|counts|offen[cs]es)\b")
# What somebody is tried for.
_FEW = 10
_MANY = 1000
# Counts below are the size of a case, not of a problem; _MANY of charges.


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number, and what it counts."""

    value: str
    """As written, such as ``19,125`` or ``42 per cent``."""
    definition: str
    """The sentence that says what is counted, or of a long one the clause; verbatim."""
    sentence: Sentence
    score: float
    """0 to 1: how much it looks like the number of a week."""


def figures(documents: Sequence[Document]) -> tuple[KeyFigure, ...]:
    """Return the key figures of *documents*, best first, each value once."""
    found = [figure for document in documents for figure in _figures(document)]
    best: dict[str, KeyFigure] = {}
    for figure in sorted(found, key=lambda each: -each.score):
        best.setdefault(figure.value, figure)
    return tuple(best.values())


def _figures(document: Document) -> Iterator[KeyFigure]:
    """Yield the best figure of each sentence of *document* that has one."""
    if not document.quotable:
        return
    start = opening(document.text) if document.kind is DocumentKind.REPORT else 0
    looked_at = 0
    for place, sentence in enumerate(read(document, start)):
        section = document.section_at(sentence.start)
        if len(sentence.text) > _LONGEST or not _MAY_COUNT.search(sentence.text):
            continue
        if section and section.kind in UNTOLD:
            continue
        looked_at += 1
        if looked_at > _MOST_SENTENCES:
            break
        listed = numbers(sentence.text, document.language)
        if listed and stands_alone(sentence.text, document.language):
            rated = [(_score(number, sentence, document, place), number) for number in listed]
            score, number = max(rated, key=lambda each: each[0])
            yield KeyFigure(
                value=number.text,
                definition=_definition(sentence.text, number),
                sentence=sentence,
                score=score,
            )


def _score(number: Number, sentence: Sentence, document: Document, place: int) -> float:
    """Return how much *number* looks like the number of a week.

    Shares by judgement: that it counts people or cases weighs most, then what it says of our
    field, then that it can be compared; read against the reports of the recorded material.
    """
    text = sentence.text
    claims = (
        (0.25, number.kind is Kind.COUNT),
        (0.10, number.kind is Kind.SHARE),
        (0.10, number.counts_cases),
        (0.15, OURS.search(text) is not None),
        (0.10, _COMPARED.search(text) is not None),
        (0.05, _TOTAL.search(text) is not None),
        (0.10, _PERIOD.search(text) is not None),
        (0.10, document.kind is DocumentKind.REPORT),
    )
    size = min(1.0, log10(max(1.0, number.size)) / 6) if number.kind is Kind.COUNT else 0.0
    score = sum(share for share, holds in claims if holds) + 0.08 * size + 0.07 / (1 + place / 5)
    few = number.kind is Kind.COUNT and (
        number.size < _FEW or (number.size < _MANY and _CHARGED.match(text, number.end) is not None)
    )
    asked = number.kind is Kind.COUNT and _ASKED.search(text) is not None
    earlier = _EARLIER.search(text[: number.start]) is not None
    own = _STAFF.search(text) is not None and OURS.search(text) is None
    return round(max(0.0, score - 0.3 * few - 0.2 * asked - 0.3 * earlier - 0.2 * own), 4)


def _definition(text: str, number: Number) -> str:
    if len(text.split()) <= _WHOLE:
        return text
    ends = [0, *(match.end() for match in _CLAUSE_END.finditer(text)), len(text)]
    start = max(end for end in ends if end <= number.start)
    stop = min(end for end in ends if end >= number.end)
    clause = text[start:stop].strip(" ,;:–—\n")
    return clause if len(clause.split()) >= _FEWEST_IN_CLAUSE else text
