"""A query as the index understands it.

What the index cannot say (a phrase with a prefix in it, NEAR with anything but words) becomes a
wider question, and the matcher in memory decides about each document that it finds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tantivy import FieldType, Occur
from tantivy import Query as Compiled

from monitor.archive import tokens
from monitor.archive.index import FORMS, SCHEMA, STEMS
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

_MOST_PAIRS = 400
"""Pairs of words that one NEAR may become; with more the matcher in memory is asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask the index."""

    query: Compiled
    exact: bool
    """Otherwise some of what it finds does not match."""
    ranked: bool = False
    """Whether it holds words, so that one document answers better than another."""


_ALL = Question(Compiled.const_score_query(Compiled.all_query(), 0.0), exact=True)


def compiled(query: Query, tongues: Sequence[str]) -> Question:
    """Return what finds *query* among documents in those languages."""
    return _Compiler(tuple(tongues)).question(query)


@dataclass(frozen=True, slots=True)
class _Compiler:
    tongues: tuple[str, ...]

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
        inner = [self.question(part) for part in parts]
        return Question(
            Compiled.boolean_query([(occur, each.query) for each in inner]),
            exact=all(each.exact for each in inner),
            ranked=any(each.ranked for each in inner),
        )

    def _near(self, near: Near) -> Question:
        left, right = _words(near.left), _words(near.right)
        if left and right and len(left) * len(right) * len(self.tongues) <= _MOST_PAIRS:
            pairs = {
                pair
                for a in left
                for b in right
                for pair in zip(self._stems(a), self._stems(b), strict=True)
            }
            fields = [_beside(pairs, STEMS[field], near.within) for field in _EVERYWHERE]
            # For the index a word is near itself.
            exact = all(a != b for a, b in pairs)
            return Question(_any(fields), exact=exact, ranked=True)
        sides = (near.left, near.right)
        fields = [
            Compiled.boolean_query([(Occur.Must, self._side(side, field)) for side in sides])
            for field in _EVERYWHERE
        ]
        return Question(_any(fields), exact=False, ranked=True)

    def _side(self, side: Term | Or, field: str) -> Compiled:
        return _any([self._term(term, (field,)).query for term in alternatives(side)])

    def _term(self, term: Term, fields: Sequence[str]) -> Question:
        found = [self._in(term, field) for field in fields]
        return Question(_any(found), exact=_exact(term), ranked=True)

    def _in(self, term: Term, field: str) -> Compiled:
        match term:
            case Word(text):
                query = _any(
                    [
                        Compiled.term_query(SCHEMA, STEMS[field], token)
                        for token in self._stems(text)
                    ]
                )
            case Prefix(text):
                query = Compiled.regex_query(SCHEMA, FORMS[field], tokens.beginning(fold(text)))
            case Phrase(parts):
                query = self._phrase(parts, field)
        return Compiled.boost_query(query, _TITLE_WEIGHT) if field == "title" else query

    def _phrase(self, parts: Sequence[Word | Prefix], field: str) -> Compiled:
        if any(isinstance(part, Prefix) for part in parts):
            return Compiled.boolean_query([(Occur.Must, self._in(part, field)) for part in parts])
        rows = zip(*(self._stems(part.text) for part in parts), strict=True)
        return _any([Compiled.phrase_query(SCHEMA, STEMS[field], list(row)) for row in rows])

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
