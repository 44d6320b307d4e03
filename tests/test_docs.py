"""What the program has, the documentation names."""

import argparse
import re
from pathlib import Path

import pytest

from monitor.cli.app import parser
from monitor.model.outcome import Outcome, PollResult

ROOT = Path(__file__).parent.parent
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def _commands() -> dict[str, argparse.ArgumentParser]:
    action = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


@pytest.mark.parametrize("name", sorted(_commands()))
def test_command_and_its_options_are_documented(name: str) -> None:
    rows = [line for line in COMMANDS.splitlines() if line.startswith(f"| `monitor {name}")]
    assert rows
    for action in _commands()[name]._actions:
        for option in (o for o in action.option_strings if o not in ("-h", "--help")):
            assert any(option in row for row in rows), option


@pytest.mark.parametrize("word", [*Outcome, *PollResult])
def test_outcome_is_documented(word: str) -> None:
    assert f"`{word}`" in COMMANDS


def test_readme_has_one_command_line_under_each_of_its_two_headings() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for title in ("Try it", "Test it"):
        (block,) = re.findall(rf"^## {title}$.*?^```sh\n(.*?)^```$", readme, re.M | re.S)
        assert block.count("\n") == 1
        assert "python3" in block


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_page_of_the_docs_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme
