"""The stored issue as text: one record, the same bytes for the same issue, and back."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from monitor.model.digest import Digest


def dump(digest: Digest) -> str:
    """Return *digest* as JSON: keys sorted, nothing in it that depends on when it was made."""
    return json.dumps(_plain(digest), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def load(record: str) -> Digest:
    """Return the issue that ``dump`` wrote.

    Raises:
        ValueError: *record* is not one.
    """
    try:
        return cast(Digest, _whole(Digest, json.loads(record)))
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"not the record of an issue: {fault!r}") from fault


def _plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case date():  # a datetime is one
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value):
            return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        case _:
            return value


def _whole(kind: Any, told: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        rest = next(each for each in get_args(kind) if each is not type(None))
        return None if told is None else _whole(rest, told)
    if origin is tuple:
        kinds = get_args(kind)
        if kinds[-1] is Ellipsis:
            return tuple(_whole(kinds[0], item) for item in told)
        return tuple(_whole(each, item) for each, item in zip(kinds, told, strict=True))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return cast(Any, kind)(**{name: _whole(hints[name], told[name]) for name in hints})
    if kind in (datetime, date):
        return kind.fromisoformat(told)
    return kind(told) if isinstance(kind, type) and issubclass(kind, StrEnum) else told


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
