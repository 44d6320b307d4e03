"""A query as the index understands it.

What the index cannot say (a phrase with a prefix in it, NEAR with anything but words) becomes a
wider question, and the matcher in memory decides about each document that it finds.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as facts
from datetime import date
from itertools import product

from tantivy import FieldType, Occur, Searcher
from tantivy import Query as Compiled

from monitor.archive import tokens
from monitor.archive.index import FORMS, SCHEMA, STEMS
from monitor.errors import SearchError
from monitor.query.tree import (
    And,
    FieldIs,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Since,
    Term,
    Title,
    Until,
    Word,
    alternatives,
)
from monitor.text.words import fold, stem

_EVERYWHERE = ("title", "text")
_TITLE_WEIGHT = 3.0
"""A word in the title says three times as much as one in the text."""

_COMMONEST = 0.01
_SMALL = 100_000
_HEAVY, _NEAR, _REFUSED = 4, 8, 40
"""Places of words, for each document of the archive (as if it had at least ``_SMALL``), from which
on a question is asked no more often than it must be, a NEAR with alternatives is decided in memory,
and a query is refused. 120 for each of 35,000 documents took 1.6 s of a processor."""
_BEGINNINGS = {2: 1, 3: 4}
"""A beginning of so many letters costs what a word in one of so many documents does."""
_LONGER = 16
_EACH = 500
"""What two words near each other cost beside their places."""
_MOST_PAIRS = 400
"""Pairs of words that one NEAR may become; with more the matcher in memory is asked."""
_MOST_FORMS = 200
"""Words that one beginning may stand for within a phrase or a NEAR, likewise."""
_MOST_PHRASES = 200
"""Phrases that one with a beginning may become in each language, likewise."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask the index."""

    query: Compiled
    exact: bool
    """Otherwise some of what it finds does not match."""
    ranked: bool = False
    """Whether it holds words, so that one document answers better than another."""
    heavy: bool = False
    """Whether it should be asked no more often than it must be."""


_ALL = Question(Compiled.const_score_query(Compiled.all_query(), 0.0), exact=True)


def compiled(query: Query, searcher: Searcher) -> Question:
    """Return what finds *query* among the documents that *searcher* sees.

    Raises:
        SearchError: It would take too long.
    """
    tongues = tuple(term for term, _ in searcher.terms_with_prefix("tongue", ""))
    compiler = _Compiler(searcher, tongues, max(searcher.num_docs, 1))
    question = compiler.question(query)
    if compiler.spent[0] > compiler.most(_REFUSED):
        reason = "asks for too much at once; leave out its most common words, and beginnings"
        raise SearchError("query", reason)
    return replace(question, heavy=compiler.spent[0] > compiler.most(_HEAVY))


