"""The polls of a source day by day, as shapes; the template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.library.watch import Day

STEP, WIDE = 10.0, 8.0
"""Units from day to day, and of a day's bar."""
HIGH, FOOT = 60.0, 12.0
"""Units for new entries, and of the marks below that say how the source answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One day."""

    x: float
    y: float
    height: float
    """Of the bar for new entries."""
    kind: str
    """well, part (some polls failed), failed or none (not asked)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The drawing."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    most: int
    """New entries of the best day."""


def strip(days: Sequence[Day]) -> Strip:
    """Return the drawing of *days*."""
    most = max((day.new for day in days), default=0)
    marks = []
    for number, day in enumerate(days):
        height = HIGH * day.new / most if most else 0.0
        marks.append(
            Mark(
                x=STEP * number,
                y=round(HIGH - height, 2),
                height=round(height, 2),
                kind=_kind(day),
            )
        )
    return Strip(width=STEP * len(days), height=HIGH + FOOT + 4, marks=tuple(marks), most=most)


def _kind(day: Day) -> str:
    if not day.asked:
        return "none"
    if not day.failed:
        return "well"
    return "failed" if day.failed == day.asked else "part"
