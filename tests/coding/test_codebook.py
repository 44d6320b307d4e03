"""A codebook is read as it is written, and what is wrong in it is named with its line."""

from pathlib import Path

import pytest

from monitor.coding.codebook import expected, understood
from monitor.errors import ExportError
from monitor.library.coding import codebook, seed_codebook
from monitor.model.coding import Level
from tests.coding.conftest import REMEDY, STAGE, VICTIMS


def read(folder: Path, text: str) -> object:
    path = folder / "book.yaml"
    path.write_text(text, encoding="utf-8")
    return codebook(path)


def test_the_codebook_to_begin_with_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(seed_codebook(), encoding="utf-8")
    book = codebook(path)

    assert {each.level for each in book.variables} == set(Level)
    assert all(each.question for each in book.variables)
    told = book.variable("smuggling_conflated")
    assert told is not None
    assert told.values == ("yes", "no")


def test_json_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    path.write_text('{"variables": [{"name": "stage", "values": ["raid", "unassigned"]}]}')

    (variable,) = codebook(path).variables

    assert (variable.level, variable.values) == (Level.NOMINAL, ("raid",))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is no codebook"),
        ("variables: 3", "is no codebook"),
        ("variables: []", ":1: has 0 variables"),
        ("titel: x\nvariables: [{name: a}]", ":1: unknown key “titel”"),
        ("variables:\n- name: Stage\n  values: [a]", ":2: “Stage” is no name of a variable"),
        ("variables:\n- values: [a]", ":2: name: is missing"),
        ("variables:\n- raid", ":2: a variable needs keys"),
        ("variables:\n- name: item\n  values: [a]", "is in every sheet"),
        ("variables:\n- name: a\n  values: [x]\n- name: a\n  values: [x]", ":4: the variable “a”"),
        ("variables:\n- name: a\n  valus: [x]", ":3: unknown key “valus”; did you mean “values”?"),
        ("variables:\n- name: a\n  level: ratio", ":3: “ratio” is no level"),
        ("variables:\n- name: a\n", ":2: needs a list of values"),
        ("variables:\n- name: a\n  values: [x, X]", ":3: the value “X” is there twice"),
        ("variables:\n- name: a\n  level: interval\n  values: [x]", ":4: an interval variable"),
        ("variables:\n- name: a\n  level: interval\n  least: few", "“few” is not a number"),
        ("variables:\n- name: a\n  level: interval\n  least: 2\n  most: 1", ":5: is smaller"),
        ("variables:\n- name: a\n  values: [x]\n  least: 2", ":4: least: is for numbers"),
        ("variables: [\n", "cannot be read as YAML"),
        ("title: a\ntitle: b\nvariables: [{name: a}]", ":2: has “title” twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(ExportError) as caught:
        read(tmp_path, text)

    assert fault in str(caught.value)
    assert "book.yaml" in str(caught.value)


def test_a_codebook_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="monitor codebook init"):
        codebook(tmp_path / "none.yaml")


def test_codes_are_understood_as_people_write_them() -> None:
    assert understood(STAGE, " ngo  REPORT ") == "NGO report"
    assert understood(STAGE, "Unassigned") == "unassigned"
    assert understood(STAGE, "trial") is None
    assert understood(VICTIMS, "9.0") == "9"
    assert [understood(VICTIMS, told) for told in ("-1", "501", "many", "1e2", "nan", "٣")] == [
        None
    ] * 6
    assert expected(VICTIMS) == "a number from 0 to 500 or unassigned"
    assert expected(REMEDY).endswith("much, unassigned")
