"""Rows of cells as CSV that a spreadsheet cannot take for formulas (RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from monitor.export.sheet import safe

BOM = "\ufeff"
"""At the beginning of a file, it tells Excel that this is UTF-8."""


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield each row as a line; a cell that would be a formula gets an apostrophe before it."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow(map(safe, row))
        yield line.getvalue()
