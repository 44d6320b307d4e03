"""What was measured once on recorded material is the least from then on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.quality.__main__ import main, raised
from tests.quality.measure import FLOORS, Result, Run, measure, names
from tests.quality.tables import table

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", names())
def test_set_reaches_its_floors(
    shared: Path, name: str, record_property: Callable[[str, object], None]
) -> None:
    result = measure(name, shared / "data")

    figures = ", ".join(f"{key} {value:.3f}" for key, value in result.ours.figures.items())
    record_property(f"quality {name}", f"{result.items} items: {figures}")
    assert result.floors, f"no floors for {name} in {FLOORS.name}"
    assert not result.below, table(result)


def _result(**figures: float) -> Result:
    return Result(
        name="set",
        items=1,
        ours=Run(figures=figures, seconds=1.0),
        floors={"f1": 0.9},
        predictions=(),
    )


def test_figure_below_its_floor_is_found_and_so_is_one_that_is_missing() -> None:
    assert _result(f1=0.899).below == ("f1",)
    assert _result(other=1.0).below == ("f1",)
    assert _result(f1=0.9).below == ()


def test_floors_rise_and_never_fall() -> None:
    floors = {"set": {"f1": 0.9}, "other": {"f1": 0.5}}

    assert raised(floors, _result(f1=0.95))["set"] == {"f1": 0.945}
    assert raised(floors, _result(f1=0.5))["set"] == {"f1": 0.9}
    assert raised(floors, _result(f1=0.95))["other"] == {"f1": 0.5}


def test_absent_material_is_said_and_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([names()[0], "--data", str(tmp_path)])

    assert code == 2
    assert "no recorded material" in capsys.readouterr().err


def test_unknown_set_names_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-set"]) == 2
    assert names()[0] in capsys.readouterr().err
