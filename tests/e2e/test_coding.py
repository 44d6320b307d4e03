"""A study from its sample to its agreement, on the demo's archive."""

import csv
import json
from pathlib import Path

import pytest

from monitor.archive.lock import hold
from tests.conftest import Run

STAGES = {"ada": ["raid", "raid", "policy"], "bea": ["raid", "charge", "policy"]}


@pytest.fixture
def study(newsroom: Path, monitor: Run) -> Path:
    """A project with a codebook and a sample of three."""
    monitor("-C", newsroom, "codebook", "init")
    monitor("-C", newsroom, "sample", "slavery", "--size", "3", "--seed", "7", "--name", "s")
    return newsroom


def filled(study: Path, monitor: Run, coder: str, stages: list[str]) -> Path:
    """Let *coder* write the stage of each document, in the order in which they were drawn."""
    path = study / f"{coder}.csv"
    monitor("-C", study, "sheet", "s", "--coder", coder, "--out", path)
    told = json.loads(monitor("-C", study, "samples", "s", "--json").stdout)
    order = [each["document_id"] for each in told["documents"]]
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert sorted(row[head.index("item")] for row in rows) == sorted(order)
    for row in rows:
        row[head.index("stage")] = stages[order.index(row[head.index("item")])]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *rows])
    return path


def test_a_study_from_sample_to_agreement(study: Path, monitor: Run) -> None:
    sheets = [filled(study, monitor, coder, told) for coder, told in STAGES.items()]

    first = monitor("-C", study, "codes", "import", *sheets)
    again = monitor("-C", study, "codes", "import", *sheets)
    (found,) = json.loads(
        monitor("-C", study, "agreement", "s", "--variable", "stage", "--json").stdout
    )["variables"]

    assert first.stdout.count("3 new, 0 changed, 0 as before") == 2
    assert again.stdout.count("0 new, 0 changed, 3 as before") == 2
    assert found["percent"] == pytest.approx(66.67, abs=0.01)
    assert found["kappa"] == pytest.approx(0.5)
    assert [each["values"] for each in found["disagreements"]] == [["raid", "charge"]]
    shown = monitor("-C", study, "agreement", "s").stdout
    assert "Cohen's kappa         0.500" in shown
    assert "too few for any figure to mean much" in shown
    assert "sound" in monitor("-C", study, "doctor").stdout
    done = monitor("-C", study, "sheet", "s", "--coder", "ada", "--out", sheets[0], code=1)
    assert "is there already and was left as it is" in done.stderr


def test_tags_and_notes_are_written_beside_a_monitor_and_shown(
    newsroom: Path, monitor: Run
) -> None:
    with hold(newsroom / "monitor.lock", "a test"):
        monitor("-C", newsroom, "tag", "qbkp", "Museum", "follow-up", "--who", "Ada")
        monitor("-C", newsroom, "note", "qbkp", "ask for the \x1b[1mledger", "--who", "Bea")

    shown = json.loads(monitor("-C", newsroom, "show", "qbkp", "--json").stdout)
    assert shown["tags"] == ["museum (Ada)", "follow-up (Ada)"]
    assert shown["notes"][0].startswith("Bea on ")
    found = monitor("-C", newsroom, "search", "--tag", "museum", "--limit", "1")
    assert "qbkp3wr2z36p" in found.stdout
    assert "\x1b" not in monitor("-C", newsroom, "note").stdout
    assert "such as monitor tag" in monitor("-C", newsroom, "tag", "--remove", code=2).stderr
