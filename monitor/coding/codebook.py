"""A codebook as researchers write it: a file of YAML (of which JSON is a part) → ``Codebook``."""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from monitor.errors import ExportError
from monitor.model.coding import UNASSIGNED, Codebook, Level, Variable

FIXED = ("sample", "coder", "item", "title", "publisher", "published", "url", "extract")
"""Columns of a coder's sheet that no variable may be called."""
LONG = ("variable", "value", "timestamp")
"""Further ones of a file with one code on each line."""

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_KEYS = ("name", "level", "question", "values", "least", "most")
_LONGEST, _LONGEST_VALUE, _MOST_VALUES, _MOST_VARIABLES = 40, 100, 200, 200

Line = Callable[..., int]
"""The line of the file on which what a path leads to stands."""


def codebook(told: Any, name: str, line: Line) -> Codebook:
    """Return the codebook that *told*, the plain values of a file called *name*, says.

    Raises:
        ExportError: It cannot be used; the reason says what to do, on which line.
    """
    if not isinstance(told, dict) or not isinstance(told.get("variables"), list):
        raise ExportError(
            name, "is no codebook: it has no list “variables:”; monitor codebook init writes one"
        )
    for key in told:
        if key not in ("title", "variables"):
            raise ExportError(
                name, f"unknown key “{key}”; there are title, variables", line=line(key)
            )
    if not 0 < len(told["variables"]) <= _MOST_VARIABLES:
        reason = f"has {len(told['variables'])} variables; write 1 to {_MOST_VARIABLES}"
        raise ExportError(name, reason, line=line("variables"))
    variables: list[Variable] = []
    for place, entry in enumerate(told["variables"]):
        for fault in _faults(entry, [each.name for each in variables]):
            key, reason = fault
            path = ("variables", place, *((key,) if key else ()))
            raise ExportError(name, reason, line=line(*path))
        variables.append(_variable(entry))
    return Codebook(title=str(told.get("title") or ""), variables=tuple(variables))


def _faults(entry: Any, before: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the key that is wrong in a variable, and why."""
    if not isinstance(entry, dict):
        yield "", "a variable needs keys, such as - name: stage, each on its own line"
        return
    for key in entry:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(_KEYS)}"
            yield key, f"unknown key “{key}”; {hint}"
    yield from _name_faults(entry.get("name"), before)
    level = entry.get("level", "nominal")
    if level not in list(Level):
        yield "level", f"“{level}” is no level; there are {', '.join(Level)}"
    elif level == Level.INTERVAL:
        yield from _number_faults(entry)
    else:
        yield from _value_faults(entry)


def _name_faults(name: Any, before: list[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > _LONGEST:
        told = f"“{str(name)[:_LONGEST]}” is no name of a variable" if name else "name: is missing"
        yield "name", f"{told}; use small letters, digits and _, such as victim_age"
    elif name in (*FIXED, *LONG):
        yield "name", f"a column “{name}” is in every sheet; take another name"
    elif name in before:
        yield "name", f"the variable “{name}” is there twice; remove one of them"


def _number_faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if entry.get("values"):
        yield "values", "an interval variable has numbers, not values; write least: and most:"
    for key in ("least", "most"):
        if entry.get(key) is not None and number(str(entry[key])) is None:
            yield key, f"“{entry[key]}” is not a number"
            return
    least, most = (number(str(entry.get(key))) for key in ("least", "most"))
    if least is not None and most is not None and least > most:
        yield "most", "is smaller than least"


def _value_faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("least", "most"):
        if key in entry:
            yield key, f"{key}: is for numbers; write level: interval"
    values = entry.get("values")
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        yield "values", "needs a list of values, such as values: [raid, charge, conviction]"
        return
    if not 0 < len(values) <= _MOST_VALUES:
        yield "values", f"has {len(values)} values; write 1 to {_MOST_VALUES}"
    known: set[str] = set()
    for value in values:
        if len(value) > _LONGEST_VALUE:
            yield "values", f"“{value[:_LONGEST]}…” is longer than {_LONGEST_VALUE} characters"
        if folded(value) in known:
            yield "values", f"the value “{value}” is there twice; remove one of them"
        known.add(folded(value))


def _variable(entry: Mapping[str, Any]) -> Variable:
    values = tuple(" ".join(each.split()) for each in entry.get("values") or ())
    return Variable(
        name=entry["name"],
        level=Level(entry.get("level", "nominal")),
        values=tuple(each for each in values if folded(each) != UNASSIGNED),
        question=" ".join(str(entry.get("question") or "").split()),
        least=number(str(entry.get("least"))),
        most=number(str(entry.get("most"))),
    )


def folded(value: str) -> str:
    """Return *value* as it is compared: blanks levelled, whatever its case."""
    return " ".join(value.split()).casefold()


def number(told: str) -> float | None:
    """Return the number that *told* is, None where it is none.

    >>> number("1.5"), number("1e3"), number("many")
    (1.5, None, None)
    """
    return float(told) if re.fullmatch(r"[+-]?\d{1,15}(?:\.\d{1,15})?", told, re.ASCII) else None


def understood(variable: Variable, told: str) -> str | None:
    """Return the value of *variable* that a coder wrote, as it is kept; None where it is none."""
    if folded(told) == UNASSIGNED:
        return UNASSIGNED
    if variable.level is not Level.INTERVAL:
        return next((v for v in variable.values if folded(v) == folded(told)), None)
    found = number(told.strip())
    if found is None or (variable.least is not None and found < variable.least):
        return None
    return None if variable.most is not None and found > variable.most else f"{found:.15g}"


def expected(variable: Variable) -> str:
    """Return what may be written for *variable*, for a person."""
    if variable.level is not Level.INTERVAL:
        return ", ".join((*variable.values, UNASSIGNED))
    bounds = [
        f"{word} {bound:g}"
        for word, bound in (("from", variable.least), ("to", variable.most))
        if bound is not None
    ]
    return " ".join(["a number", *bounds, "or", UNASSIGNED])
