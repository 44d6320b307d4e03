"""Read a query: text → tree. The language is described in docs/query.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from lark import Lark, Token, Transformer_NonRecursive
from lark.exceptions import UnexpectedInput, VisitError

from monitor.errors import QueryError
from monitor.query import complaint
from monitor.query.fields import field, fielded
from monitor.query.terms import phrase, word
from monitor.query.tree import Near, Not, Or, Phrase, Prefix, Query, Word, all_of, any_of

MAX_LENGTH = 10_000
"""Characters of a query, and of a macro."""
MAX_DEPTH = 50
"""Groups, negations and macros inside each other. A tree of this depth is walked by recursion."""
MAX_TERMS = 2_000
"""Words, phrases and fields, macros expanded. The shipped topics are below 200."""
MAX_NEAR = 100
DEFAULT_NEAR = 10

_NONE: Mapping[str, str] = MappingProxyType({})
_GRAMMAR = Lark.open("grammar.lark", rel_to=__file__, parser="lalr", maybe_placeholders=False)


def parse(text: str, macros: Mapping[str, str] = _NONE) -> Query:
    """Return the tree of *text*, with each ``$NAME`` replaced by that macro's tree.

    Raises:
        QueryError: It cannot be read; the column is where to look.
    """
    return _parse(text, _Macros(macros, _expansions(tuple(macros.items())), ())).node


@lru_cache(maxsize=4)  # a watchlist has forty queries with the same macros
def _expansions(macros: tuple[tuple[str, str], ...]) -> "dict[str, _Built]":
    """Return those of *macros* that were parsed before, for more to be added."""
    return {}


@dataclass(frozen=True, slots=True)
class _Built:
    """A tree with its measures, so that none is walked twice and none too deep is made."""

    node: Query
    terms: int
    depth: int


@dataclass(frozen=True, slots=True)
class _Macros:
    """The macros of a query; each is parsed once for all queries that use it."""

    texts: Mapping[str, str]
    done: dict[str, _Built]
    open: tuple[str, ...]
    """Those being expanded, outermost first."""


def _parse(text: str, macros: _Macros) -> _Built:
    if not text.strip():
        raise QueryError(text, "it is empty; write at least one word", column=1)
    if len(text) > MAX_LENGTH:
        reason = f"it has {len(text):,} characters; {MAX_LENGTH:,} are allowed"
        raise QueryError(text, reason, column=MAX_LENGTH + 1)
    try:
        built = _Builder(text, macros).transform(_GRAMMAR.parse(text))
    except UnexpectedInput as failure:
        raise complaint.about(text, failure) from None
    except VisitError as failure:
        raise failure.orig_exc from None
    assert isinstance(built, _Built)  # noqa: S101 - the start rule returns nothing else
    return built


class _Builder(Transformer_NonRecursive[Token, Any]):
    """Builds the tree bottom-up; recursion would let a deep query break the interpreter's stack."""

    def __init__(self, text: str, macros: _Macros) -> None:
        super().__init__()
        self._text = text
        self._macros = macros

    def start(self, parts: list[_Built]) -> _Built:
        """The whole query."""
        return parts[0]

    def either(self, parts: list[_Built]) -> _Built:
        """a OR b."""
        return self._joined(any_of(part.node for part in parts), parts)

    def every(self, parts: list[_Built]) -> _Built:
        """a AND b, a b."""
        return self._joined(all_of(part.node for part in parts), parts)

    def negation(self, parts: list[Any]) -> _Built:
        """NOT a, -a."""
        operator, inner = parts
        return self._deeper(Not(inner.node), inner, operator)

    def group(self, parts: list[_Built]) -> _Built:
        """( a ); its own place is not known, so a too deep one is reported at the start."""
        return self._deeper(parts[0].node, parts[0], None)

    def nearby(self, parts: list[Any]) -> _Built:
        """a NEAR/5 b."""
        left, operator, right = parts
        within = int(operator.partition("/")[2][:9] or DEFAULT_NEAR)
        if not 1 <= within <= MAX_NEAR:
            raise self._complaint(f"NEAR/ takes a number from 1 to {MAX_NEAR}", operator)
        node = Near(self._operand(left, operator), self._operand(right, operator), within)
        return self._joined(node, [left, right])

    def word(self, parts: list[Token]) -> _Built:
        """A bare word, prefix* or hyphenated-phrase."""
        return _Built(word(self._text, str(parts[0]), _column(parts[0])), 1, 0)

    def quoted(self, parts: list[Token]) -> _Built:
        """A "quoted phrase"."""
        return _Built(phrase(self._text, parts[0][1:-1], _column(parts[0])), 1, 0)

    def field(self, parts: list[Token]) -> _Built:
        """name:value."""
        name, value = parts
        return _Built(field(self._text, str(name), str(value), _column(name)), 1, 0)

    def fielded(self, parts: list[Any]) -> _Built:
        """name:( a )."""
        name, inner = parts
        node = fielded(self._text, str(name), inner.node, _column(name))
        return self._deeper(node, inner, name)

    def macro(self, parts: list[Token]) -> _Built:
        """$NAME."""
        token, name = parts[0], parts[0][1:]
        if name not in self._macros.done:
            self._macros.done[name] = self._expanded(token, name)
        inner = self._macros.done[name]
        return self._deeper(inner.node, inner, token)

    def _expanded(self, token: Token, name: str) -> _Built:
        if name in self._macros.open:
            ring = " → ".join(f"${step}" for step in (*self._macros.open, name))
            raise self._complaint(f"the macros go in a ring: {ring}", token)
        if name not in self._macros.texts:
            reason = complaint.unknown(f"macro ${name}", name, self._macros.texts, "$")
            raise self._complaint(reason, token)
        if len(self._macros.open) >= MAX_DEPTH:
            raise self._complaint(f"macros are nested more than {MAX_DEPTH} deep", token)
        macros = _Macros(self._macros.texts, self._macros.done, (*self._macros.open, name))
        try:
            return _parse(self._macros.texts[name], macros)
        except QueryError as inner:
            reason = f"in macro ${name}, column {inner.column}: {inner.reason}"
            raise self._complaint(reason, token) from inner

    def _operand(self, built: _Built, operator: Token) -> Word | Prefix | Phrase | Or:
        match built.node:
            case Word() | Prefix() | Phrase() as term:
                return term
            case Or(parts) as group if all(
                isinstance(part, Word | Prefix | Phrase) for part in parts
            ):
                return group
            case _:
                reason = "NEAR takes a word, a phrase or (a OR b) on both sides"
                raise self._complaint(reason, operator)

    def _joined(self, node: Query, parts: list[_Built]) -> _Built:
        terms = sum(part.terms for part in parts)
        if terms > MAX_TERMS:
            raise self._complaint(f"it has more than {MAX_TERMS:,} terms, macros expanded", None)
        return _Built(node, terms, max(part.depth for part in parts))

    def _deeper(self, node: Query, inner: _Built, token: Token | None) -> _Built:
        if inner.depth >= MAX_DEPTH:
            reason = f"groups, negations and macros are nested more than {MAX_DEPTH} deep"
            raise self._complaint(reason, token)
        return _Built(node, inner.terms, inner.depth + 1)

    def _complaint(self, reason: str, token: Token | None) -> QueryError:
        return QueryError(self._text, reason, column=_column(token) if token is not None else 1)


def _column(token: Token) -> int:
    return (token.start_pos or 0) + 1
