"""Measure one part of the monitor on recorded material: ``python -m tests.quality SET``.

A set is a module of ``tests.quality.sets`` with ``items(folder)``, ``score(items, predictions)``
and either ``predict(item, folder)``, called in parallel, or ``predict_all(items, folder)``, where
the order of the items matters; ``PEERS`` names what else can answer it. The exit code is 1 where a
figure is below its floor in floors.json, and 2 where the material is not there.
"""

import argparse
import json
import math
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.quality.measure import (
    FLOORS,
    ROOT,
    Item,
    MissingDataError,
    Result,
    data_folder,
    floors,
    measure,
    names,
)
from tests.quality.tables import into, record, table

PAGE = ROOT / "docs" / "quality.md"
SLACK = 0.005
"""What a floor lies below the figure that was measured: versions of a library differ by less."""


def raised(held: Mapping[str, Mapping[str, float]], result: Result) -> dict[str, dict[str, float]]:
    """Return *held* with floors of *result* raised to just below what it reached; none falls."""
    old = held.get(result.name, {})
    new = {
        name: max(old.get(name, -1.0), math.floor((figure - SLACK) * 1000) / 1000)
        for name, figure in result.ours.figures.items()
    }
    return dict(sorted({**{k: dict(v) for k, v in held.items()}, result.name: new}.items()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit code."""
    options = _parser().parse_args(arguments)
    folder = data_folder(options.data, os.environ)
    wanted = names() if options.all else options.sets
    if not wanted or not set(wanted) <= set(names()):
        return _refused(f"name one set or more of: {', '.join(names())}; or give --all")
    if options.predictions and len(wanted) > 1:
        return _refused("give --predictions with one set, each would overwrite the last")
    code = 0
    for name in wanted:
        try:
            result = measure(name, folder, peers=options.peers)
        except MissingDataError as fault:
            code = max(code, _refused(str(fault)))
            continue
        print(record(result) if options.json else table(result), flush=True)  # noqa: T201
        _keep(result, options)
        code = max(code, 1 if result.below else 0)
    return code


def _keep(result: Result, options: argparse.Namespace) -> None:
    """Write what the options ask to be written."""
    if options.predictions:
        _write(options.predictions, result.predictions)
    if options.raise_floors and not result.sampled:
        FLOORS.write_text(json.dumps(raised(floors(), result), indent=2) + "\n", "utf-8")
    if options.write:
        today = datetime.now(UTC).date()
        PAGE.write_text(into(PAGE.read_text("utf-8"), [result], today), "utf-8")


def _refused(reason: str) -> int:
    print(reason, file=sys.stderr)  # noqa: T201 - a program of its own
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--all", action="store_true", help="every set, one after another")
    parser.add_argument("--data", type=Path, help="a folder that holds SET/manifest.jsonl")
    parser.add_argument(
        "--peers",
        action="store_true",
        help="run the peers of each set on the same items; those not installed are named",
    )
    parser.add_argument(
        "--predictions", type=Path, help="write one JSON object a line to this file"
    )
    parser.add_argument(
        "--raise-floors",
        action="store_true",
        help="write better figures of whole sets into floors.json",
    )
    parser.add_argument(
        "--write", action="store_true", help=f"write the table into {PAGE.relative_to(ROOT)}"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a set")
    return parser


def _write(path: Path, predictions: Sequence[Item]) -> None:
    lines = (json.dumps(prediction, ensure_ascii=False) for prediction in predictions)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
