"""Why a query matches a document or does not: what would be enough to turn it round.

``lacking`` says of a query that does not match what is wanting, ``holding`` of one that does what
carries it. Both choose the way with the fewest changes; among ways that are as short, the one that
rests on the most words that are there, and then the first as written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.model.verdict import Match
from monitor.query.match import match
from monitor.query.subject import Subject
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
    plain,
    show,
)

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Lack:
    """The shortest way from a document to a query that does not match it."""

    changes: int
    """Words or facts that would have to come or go, at least 1."""
    held: tuple[Match, ...]
    """What is there of that way already, in order of place."""
    wanting: tuple[str, ...]
    """What would have to be there, each in words: ``one of “a”, “b” within 5 words``."""
    barring: tuple[Match, ...]
    """What would have to be gone."""
    about: bool = False
    """Whether what the way is about is there: the first part of an AND, the side of a NEAR with
    fewer alternatives. “Workers” alone is not nearly “slave within 5 words of workers”."""


def lacking(query: Query, subject: Subject) -> Lack | None:
    """Return what *query* lacks in *subject*; None where it matches."""
    if match(query, subject) is not None:
        return None
    return _lack(query, subject)


def holding(query: Query, subject: Subject) -> tuple[Match, ...]:
    """Return the fewest matches without which *query* would no longer match *subject*.

    Of “a OR b” both, of “a AND b” either. Empty where it does not match, or rests on no words.
    """
    return tuple(dict.fromkeys(_hold(query, subject)))


def _lack(query: Query, subject: Subject) -> Lack:
    match query:
        case Or(parts):
            return min(_ways(parts, subject), key=_far)
        case And(parts):
            return _joined(parts, subject)
        case Not(node):
            return Lack(1, (), (), holding(node, subject), about=True)
        case Near(left, right, within):
            return _near(left, right, within, subject)
        case Title(node):
            held = tuple(match(node, subject) or ())
            return Lack(1, held, (f"{_named(_terms(node))} in the title",), (), about=bool(held))
        case Word() | Prefix() | Phrase():
            return Lack(1, (), (_named([query]),), ())
        case FieldIs() | Since() | Until():
            return Lack(1, (), (show(query),), ())


def _ways(parts: tuple[Query, ...], subject: Subject) -> Iterator[Lack]:
    """Return what each part of an OR lacks; its absent terms are one way, all alike."""
    terms = [part for part in parts if isinstance(part, Word | Prefix | Phrase)]
    if terms:
        yield Lack(1, (), (_named(terms),), ())
    for part in parts:
        if not isinstance(part, Word | Prefix | Phrase):
            yield _lack(part, subject)


def _far(lack: Lack) -> tuple[int, bool, int]:
    """Return how far off; what is about something that is there before what is not."""
    return lack.changes, not lack.about, -len({each.term for each in lack.held})


def _joined(parts: tuple[Query, ...], subject: Subject) -> Lack:
    held: list[Match] = []
    wanting: list[str] = []
    barring: list[Match] = []
    changes = 0
    about = False
    for place, part in enumerate(parts):
        found = match(part, subject)
        if found is not None:
            about |= place == 0
            held += found
            continue
        lack = _lack(part, subject)
        changes += lack.changes
        held += lack.held
        wanting += lack.wanting
        barring += lack.barring
        about |= place == 0 and lack.about
    return Lack(changes, tuple(dict.fromkeys(held)), tuple(wanting), tuple(barring), about)


def _near(left: Query, right: Query, within: int, subject: Subject) -> Lack:
    """Return what a NEAR lacks: one side, both, or only that they stand together."""
    sides = (left, right)
    found = [match(side, subject) for side in sides]
    held = tuple(each for some in found for each in some or ())
    if all(found):
        return Lack(1, held, (f"both within {within} words of each other",), (), about=True)
    reach = f" within {within} words"
    missing = [_named(_terms(side)) for side, some in zip(sides, found, strict=True) if not some]
    if len(missing) == 1:
        there, wanted = sorted(sides, key=lambda side: match(side, subject) is None)
        about = len(_terms(there)) <= len(_terms(wanted))
        return Lack(1, held, (f"{missing[0]}{reach}",), (), about)
    return Lack(2, (), (missing[0], f"{missing[1]}{reach}"), ())


def _hold(query: Query, subject: Subject) -> tuple[Match, ...]:
    if match(query, subject) is None:
        return ()
    match query:
        case Or(parts):
            return tuple(each for part in parts for each in _hold(part, subject))
        case And(parts):
            return _fewest(_hold(part, subject) for part in parts)
        case Near(left, right, _):
            near = match(query, subject) or ()
            ends = [{plain(term) for term in _terms(side)} for side in (left, right)]
            return _fewest(tuple(each for each in near if each.term in end) for end in ends)
        case _:
            return match(query, subject) or ()


def _fewest(ways: Iterable[tuple[Match, ...]]) -> tuple[Match, ...]:
    """Return the way with the fewest distinct terms; ways without any do not count."""
    counted = [way for way in ways if way]
    return min(counted, key=lambda way: len({each.term for each in way}), default=())


def _terms(side: Query) -> tuple[Term, ...]:
    match side:
        case Word() | Prefix() | Phrase() | Or():
            return alternatives(side)
        case _:
            return ()


def _named(terms: Iterable[Term]) -> str:
    """Return the *terms* in words: “a”, or one of “a”, “b”, “c” …"""
    names = [f"“{plain(term)}”" for term in terms]
    if len(names) == 1:
        return names[0]
    more = " …" if len(names) > _NAMED else ""
    return f"one of {', '.join(names[:_NAMED])}{more}"
