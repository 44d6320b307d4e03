"""What documents say, in their own words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A verbatim span: ``document.text[start:end] == text``."""

    document_id: str
    start: int
    end: int
    text: str
    page: int | None = None
    """In a PDF, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Chosen sentences, in reading order; empty where nothing could stand alone."""

    sentences: tuple[Sentence, ...]
