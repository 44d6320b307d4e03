"""A plain PDF of headings and paragraphs, for the newsroom's reports only.

The demo's reports stay readable text in the repository this way, and a PDF library of 20 MB stays
out of an installation that never writes PDFs otherwise. Written to ISO 32000-1, 7.5 (structure)
and 9.4 (text), with one of the standard 14 fonts.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_A4 = (595, 842)
_LEFT, _TOP, _BOTTOM = 72, 760, 90
_BODY, _HEAD, _TITLE = 13, 16, 22
_LINES_WIDE = 70
"""Characters a line: 451 points at 13 point Helvetica, about 6.3 points each."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: int
    gap: int
    """Points above the line."""


def pdf(title: str, publisher: str, date: str, blocks: Sequence[str]) -> bytes:
    """Return a PDF with a running header and page numbers; ``## `` opens a heading."""
    pages = list(_pages(_lines(title, publisher, date, blocks)))
    streams = [
        _content(lines, f"{publisher} - {title}"[:90], f"{number} of {len(pages)}")
        for number, lines in enumerate(pages, start=1)
    ]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(streams)} /Kids [".encode()
        + b" ".join(f"{4 + 2 * i} 0 R".encode() for i in range(len(streams)))
        + b"] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_A4[0]} {_A4[1]}] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    objects.append(b"<< /Title " + _string(title) + b" /Author " + _string(publisher) + b" >>")
    return _file(objects)


def _lines(title: str, publisher: str, date: str, blocks: Sequence[str]) -> Iterator[_Line]:
    yield from _wrapped(title, _TITLE, 40)
    yield _Line(f"{publisher}, {date}", _BODY, 24)
    for block in blocks:
        if block.startswith("## "):
            yield _Line(block[3:], _HEAD, 30)
        else:
            yield from _wrapped(block, _BODY, 32)


def _wrapped(text: str, size: int, gap: int) -> Iterator[_Line]:
    for i, line in enumerate(textwrap.wrap(text, _LINES_WIDE * _BODY // size)):
        yield _Line(line, size, gap if i == 0 else size + 8)


def _pages(lines: Iterator[_Line]) -> Iterator[list[tuple[int, _Line]]]:
    """Yield the lines of each page with their height on it."""
    page: list[tuple[int, _Line]] = []
    y = _TOP
    for line in lines:
        y -= line.gap
        if y < _BOTTOM:
            yield page
            page, y = [], _TOP - line.gap
        page.append((y, line))
    yield page


def _content(lines: Sequence[tuple[int, _Line]], header: str, footer: str) -> bytes:
    placed = [(800, _Line(header, 8, 0)), *lines, (50, _Line(footer, 8, 0))]
    shown = [
        f"BT /F {line.size} Tf {_LEFT} {y} Td ".encode() + _string(line.text) + b" Tj ET"
        for y, line in placed
    ]
    return b"\n".join(shown)


def _string(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return b"(" + raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") + b")"


def _file(objects: Sequence[bytes]) -> bytes:
    """Return the file: header, numbered objects, cross-reference table, trailer."""
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
        f"startxref\n{table}\n%%EOF\n"
    ).encode()
    return bytes(out)
