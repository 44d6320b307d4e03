"""Model values as plain JSON values, and back."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
_AS_IT_IS = frozenset({str, int, float, bool, NoneType})


def plain(value: Any) -> Any:
    """Return *value*, a model value, as dicts, lists, text and numbers."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple:
        return [plain(item) for item in value]
    names = _names(cast(Any, kind))
    if names is not None:
        return {name: plain(getattr(value, name)) for name in names}
    match value:
        case StrEnum():
            return value.value
        case date():  # a datetime is one
            return value.isoformat()
        case tuple():
            return [plain(item) for item in value]
        case _:
            return value


def whole(kind: type[Value], told: Any) -> Value:
    """Return the value of type *kind* that ``plain`` turned into *told*.

    A field that is missing has its default: it is younger than what was told.

    Raises:
        KeyError, TypeError, ValueError: *told* is not one.
    """
    reader: Callable[[Any], Any] = _reader(cast(Any, kind))
    return cast(Value, reader(told))


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    """Return the fields of a dataclass; None where *kind* is something else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value of type *kind*; to work it out takes longer than to use it."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = _reader(next(k for k in get_args(kind) if k is not NoneType))
        return lambda told: None if told is None else inner(told)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if kind in (datetime, date):
        return cast(Callable[[Any], Any], kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if is_dataclass(kind):
        return _dataclass_reader(cast(type, kind))
    return lambda told: told


def _tuple_reader(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    readers = [_reader(kind) for kind in kinds if kind is not Ellipsis]
    if kinds[-1] is Ellipsis:
        (item,) = readers
        return lambda told: tuple(map(item, told))
    return lambda told: tuple(read(item) for read, item in zip(readers, told, strict=True))


def _dataclass_reader(kind: type) -> Callable[[Any], Any]:
    hints: Mapping[str, Any] = get_type_hints(kind)
    readers = [(name, _reader(hints[name])) for name in _names(kind) or ()]

    def read(told: Any) -> Any:
        return kind(**{name: item(told[name]) for name, item in readers if name in told})

    return read
