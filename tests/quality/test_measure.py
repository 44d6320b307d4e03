"""How contenders are run, on an answerer that stands in no set."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.quality.measure import OURS, MissingDataError, Result, Run, measure
from tests.quality.peer import Peer


def test_peer_tells_its_version_and_whether_it_is_there() -> None:
    assert Peer(answer=print, package="pytest").version == pytest.__version__
    assert Peer(answer=print, package="no-such-distribution").version is None
    assert Peer(answer=print).version == ""


def test_best_peer_is_the_highest_that_has_the_figure() -> None:
    result = Result(
        name="set",
        items=1,
        ours=Run(figures={"f1": 0.5, "day": 0.5}, seconds=1.0),
        floors={},
        predictions=(),
        peers={
            "one": Run(figures={"f1": 0.7}, seconds=1.0),
            "two": Run(figures={"f1": 0.6}, seconds=1.0),
        },
    )

    assert result.best("f1") == ("one", 0.7)
    assert result.best("day") is None


@pytest.fixture
def counted_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A set of three numbers, answered as a whole: ours doubles them, peers do other things."""

    def ours(items: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
        return [{"n": 2 * item["n"]} for item in items]

    def same(items: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
        return [{"n": item["n"]} for item in items]

    def score(items: list[Any], predictions: list[Any]) -> dict[str, float]:
        right = [p["n"] == 2 * i["n"] for i, p in zip(items, predictions, strict=True)]
        return {"right": sum(right) / len(right), "answered": 1.0}

    module = ModuleType("tests.quality.sets.counted")
    vars(module).update(
        items=lambda folder: [{"n": n} for n in range(3)],
        predict_all=ours,
        score=score,
        PEERS={
            "same": Peer(answer=same, figures=("right",)),
            "missing": Peer(answer=same, package="no-such-distribution"),
        },
    )
    monkeypatch.setitem(sys.modules, module.__name__, module)
    (tmp_path / "counted").mkdir()
    return module


def test_peers_answer_the_same_items_and_only_when_asked(
    counted_set: ModuleType, tmp_path: Path
) -> None:
    alone = measure("counted", tmp_path)
    beside = measure("counted", tmp_path, peers=True)

    assert alone.peers == {}
    assert alone.absent == ()
    assert beside.ours.figures == {"right": 1.0, "answered": 1.0}
    assert beside.peers["same"].figures == {"right": pytest.approx(1 / 3)}  # 0 doubled is 0
    assert beside.absent == ("missing",)
    assert OURS not in beside.peers


def test_set_without_items_is_not_measured(counted_set: ModuleType, tmp_path: Path) -> None:
    vars(counted_set)["items"] = lambda folder: []

    with pytest.raises(MissingDataError, match="no items"):
        measure("counted", tmp_path)


def test_some_of_the_items_are_no_measure_of_the_set(
    counted_set: ModuleType, tmp_path: Path
) -> None:
    vars(counted_set)["PEERS_ASKED_ONE_IN"] = 2

    assert not measure("counted", tmp_path).sampled
    assert measure("counted", tmp_path, peers=True).sampled