@dataclass(frozen=True, slots=True)
class _Compiler:
    searcher: Searcher
    tongues: tuple[str, ...]
    documents: int
    spent: list[int] = facts(default_factory=lambda: [0])
    """Places of words that are to be looked at."""

    def most(self, share: int) -> int:
        """Return how many places that are, of an archive of this size."""
        return share * max(self.documents, _SMALL)

    def frequency(self, token: str) -> int:
        """Return how many texts have *token*."""
        return int(self.searcher.doc_freq(STEMS["text"], token))

    def question(self, query: Query) -> Question:
        match query:
            case And(()):
                return _ALL
            case And(parts):
                return self._joined(parts, Occur.Must)
            case Or(parts):
                return self._joined(parts, Occur.Should)
            case Not(node):
                inner = self.question(node)
                return _without(inner) if inner.exact else Question(_ALL.query, exact=False)
            case Near():
                return self._near(query)
            case Title(node):
                return self._term(node, ("title",))
            case Word() | Prefix() | Phrase():
                return self._term(query, _EVERYWHERE)
            case _:
                return Question(Compiled.const_score_query(_fact(query), 0.0), exact=True)

    def _joined(self, parts: Sequence[Query], occur: Occur) -> Question:
        # What is asked for twice counts once: a word that a sentence repeats is no better for it.
        different = {self._same(part): part for part in reversed(parts)}
        inner = [self.question(part) for part in different.values()]
        return Question(
            Compiled.boolean_query([(occur, each.query) for each in inner]),
            exact=all(each.exact for each in inner),
            ranked=any(each.ranked for each in inner),
        )

    def _same(self, part: Query) -> object:
        """Return what is alike for parts that find the same."""
        return tuple(self._stems(part.text)) if isinstance(part, Word) else part

    def _near(self, near: Near) -> Question:
        sides = (near.left, near.right)
        fields = [query for field in _EVERYWHERE if (query := self._near_in(near, field))]
        if len(fields) == len(_EVERYWHERE):
            left, right = ({t for w in _words(side) for t in self._stems(w)} for side in sides)
            # For the index a word is near itself.
            exact = bool(left and right) and not left & right
            return Question(_any(fields), exact=exact, ranked=True)
        both = [
            Compiled.boolean_query([(Occur.Must, self._side(side, field)) for side in sides])
            for field in _EVERYWHERE
        ]
        return Question(_any(both), exact=False, ranked=True)

    def _near_in(self, near: Near, field: str) -> Compiled | None:
        """Return what finds words of both sides near each other; None where it cannot be said."""
        pairs: set[tuple[str, str]] = set()
        for tongue in self.tongues:
            rows: list[list[str]] = []
            for side in (near.left, near.right):
                found = [self._tokens(term, field, tongue) for term in alternatives(side)]
                if any(tokens is None for tokens in found):
                    return None
                rows.append([token for tokens in found for token in tokens or ()])
            pairs.update(product(rows[0], rows[1]))
            if len(pairs) > _MOST_PAIRS:
                return None
        work = sum(_EACH + min(map(self.frequency, pair)) for pair in pairs)
        if len(pairs) > 1 and self.spent[0] + work > self.most(_NEAR):
            return None
        self.spent[0] += work
        return _beside(pairs, STEMS[field], near.within) if pairs else Compiled.empty_query()

    def _side(self, side: Term | Or, field: str) -> Compiled:
        return _any([self._term(term, (field,)).query for term in alternatives(side)])

    def _term(self, term: Term, fields: Sequence[str]) -> Question:
        found = [self._in(term, field) for field in fields]
        return Question(_any(found), exact=_exact(term), ranked=True)

    def _in(self, term: Term, field: str) -> Compiled:
        match term:
            case Word(text):
                query = _any([self._weighed(token, field) for token in self._stems(text)])
            case Prefix(text):
                letters = len(fold(text))
                self.spent[0] += self.documents // _BEGINNINGS.get(letters, _LONGER)
                query = Compiled.regex_query(SCHEMA, FORMS[field], tokens.beginning(fold(text)))
            case Phrase(parts):
                query = self._phrase(parts, field)
        return Compiled.boost_query(query, _TITLE_WEIGHT) if field == "title" else query

    def _weighed(self, token: str, field: str) -> Compiled:
        """Return what finds *token*, the rarer the better: twice as much so as by BM25 alone."""
        known = self.frequency(token)
        self.spent[0] += known
        rarity = math.log(1 + (self.documents - known + 0.5) / (known + 0.5))
        most = math.log(2 + 2 * self.documents)
        term = Compiled.term_query(SCHEMA, STEMS[field], token)
        return Compiled.boost_query(term, max(rarity / most, _COMMONEST))

    def _phrase(self, parts: Sequence[Word | Prefix], field: str) -> Compiled:
        rows: list[tuple[str, ...]] = []
        for tongue in self.tongues:
            words = [self._tokens(part, field, tongue) for part in parts]
            known = [each for each in words if each is not None]
            if len(known) < len(words) or math.prod(map(len, known)) > _MOST_PHRASES:
                every = [(Occur.Must, self._in(part, field)) for part in parts]
                return Compiled.boolean_query(every)
            rows += product(*known)
        if not rows:
            return Compiled.empty_query()
        self.spent[0] += sum(min(map(self.frequency, row)) for row in rows)
        return _any([Compiled.phrase_query(SCHEMA, STEMS[field], list(row)) for row in rows])

    def _tokens(self, term: Term, field: str, tongue: str) -> list[str] | None:
        """Return the stems that a word or beginning may have; None where they cannot be told."""
        if isinstance(term, Word):
            return [tokens.stemmed(stem(fold(term.text), tongue), tongue)]
        if isinstance(term, Phrase):
            return None
        beginning = tokens.formed(fold(term.text))
        found = self.searcher.terms_with_prefix(FORMS[field], beginning, limit=_MOST_FORMS + 1)
        forms = [form for form, _ in found]
        # A form that the index cut short, or joined, has another stem than the word itself.
        if len(forms) > _MOST_FORMS or any(len(f) >= tokens.MAX_FORM or "_" in f for f in forms):
            return None
        return list({tokens.stemmed(stem(form, tongue), tongue) for form in forms})

    def _stems(self, text: str) -> list[str]:
        """Return the token of a word in each language."""
        form = fold(text)
        return [tokens.stemmed(stem(form, tongue), tongue) for tongue in self.tongues]


def _beside(pairs: Iterable[tuple[str, str]], field: str, within: int) -> Compiled:
    """Return what finds two words at most *within* apart: a phrase with gaps, in both orders."""
    rows = sorted({row for a, b in pairs for row in ((a, b), (b, a))})
    return _any([Compiled.phrase_query(SCHEMA, field, list(row), within - 1) for row in rows])


def _words(side: Term | Or) -> list[str]:
    """Return the words of a side of NEAR; none where something else is among them."""
    terms = alternatives(side)
    words = [term.text for term in terms if isinstance(term, Word)]
    return words if len(words) == len(terms) else []


def _exact(term: Term) -> bool:
    match term:
        case Word():
            return True
        case Prefix(text):
            return len(fold(text)) <= tokens.MAX_FORM
        case Phrase(parts):
            return all(isinstance(part, Word) for part in parts)


def _without(inner: Question) -> Question:
    return Question(
        Compiled.boolean_query([(Occur.Must, _ALL.query), (Occur.MustNot, inner.query)]),
        exact=True,
    )


def _any(queries: Sequence[Compiled]) -> Compiled:
    if len(queries) == 1:
        return queries[0]
    return Compiled.boolean_query([(Occur.Should, query) for query in queries])


def _fact(query: FieldIs | Since | Until) -> Compiled:
    match query:
        case FieldIs(field, value):
            return Compiled.term_query(SCHEMA, field, tokens.exact(value), "basic")
        case Since(day):
            return _days(day, None)
        case Until(day):
            return _days(None, day)


def _days(first: date | None, last: date | None) -> Compiled:
    return Compiled.range_query(
        SCHEMA,
        "seen_day",
        FieldType.Integer,
        lower_bound=first.toordinal() if first else None,
        upper_bound=last.toordinal() if last else None,
    )
