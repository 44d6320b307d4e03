"""Fields as written in a query: ``title:word``, ``source:bbc-uk``, ``since:2026-11``."""

import calendar
import re
from datetime import date

from monitor.errors import QueryError
from monitor.query import complaint
from monitor.query.terms import phrase, word
from monitor.query.tree import (
    FIELDS,
    And,
    FieldIs,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Since,
    Title,
    Until,
    Word,
    all_of,
    any_of,
)

QUOTES = '"“”„‟«»'
NAMES = ("title", "any", *FIELDS, "since", "until")

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def field(query: str, name: str, value: str, column: int) -> Query:
    """Return what *name* (with its colon) and *value* (with its quotes) ask for.

    Raises:
        QueryError: There is no such field, or it cannot have that value.
    """
    known = name.rstrip(":").casefold()
    if known not in NAMES:
        reason = complaint.unknown(f"field {name}", known, NAMES, "", ":")
        raise QueryError(query, f"{reason} (quotes around it make it words)", column=column)
    place = column + len(name)
    if known in ("title", "any"):
        term = (
            phrase(query, value[1:-1], place) if value[0] in QUOTES else word(query, value, place)
        )
        return Title(term) if known == "title" else term
    content = " ".join(value.strip(QUOTES).split())
    if not content:
        raise QueryError(query, f"{name} needs a value after it", column=column)
    if known == "since":
        return Since(_day(query, name, content, place, last=False))
    if known == "until":
        return Until(_day(query, name, content, place, last=True))
    if known == "month":
        content = _month(query, name, content, place)
    return FieldIs(known, content)


def fielded(query: str, name: str, node: Query, column: int) -> Query:
    """Return what *name* (with its colon) and a group ask for.

    That is ``title:`` before each term of it, or of ``any:`` one of its words.

    Raises:
        QueryError: It is another field, or the group holds what that cannot have.
    """
    known = name.rstrip(":").casefold()
    if known == "any":
        return _any_of(query, name, node, column)
    if known != "title":
        if known not in NAMES:
            reason = complaint.unknown(f"field {name}", known, NAMES, "", ":")
        else:
            reason = f"{name} takes one value; write ({name}a OR {name}b) for alternatives"
        raise QueryError(query, reason, column=column)
    match node:
        case Word() | Prefix() | Phrase():
            return Title(node)
        case Or(parts):
            return any_of(fielded(query, name, part, column) for part in parts)
        case And(parts):
            return all_of(fielded(query, name, part, column) for part in parts)
        case Not(inner):
            return Not(fielded(query, name, inner, column))
        case _:
            reason = f"{name}( ) holds words, phrases, AND, OR and NOT"
            raise QueryError(query, reason, column=column)


def _any_of(query: str, name: str, node: Query, column: int) -> Query:
    match node:
        case Word() | Prefix() | Phrase() | Title() | Near():
            return node
        case And(parts) | Or(parts):
            return any_of(_any_of(query, name, part, column) for part in parts)
        case _:
            reason = f"{name}( ) holds words and phrases; fields and - stand outside of it"
            raise QueryError(query, reason, column=column)


def _month(query: str, name: str, content: str, column: int) -> str:
    """Return a month as it is compared, such as 2026-01."""
    found = _DAY.fullmatch(content)
    if not found or found[3] or not found[2] or not 1 <= int(found[2]) <= 12:
        reason = f"{name} takes a month such as 2026-11, not “{content}”"
        raise QueryError(query, reason, column=column)
    return f"{found[1]}-{int(found[2]):02}"


def day_of(name: str, value: str) -> date:
    """Return the day that ``since`` or ``until`` (*name*) takes *value* for, as in a query.

    Raises:
        QueryError: It is none.
    """
    return _day(value, f"{name}:", " ".join(value.split()), 1, last=name == "until")


def _day(query: str, name: str, content: str, column: int, *, last: bool) -> date:
    """Return the first (or last) day of a year, month or day."""
    found = _DAY.fullmatch(content)
    if not found:
        reason = f"{name} takes a day such as 2026-11-01, a month or a year, not “{content}”"
        raise QueryError(query, reason, column=column)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError:
        reason = f"the calendar has no {content}"
        raise QueryError(query, reason, column=column) from None
