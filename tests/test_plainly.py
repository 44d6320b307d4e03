"""What is made plain becomes whole again."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from monitor.model.source import Cadence
from monitor.plainly import plain, whole


@dataclass(frozen=True)
class Inner:
    at: datetime
    day: date | None
    cadence: Cadence


@dataclass(frozen=True)
class Outer:
    name: str
    inner: Inner | None
    many: tuple[Inner, ...]
    pairs: tuple[tuple[str, int | None], ...] = ()


INNER = Inner(
    at=datetime(2026, 11, 24, 7, tzinfo=UTC), day=date(2026, 11, 24), cadence=Cadence.DAILY
)
OUTER = Outer(name="a", inner=INNER, many=(INNER, INNER), pairs=(("one", 1), ("none", None)))


@pytest.mark.parametrize("value", [OUTER, Outer(name="", inner=None, many=())])
def test_value_comes_back_through_json(value: Outer) -> None:
    assert whole(Outer, json.loads(json.dumps(plain(value)))) == value


def test_field_that_is_younger_than_what_was_told_has_its_default() -> None:
    told = plain(OUTER)
    del told["pairs"]

    assert whole(Outer, told).pairs == ()


@pytest.mark.parametrize("told", [{}, {"name": "a", "inner": {}, "many": []}, [], "a"])
def test_what_is_no_such_value_is_refused(told: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        whole(Outer, told)
