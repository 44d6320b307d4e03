"""The parts of a report, as its headings tell them."""

from dataclasses import dataclass
from enum import StrEnum


class SectionKind(StrEnum):
    """What a part of a report is for."""

    SUMMARY = "summary"
    FINDINGS = "findings"
    RECOMMENDATIONS = "recommendations"
    CONCLUSION = "conclusion"
    METHOD = "method"
    CONTENTS = "contents"
    NOTES = "notes"
    """References, annexes, thanks, terms: nothing that the report itself finds."""
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it: ``text[start:end]``, without the heading."""

    kind: SectionKind
    title: str
    start: int
    end: int
    page: int
    """Of the heading, from 1."""
