"""The command line as scripts rely on it."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Run


def test_version_is_the_changelogs(monitor: Run) -> None:
    changelog = (Path(__file__).parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {monitor('--version').stdout.split()[1]}" in changelog


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["pol"], "did you mean poll?", id="misspelt command"),
        pytest.param([], "COMMAND", id="no command"),
        pytest.param(["show"], "ID", id="missing argument"),
        pytest.param(["poll", "--sauce", "x"], "--sauce", id="unknown option"),
        pytest.param(
            ["search", "a", "b"], "b: more than was asked for; put quotes", id="no quotes"
        ),
        pytest.param(
            ["search", "-museum"], "begins with - follows --: search -- '-museum", id="no dashes"
        ),
        pytest.param(["search", "a", "--limit", "-1"], "-1 is not a whole number", id="below 0"),
    ],
)
def test_wrong_use_is_one_line_and_code_2(monitor: Run, arguments: list[str], said: str) -> None:
    done = monitor(*arguments, code=2)

    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["visa", "--source", "harbor-post"], "no source harbor-post; did you mean harbour-post?"),
        (["visa topic:labor"], "no topic labor; did you mean labour?"),
        (["visa -kind:pdf (title:x OR kind:reports)"], "no kind reports; did you mean report?"),
    ],
)
def test_search_in_vain_names_what_no_document_can_have(
    monitor: Run, demo: Path, arguments: list[str], said: str
) -> None:
    done = monitor("-C", demo, "search", *arguments)

    assert said in done.stderr
    assert done.stdout.startswith("0 found\nthe same again: ")


def test_search_in_vain_for_what_there_is_says_no_more(monitor: Run, demo: Path) -> None:
    done = monitor("-C", demo, "search", "hippopotamus", "--source", "valley-echo")

    assert done.stderr == ""


def test_the_same_again_is_the_same_and_the_next_page_the_next(monitor: Run, demo: Path) -> None:
    def again(told: str, line: str) -> list[str]:
        (command,) = (row for row in told.splitlines() if row.startswith(line))
        return shlex.split(command.partition(" search ")[2])

    first = monitor("-C", demo, "search", "visa", "--limit", "2", "--newest").stdout
    same = again(first, "the same again: ")
    second = monitor("-C", demo, "search", *again(first, "next page: ")).stdout
    four = monitor("-C", demo, "search", *same, "--limit", "4").stdout

    def titles(told: str) -> list[str]:
        return re.findall(r"^[a-z2-7]{12}  .*$", told, re.M)

    assert len(titles(first)) == len(titles(second)) == 2
    assert titles(first) + titles(second) == titles(four)
    assert f"the same again: monitor -C {demo} search {shlex.join(same)}" in four


def test_counts_are_of_all_that_was_found(monitor: Run, demo: Path) -> None:
    options = ("--limit", "1", "--facets", "--over", "week", "--json")
    told = json.loads(monitor("-C", demo, "search", "visa", *options).stdout)

    assert len(told["documents"]) == 1
    assert told["total"] > 1
    sources = told["facets"]["source"]["values"]
    assert sum(each["count"] for each in sources) == told["total"]
    assert sum(each["count"] or 0 for each in told["timeline"]["buckets"]) == told["total"]
    assert "as_of=" in told["permalink"]
    whole = json.loads(monitor("-C", demo, "search", "visa", "--all", "--json").stdout)
    assert len(whole["documents"]) == told["total"]
    assert "\nmonth\n" in monitor("-C", demo, "search", "visa", *options[:-1]).stdout


def test_similar_documents_are_told(monitor: Run, demo: Path) -> None:
    told = json.loads(monitor("-C", demo, "search", "visa", "--limit", "1", "--json").stdout)
    alike = monitor("-C", demo, "similar", told["documents"][0]["id"], "--limit", "2").stdout

    assert len(re.findall(r"^[a-z2-7]{12}  ", alike, re.M)) == 2


def test_day_that_is_none_is_named_by_its_option(monitor: Run, demo: Path) -> None:
    done = monitor("-C", demo, "search", "visa", "--since", "yesterday", code=2)

    assert done.stderr.startswith("monitor: --since: takes a day such as ")
    assert "not “yesterday”" in done.stderr


def test_init_lays_out_a_folder_and_never_overwrites(monitor: Run, tmp_path: Path) -> None:
    folder = tmp_path / "watch"

    first = monitor("init", folder)
    second = monitor("init", folder, code=2)

    assert (folder / "sources.yaml").read_text(encoding="utf-8") == (
        Path(__file__).parent.parent / "sources.yaml"
    ).read_text(encoding="utf-8")
    assert (folder / "digests").is_dir()
    assert "poll" in first.stdout
    assert "left as it is" in second.stderr


def test_check_of_what_init_lays_out_finds_nothing_wrong(monitor: Run, tmp_path: Path) -> None:
    monitor("init", tmp_path / "watch")

    done = monitor("-C", tmp_path / "watch", "sources", "check", "--json")

    told = json.loads(done.stdout)
    assert told["problems"] == []
    assert any("BBC" in note["rights"] for note in told["rights"])


@pytest.mark.parametrize("command", ["poll", "digest", "status", "doctor"])
def test_folder_without_sources_is_named(monitor: Run, tmp_path: Path, command: str) -> None:
    done = monitor("-C", tmp_path, command, code=2)

    assert "sources.yaml" in done.stderr
    assert "monitor init" in done.stderr
    assert done.stderr.count("\n") == 1


def test_search_before_the_first_poll_says_so(monitor: Run, tmp_path: Path) -> None:
    monitor("init", tmp_path)

    done = monitor("-C", tmp_path, "search", "slavery", code=1)

    assert "monitor poll" in done.stderr


def test_status_before_the_first_poll_says_so(monitor: Run, tmp_path: Path) -> None:
    monitor("init", tmp_path)

    done = monitor("-C", tmp_path, "status")

    assert "never asked" in done.stdout
    assert "monitor poll" in done.stdout


def test_home_may_come_from_the_environment(monitor: Run, tmp_path: Path) -> None:
    monitor("init", tmp_path / "watch")

    done = monitor("sources", "list", MONITOR_HOME=str(tmp_path / "watch"))

    assert "bbc-uk" in done.stdout


def test_debug_shows_the_traceback(monitor: Run, tmp_path: Path) -> None:
    assert "Traceback" in monitor("--debug", "-C", tmp_path, "poll", code=2).stderr


def test_bytes_that_are_no_text_name_no_document(monitor: Run, demo: Path) -> None:
    done = monitor("-C", demo, "show", "\udcff", code=2)

    assert "not in the archive" in done.stderr
