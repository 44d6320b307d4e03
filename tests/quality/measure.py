"""Run a set: our answers, those of peers on the same items, and what both cost."""

import importlib
import json
import pkgutil
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.quality import sets
from tests.quality.peer import Peer

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).parent / "floors.json"
PROCESSES = 2
OURS = "ours"
_WARM = 2
"""Items answered before the clock runs, where a set is answered as a whole."""

Item = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How one contender did."""

    figures: Mapping[str, float]
    seconds: float
    """CPU time over all items; what is loaded once is not counted."""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one set went."""

    name: str
    items: int
    ours: Run
    floors: Mapping[str, float]
    predictions: Sequence[Item]
    peers: Mapping[str, Run] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    """Names of peers whose library is not installed."""
    sampled: bool = False
    """Whether only some of the set's items were asked: no measure of the set."""

    @property
    def below(self) -> tuple[str, ...]:
        """Names of the figures below their floor, or missing."""
        figures = self.ours.figures
        return tuple(
            name for name, floor in self.floors.items() if not figures.get(name, -1.0) >= floor
        )

    def best(self, figure: str) -> tuple[str, float] | None:
        """Return the peer that is best at *figure* and what it reached, None where none has it."""
        reached = [
            (run.figures[figure], name) for name, run in self.peers.items() if figure in run.figures
        ]
        return (max(reached)[1], max(reached)[0]) if reached else None


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


def floors() -> dict[str, dict[str, float]]:
    """Return what each set reached once, by set and figure."""
    if not FLOORS.is_file():
        return {}
    found: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return found


def measure(name: str, folder: Path, *, peers: bool = False) -> Result:
    """Run one set over *folder*, and its peers on the same items where they are asked for.

    Raises:
        MissingDataError: The folder of the set is not there.
    """
    module = importlib.import_module(f"{sets.__name__}.{name}")
    material: Path = getattr(module, "MATERIAL", folder / name)
    if not material.exists():
        raise MissingDataError(
            f"{name}: no recorded material at {material}; give --data or MONITOR_DATA"
        )
    items = module.items(folder)
    if not items:
        raise MissingDataError(f"{name}: no items in {folder / name}, so nothing is measured")
    # Some peers take minutes on a large set: of such one item in so many is asked.
    step = getattr(module, "PEERS_ASKED_ONE_IN", 1) if peers else 1
    items = items[::step]
    named: Mapping[str, Peer] = getattr(module, "PEERS", {}) if peers else {}
    absent = tuple(each for each, peer in named.items() if peer.version is None)
    asked = [OURS, *(each for each in named if each not in absent)]
    answers = _answers(module, asked, items, folder)
    predictions, seconds = answers.pop(OURS)
    return Result(
        name=name,
        items=len(items),
        ours=Run(figures=module.score(items, predictions), seconds=seconds),
        floors=floors().get(name, {}),
        predictions=predictions,
        peers={
            each: Run(
                figures=_able(named[each], module.score(items, found)),
                seconds=spent,
                version=named[each].version or "",
            )
            for each, (found, spent) in answers.items()
        },
        absent=absent,
        sampled=step > 1,
    )


def _able(peer: Peer, figures: Mapping[str, float]) -> dict[str, float]:
    return {
        name: value for name, value in figures.items() if not peer.figures or name in peer.figures
    }


def _answers(
    module: ModuleType, asked: Sequence[str], items: Sequence[Item], folder: Path
) -> dict[str, tuple[list[Item], float]]:
    """Return each contender's answers and their CPU seconds."""
    if hasattr(module, "predict_all"):
        return {each: _whole(module, each, items, folder) for each in asked}
    # Spawned, not forked: pypdfium2 and lxml keep state that a fork would share.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        job = partial(_each, module.__name__, tuple(asked), folder)
        # A few items a job: the first of each process is answered twice, and timed once.
        told = [row for rows in pool.map(job, _dealt(items)) for row in rows]
    by_place = sorted(told, key=lambda row: row[0])
    return {
        each: ([row[1][each][0] for row in by_place], sum(row[1][each][1] for row in by_place))
        for each in asked
    }


def _dealt(items: Sequence[Item]) -> list[list[tuple[int, Item]]]:
    """Return the items with their places, in hands of up to eight."""
    placed = list(enumerate(items))
    return [placed[at : at + 8] for at in range(0, len(placed), 8)]


_Timed = tuple[Item, float]
_warm: set[str] = set()


def _each(
    module_name: str, asked: Sequence[str], folder: Path, hand: Sequence[tuple[int, Item]]
) -> list[tuple[int, dict[str, _Timed]]]:
    """Answer a few items with every contender in turn; who begins changes with each item."""
    module = importlib.import_module(module_name)
    rows = []
    for place, item in hand:
        turn = place % len(asked)
        rows.append(
            (
                place,
                {
                    each: _timed(each, partial(_function(module, each), item, folder))
                    for each in (*asked[turn:], *asked[:turn])
                },
            )
        )
    return rows


def _cpu() -> float:
    """Return the CPU seconds of this process and of the programs that it has run."""
    ran = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ran.ru_utime + ran.ru_stime


def _timed(contender: str, answer: Callable[[], Any]) -> tuple[Any, float]:
    if contender not in _warm:
        answer()
        _warm.add(contender)
    began = _cpu()
    found = answer()
    return found, _cpu() - began


def _whole(
    module: ModuleType, contender: str, items: Sequence[Item], folder: Path
) -> tuple[list[Item], float]:
    answer = _function(module, contender)
    answer(items[:_WARM], folder)
    began = _cpu()
    found = list(answer(items, folder))
    return found, _cpu() - began


def _function(module: ModuleType, contender: str) -> Callable[..., Any]:
    if contender == OURS:
        found: Callable[..., Any] = getattr(module, "predict_all", None) or module.predict
        return found
    peer: Peer = module.PEERS[contender]
    return peer.answer
