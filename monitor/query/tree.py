"""What a query means, as a tree of frozen values; ``show`` writes it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.text.words import is_unspaced

FIELDS = ("source", "publisher", "topic", "kind", "lang", "month", "story", "tier")
"""Fields that a document has one or more exact values of."""
OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})


@dataclass(frozen=True, slots=True)
class Word:
    """Any word of the same stem, in the title or the text."""

    text: str

    def __str__(self) -> str:
        return show(self)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word whose folded form begins so; written ``text*``."""

    text: str

    def __str__(self) -> str:
        return show(self)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two or more words, one right after the other."""

    parts: tuple[Word | Prefix, ...]

    def __str__(self) -> str:
        return show(self)


Term = Word | Prefix | Phrase


@dataclass(frozen=True, slots=True)
class Near:
    """A place of *left* and one of *right* at most *within* words apart, in either order.

    Neighbours are 1 apart; a word is never near itself.
    """

    left: "Term | Or"
    right: "Term | Or"
    """Where it is an Or, its parts are terms."""
    within: int

    def __str__(self) -> str:
        return show(self)


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more parts, none of them an And; or ``EVERYTHING``, which has no parts."""

    parts: "tuple[Query, ...]"

    def __str__(self) -> str:
        return show(self)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of two or more parts; none of them is an Or."""

    parts: "tuple[Query, ...]"

    def __str__(self) -> str:
        return show(self)


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever *node* does not match."""

    node: "Query"

    def __str__(self) -> str:
        return show(self)


@dataclass(frozen=True, slots=True)
class Title:
    """A term that must stand in the title."""

    node: Term

    def __str__(self) -> str:
        return show(self)


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A field has exactly this value, whatever its case."""

    field: str
    """One of ``FIELDS``."""
    value: str

    def __str__(self) -> str:
        return show(self)


@dataclass(frozen=True, slots=True)
class Since:
    """First seen on *day* (UTC) or later."""

    day: date

    def __str__(self) -> str:
        return show(self)


@dataclass(frozen=True, slots=True)
class Until:
    """First seen on *day* (UTC) or earlier: that day is included."""

    day: date

    def __str__(self) -> str:
        return show(self)


Query = Word | Prefix | Phrase | Near | And | Or | Not | Title | FieldIs | Since | Until

EVERYTHING = And(())
"""Every document: there is nothing that one must have. No text parses to it."""


def all_of(parts: Iterable[Query]) -> Query:
    """Return the And of *parts*, flat; a single one as it is, ``EVERYTHING`` for none."""
    flat = tuple(
        inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))
    )
    return flat[0] if len(flat) == 1 else And(flat)


def any_of(parts: Iterable[Query]) -> Query:
    """Return the Or of *parts*, flat; a single part is returned as it is."""
    flat = tuple(
        inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))
    )
    return flat[0] if len(flat) == 1 else Or(flat)


def alternatives(side: "Term | Or") -> tuple[Term, ...]:
    """Return the terms of a side of NEAR, one or more."""
    parts = side.parts if isinstance(side, Or) else (side,)
    return tuple(part for part in parts if isinstance(part, Word | Prefix | Phrase))


def plain(term: Term) -> str:
    """Return *term* as a person would name it: ``modern slavery``, ``traffick*``."""
    match term:
        case Word(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Phrase(parts):
            # Characters of scripts without blanks, which are words of their own here, as people
            # write them.
            named = "".join(
                f"{plain(part)}{'' if is_unspaced(plain(part)) else ' '}" for part in parts
            )
            return named.strip()


def show(query: Query) -> str:
    """Return *query* as text that parses to the same tree; macros stay expanded."""
    match query:
        case And(parts):
            return " ".join(_grouped(part, Or) for part in parts)
        case Or(parts):
            return " OR ".join(map(show, parts))
        case Not(node):
            return f"NOT {_grouped(node, And, Or)}"
        case Near(left, right, within):
            return f"{_grouped(left, Or)} NEAR/{within} {_grouped(right, Or)}"
        case Word() | Prefix() | Phrase():
            return _term(query)
        case _:
            return _field(query)


def _term(term: Term) -> str:
    bare = isinstance(term, Prefix) or (isinstance(term, Word) and term.text not in OPERATORS)
    return plain(term) if bare else f'"{plain(term)}"'


def _field(query: Title | FieldIs | Since | Until) -> str:
    match query:
        case Title(node):
            return f"title:{_term(node)}"
        case FieldIs(field, value):
            return f'{field}:"{value}"'
        case Since(day):
            return f"since:{day.isoformat()}"
        case Until(day):
            return f"until:{day.isoformat()}"


def _grouped(query: Query, *weaker: type) -> str:
    """Return *query*, in parentheses where it binds less than what stands around it."""
    return f"({show(query)})" if isinstance(query, weaker) else show(query)
