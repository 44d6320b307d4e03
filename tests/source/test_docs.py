"""What sources.yaml may say, docs/sources.md explains."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from monitor.model.source import Cadence, Selectors, Source
from monitor.model.watchlist import ComingUp, Edition, HelpEntry, Tiers, Topic
from monitor.source.load import parse
from monitor.source.schema import (
    SECTIONS,
    ComingUpEntry,
    EditionEntry,
    Entry,
    HelpLine,
    RelevanceEntry,
    SelectorsEntry,
    SourceEntry,
    TopicEntry,
)

PAGE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
MODELS: dict[str, tuple[type[Entry], type]] = {
    "sources": (SourceEntry, Source),
    "selectors": (SelectorsEntry, Selectors),
    "relevance": (RelevanceEntry, Tiers),
    "topics": (TopicEntry, Topic),
    "editions": (EditionEntry, Edition),
    "help": (HelpLine, HelpEntry),
    "coming_up": (ComingUpEntry, ComingUp),
}


def part(heading: str) -> str:
    """Return what stands under *heading*, up to the next one."""
    (found,) = re.findall(rf"^##+ {heading}\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S)
    return str(found)


def keys(text: str) -> list[str]:
    return re.findall(r"^\| `([a-z_]+)` \|(?:[^|\n]*\|){4}$", text, re.M)


@pytest.mark.parametrize("section", MODELS)
def test_table_has_every_key_in_order(section: str) -> None:
    model, _ = MODELS[section]

    assert keys(part(section)) == list(model.model_fields)


@pytest.mark.parametrize("section", MODELS)
def test_schema_has_the_fields_of_the_model(section: str) -> None:
    model, noun = MODELS[section]

    assert list(model.model_fields) == [field.name for field in fields(noun)]


@pytest.mark.parametrize("section", MODELS)
def test_defaults_are_as_documented(section: str) -> None:
    model, _ = MODELS[section]
    for name, field in model.model_fields.items():
        (row,) = re.findall(
            rf"^\| `{name}` \|.*$", part(section).split("| `cadence` | asked")[0], re.M
        )
        default = row.split(" | ")[3]
        assert (default == "required") == field.is_required(), name
        if isinstance(field.default, str | int) and field.default not in ("", True, False):
            assert default == f"`{field.default}`", name


@pytest.mark.parametrize("section", SECTIONS)
def test_section_is_documented(section: str) -> None:
    assert f"| `{section}` |" in part("Sections")


@pytest.mark.parametrize("cadence", Cadence)
def test_cadence_is_as_documented(cadence: Cadence) -> None:
    (row,) = re.findall(rf"^\| `{cadence}` \| (.*?) \| (\d+) days \|$", part("sources"), re.M)
    every, silent = row
    hours = cadence.poll_every.total_seconds() / 3600

    assert int(silent) == cadence.silent_after.days
    assert {"hour": 1, "6 hours": 6, "day": 24, "2 days": 48}[every] == hours


@pytest.mark.parametrize("example", re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S))
def test_example_can_be_used(example: str) -> None:
    assert parse(example, "docs/sources.md").problems == ()
