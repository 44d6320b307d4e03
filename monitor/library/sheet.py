"""All that is told about one document."""

from dataclasses import dataclass

from monitor.archive import lookups, states
from monitor.archive.rows import Fetched, RevisionInfo
from monitor.errors import QueryError
from monitor.library.library import Library
from monitor.model.decision import Decision
from monitor.model.document import Document, DocumentKind
from monitor.model.rereading import Removal, Version
from monitor.model.search import Snippet
from monitor.model.story import Placement
from monitor.model.summary import Sentence
from monitor.model.verdict import Field, Match, Verdict
from monitor.query.match import match
from monitor.query.parse import parse
from monitor.query.subject import Subject
from monitor.query.tree import Query, any_of
from monitor.story.families import agency
from monitor.summary.figures import figures
from monitor.summary.recommendations import recommendations
from monitor.text.rights import fitting, levelled_at, showable


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document as it was at one revision, and what was decided about it."""

    document: Document
    """As its source's rights allow to use it by now."""
    revision: RevisionInfo
    shown: Snippet
    """As much of the text as may be shown, with the terms marked that brought it in."""
    whole: bool
    """Whether that is all of the text."""
    revisions: tuple[RevisionInfo, ...]
    """Oldest first."""
    verdict: Verdict
    """Of the newest revision, as people's decisions leave it."""
    placement: Placement
    decisions: tuple[Decision, ...]
    """Oldest first; the last one counts."""
    versions: tuple[Version, ...]
    """The same states with what changed in each."""
    removals: tuple[Removal, ...]
    """When its page was not there any more."""
    addresses: tuple[tuple[str, str], ...]
    """Every URL it was seen at, with the source that led there."""
    fetched: tuple[Fetched, ...]
    """The answers that brought the bytes it was read from, oldest first."""
    issues: tuple[tuple[str, str], ...]
    """Edition and week of the issues that its story was looked at for."""
    agency: str
    """Whose copy it is, as far as the text says so; empty where it does not."""
    recommendations: tuple[Sentence, ...]
    """Of a report, best first, as its rights allow."""
    figures: tuple[tuple[str, Sentence], ...]

    @property
    def newest(self) -> bool:
        """Whether it is shown as it was read last."""
        return self.revision.number == self.revisions[-1].number


def sheet(library: Library, document_id: str, number: int | None = None) -> Sheet | None:
    """Return a document at revision *number*, the newest where None; None where there is none.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    archive = library.archive
    if not archive.documents([document_id]):
        return None
    revisions = archive.revisions(document_id)
    info = next((each for each in revisions if each.number == number), None)
    if number is None:
        info = revisions[-1]
    if info is None:
        return None
    document = library.allowed(archive.document(document_id, info.number))
    verdict = archive.verdict(document_id)
    placement = archive.placement(document_id)
    asked, counted = _points(document)
    matches = verdict.matches if info.number == revisions[-1].number else ()
    return Sheet(
        document=document,
        revision=info,
        shown=_marked(document, matches),
        whole=showable(document) == document.text,
        revisions=revisions,
        verdict=verdict,
        placement=placement,
        decisions=archive.decisions(document_id),
        versions=states.history(archive, document_id),
        removals=states.removals(archive, [document_id]).get(document_id, ()),
        addresses=lookups.addresses(archive, document_id),
        fetched=archive.fetched(document.evidence) if document.evidence else (),
        issues=lookups.told_in(archive, placement.story_id),
        agency=agency(document.text, document.authors) or "",
        recommendations=asked,
        figures=counted,
    )


def _marked(document: Document, matches: tuple[Match, ...]) -> Snippet:
    """Return what may be shown of the text, with the terms of *matches* marked in it.

    They are looked for anew: relevance reads a description before the text, and counts from there.
    """
    shown = showable(document)
    terms = dict.fromkeys(each.term for each in matches)
    queries = [query for term in terms if (query := _query(term)) is not None]
    found = match(any_of(queries), _whole(document)) if queries and shown else None
    places = sorted((m.start, m.end) for m in found or () if m.field is Field.TEXT)
    marks: list[tuple[int, int]] = []
    for start, end in places:
        if shown != document.text:  # an extract is on one line: blanks were levelled
            start, end = levelled_at(document.text, start), levelled_at(document.text, end)
        inside = end <= len(shown.removesuffix(" …")) and (not marks or start >= marks[-1][1])
        if inside and start < end:
            marks.append((start, end))
    return Snippet(text=shown, marks=tuple(marks))


def _whole(document: Document) -> Subject:
    return Subject.of_document(document, text=document.text, topics=())


def _query(term: str) -> Query | None:
    try:
        return parse(f'"{term}"', {})
    except QueryError:
        return None


def _points(
    document: Document,
) -> tuple[tuple[Sentence, ...], tuple[tuple[str, Sentence], ...]]:
    """Return what a report recommends and counts, as much of both as its rights allow together."""
    if document.kind is not DocumentKind.REPORT or not document.quotable:
        return (), ()
    asked = [(each, "") for each in recommendations(document)]
    counted = [(each.sentence, each.value) for each in figures((document,))]
    every = [*asked, *counted]
    fits = fitting(document, (sentence.text for sentence, _ in every))
    kept = [each for each, may in zip(every, fits, strict=True) if may]
    return (
        tuple(sentence for sentence, value in kept if not value),
        tuple((value, sentence) for sentence, value in kept if value),
    )
