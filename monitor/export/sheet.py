"""CSV (RFC 4180) that no spreadsheet runs.

A cell that begins like a formula is one to Excel, LibreOffice and Google Sheets, whoever wrote it
(CWE-1236). Blanks, controls and invisible characters before it are left out, and what then begins
with an operator, also a full-width one, gets an apostrophe. defusedcsv is not used: it leaves TAB,
CR, LF and full-width operators, and writes ``\\|`` for ``|`` inside of such cells.
"""

import csv
import io
import re

from monitor.export import lines
from monitor.export.record import Record
from monitor.export.tidy import block

END = "\r\n"
_OPERATORS = "=+-@|%＝＋－＠｜％"
# White space, and what is not seen: zero-width and direction characters, soft hyphens, BOM.
_BEFORE = re.compile("[\\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_BETWEEN = "; "


def safe(text: str) -> str:
    """Return *text* as a cell that no program takes for a formula.

    >>> safe("\\t=1+1"), safe("Nine freed")
    ("'=1+1", 'Nine freed')
    """
    if text[:1].isalnum() and text[-1:] != " " and text.isprintable():
        return text  # most cells: half of the time of a row is saved
    cell = block(text)
    found = _BEFORE.match(cell)
    if found:
        cell = cell[found.end() :]
    return f"'{cell}" if cell.startswith(tuple(_OPERATORS)) else cell


def header() -> str:
    """Return the first row: the names of the fields of JSON Lines, which are the same."""
    return _row(COLUMNS)


def written(record: Record) -> str:
    """Return *record* as a row, with its end."""
    told = lines.fields(record)
    told["authors"] = [name.sorted for name in record.authors]
    return _row([_cell(told[name]) for name in COLUMNS])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return safe(_BETWEEN.join(str(each).replace(";", ",") for each in value))
    return safe(str(value))


def _row(cells: list[str] | tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=END).writerow(cells)
    return out.getvalue()


COLUMNS = (
    "key",
    "id",
    "revision",
    "title",
    "authors",
    "publisher",
    "source",
    "kind",
    "cited_as",
    "url",
    "canonical_url",
    "published",
    "published_precision",
    "published_from",
    "updated",
    "first_seen",
    "read",
    "language",
    "tier",
    "topics",
    "topic_names",
    "story",
    "role",
    "copy_of",
    "issues",
    "words",
    "pages",
    "origin",
    "quality",
    "content",
    "rights",
    "withheld",
    "bytes_sha256",
    "text_sha256",
    "warc_file",
    "warc_record",
    "web_archive",
    "description",
    "text",
)
"""In the order of JSON Lines."""
