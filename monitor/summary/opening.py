"""Where a report begins to say what it found."""

import re

_NAMES = (
    r"executive summary|abstract|summary of (?:key )?findings|résumé(?: exécutif| analytique)?"
    r"|zusammenfassung|resumen(?: ejecutivo)?|sintesi|sumário executivo",
    r"(?:key|main|principal|headline) (?:findings|points|results|figures|statistics|facts|messages)"
    r"|findings in brief|at a glance|highlights|main story|(?:the )?headlines"
    r"|principaux (?:constats|résultats)|wichtigste ergebnisse"
    r"|principales (?:conclusiones|resultados)",
    r"summary|in brief",
    r"(?:conclusions? and |key |main |summary of )?recommendations(?: and conclusions)?"
    r"|conclusions?",
)
# What a report sums itself up under, best first.
_HEADINGS = tuple(
    re.compile(
        rf"^[^\S\n]*(?:(?:chapter|part|section)\s+)?(?:[\dIVX]{{1,4}}(?:\.\d+)*[.:)]?[^\S\n]+)?"
        rf"(?:{names})[^\S\n]*:?[^\S\n]*$",
        re.IGNORECASE | re.MULTILINE,
    )
    for names in _NAMES
)
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_FEWEST_WORDS = 25
# A paragraph of prose; contents, imprint lines and headings are shorter.
_NEAR = 2
# Paragraphs after a heading among which its prose begins: a heading in a contents list is followed
# by other headings.
_IMPRINT = re.compile(
    r"crown copyright|©|\bISBN\b|open government licen[cs]e|all rights reserved"
    r"|presented to parliament|laid before|third party copyright|any enquiries|printed (?:in|on)"
    r"|published by\b.*\bat\b|\.{4,}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://|www\.|\w@\w")
_LONG = 60
# Words; an address in a shorter paragraph says whom to ask, in a longer one where a fact is from.


def opening(text: str) -> int:
    """Return the offset at which the report *text* sums itself up, or else its prose begins."""
    for heading in _HEADINGS:
        for found in heading.finditer(text):
            if (start := _prose(text, found.end(), _NEAR)) is not None:
                return start
    return _prose(text, 0, None) or 0


def _prose(text: str, start: int, near: int | None) -> int | None:
    """Return where the next paragraph of prose begins, if among the *near* next ones."""
    for count, paragraph in enumerate(_PARAGRAPH.finditer(text, start)):
        if near is not None and count >= near:
            break
        if _is_prose(paragraph.group()):
            return paragraph.start()
    return None


def _is_prose(paragraph: str) -> bool:
    number = len(paragraph.split())
    if number < _FEWEST_WORDS or _IMPRINT.search(paragraph):
        return False
    return number >= _LONG or not _ADDRESS.search(paragraph)
