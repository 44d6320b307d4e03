"""The formats of exports: how each begins, how a record stands in it, how it ends."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from monitor.export import bibtex, csl, lines, reading, ris, sheet
from monitor.export.record import Record


class Format(StrEnum):
    """What an export can be."""

    CSV = "csv"
    JSONL = "jsonl"
    RIS = "ris"
    BIBTEX = "bibtex"
    CSL = "csl"
    MARKDOWN = "markdown"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a format is written: text, always UTF-8."""

    written: Callable[[Record], str]
    media_type: str
    suffix: str
    head: str = ""
    between: str = ""
    tail: str = ""


SHAPES = {
    Format.CSV: Shape(
        written=sheet.written, media_type="text/csv", suffix=".csv", head=sheet.header()
    ),
    Format.JSONL: Shape(written=lines.written, media_type="application/jsonl", suffix=".jsonl"),
    Format.RIS: Shape(
        written=ris.written, media_type="application/x-research-info-systems", suffix=".ris"
    ),
    Format.BIBTEX: Shape(
        written=bibtex.written, media_type="application/x-bibtex", suffix=".bib", between="\n"
    ),
    Format.CSL: Shape(
        written=csl.written,
        media_type="application/vnd.citationstyles.csl+json",
        suffix=".csl.json",
        head="[",
        between=",\n",
        tail="]\n",
    ),
    Format.MARKDOWN: Shape(written=reading.markdown, media_type="text/markdown", suffix=".md"),
    Format.TEXT: Shape(written=reading.text, media_type="text/plain", suffix=".txt"),
}
BOM = b"\xef\xbb\xbf"
"""At the beginning of a CSV file it tells Excel that it is UTF-8."""


def chunks(form: Format, records: Iterable[Record], *, bom: bool = False) -> Iterator[bytes]:
    """Yield an export of *records*, a piece for each; only CSV may have a BOM."""
    shape = SHAPES[form]
    yield (BOM if bom and form is Format.CSV else b"") + shape.head.encode()
    for number, record in enumerate(records):
        yield ((shape.between if number else "") + shape.written(record)).encode()
    yield shape.tail.encode()


def whole(form: Format, records: Iterable[Record]) -> str:
    """Return a small export at once."""
    return b"".join(chunks(form, records)).decode()
