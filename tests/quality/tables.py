"""Results as a table for a terminal, and as one for docs/quality.md."""

import json
import re
from collections.abc import Iterable
from datetime import date

from tests.quality.measure import OURS, Result, Run

PACE = "items a second of CPU"


def table(result: Result) -> str:
    """Return the figures beside their floors, and beside those of peers where they ran."""
    rows = [f"{result.name}: {result.items} items, {_pace(result, result.ours):.1f} {PACE}"]
    for name, value in result.ours.figures.items():
        floor = result.floors.get(name)
        beside = "" if floor is None else f"  floor {floor:.3f}"
        best = result.best(name)
        rival = "" if best is None else f"  best peer {best[1]:.3f} ({best[0]})"
        lost = "  BEHIND" if best is not None and best[1] > value else ""
        mark = "  BELOW" if name in result.below else ""
        rows.append(f"  {name:<24} {value:>9.3f}{beside}{rival}{lost}{mark}")
    missing = [name for name in result.below if name not in result.ours.figures]
    rows += [f"  {name:<24} not measured  BELOW" for name in missing]
    rows += [
        f"  {name} {run.version}: {_pace(result, run):.1f} {PACE}; {_listed(run)}"
        for name, run in result.peers.items()
    ]
    rows += [f"  {name}: not installed; pip install -e '.[bench]'" for name in result.absent]
    return "\n".join(rows)


def record(result: Result) -> str:
    """Return the result as one JSON object."""
    return json.dumps(
        {
            "set": result.name,
            "items": result.items,
            "seconds": round(result.ours.seconds, 2),
            "figures": dict(result.ours.figures),
            "floors": dict(result.floors),
            "below": list(result.below),
            "peers": {
                name: {
                    "version": run.version,
                    "seconds": round(run.seconds, 2),
                    "figures": dict(run.figures),
                }
                for name, run in result.peers.items()
            },
            "absent": list(result.absent),
        }
    )


def markdown(result: Result, on: date) -> str:
    """Return the result as a table of Markdown under the command that makes it; our best in bold.

    A figure of ours is bold where no peer's is higher.
    """
    contenders = {OURS: result.ours, **result.peers}
    heads = [f"{name} {run.version}".strip() for name, run in contenders.items()]
    lines = [
        f"{result.items} items; `python -m tests.quality {result.name} --peers`, "
        f"{on.day} {on:%B %Y}.",
        "",
        _row("figure", *heads),
        _row("---", *("---:" for _ in heads)),
    ]
    for figure, value in result.ours.figures.items():
        best = result.best(figure)
        first = f"**{value:.3f}**" if best is None or value >= best[1] else f"{value:.3f}"
        others = (_told(run.figures.get(figure)) for run in result.peers.values())
        lines.append(_row(f"`{figure}`", first, *others))
    paces = (f"{_pace(result, run):,.1f}" for run in contenders.values())
    return "\n".join([*lines, _row(PACE, *paces)])


def into(page: str, results: Iterable[Result], on: date) -> str:
    """Return *page* with the table of each result between the marks that are there for it.

    Raises:
        ValueError: A set has no marks in the page.
    """
    for result in results:
        marks = re.compile(
            rf"(<!-- figures: {re.escape(result.name)} -->\n).*?(<!-- end of figures -->)", re.S
        )
        place = marks.search(page)
        if place is None:
            raise ValueError(f"no <!-- figures: {result.name} --> in the page; write it there")
        told = f"{place[1]}{markdown(result, on)}\n{place[2]}"
        page = page[: place.start()] + told + page[place.end() :]
    return page


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _told(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _listed(run: Run) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in run.figures.items())


def _pace(result: Result, run: Run) -> float:
    return result.items / max(run.seconds, 1e-9)
