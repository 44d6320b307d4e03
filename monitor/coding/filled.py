"""Sheets that coders filled in: a file of CSV → codes, or what is wrong with it and where."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches

from monitor.coding.codebook import FIXED, LONG, expected, folded, understood
from monitor.errors import ExportError
from monitor.model.coding import Code, Codebook

_SEPARATORS = (",", ";", "\t")
"""What programs of different countries put between cells."""
_SHOWN = 60
_MOST_ROWS = 1_000_000
_FORMULA, _FORMULAS = "'", tuple("=+-@|%＝＋－＠｜％")
"""What is put before a cell that a spreadsheet would take for a formula (export.sheet)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a file."""

    number: int
    """In the file, from 1."""
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A file as it is written."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def long(self) -> bool:
        """Whether there is one code on each line."""
        return "variable" in self.columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A cell that cannot be used."""

    name: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}:{self.line}: {self.column}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is not told by the file, or not on each line."""

    codebook: Codebook
    items: Mapping[str, frozenset[str]]
    """The documents of each sample."""
    sample: str = ""
    coder: str = ""
    now: datetime


def read(data: bytes, name: str) -> Filled:
    """Return the cells of a file.

    Raises:
        ExportError: It is no table of CSV with a column ``item``.
    """
    text = _text(data, name)
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    columns: tuple[str, ...] = ()
    before = 0
    try:
        for cells in table:
            number, before = before + 1, table.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(cells, name)
                continue
            if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
                reason = f"has {len(cells)} cells where the head has {len(columns)}"
                raise ExportError(name, reason, line=number)
            # Fewer cells than columns: programs leave out empty ones at the end.
            cells += [""] * (len(columns) - len(cells))
            rows.append(Row(number=number, cells=dict(zip(columns, cells, strict=False))))
            if len(rows) > _MOST_ROWS:
                raise ExportError(name, f"has more than {_MOST_ROWS:,} lines; import it in parts")
    except csv.Error as fault:
        raise ExportError(name, f"cannot be read as CSV ({fault})", line=before + 1) from fault
    if not columns:
        raise ExportError(name, "is empty")
    return Filled(name=name, columns=columns, rows=tuple(rows))


def _text(data: bytes, name: str) -> str:
    if data[:2] == b"PK":
        raise ExportError(name, "is a workbook; save it as “CSV UTF-8” and import that")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        reason = "has a character that is not UTF-8; save it as “CSV UTF-8”"
        raise ExportError(name, reason, line=line) from fault


def _columns(cells: Sequence[str], name: str) -> tuple[str, ...]:
    columns = tuple(cell.strip().casefold() for cell in cells)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if "item" not in columns:
        raise ExportError(name, "has no column “item”; its first line must be the head", line=1)
    doubled = next((each for each in columns if columns.count(each) > 1), None)
    if doubled is not None:
        raise ExportError(name, f"has the column “{doubled}” twice", line=1)
    return columns


def codes(filled: Filled, given: Given) -> tuple[list[Code], list[Problem]]:
    """Return the codes that *filled* tells, in its order, and what is wrong in it.

    An empty cell tells nothing.
    """
    found: list[Code] = []
    problems = list(_unknown_columns(filled, given.codebook))
    seen: dict[tuple[str, ...], int] = {}
    for row in filled.rows:
        for each in _told(filled, row, given):
            if isinstance(each, Problem):
                problems.append(each)
                continue
            when = row.cells.get("timestamp", "").strip()
            key = (each.sample, each.document_id, folded(each.coder), each.variable, when)
            if key in seen:
                reason = f"{each.document_id} is coded by {each.coder} in line {seen[key]} already"
                problems.append(_problem(filled, row, each.variable, reason))
            else:
                seen[key] = row.number
                found.append(each)
    return found, problems


def _unknown_columns(filled: Filled, codebook: Codebook) -> Iterator[Problem]:
    variables = [each.name for each in codebook.variables]
    known = (*FIXED, *(LONG if filled.long else variables))
    for column in filled.columns:
        if column and column not in known:
            near = get_close_matches(column, known, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            reason = f"is no variable of the codebook{hint}"
            yield Problem(name=filled.name, line=1, column=column[:_SHOWN], reason=reason)


def _told(filled: Filled, row: Row, given: Given) -> Iterator[Code | Problem]:
    """Yield what a line says, or what is wrong with it."""
    codebook = given.codebook
    if filled.long:
        names = [row.cells["variable"].strip().casefold()]
        cells = {names[0]: _cell(row, "value")}
    else:
        names = [each.name for each in codebook.variables if each.name in row.cells]
        cells = {name: _cell(row, name) for name in names}
    if not any(cells.values()):
        return
    try:
        sample, item, coder = _whose(row, given)
        at = _at(row, given.now)
    except _CellError as fault:
        yield _problem(filled, row, fault.column, fault.reason)
        return
    for name in names:
        variable = codebook.variable(name)
        if not cells[name]:
            continue
        if variable is None:
            known = ", ".join(each.name for each in codebook.variables)
            reason = f"“{name[:_SHOWN]}” is no variable of the codebook; there are {known}"
            yield _problem(filled, row, "variable", reason)
            continue
        value = understood(variable, cells[name])
        if value is None:
            reason = f"“{cells[name][:_SHOWN]}” is not one of: {expected(variable)}"
            yield _problem(filled, row, "value" if filled.long else name, reason)
            continue
        yield Code(sample=sample, document_id=item, coder=coder, variable=name, value=value, at=at)


class _CellError(Exception):
    """What is wrong with a line."""

    def __init__(self, column: str, reason: str) -> None:
        self.column = column
        self.reason = reason


def _whose(row: Row, given: Given) -> tuple[str, str, str]:
    """Return sample, document and coder of a line."""
    sample = _cell(row, "sample") or given.sample
    items = given.items.get(sample)
    if items is None:
        hint = "say which with --sample" if not sample else "monitor samples lists them"
        raise _CellError("sample", f"there is no sample “{sample[:_SHOWN]}”; {hint}")
    item = _cell(row, "item")
    if item not in items:
        raise _CellError("item", f"“{item[:_SHOWN]}” is not in the sample {sample}")
    coder = _cell(row, "coder") or given.coder
    if not coder or len(coder) > _SHOWN or not coder.isprintable():
        hint = "say who with --coder" if not coder else f"use at most {_SHOWN} letters"
        raise _CellError("coder", f"“{coder[:_SHOWN]}” is no name; {hint}")
    return sample, item, coder


def _at(row: Row, now: datetime) -> datetime:
    told = _cell(row, "timestamp")
    if not told:
        return now
    try:
        at = datetime.fromisoformat(told)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        reason = f"“{told[:_SHOWN]}” is no time; write it such as 2026-11-24T07:00Z"
        raise _CellError("timestamp", reason) from None


def _cell(row: Row, column: str) -> str:
    told = " ".join(row.cells.get(column, "").split())
    return told[1:] if told.startswith(_FORMULA) and told[1:2] in _FORMULAS else told


def _problem(filled: Filled, row: Row, column: str, reason: str) -> Problem:
    return Problem(name=filled.name, line=row.number, column=column, reason=reason)
