"""What nearly came in is looked through, decided about, and told."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

MUSEUM = "qbkp3wr2z36p"
THEN = "2026-11-16T12:00Z"
"""When the issue of the demo's last week was made already."""


def weekly(newsroom: Path, week: str) -> str:
    return (newsroom / "digests" / f"{week}.txt").read_text(encoding="utf-8")


def test_queue_is_listed_with_why_it_waits(monitor: Run, demo: Path) -> None:
    done = monitor("-C", demo, "review")

    assert MUSEUM in done.stdout
    assert "queued: " in done.stdout
    assert "would be included if not for the false friend" in done.stdout
    assert "1 document waiting" in done.stdout
    (told,) = json.loads(monitor("-C", demo, "review", "--json").stdout)["documents"]
    assert (told["id"], told["source"]) == (MUSEUM, "harbour-post")
    assert told["nearest"]
    assert told["nearest"] in done.stdout
    assert "1 to review since 2026-10-1" in monitor("-C", demo, "status").stdout


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (["--source", "harbour-post"], 1),
        (["--source", "valley-echo"], 0),
        (["--since", "2026-10-14"], 1),
        (["--since", "2026-11-01"], 0),
        (["--skip", "1"], 0),
        (["--limit", "0"], 0),
        (["--order", "likely"], 1),
    ],
)
def test_queue_is_narrowed(monitor: Run, demo: Path, options: list[str], shown: int) -> None:
    told = json.loads(monitor("-C", demo, "review", *options, "--json").stdout)

    assert (told["waiting"], len(told["documents"])) == (1, shown)


def test_accepted_document_stands_in_the_next_issue_and_in_no_sent_one(
    monitor: Run, newsroom: Path
) -> None:
    sent = weekly(newsroom, "2026-W42")
    done = monitor(
        "-C", newsroom, "review", "accept", MUSEUM[:5], "--topic", "labour",
        "--note", "the hall on the trade of today", "--by", "Ada", MONITOR_NOW=THEN,
    )  # fmt: skip
    for week in ("2026-W42", "2026-W47"):
        monitor("-C", newsroom, "digest", "--week", week, MONITOR_NOW="2026-11-23T08:00Z")

    assert "the next issue may hold it" in done.stdout
    assert weekly(newsroom, "2026-W42") == sent
    assert "Museum of slavery" in weekly(newsroom, "2026-W47")
    assert "accepted by an editor" in weekly(newsroom, "2026-W47")
    assert "Ada" not in weekly(newsroom, "2026-W47")
    assert MUSEUM in monitor("-C", newsroom, "search", "title:museum topic:labour").stdout
    shown = json.loads(monitor("-C", newsroom, "show", MUSEUM, "--json").stdout)
    assert shown["decisions"] == ["accepted by Ada on 2026-11-16: the hall on the trade of today"]
    monitor("-C", newsroom, "doctor")


def test_rejected_document_waits_no_more_and_is_still_found(monitor: Run, newsroom: Path) -> None:
    monitor("-C", newsroom, "review", "reject", MUSEUM, MONITOR_REVIEWER="Bea", MONITOR_NOW=THEN)
    again = monitor("-C", newsroom, "review", "reject", MUSEUM, "--by", "Cy", MONITOR_NOW=THEN)

    assert "already rejected by Bea on 2026-11-16" in again.stdout
    assert monitor("-C", newsroom, "review").stdout == "nothing waits for a decision\n"
    assert MUSEUM in monitor("-C", newsroom, "search", "title:museum").stdout

    monitor("-C", newsroom, "review", "undo", MUSEUM, "--by", "Cy", MONITOR_NOW=THEN)

    assert MUSEUM in monitor("-C", newsroom, "review").stdout
    past = monitor("-C", newsroom, "review", "history", "--json")
    told = [(d["decision"], d["by"]) for d in json.loads(past.stdout)["decisions"]]
    assert told == [("taken back", "Cy"), ("rejected", "Bea")]


def test_issue_that_is_not_made_yet_leaves_out_what_was_rejected(
    monitor: Run, newsroom: Path
) -> None:
    def told() -> list[str]:
        monitor(
            "-C", newsroom, "digest", "--week", "2026-W46", "--draft", "--edition", "other",
            MONITOR_NOW=THEN,
        )  # fmt: skip
        text = (newsroom / "digests/other-2026-W46.draft.json").read_text(encoding="utf-8")
        return [
            item["lead"]["document_id"]
            for section in json.loads(text)["sections"]
            for item in section["items"]
        ]

    file = newsroom / "sources.yaml"
    text = file.read_text(encoding="utf-8")
    other = "  - {id: other, title: Other, topics: [policy, labour], timezone: Europe/London}"
    file.write_text(text.replace("\nhelp:", f"\n{other}\nhelp:"), "utf-8")
    first, *others = told()
    monitor("-C", newsroom, "review", "reject", first, MONITOR_NOW=THEN)

    # Another document of its story may stand in its place.
    after = told()
    assert first not in after
    assert set(others) <= set(after)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["accept", MUSEUM, "zzzz"], "document zzzz: not in the archive"),
        (["accept", MUSEUM, "--topic", "labor"], "did you mean labour?"),
        (["--source", "harbor-post"], "did you mean harbour-post?"),
        (["--since", "soon"], "--since: "),
        (["acept", MUSEUM], "did you mean accept?"),
        (["--order", "soonest"], "--order: there is no soonest; "),
    ],
)
def test_what_cannot_be_done_is_named_and_nothing_is_done(
    monitor: Run, demo: Path, arguments: list[str], said: str
) -> None:
    done = monitor("-C", demo, "review", *arguments, code=2)

    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert monitor("-C", demo, "review", "history").stdout == "nothing was decided yet\n"


def test_undoing_what_nobody_decided_says_so(monitor: Run, newsroom: Path) -> None:
    done = monitor("-C", newsroom, "review", "undo", MUSEUM)

    assert "nothing was decided about it" in done.stdout


def test_decision_does_not_wait_for_a_monitor_that_is_at_work(monitor: Run, newsroom: Path) -> None:
    from monitor.archive.lock import hold

    with hold(newsroom / "monitor.lock", "run"):
        done = monitor("-C", newsroom, "review", "accept", MUSEUM)

    assert "accepted, was waiting: " in done.stdout


def test_learning_says_how_many_decisions_are_wanted(monitor: Run, newsroom: Path) -> None:
    assert monitor("-C", newsroom, "review", "learn").stdout == (
        "not used: 0 decisions, 40 needed\n"
    )
    assert not (newsroom / "learned.skops").exists()


def test_file_that_was_not_learned_here_leaves_the_queries_order(
    monitor: Run, newsroom: Path
) -> None:
    (newsroom / "learned.skops").write_bytes(b"nothing of ours")

    done = monitor("-C", newsroom, "review", "--order", "likely")

    assert MUSEUM in done.stdout
    assert "cannot be read" in done.stderr
    assert "run monitor review learn" in done.stderr


def test_too_few_decisions_teach_nothing(monitor: Run, newsroom: Path) -> None:
    monitor("-C", newsroom, "review", "reject", MUSEUM)

    done = monitor("-C", newsroom, "review", "learn")
    model = monitor("-C", newsroom, "review", "model", code=1)

    assert done.stdout.startswith("not used: 1 decision")
    assert "monitor review learn" in model.stderr
