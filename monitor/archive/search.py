"""Find documents: the index finds them, the matcher in memory has the last word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Index, Occur, Searcher
from tantivy import Query as Compiled

from monitor.archive import documents, index
from monitor.archive.compile import Question, compiled
from monitor.archive.snippet import snippet
from monitor.archive.store import Archive
from monitor.model.document import Document
from monitor.model.search import Snippet
from monitor.model.source import Content
from monitor.query.match import match
from monitor.query.subject import Subject
from monitor.query.tree import FieldIs, Query, all_of, any_of

_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that matches."""

    document_id: str
    score: float
    """Higher is better; of use only beside the others of one search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found."""

    hits: tuple[Hit, ...]
    """The best or newest, at most as many as were asked for."""
    total: int
    """How many documents match."""
    query: Query

    def snippet(self, document: Document) -> Snippet | None:
        """Return the passage of *document* that matches best, to be shown.

        None where only other facts match, or where its rights allow no more than the headline.
        """
        if document.content is Content.HEADLINE:
            return None
        found = match(self.query, subject(document, ()))
        return snippet(document.text, found) if found else None


def search(
    archive: Archive,
    query: Query,
    *,
    sources: Sequence[str] = (),
    topics: Sequence[str] = (),
    limit: int = 20,
    newest: bool = False,
) -> Found:
    """Return the documents that match *query*, best first or *newest* first.

    With *sources* or *topics* those of one of them only. Without words nothing is better than
    something else: newest first then, too.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    parts: list[Query] = [query]
    for field, values in (("source", sources), ("topic", topics)):
        if values:
            parts.append(any_of(FieldIs(field, " ".join(value.split())) for value in values))
    whole = all_of(parts)
    try:
        return _found(archive, index.opened(archive), query, whole, limit, newest)
    except index.Damaged:
        # It opened, and its inside is broken.
        return _found(archive, index.remade(archive), query, whole, limit, newest)


def subject(document: Document, topics: Sequence[str]) -> Subject:
    """Return *document* as queries see it: whole text, all facts."""
    return Subject.of_document(document, text=document.text, topics=topics)


def _found(
    archive: Archive, opened: Index, query: Query, whole: Query, limit: int, newest: bool
) -> Found:
    with index.damage():
        searcher = opened.searcher()
        tongues = [term for term, _ in searcher.terms_with_prefix("tongue", "")]
    question = compiled(whole, tongues)
    by_time = newest or not question.ranked
    with index.damage():
        if question.exact:
            hits, total = _asked(searcher, question, limit, by_time)
            return Found(hits=tuple(hits), total=total, query=query)
        candidates, _ = _asked(searcher, question, searcher.num_docs, by_time)
    held = list(_matching(archive, whole, candidates))
    return Found(hits=tuple(held[: max(limit, 0)]), total=len(held), query=query)


def _asked(
    searcher: Searcher, question: Question, limit: int, by_time: bool
) -> tuple[list[Hit], int]:
    order = "newness" if by_time else None
    most = min(max(limit, 1), max(searcher.num_docs, 1))  # it reserves room for all, and takes no 0
    now = Compiled.boolean_query([(Occur.Must, question.query), *index.as_of(None)])
    result = searcher.search(now, most, order_by_field=order)
    rows: list[tuple[float, DocAddress]] = result.hits[: max(limit, 0)]
    hits = [
        Hit(document_id=str(searcher.doc(address)["id"][0]), score=float(score))
        for score, address in rows
    ]
    return hits, int(result.count)  # type: ignore[attr-defined]  # its stub forgot it


def _matching(archive: Archive, query: Query, candidates: Sequence[Hit]) -> Iterator[Hit]:
    for start in range(0, len(candidates), _AT_ONCE):
        some = candidates[start : start + _AT_ONCE]
        with archive.database.reading() as connection:
            found = documents.judged(connection, [hit.document_id for hit in some])
        held = {
            document.id
            for document, _, topics in found
            if match(query, subject(document, topics)) is not None
        }
        yield from (hit for hit in some if hit.document_id in held)
