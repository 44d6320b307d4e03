"""A study from its sample to its agreement, on the demo's archive."""

import csv
import json
from pathlib import Path

from monitor.archive.lock import hold
from tests.conftest import Run

STAGES = {"ada": ["raid", "raid", "policy"], "bea": ["raid", "charge", "policy"]}


def filled(study: Path, monitor: Run, coder: str, order: list[str]) -> Path:
    """Let *coder* write the stage of each document, told in the order of drawing."""
    path = study / f"{coder}.csv"
    monitor("-C", study, "sheet", "s", "--coder", coder, "--out", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert sorted(row[head.index("item")] for row in rows) == sorted(order)
    for row in rows:
        row[head.index("stage")] = STAGES[coder][order.index(row[head.index("item")])]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *rows])
    return path


def test_a_study_from_sample_to_agreement(newsroom: Path, monitor: Run) -> None:
    monitor("-C", newsroom, "codebook", "init")
    asked = ("slavery", "--size", "3", "--seed", "7", "--name", "s", "--json")
    drawn = json.loads(monitor("-C", newsroom, "sample", *asked).stdout)["documents"]
    order = [each["document_id"] for each in drawn]
    sheets = [filled(newsroom, monitor, coder, order) for coder in STAGES]

    done = monitor("-C", newsroom, "codes", "import", *sheets)
    shown = monitor("-C", newsroom, "agreement", "s").stdout

    assert done.stdout.count("3 new, 0 changed, 0 as before") == 2
    assert "percent agreement     66.7" in shown
    assert "Cohen's kappa         0.500" in shown
    assert f"1  raid / charge: {order[1]}" in shown
    assert "too few for any figure to mean much" in shown


def test_tags_and_notes_are_written_beside_a_monitor_and_shown(
    newsroom: Path, monitor: Run
) -> None:
    with hold(newsroom / "monitor.lock", "a test"):
        monitor("-C", newsroom, "tag", "qbkp", "Museum", "follow-up", "--who", "Ada")
        told = monitor("-C", newsroom, "note", "qbkp", "ask for the \x1b[1mledger", "--who", "Bea")
    shown = json.loads(monitor("-C", newsroom, "show", "qbkp", "--json").stdout)
    found = monitor("-C", newsroom, "search", "--tag", "museum", "--limit", "1")

    assert "\x1b" not in told.stdout
    assert shown["tags"] == ["museum (Ada)", "follow-up (Ada)"]
    assert shown["notes"][0].startswith("Bea on ")
    assert "qbkp3wr2z36p" in found.stdout
