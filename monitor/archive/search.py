"""Find documents: the index finds them, the matcher in memory has the last word.

A ``View`` is the archive as it was known at one moment. What it finds does not change while others
write, and a view of the same moment next year finds the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Self, TypeVar

from sqlalchemy import select
from tantivy import DocAddress, FieldType, Index, Occur, Searcher
from tantivy import Query as Compiled

from monitor.archive import history, index
from monitor.archive.compile import Question, compiled
from monitor.archive.history import State
from monitor.archive.schema import change
from monitor.archive.snippet import opening, snippet
from monitor.archive.store import Archive
from monitor.model.document import Document
from monitor.model.search import Snippet
from monitor.model.source import Content
from monitor.model.verdict import Field
from monitor.query.match import match
from monitor.query.subject import Subject
from monitor.query.tree import Query
from monitor.text.rights import levelled_at, showable

MOST_READ = 2_000
"""Documents that one question reads to decide what the index cannot; 0.6 ms each."""
_READ_AT_ONCE = 100
_FETCHED_AT_ONCE = 5_000
"""Places of hits that are fetched in one go where all are wanted, in 1 MB."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Answer = TypeVar("Answer")


class Place(NamedTuple):
    """A document found, as the index knows it."""

    seq: int
    """The row of the log that it is the state of."""
    score: float
    after: int
    """Where to go on behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question settled: what to ask the index, and how far it is to be trusted."""

    query: Query
    question: Question
    newest: bool

    @property
    def rough(self) -> bool:
        """Whether the index finds documents that do not match, too many to read them all."""
        return not self.question.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some of what was found, in order."""

    found: tuple[tuple[State, Place], ...]
    after: int | None
    """Where to go on; None where no more is found. Rough questions have short pages in between."""


class View:
    """The archive as of a moment; made by ``ask``."""

    def __init__(self, archive: Archive, searcher: Searcher, seq: int | None, at: datetime) -> None:
        """*seq* is the last row of the log that counts, None where all do; *at* is its time."""
        self.archive = archive
        self.searcher = searcher
        self.at = at
        self._seq = seq

    @classmethod
    def of(cls, archive: Archive, opened: Index, as_of: datetime | None) -> Self:
        """Return the archive as it was known at *as_of*, at the latest as the index knows it."""
        with index.damage():
            searcher = opened.searcher()
            held = index.last_row(searcher)
        last = _EPOCH + timedelta(microseconds=held.at)
        if as_of is None or as_of >= last:
            return cls(archive, searcher, None, last)
        question = select(change.c.seq).where(change.c.at <= as_of)
        with archive.database.reading() as connection:
            seq = connection.execute(question.order_by(change.c.at.desc()).limit(1)).scalar()
        return cls(archive, searcher, seq or 0, as_of)

    def asked(self, query: Query, *, newest: bool) -> Asked:
        """Return *query* as a question to the index alone.

        Without words no document is better than another: newest first then, too.
        """
        with index.damage():
            question = compiled(query, self.searcher)
        return Asked(query=query, question=question, newest=newest or not question.ranked)

    def settled(self, query: Query, *, newest: bool) -> Asked:
        """Return *query* as a question to this view, what the index cannot decide decided.

        It stays rough where more than ``MOST_READ`` documents would have to be read for that.
        """
        asked = self.asked(query, newest=newest)
        if not asked.rough or self.count(asked) > MOST_READ:
            return asked
        held = [state.seq for state, _ in self.every(asked)]
        only = Compiled.term_set_query(index.SCHEMA, "seq", held) if held else _NOTHING
        both = [
            (Occur.Must, asked.question.query),
            (Occur.Must, Compiled.const_score_query(only, 0.0)),
        ]
        exact = replace(asked.question, query=Compiled.boolean_query(both), exact=True)
        return replace(asked, question=exact)

    def count(self, asked: Asked) -> int:
        """Return how many documents are found; where it is rough, at most so many."""
        with index.damage():
            return int(self.searcher.search(self.within(asked), 1).count)  # type: ignore[attr-defined]  # its stub forgot it

    def page(self, asked: Asked, after: int | None, limit: int) -> Page:
        """Return the next *limit* documents that match behind *after*, None for the first ones."""
        if not asked.rough:
            places = self.places(asked, after, limit + 1)
            states = self.states(places[:limit])
            more = places[limit - 1].after if len(places) > limit > 0 else None
            return Page(found=tuple(zip(states, places, strict=False)), after=more)
        found: list[tuple[State, Place]] = []
        for _ in range(MOST_READ // _READ_AT_ONCE):
            places = self.places(asked, after, _READ_AT_ONCE)
            for state, place in self._matching(asked, places):
                if len(found) == limit:
                    return Page(found=tuple(found), after=found[-1][1].after if found else None)
                found.append((state, place))
            if len(places) < _READ_AT_ONCE:
                return Page(found=tuple(found), after=None)
            after = places[-1].after
        return Page(found=tuple(found), after=after)

    def every(self, asked: Asked) -> Iterator[tuple[State, Place]]:
        """Yield all documents that match, in order, however many they are."""
        after: int | None = None
        while places := self.places(asked, after, _FETCHED_AT_ONCE):
            for start in range(0, len(places), _READ_AT_ONCE):
                yield from self._matching(asked, places[start : start + _READ_AT_ONCE])
            after = places[-1].after

    def places(self, asked: Asked, after: int | None, limit: int) -> list[Place]:
        """Return the next *limit* places behind *after*, None for the first ones.

        Where *asked* is rough, the documents at some of them do not match.
        """
        if limit < 1 or not self.searcher.num_docs:
            return []
        most = min(limit, self.searcher.num_docs)  # it reserves room for all
        with index.damage():
            if asked.newest:
                older = [] if after is None else [_below(after)]
                query, field = self.within(asked, *older), "newness"
                hits = self.searcher.search(query, most, count=False, order_by_field=field).hits
                return [
                    Place(seq, 0.0, int(newness))
                    for (newness, _), seq in zip(hits, self._seqs(hits), strict=True)
                ]
            start = min(after or 0, self.searcher.num_docs)
            hits = self.searcher.search(self.within(asked), most, count=False, offset=start).hits
            return [
                Place(seq, float(score), start + n)
                for n, ((score, _), seq) in enumerate(zip(hits, self._seqs(hits), strict=True), 1)
            ]

    def within(self, asked: Asked, *more: Compiled) -> Compiled:
        """Return what asks the index for *asked* at this view's moment, and for *more*."""
        return self.within_moment(asked.question.query, *more)

    def within_moment(self, *queries: Compiled) -> Compiled:
        """Return what asks the index for all of *queries* at this view's moment."""
        must = [(Occur.Must, each) for each in queries]
        return Compiled.boolean_query([*must, *index.as_of(self._seq)])

    def _seqs(self, hits: Sequence[tuple[Any, DocAddress]]) -> list[int]:
        values = self.searcher.fast_field_values("seq", [address for _, address in hits])
        return [int(value or 0) for value in values]

    def states(self, places: Sequence[Place]) -> list[State]:
        """Return the documents at *places*, as they were at this view's moment."""
        found = history.states(self.archive, [place.seq for place in places])
        if len(found) < len(places):
            raise index.Damaged("it holds rows that the archive has not")
        return found

    def _matching(self, asked: Asked, places: Sequence[Place]) -> Iterator[tuple[State, Place]]:
        for state, place in zip(self.states(places), places, strict=True):
            if asked.question.exact or match(asked.query, subject(state)) is not None:
                yield state, place


