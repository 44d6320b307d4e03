"""Model values as plain JSON values, and back."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def plain(value: Any) -> Any:
    """Return *value*, a model value, as dicts, lists, text and numbers."""
    match value:
        case StrEnum():
            return value.value
        case date():  # a datetime is one
            return value.isoformat()
        case tuple():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        case _:
            return value


def whole(kind: type[Value], told: Any) -> Value:
    """Return the value of type *kind* that ``plain`` turned into *told*.

    A field that is missing has its default: it is younger than what was told.

    Raises:
        KeyError, TypeError, ValueError: *told* is not one.
    """
    return cast(Value, _whole(kind, told))


def _whole(kind: Any, told: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if told is None:
            return None
        return _whole(next(k for k in get_args(kind) if k is not type(None)), told)
    if origin is tuple:
        kinds = get_args(kind)
        if kinds[-1] is Ellipsis:
            return tuple(_whole(kinds[0], item) for item in told)
        return tuple(_whole(k, item) for k, item in zip(kinds, told, strict=True))
    if kind in (datetime, date):
        return kind.fromisoformat(told)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(told)
    if is_dataclass(kind):
        hints = _hints(cast(type, kind))
        named = {
            f.name: _whole(hints[f.name], told[f.name]) for f in fields(kind) if f.name in told
        }
        return cast(Any, kind)(**named)
    return told


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """Return the types of a dataclass's fields; working them out takes longer than all the rest."""
    return get_type_hints(kind)
