"""Counts over time as shapes; the template draws them, and writes the words around them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.model.search import Bucket, Timeline
from monitor.web.words import day_of

WIDTH, HIGH = 1000.0, 100.0
"""Units; the page stretches the drawing to the room there is."""
_BAR = 0.78
"""Of the room that each period has."""
_LEAST = 2.0
"""Units: of a bar that is not nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One period."""

    x: float
    width: float
    y: float
    height: float
    slot: float
    """Where its room begins, and *room* is how wide that is."""
    room: float
    state: str
    """whole; gaps: some sources never answered; blind: none was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One period in words."""

    label: str
    since: date
    until: date
    count: int
    fact: str
    """What is missing from the count; empty where nothing is known to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The drawing with its table."""

    period: str
    bars: tuple[Bar, ...]
    rows: tuple[Row, ...]
    most: int

    @property
    def missing(self) -> tuple[Row, ...]:
        """The periods whose count is not whole."""
        return tuple(row for row in self.rows if row.fact)


def chart(timeline: Timeline, names: Mapping[str, str]) -> Chart | None:
    """Return the drawing of *timeline*; None where it has no periods. *names* are of sources."""
    if not timeline.buckets:
        return None
    most = max(bucket.count for bucket in timeline.buckets)
    room = WIDTH / len(timeline.buckets)
    bars, rows = [], []
    for number, bucket in enumerate(timeline.buckets):
        height = max(HIGH * bucket.count / most, _LEAST) if bucket.count else 0.0
        bars.append(
            Bar(
                x=round(room * number + room * (1 - _BAR) / 2, 3),
                width=round(room * _BAR, 3),
                y=round(HIGH - height, 2),
                height=round(height, 2),
                slot=round(room * number, 3),
                room=round(room, 3),
                state="whole" if bucket.polled and not bucket.gaps else _state(bucket),
            )
        )
        rows.append(_row(bucket, timeline.period, names))
    return Chart(period=timeline.period, bars=tuple(bars), rows=tuple(rows), most=most)


def _state(bucket: Bucket) -> str:
    return "gaps" if bucket.polled else "blind"


def _row(bucket: Bucket, period: str, names: Mapping[str, str]) -> Row:
    first = bucket.starts_on
    last = _last(first, period)
    if not bucket.polled:
        fact = "no source was asked, so nothing is known"
    elif bucket.gaps:
        fact = "no answer from " + ", ".join(names.get(each, each) for each in bucket.gaps)
    else:
        fact = ""
    return Row(label=_label(first, period), since=first, until=last, count=bucket.count, fact=fact)


def _last(first: date, period: str) -> date:
    if period == "day":
        return first
    if period == "week":
        return first + timedelta(days=6)
    if period == "year":
        return date(first.year, 12, 31)
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _label(first: date, period: str) -> str:
    told = day_of(first)
    if period == "week":
        return f"week of {told}"
    return told if period == "day" else told.split(" ", 1 if period == "month" else 2)[-1]
