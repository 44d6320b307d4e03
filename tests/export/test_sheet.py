"""CSV as spreadsheets, pandas and the csv module read it."""

import csv
import io
import json
from pathlib import Path

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.export import sheet
from monitor.export.formats import BOM, Format, chunks, whole
from monitor.export.tidy import block
from tests.export.records import STANDING, a_record

BEGINS = tuple("=+-@\t\r\n＝＋－＠")


def _read(told: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(told, newline=""), strict=True))


def test_the_columns_are_the_fields_of_json_lines() -> None:
    (line,) = whole(Format.JSONL, [a_record()]).splitlines()

    assert list(json.loads(line)) == list(sheet.COLUMNS)


def test_what_is_harmless_is_not_changed() -> None:
    record = a_record(title='Nine "freed", 3 charged', text="One.\n\nTwo, three.")

    (_, row) = _read(whole(Format.CSV, [record]))

    told = dict(zip(sheet.COLUMNS, row, strict=True))
    assert told["title"] == 'Nine "freed", 3 charged'
    assert told["text"] == "One.\n\nTwo, three."
    assert told["authors"] == "van der Roe, Jane; Home Office"
    assert told["topics"] == "labour; policy"
    assert told["published"] == "2026-11-01"
    assert told["read"] == "2026-11-04T07:12:44Z"
    assert told["withheld"] == "no"


def test_rows_end_as_rfc_4180_wants_and_a_break_inside_of_a_cell_is_quoted() -> None:
    told = whole(Format.CSV, [a_record(text="One.\r\nTwo.\rThree.")] * 2)

    assert told.count("\r\n") == 3
    assert told.count('"One.\nTwo.\nThree."\r\n') == 2


def test_a_bom_only_where_asked_for() -> None:
    assert b"".join(chunks(Format.CSV, [], bom=True)).startswith(BOM + b"key,")
    assert b"".join(chunks(Format.CSV, [])).startswith(b"key,")
    assert b"".join(chunks(Format.JSONL, [], bom=True)) == b""


@pytest.fixture(scope="module")
def hostile(shared: Path) -> list[str]:
    told = (shared / "hostile/injection-lists/csv-formula.json").read_text(encoding="utf-8")
    return list(json.loads(told))


def test_no_cell_is_a_formula(hostile: list[str]) -> None:
    assert len(hostile) == 27
    for told in hostile:
        record = a_record(
            title=told,
            publisher=told,
            text=told,
            authors=(told,),
            url=told,
            rights=told,
            source_id=told,
            language=told,
        )
        for cell in _read(whole(Format.CSV, [record]))[1]:
            assert not cell.startswith(BEGINS), (told, cell)
            assert not cell.lstrip(" \u200b\x00").startswith(BEGINS), (told, cell)


@given(st.text())
def test_no_text_is_a_formula_and_none_is_lost(told: str) -> None:
    cell = sheet.safe(told)

    assert not cell.startswith(BEGINS)
    assert block(told).endswith(cell.removeprefix("'") if cell.startswith("'") else cell)


def test_pandas_reads_it_back_whole() -> None:
    records = [a_record(title=f"Title {n}, “quoted”", text="A\n\nB") for n in range(3)]

    frame = pandas.read_csv(io.StringIO(whole(Format.CSV, records)), keep_default_na=False)

    assert list(frame["title"]) == [f"Title {n}, “quoted”" for n in range(3)]
    assert list(frame["text"]) == ["A\n\nB"] * 3
    assert list(frame["revision"]) == [STANDING.revision] * 3
    assert str(pandas.to_datetime(frame["first_seen"])[0]) == "2026-11-02 09:30:00+00:00"
