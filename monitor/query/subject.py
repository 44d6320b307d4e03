"""What a query is asked about: a document's words with their places, and its facts."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from monitor.model.document import Document
from monitor.model.verdict import Field, Match
from monitor.text.words import Words, words


@dataclass(frozen=True, slots=True)
class Indexed:
    """The words of one field, found by stem or by how they begin."""

    words: Words
    _by_stem: dict[str, list[int]]
    _by_form: dict[str, list[int]]
    _forms: list[str]
    """Sorted."""

    @classmethod
    def of(cls, text: str, language: str) -> Self:
        """Tokenise *text* and note where each word is."""
        found = words(text, language)
        by_form = _positions(found.forms)
        return cls(found, _positions(found.stems), by_form, sorted(by_form))

    def without(self, spans: Iterable[tuple[int, int]]) -> Self:
        """Return the field with nothing where *spans* are; the other words keep their places."""
        gone = list(spans)
        if not gone:
            return self
        kept = [not any(start < b and a < end for a, b in gone) for start, end in self.words.spans]
        stems = tuple(s if keep else "" for s, keep in zip(self.words.stems, kept, strict=True))
        forms = tuple(f if keep else "" for f, keep in zip(self.words.forms, kept, strict=True))
        by_form = _positions(forms)
        left = Words(stems, forms, self.words.spans)
        return type(self)(left, _positions(stems), by_form, sorted(by_form))

    def stem_at(self, stem: str) -> list[int]:
        """Return the positions of words with that stem, in order."""
        return self._by_stem.get(stem, [])

    def prefix_at(self, prefix: str) -> list[int]:
        """Return the positions of words whose folded form begins with *prefix*, in order."""
        found: list[int] = []
        for i in range(bisect_left(self._forms, prefix), len(self._forms)):
            if not self._forms[i].startswith(prefix):
                break
            found += self._by_form[self._forms[i]]
        return sorted(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A document as queries see it; made once, asked many times."""

    title: Indexed
    text: Indexed
    language: str
    source_id: str
    publisher: str
    topics: tuple[str, ...]
    kind: str
    at: datetime
    """First seen, aware; ``since:`` and ``until:`` compare its day in UTC."""
    story_id: str = ""
    """Empty, as *tier*, before a document has been placed and judged."""
    tier: str = ""

    @classmethod
    def of(  # noqa: PLR0913 - the facts of a document, all by name
        cls,
        *,
        title: str,
        text: str,
        language: str = "en",
        source_id: str = "",
        publisher: str = "",
        topics: Iterable[str] = (),
        kind: str = "article",
        at: datetime = datetime.min.replace(tzinfo=UTC),  # noqa: B008 - a constant
        story_id: str = "",
        tier: str = "",
    ) -> Self:
        """Return the subject with *title* and *text* tokenised by the rules of *language*."""
        return cls(
            title=Indexed.of(title, language),
            text=Indexed.of(text, language),
            language=language,
            source_id=source_id,
            publisher=publisher,
            topics=tuple(topics),
            kind=kind,
            at=at,
            story_id=story_id,
            tier=tier,
        )

    @classmethod
    def of_document(cls, document: Document, *, text: str, topics: Iterable[str]) -> Self:
        """Return *document* as queries see it, with as much of its text as they are to see."""
        return cls.of(
            title=document.title,
            text=text,
            language=document.language,
            source_id=document.source_id,
            publisher=document.publisher,
            topics=topics,
            kind=document.kind.value,
            at=document.first_seen_at,
        )


def without(subject: Subject, matches: Iterable[Match]) -> Subject:
    """Return *subject* as if the words of *matches* were not there."""
    spans: dict[Field, list[tuple[int, int]]] = {field: [] for field in Field}
    for each in matches:
        spans[each.field].append((each.start, each.end))
    return replace(
        subject,
        title=subject.title.without(spans[Field.TITLE]),
        text=subject.text.without(spans[Field.TEXT]),
    )


def _positions(keys: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, key in enumerate(keys):
        found.setdefault(key, []).append(position)
    return found
