"""Sheets go out blind, codes come back whole, and history is kept."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from monitor.export.csvrows import BOM, csv_lines
from monitor.library.coding import agreements, code_rows, coder_sheet, codes, import_codes
from monitor.library.library import Library
from monitor.library.sampling import Wanted, draw_sample
from monitor.model.coding import Sample
from monitor.model.search import Search
from tests.archive.conftest import HOUR, START, a_document, keep
from tests.coding.conftest import BOOK

NOW = START + 24 * HOUR


@pytest.fixture
def sample(library: Library) -> Sample:
    for key in "abcdefgh":
        keep(library.archive, a_document(key, title="=1+1" if key == "a" else f"Title {key}"))
    wanted = Wanted(name="s", seed="7", size=5, who="Ada")
    return draw_sample(library, Search(query="freed"), wanted, NOW)


def filled(library: Library, folder: Path, coder: str, stages: Mapping[str, str]) -> Path:
    """Write a sheet that *coder* filled in for some documents."""
    head, *rows = coder_sheet(library, "s", coder, BOOK)
    place = head.index("stage")
    told = [(*row[:place], stages.get(row[2], ""), *row[place + 1 :]) for row in rows]
    path = folder / f"{coder}.csv"
    path.write_text(BOM + "".join(csv_lines([head, *told])), encoding="utf-8")
    return path


def stages(sample: Sample, *values: str) -> dict[str, str]:
    return dict(zip([each.document_id for each in sample.drawn], values, strict=False))


def test_a_sheet_is_blind_and_each_coders_own(
    library: Library, sample: Sample, tmp_path: Path
) -> None:
    import_codes(library, filled(library, tmp_path, "ada", stages(sample, "raid")), BOOK, NOW)
    sheets = {coder: list(coder_sheet(library, "s", coder, BOOK)) for coder in ("b", "c", "d")}

    assert len({tuple(row[2] for row in rows) for rows in sheets.values()}) > 1
    for _, *rows in sheets.values():
        assert {row[2] for row in rows} == {each.document_id for each in sample.drawn}
        assert not any("ada" in row or any(row[8:]) for row in rows)
        assert not any("because" in cell or "labour" in cell for row in rows for cell in row)
    assert [row[2] for row in coder_sheet(library, "s", "b", BOOK, percent=20)][1:] == [
        sample.drawn[0].document_id
    ]
    assert len(list(coder_sheet(library, "s", "b", BOOK, long=True))) == 1 + 5 * 3


def test_a_title_is_no_formula_in_a_sheet(library: Library, sample: Sample) -> None:
    lines = csv_lines([("=1+1", "@x", "-3", "+44 20", 'a "b", c')])

    assert next(csv.reader(lines)) == ["'=1+1", "'@x", "'-3", "'+44 20", 'a "b", c']


def test_codes_are_kept_once_and_a_changed_one_as_history(
    library: Library, sample: Sample, tmp_path: Path
) -> None:
    path = filled(library, tmp_path, "ada", stages(sample, "raid", "charge"))
    first = import_codes(library, path, BOOK, NOW)
    again = import_codes(library, path, BOOK, NOW + HOUR)
    path = filled(library, tmp_path, "Ada", stages(sample, "raid", "raid"))
    changed = import_codes(library, path, BOOK, NOW + 2 * HOUR)

    assert (first.new, first.changed, first.known) == (2, 0, 0)
    assert (again.new, again.changed, again.known) == (0, 0, 2)
    assert (changed.new, changed.changed, changed.known) == (0, 1, 1)
    assert [(each.coder, each.value) for each in codes(library, "s")] == [
        ("ada", "raid"),
        ("ada", "raid"),
    ]
    assert len(codes(library, "s", history=True)) == 3


def test_what_was_exported_is_known_when_it_comes_back(
    library: Library, sample: Sample, tmp_path: Path
) -> None:
    for when, values in enumerate((("raid", "charge"), ("charge", "raid"))):
        path = filled(library, tmp_path, "ada", stages(sample, *values))
        import_codes(library, path, BOOK, NOW + when * HOUR)
    before = codes(library, "s", history=True)
    for name, rows in (
        ("long", code_rows(before)),
        ("wide", code_rows(codes(library, "s"), BOOK)),
    ):
        export = tmp_path / f"{name}.csv"
        export.write_text("".join(csv_lines(rows)), encoding="utf-8")
        done = import_codes(library, export, BOOK, NOW + 5 * HOUR)
        assert (done.problems, done.new, done.changed) == ((), 0, 0)

    assert codes(library, "s", history=True) == before


def test_one_problem_keeps_a_whole_file_out(
    library: Library, sample: Sample, tmp_path: Path
) -> None:
    path = filled(library, tmp_path, "ada", stages(sample, "raid", "rade"))

    done = import_codes(library, path, BOOK, NOW)

    assert ["“rade” is not one of" in str(each) for each in done.problems] == [True]
    assert codes(library, "s") == ()


def test_agreement_is_of_the_codes_that_stand(
    library: Library, sample: Sample, tmp_path: Path
) -> None:
    for coder, values in (
        ("ada", ("charge", "raid", "charge")),
        ("bea", ("raid", "raid", "charge")),
        ("ada", ("raid", "raid", "charge")),
    ):
        path = filled(library, tmp_path, coder, stages(sample, *values))
        import_codes(library, path, BOOK, NOW)

    (found,) = agreements(library, "s", BOOK, ["stage"])

    assert (found.items, found.pairable, found.percent, found.kappa, found.alpha) == (
        5, 3, 100, 1.0, 1.0,
    )  # fmt: skip
    assert len(agreements(library, "s", BOOK)) == 3
