"""A query like one that cannot be read: what its writer probably meant."""

import difflib
import re
from collections.abc import Mapping

from monitor.errors import QueryError
from monitor.query.fields import NAMES, QUOTES
from monitor.query.parse import MAX_LENGTH, parse
from monitor.query.tree import OPERATORS
from monitor.text.words import words

_STEPS = 10
_MOST_WORDS = 40
_OPERATOR = re.compile(rf"(?:AND|OR|NOT|NEAR(?:/\d*)?)(?![^\s(){QUOTES}])|-")
_FIELD = re.compile(r"([A-Za-z][A-Za-z_]*):")
_BEFORE = re.compile(r"[A-Za-z][A-Za-z_]*:$")
_TOKEN = re.compile(rf"[^\s(){QUOTES}]+")


def suggestion(fault: QueryError, macros: Mapping[str, str]) -> str:
    """Return a query that can be read and is close to that of *fault*; empty where there is none.

    What is wrong is mended place by place; where that does not help, its bare words are left.
    """
    text = fault.query.strip()
    if not text or len(text) > MAX_LENGTH:
        return ""
    column = fault.column - (len(fault.query) - len(fault.query.lstrip()))
    for _ in range(_STEPS):
        mended = " ".join(_mended(text, max(column, 1) - 1).split())
        if not mended or mended == text:
            break
        text = mended
        try:
            parse(text, macros)
        except QueryError as another:
            column = another.column
        else:
            return text
    return any_words(fault.query, "")


def any_words(text: str, field: str = "any:") -> str:
    """Return the words of *text* as a query for any of them, or with no *field* for all.

    Empty where it has none.
    """
    found = (text[start:end] for start, end in words(text).spans[:_MOST_WORDS])
    bare = " ".join(each.lower() if each in OPERATORS else each for each in found)
    try:
        parse(query := f"{field}({bare})" if field else bare)
    except QueryError:
        return ""
    return query


def _mended(text: str, at: int) -> str:
    """Return *text* with what is wrong at that place put right, or gone."""
    char = text[at : at + 1]
    if char in QUOTES:
        return _quoted(text, at) if char else _without(text, len(text) - 1, len(text))
    if char == "(":
        return text + ")" if text.count("(") > text.count(")") else _without(text, at, at + 1)
    if char == ")":
        return _without(text, at, at + 1)
    operator, field = _OPERATOR.match(text, at), _FIELD.match(text, at)
    if operator:
        return _without(text, *operator.span())
    if field:
        return _fielded(text, field)
    token = _TOKEN.match(text, at)
    if token is None:
        return _without(text, at, at + 1)
    before = _BEFORE.search(text, 0, at)
    if before:  # a value that the field cannot have
        return _without(text, before.start(), token.end())
    bare = token.group().replace("*", "")
    kept = bare if "*" in token.group() and len(bare) > 1 else ""
    return text[:at] + kept + text[token.end() :]


def _quoted(text: str, at: int) -> str:
    """Return *text* with the quotation that begins there closed, or gone where it is empty."""
    end = next((n for n in range(at + 1, len(text)) if text[n] in QUOTES), None)
    return f'{text}"' if end is None else _without(text, at, end + 1)


def _fielded(text: str, field: re.Match[str]) -> str:
    name = field[1].casefold()
    if name in NAMES:
        return _without(text, *field.span())
    near = difflib.get_close_matches(name[:40], NAMES, 1)
    if near:
        return f"{text[: field.start()]}{near[0]}:{text[field.end() :]}"
    token = _TOKEN.match(text, field.start())
    end = token.end() if token else field.end()
    return f'{text[: field.start()]}"{text[field.start() : end]}"{text[end:]}'


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}"
