"""Sheets come back from spreadsheets in many ways; what is wrong in them is named."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st

from monitor.coding.filled import Given, codes, read
from monitor.coding.sheet import Line, told, wide
from monitor.errors import ExportError
from tests.coding.conftest import BOOK, NOW

GIVEN = Given(codebook=BOOK, items={"s": frozenset({"d1", "d2"})}, now=NOW)
HEAD = "sample,coder,item,title,publisher,published,url,extract,stage,remedy,victims\n"


def found(text: str, given: Given = GIVEN) -> list[tuple[str, str, str, str]]:
    told_, problems = codes(read(text.encode(), "f.csv"), given)
    assert problems == []
    return [(each.document_id, each.coder, each.variable, each.value) for each in told_]


def wrong(text: str, given: Given = GIVEN) -> list[str]:
    return [str(each) for each in codes(read(text.encode(), "f.csv"), given)[1]]


def test_filled_in_cells_are_codes_and_empty_ones_are_none() -> None:
    assert found(HEAD + "s,ada,d1,T,P,,u,x,raid,,3\ns,ada,d2,T,P,,u,x,,,\n") == [
        ("d1", "ada", "stage", "raid"),
        ("d1", "ada", "victims", "3"),
    ]


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", ",,,\n"),
        lambda text: text.replace("raid,,3", '"Raid ",,"3"'),
        lambda text: text + "\n,,,,,,,,,,\n\n",
        lambda text: text.replace("stage", " Stage "),
        lambda text: text.replace(",x,", ',"x\ny",'),
        lambda text: text.replace(",3\n", ",'3\n").replace("'3", "3"),
    ],
)  # fmt: skip
def test_what_spreadsheets_make_of_a_file_is_read(spoilt: object) -> None:
    text = HEAD + "s,ada,d1,T,P,,u,x,raid,,3\n"
    assert callable(spoilt)

    assert found(spoilt(text)) == [("d1", "ada", "stage", "raid"), ("d1", "ada", "victims", "3")]


def test_one_code_on_each_line_is_read_with_its_time() -> None:
    text = "item,coder,variable,value,timestamp\nd1,ada,stage,raid,2026-11-01T10:00+01:00\n"
    told_, problems = codes(read(text.encode(), "f.csv"), replace(GIVEN, sample="s"))

    assert problems == []
    assert told_[0].at.isoformat() == "2026-11-01T09:00:00+00:00"
    assert list(told(told_))[1] == (
        "s", "d1", "ada", "stage", "raid", "2026-11-01T09:00:00+00:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("s,ada,d3,T,P,,u,x,raid,,\n", "f.csv:2: item: “d3” is not in the sample s"),
        ("s,ada,d1,T,P,,u,x,trial,,\n", "f.csv:2: stage: “trial” is not one of: raid, charge"),
        ("s,ada,d1,T,P,,u,x,,,many\n", "f.csv:2: victims: “many” is not one of: a number from 0"),
        ("t,ada,d1,T,P,,u,x,raid,,\n", "f.csv:2: sample: there is no sample “t”"),
        ("s,,d1,T,P,,u,x,raid,,\n", "f.csv:2: coder: “” is no name; say who with --coder"),
        (
            's,ada,d2,"two\nlines",P,,u,x,raid,,\ns,ada,d1,T,P,,u,x,trial,,\n',
            "f.csv:4: stage: “trial”",
        ),
        (
            "s,ada,d1,T,P,,u,x,raid,,\ns,Ada,d1,T,P,,u,x,charge,,\n",
            "f.csv:3: stage: d1 is coded by Ada in line 2 already",
        ),
    ],
)
def test_each_problem_is_named_with_line_and_column(rows: str, problem: str) -> None:
    assert wrong(HEAD + rows)[0].startswith(problem)


def test_all_problems_are_told_at_once() -> None:
    rows = "s,ada,d1,T,P,,u,x,trial,many,-1\ns,ada,d9,T,P,,u,x,raid,,\n"

    assert [each.split(": ")[1] for each in wrong(HEAD + rows)] == [
        "stage", "remedy", "victims", "item",
    ]  # fmt: skip


def test_unknown_columns_and_variables_are_told_with_the_nearest() -> None:
    long = "item,coder,variable,value\nd1,ada,stag,raid\n"

    assert wrong("sample,coder,item,stge\n")[0].endswith("codebook; did you mean stage?")
    assert "“stag” is no variable" in wrong(long, replace(GIVEN, sample="s"))[0]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"PK\x03\x04", "is a workbook"),
        (b"item,stage\n" + b"d1,\xe9", ":2: has a character that is not UTF-8"),
        (b"id,stage\n", ":1: has no column “item”"),
        (b"item,stage,stage\n", "the column “stage” twice"),
        (b"item,stage\nd1,raid,more\n", ":2: has 3 cells where the head has 2"),
        (b'item,stage\nd1,"rai"d\n', ":2: cannot be read as CSV"),
        (b'item,stage\n"d1,raid\n', ":2: cannot be read as CSV"),
        (b"item,stage\nd1," + b"x" * 200_000, ":2: cannot be read as CSV"),
    ],
)
def test_what_is_no_table_of_codes_is_refused(data: bytes, fault: str) -> None:
    with pytest.raises(ExportError) as caught:
        read(data, "f.csv")

    assert fault in str(caught.value)


@settings(max_examples=100, deadline=None)
@given_(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(ExportError):
        codes(read(b"item,stage\n" + data, "f.csv"), GIVEN)


def test_a_sheet_is_one_line_for_each_document_without_anything_that_sways() -> None:
    line = Line(
        item="d1", title="=HYPERLINK(1)", publisher="P", published="", url="u", extract="a\n\nb"
    )
    head, row = wide(BOOK, "s", "ada", [line])

    assert ",".join(head) + "\n" == HEAD
    assert row == ("s", "ada", "d1", "=HYPERLINK(1)", "P", "", "u", "a b", "", "", "")