def ask(archive: Archive, as_of: datetime | None, question: Callable[[View], Answer]) -> Answer:
    """Return what *question* finds in the archive as of then; once more where the index was broken.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    try:
        return question(View.of(archive, index.opened(archive), as_of))
    except index.Damaged:
        # It opened, and its inside is broken.
        return question(View.of(archive, index.remade(archive), as_of))


def subject(state: State) -> Subject:
    """Return a document as queries see it: whole text, all facts."""
    document = state.document
    plain = Subject.of_document(document, text=document.text, topics=state.topics)
    return replace(plain, story_id=state.story_id, tier=state.tier.value)


def passage(query: Query, state: State, allowed: Document) -> Snippet | None:
    """Return the passage of a document that matches best, to be shown.

    None where only other facts match, or where the rights of *allowed* allow no more. Of what may
    be shown as an extract it lies inside that, or is its beginning, without marks: a passage for
    each word asked for would give the whole text away.
    """
    if allowed.content is Content.HEADLINE:
        return None
    found = match(query, subject(state))
    if not found or not any(each.field is Field.TEXT for each in found):
        return None
    shown = showable(allowed)
    if shown == allowed.text:
        return snippet(shown, found)
    ends = len(shown.removesuffix(" …"))
    inside = []
    for each in sorted(found, key=lambda each: each.start):
        if each.field is not Field.TEXT:
            continue
        start, end = (levelled_at(allowed.text, offset) for offset in (each.start, each.end))
        if end > ends:
            break
        inside.append(replace(each, start=start, end=end))
    return snippet(shown, inside) or opening(shown)


_NOTHING = Compiled.empty_query()


def _below(newness: int) -> Compiled:
    field, kind = "newness", FieldType.Integer
    query = Compiled.range_query(index.SCHEMA, field, kind, upper_bound=newness - 1)
    return Compiled.const_score_query(query, 0.0)
