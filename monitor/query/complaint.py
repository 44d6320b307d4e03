"""What is wrong with a query, in words that help to mend it."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import cast

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from monitor.errors import QueryError

_OPERATORS = {"_AND": "AND", "_OR": "OR", "NOT": "NOT", "NEAR": "NEAR", "MINUS": "-"}
_NEAR = "NEAR needs a word on both sides"


def unknown(what: str, name: str, known: Iterable[str], before: str = "", after: str = "") -> str:
    """Return that there is no *what*, and which of *known* was probably meant."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1) or get_close_matches(name.upper(), names, n=1)
    if close:
        return f"there is no {what}; did you mean {before}{close[0]}{after}"
    listed = ", ".join(f"{before}{each}{after}" for each in names[:12])
    return f"there is no {what}; there are {listed}" if listed else f"there is no {what}"


def about(query: str, failure: UnexpectedInput) -> QueryError:
    """Return why the grammar stopped where it did."""
    if isinstance(failure, UnexpectedCharacters):
        at = cast(int, failure.pos_in_stream)  # lark declares it None
        return QueryError(query, _character(query[at]), column=at + 1)
    if isinstance(failure, UnexpectedToken):
        return _token(query, failure)
    return QueryError(query, "it is not finished", column=len(query) + 1)


def _character(found: str) -> str:
    if found == "-":
        return "“-” needs a word right after it"
    if found in "()":
        return f"“{found}” cannot stand here; a field takes a word or a “phrase”"
    return 'a closing " is missing'


def _token(query: str, failure: UnexpectedToken) -> QueryError:
    stack = failure.interactive_parser.parser_state.value_stack
    before = stack[-1] if stack and isinstance(stack[-1], Token) else None
    found = failure.token
    column = (found.start_pos or 0) + 1
    if before is not None and before.type in _OPERATORS:
        return QueryError(query, _after(before), column=(before.start_pos or 0) + 1)
    if before is not None and before.type == "FIELD":
        reason = f"{before} needs a value after it"
        return QueryError(query, reason, column=(before.start_pos or 0) + 1)
    if found.type in _OPERATORS:
        reason = _before(found, started=bool(stack) and before is None)
        return QueryError(query, reason, column=column)
    opened = [each for each in stack if isinstance(each, Token) and each.type == "LPAR"]
    if found.type == "RPAR":
        reason = "there is nothing between ( and )" if opened else "an opening ( is missing"
        return QueryError(query, reason, column=column)
    if opened:
        return QueryError(query, "a closing ) is missing", column=(opened[-1].start_pos or 0) + 1)
    return QueryError(query, f"“{found}” cannot stand here", column=column)


def _after(operator: Token) -> str:
    if operator.type == "NEAR":
        return _NEAR
    return f"{_OPERATORS[operator.type]} needs something after it"


def _before(operator: Token, *, started: bool) -> str:
    if operator.type != "NEAR":
        return f"{_OPERATORS[operator.type]} needs something before it"
    return "NEAR joins two; write a NEAR/5 (b OR c) for alternatives" if started else _NEAR
