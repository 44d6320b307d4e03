"""Ask a query about one document, in memory: the truth that search follows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC

from monitor.model.verdict import Field, Match
from monitor.query.subject import Indexed, Subject
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
)
from monitor.text.words import fold, stem

Place = tuple[int, int, Term]
"""First and last word, and the term that stands there."""

_ORDER = {Field.TITLE: 0, Field.TEXT: 1}


def match(query: Query, subject: Subject) -> tuple[Match, ...] | None:
    """Return where the terms of *query* stand, in order of place; None where it does not match.

    A query that matches by a field, a date or an absence alone has no places: an empty tuple.
    """
    found = _found(query, subject)
    return None if found is None else tuple(sorted(set(found), key=_place))


def _place(found: Match) -> tuple[int, int, int, str]:
    return _ORDER[found.field], found.start, found.end, found.term


def _found(query: Query, subject: Subject) -> list[Match] | None:
    match query:
        case Word() | Prefix() | Phrase():
            found = _in_title(query, subject) + _matches(
                Field.TEXT, subject.text, _places(query, subject.text, subject.language)
            )
            return found or None
        case And(parts):
            return _all(parts, subject)
        case Or(parts):
            return _any(parts, subject)
        case Not(node):
            return [] if _found(node, subject) is None else None
        case Near():
            return _near(query, subject)
        case Title(node):
            return _in_title(node, subject) or None
        case _:
            return [] if _is(query, subject) else None


def _all(parts: tuple[Query, ...], subject: Subject) -> list[Match] | None:
    found: list[Match] = []
    for part in parts:
        more = _found(part, subject)
        if more is None:
            return None
        found += more
    return found


def _any(parts: tuple[Query, ...], subject: Subject) -> list[Match] | None:
    held = [found for part in parts if (found := _found(part, subject)) is not None]
    return [each for found in held for each in found] if held else None


def _in_title(term: Term, subject: Subject) -> list[Match]:
    places = _places(term, subject.title, subject.language)
    return _matches(Field.TITLE, subject.title, places)


def _matches(field: Field, indexed: Indexed, places: Iterable[Place]) -> list[Match]:
    spans = indexed.words.spans
    return [
        Match(term=plain(term), field=field, start=spans[first][0], end=spans[last][1])
        for first, last, term in places
    ]


def _places(term: Term, indexed: Indexed, language: str) -> list[Place]:
    """Return where *term* stands, in order."""
    if not isinstance(term, Phrase):
        return [(at, at, term) for at in _positions(term, indexed, language)]
    rows = []
    for part in term.parts:
        row = _positions(part, indexed, language)
        if not row:
            return []
        rows.append(row)
    later = [set(row) for row in rows[1:]]
    length = len(later)
    return [
        (at, at + length, term)
        for at in rows[0]
        if all(at + i + 1 in row for i, row in enumerate(later))
    ]


def _positions(term: Word | Prefix, indexed: Indexed, language: str) -> list[int]:
    if isinstance(term, Word):
        return indexed.stem_at(stem(fold(term.text), language))
    return indexed.prefix_at(fold(term.text))


def _near(near: Near, subject: Subject) -> list[Match] | None:
    found: list[Match] = []
    for field, indexed in ((Field.TITLE, subject.title), (Field.TEXT, subject.text)):
        left = _side(near.left, indexed, subject.language)
        right = _side(near.right, indexed, subject.language) if left else []
        if right:
            found += _matches(field, indexed, _pairs(left, right, near.within))
    return found or None


def _side(side: Term | Or, indexed: Indexed, language: str) -> list[Place]:
    places = (place for term in alternatives(side) for place in _places(term, indexed, language))
    return sorted(places, key=lambda place: place[:2])


def _pairs(left: list[Place], right: list[Place], within: int) -> list[Place]:
    """Return the places of both sides that have one of the other near, without overlapping it."""
    starts = [first for first, _, _ in right]
    longest = max(last - first for first, last, _ in right)
    held: list[Place] = []
    beside: set[int] = set()
    for place in left:
        first, last, _ = place
        reach = range(
            bisect_left(starts, first - within - longest), bisect_right(starts, last + within)
        )
        near = [i for i in reach if 1 <= _distance(first, last, right[i]) <= within]
        if near:
            held.append(place)
            beside.update(near)
    return held + [right[i] for i in beside]


def _distance(first: int, last: int, other: Place) -> int:
    """Return how many words apart two places are: neighbours are 1, what overlaps 0 or less."""
    return max(other[0] - last, first - other[1])


def _is(query: FieldIs | Since | Until, subject: Subject) -> bool:
    match query:
        case FieldIs(field, value):
            return value.casefold() in (held.casefold() for held in _values(field, subject))
        case Since(day):
            return subject.at.astimezone(UTC).date() >= day
        case Until(day):
            return subject.at.astimezone(UTC).date() <= day


def _values(field: str, subject: Subject) -> tuple[str, ...]:
    return {
        "source": (subject.source_id,),
        "publisher": (subject.publisher,),
        "topic": subject.topics,
        "lang": (subject.language,),
        "kind": (subject.kind,),
        "month": (f"{subject.at.astimezone(UTC):%Y-%m}",),
        "story": (subject.story_id,),
        "tier": (subject.tier,),
    }[field]
