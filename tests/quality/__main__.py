"""Measure one part of the monitor on recorded material: ``python -m tests.quality SET``.

A set is a module of ``tests.quality.sets`` with ``items(folder)``, ``score(items, predictions)``
and either ``predict(item, folder)``, called in parallel, or ``predict_all(items, folder)``, where
the order of the items matters. The exit code is 1 where a figure is below its floor in floors.json,
and 2 where the material is not there.
"""

import argparse
import importlib
import json
import math
import os
import pkgutil
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.quality import sets

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).parent / "floors.json"
PROCESSES = 2
PEER = "_lead"
"""How the names of figures end that are not ours: what the first sentences of a text reach."""
SLACK = 0.005
"""What a floor lies below the figure that was measured: versions of a library differ by less."""

Item = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one set went."""

    name: str
    items: int
    seconds: float
    figures: Mapping[str, float]
    floors: Mapping[str, float]
    predictions: Sequence[Item]

    @property
    def below(self) -> tuple[str, ...]:
        """Names of the figures below their floor, or missing."""
        return tuple(
            name for name, floor in self.floors.items() if not self.figures.get(name, -1.0) >= floor
        )


class MissingDataError(Exception):
    """The recorded material is not there."""


def data_folder(given: Path | None, environ: Mapping[str, str]) -> Path:
    """Return where the sets lie: as given, as the environment says, or beside the project."""
    if given is not None:
        return given
    if "MONITOR_DATA" in environ:
        return Path(environ["MONITOR_DATA"])
    return Path(environ.get("MONITOR_SHARED") or ROOT.parent / "shared") / "data"


def names() -> list[str]:
    """Return the names of all sets."""
    return sorted(module.name for module in pkgutil.iter_modules(sets.__path__))


def measure(name: str, folder: Path) -> Result:
    """Run one set over *folder*.

    Raises:
        MissingDataError: The folder of the set is not there.
    """
    if not (folder / name).is_dir():
        raise MissingDataError(
            f"{name}: no recorded material at {folder / name}; give --data or MONITOR_DATA"
        )
    module = importlib.import_module(f"{sets.__name__}.{name}")
    items = module.items(folder)
    began = time.perf_counter()
    predictions = _predictions(module, items, folder)
    seconds = time.perf_counter() - began
    return Result(
        name=name,
        items=len(items),
        seconds=seconds,
        figures=module.score(items, predictions),
        floors=_floors().get(name, {}),
        predictions=predictions,
    )


def table(result: Result) -> str:
    """Return the figures beside their floors."""
    rows = [f"{result.name}: {result.items} items, {_pace(result)}"]
    for name, value in result.figures.items():
        floor = result.floors.get(name)
        beside = "" if floor is None else f"  floor {floor:.3f}"
        mark = "  BELOW" if name in result.below else ""
        rows.append(f"  {name:<24} {value:>9.3f}{beside}{mark}")
    missing = [name for name in result.below if name not in result.figures]
    return "\n".join([*rows, *(f"  {name:<24} not measured  BELOW" for name in missing)])


def raised(
    floors: Mapping[str, Mapping[str, float]], result: Result
) -> dict[str, dict[str, float]]:
    """Return *floors* with those of *result* raised to just below what it reached; none falls."""
    old = floors.get(result.name, {})
    new = {
        name: max(old.get(name, -1.0), math.floor((figure - SLACK) * 1000) / 1000)
        for name, figure in result.figures.items()
        if not name.endswith(PEER)
    }
    return dict(sorted({**{k: dict(v) for k, v in floors.items()}, result.name: new}.items()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit code."""
    options = _parser().parse_args(arguments)
    folder = data_folder(options.data, os.environ)
    wanted = names() if options.all else [options.set] if options.set else []
    if not wanted or not set(wanted) <= set(names()):
        print(f"name one set of: {', '.join(names())}; or give --all", file=sys.stderr)  # noqa: T201
        return 2
    if options.predictions and len(wanted) > 1:
        print("give --predictions with one set, each would overwrite the last", file=sys.stderr)  # noqa: T201
        return 2
    code = 0
    for name in wanted:
        try:
            result = measure(name, folder)
        except MissingDataError as fault:
            print(fault, file=sys.stderr)  # noqa: T201 - a program of its own
            code = max(code, 2)
            continue
        print(_record(result) if options.json else table(result), flush=True)  # noqa: T201
        if options.predictions:
            _write(options.predictions, result.predictions)
        if options.raise_floors:
            FLOORS.write_text(json.dumps(raised(_floors(), result), indent=2) + "\n", "utf-8")
        code = max(code, 1 if result.below else 0)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("set", nargs="?", metavar="SET")
    parser.add_argument("--all", action="store_true", help="every set, one after another")
    parser.add_argument("--data", type=Path, help="a folder that holds SET/manifest.jsonl")
    parser.add_argument(
        "--predictions", type=Path, help="write one JSON object a line to this file"
    )
    parser.add_argument(
        "--raise-floors", action="store_true", help="write better figures into floors.json"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a set")
    return parser


def _predictions(module: ModuleType, items: Sequence[Item], folder: Path) -> list[Item]:
    if hasattr(module, "predict_all"):
        return list(module.predict_all(items, folder))
    # Spawned, not forked: pypdfium2 and lxml keep state that a fork would share.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(module.predict, item, folder) for item in items]
        return [job.result() for job in jobs]


def _pace(result: Result) -> str:
    each = result.seconds / max(1, result.items)
    return f"{result.seconds:.1f} s, {each:.3f} s each"


def _record(result: Result) -> str:
    return json.dumps(
        {
            "set": result.name,
            "items": result.items,
            "seconds": round(result.seconds, 2),
            "figures": dict(result.figures),
            "floors": dict(result.floors),
            "below": list(result.below),
        }
    )


def _floors() -> dict[str, dict[str, float]]:
    if not FLOORS.is_file():
        return {}
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def _write(path: Path, predictions: Sequence[Item]) -> None:
    lines = (json.dumps(prediction, ensure_ascii=False) for prediction in predictions)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
