"""The chart of stories by section and week, as shapes; the template draws them."""

import textwrap
from dataclasses import dataclass

from monitor.model.digest import Volume

WIDTH = 400.0
"""Units of the drawing; a phone shows about 0.8 pixels for each, so letters have 12."""
_LABEL = 176.0
_ROW, _HIGH = 38.0, 20.0
_HEAD, _FOOT = 0.0, 22.0
_LETTERS = 25
"""In a line of a label; it has two at most."""
_LINE = 14.0
_BAR = 0.62
"""Of the room that each week has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One section in one week."""

    x: float
    y: float
    width: float
    height: float
    count: int | None
    """None: no issue was made, so nothing is known."""
    week: str
    latest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One section."""

    label: tuple[tuple[float, str], ...]
    """Its lines, each with the height it stands at."""
    base: float
    """Where its bars stand."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The drawing."""

    width: float
    height: float
    label_end: float
    rows: tuple[Row, ...]
    weeks: tuple[tuple[float, str], ...]
    """Middle of each week, with its number."""


def chart(volume: Volume) -> Chart | None:
    """Return the drawing of *volume*; None where there is nothing to compare."""
    if not volume.rows or not volume.weeks:
        return None
    room = (WIDTH - _LABEL) / max(len(volume.weeks), 4)
    most = max((count or 0 for _, counts in volume.rows for count in counts), default=0) or 1
    starts = [_LABEL + room * place for place in range(len(volume.weeks))]
    rows = []
    for number, (title, counts) in enumerate(volume.rows):
        base = _HEAD + _ROW * (number + 1) - 4
        bars = []
        for start, week, count in zip(starts, volume.weeks, counts, strict=True):
            height = _HIGH * (count or 0) / most
            bars.append(
                Bar(
                    x=round(start + room * (1 - _BAR) / 2, 2),
                    y=round(base - height, 2),
                    width=round(room * _BAR, 2),
                    height=round(height, 2),
                    count=count,
                    week=week,
                    latest=week == volume.weeks[-1],
                )
            )
        rows.append(Row(label=_label(title, base), base=base, bars=tuple(bars)))
    return Chart(
        width=WIDTH,
        height=_HEAD + _ROW * len(rows) + _FOOT,
        label_end=_LABEL - 12,
        rows=tuple(rows),
        weeks=tuple(
            (round(start + room / 2, 2), week.partition("-")[2])
            for start, week in zip(starts, volume.weeks, strict=True)
        ),
    )


def _label(title: str, base: float) -> tuple[tuple[float, str], ...]:
    lines = textwrap.wrap(title, _LETTERS, max_lines=2, placeholder="…") or [""]
    first = base - 3 - _LINE * (len(lines) - 1)
    return tuple((first + _LINE * place, each) for place, each in enumerate(lines))
