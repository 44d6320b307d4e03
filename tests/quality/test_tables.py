"""What the tables say, and that docs/quality.md has a place for each set."""

from datetime import date

import pytest

from tests.quality.__main__ import PAGE
from tests.quality.measure import Result, Run, names
from tests.quality.tables import into, markdown, table

RESULT = Result(
    name="some_set",
    items=10,
    ours=Run(figures={"f1": 0.9, "title": 0.5}, seconds=2.0),
    floors={"f1": 0.8},
    predictions=(),
    peers={
        "one": Run(figures={"f1": 0.8}, seconds=5.0, version="1.2"),
        "two": Run(figures={"f1": 0.7, "title": 0.6}, seconds=0.5),
    },
    absent=("three",),
)


def test_terminal_names_the_best_peer_and_says_where_we_are_behind() -> None:
    told = table(RESULT)

    assert "f1                           0.900  floor 0.800  best peer 0.800 (one)\n" in told
    assert "title                        0.500  best peer 0.600 (two)  BEHIND" in told
    assert "three: not installed" in told


def test_page_has_ours_in_bold_where_no_peer_is_better() -> None:
    told = markdown(RESULT, date(2026, 11, 5))

    assert told.splitlines() == [
        "10 items; `python -m tests.quality some_set --peers`, 5 November 2026.",
        "",
        "| figure | ours | one 1.2 | two |",
        "| --- | ---: | ---: | ---: |",
        "| `f1` | **0.900** | 0.800 | 0.700 |",
        "| `title` | 0.500 |  | 0.600 |",
        "| items a second of CPU | 5.0 | 2.0 | 20.0 |",
    ]


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    page = "a\n<!-- figures: some_set -->\nold\n<!-- end of figures -->\nb\n"

    new = into(page, [RESULT], date(2026, 11, 5))

    assert new.startswith("a\n<!-- figures: some_set -->\n10 items")
    assert new.endswith("20.0 |\n<!-- end of figures -->\nb\n")
    with pytest.raises(ValueError, match="some_set"):
        into("no marks", [RESULT], date(2026, 11, 5))


def test_every_set_stands_in_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert [name for name in names() if f"<!-- figures: {name} -->" not in page] == []
