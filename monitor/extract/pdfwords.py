"""The words of a PDF with their places, sizes and weights, as pdfium finds them.

The only module that knows pypdfium2. pdfium keeps state of its own and is not made for threads: one
file at a time, in one process. Everything that is opened here is closed here.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from monitor.errors import ExtractError

MAX_PAGES = 1_500
"""Pages that are read: the longest report of 44 recorded had 65, national inquiries have a few
hundred. What lies behind is left out."""
MAX_CHARACTERS = 1_500_000
"""Characters that are read, on 360 dense pages or 600 usual ones: they took 8.5 s of processor and
147 MB, and a parser may have 25 s."""
_MAX_OBJECTS = 5_000
# 300 dots an inch is what tesseract is made for; A4 has 8.7 million points then, A3 17 million.
_OCR_DPI, _MAX_PIXELS = 300, 25_000_000
# Of a page: no page of 44 recorded reports had more than 9,000 characters.
_MAX_ON_PAGE = 100_000

# Marks that pdfium puts where a hyphen ends a line, the soft hyphen, and a real one.
HYPHENS = "\x02\ufffe\xad-\u2010"
_SPACES = frozenset(
    " \t\r\n\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_PICTURE_FONT = re.compile(r"wingding|dingbat|webding|symbol", re.IGNORECASE)
# Letters that such fonts draw as bullets, arrows and ticks.
_DRAWN = frozenset("•·oqlnvuwxüØ§¾¨ÜàðèÆ\xb7")
_BOLD_WEIGHT = 600
# Of the height of type: a superscript on the last letter of a word is raised by 0.3 or so.
_OFF_LINE = 0.15


class Word(NamedTuple):
    """Characters between two blanks; lengths in points.

    Places are those of the page turned so that the word stands upright: x right, y upwards.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    angle: int
    """By how much it is turned on the page, to the left: 0, 90, 180 or 270 degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page, as drawn."""

    number: int
    words: tuple[Word, ...]
    """In the order of the file, which is the order of reading in most."""
    width: float
    height: float
    drawn: bool
    """Whether anything at all is on it."""
    art: bool = False
    """Whether something other than text is on it: pictures, lines, shapes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A PDF's pages and what it says of itself."""

    leaves: tuple[Leaf, ...]
    title: str
    author: str
    created: str
    """As written, such as ``D:20200806095125Z``; empty where it is not."""
    language: str
    """As declared for the whole document; empty where it is not."""


def read(body: bytes, url: str) -> File:
    """Return the words of the PDF in *body*.

    Raises:
        ExtractError: It is no PDF, is broken, or asks for a password.
    """
    with closing(_opened(body, url)) as document:
        leaves = tuple(_leaves(document, min(len(document), MAX_PAGES)))
        if not leaves:
            raise ExtractError(url, "is a broken PDF: none of its pages can be opened")
        facts = document.get_metadata_dict()
        return File(
            leaves=leaves,
            title=facts.get("Title", ""),
            author=facts.get("Author", ""),
            created=facts.get("CreationDate", ""),
            language=_language(document),
        )


def count(body: bytes, url: str) -> int:
    """Return the number of pages of the PDF in *body*.

    Raises:
        ExtractError: As ``read``.
    """
    with closing(_opened(body, url)) as document:
        return len(document)


def picture(body: bytes, number: int, url: str) -> bytes:
    """Return page *number* (from 1) in grey at 300 dots an inch, as PGM; a poster at fewer.

    Raises:
        ExtractError: As ``read``; or the page cannot be drawn.
    """
    try:
        with closing(_opened(body, url)) as document, closing(document[number - 1]) as page:
            width, height = page.get_size()
            most = math.sqrt(_MAX_PIXELS / max(width * height, 1.0))
            drawn = page.render(scale=min(_OCR_DPI / 72, most), grayscale=True)
            rows, stride = bytes(drawn.buffer), drawn.stride
            lines = (rows[y * stride : y * stride + drawn.width] for y in range(drawn.height))
            return b"P5 %d %d 255\n" % (drawn.width, drawn.height) + b"".join(lines)
    except pdfium.PdfiumError as fault:
        raise ExtractError(url, f"page {number} cannot be drawn") from fault


def _opened(body: bytes, url: str) -> Any:
    _check_start(body, url)
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as fault:
        raise ExtractError(url, _reason(fault)) from fault


def _check_start(body: bytes, url: str) -> None:
    # The header may follow some rubbish; Acrobat looks for it in the first kilobyte.
    if b"%PDF-" in body[:1024]:
        return
    kinds = (
        (b"{\\rtf", "an RTF file"), (b"PK\x03\x04", "a ZIP or Office file"),
        (b"\xff\xd8", "a JPEG picture"), (b"\x89PNG", "a PNG picture"),
        (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"<", "a web page or XML"),
    )  # fmt: skip
    start = body[:64].lstrip()
    kind = next((name for mark, name in kinds if start.startswith(mark)), "something else")
    raise ExtractError(url, f"is no PDF but {kind}" if start else "is an empty file, no PDF")


def _reason(fault: pdfium.PdfiumError) -> str:
    if getattr(fault, "err_code", None) == c.FPDF_ERR_PASSWORD or "password" in str(fault).lower():
        return "is a PDF that asks for a password"
    if getattr(fault, "err_code", None) == c.FPDF_ERR_SECURITY:
        return "is a PDF with an encryption that cannot be read"
    return "is a broken or incomplete PDF"


def _leaves(document: Any, pages: int) -> Iterator[Leaf]:
    """Yield the pages that can be opened, until the limit of characters is met."""
    left = MAX_CHARACTERS
    for index in range(pages):
        if left <= 0:
            return
        try:
            page = document[index]
        except pdfium.PdfiumError:
            continue
        with closing(page):
            try:
                leaf, characters = _leaf(page, index + 1, left)
            except pdfium.PdfiumError:
                continue
        left -= characters
        yield leaf


def _leaf(page: Any, number: int, most: int) -> tuple[Leaf, int]:
    width, height = page.get_size()
    with closing(page.get_textpage()) as text:
        characters = min(text.count_chars(), most, _MAX_ON_PAGE)
        words = tuple(_Reader(text.raw).words(characters))
    drawn, art = _drawn(page)
    leaf = Leaf(
        number=number,
        words=words,
        width=width,
        height=height,
        drawn=drawn or bool(words),
        art=art,
    )
    return leaf, characters


def _drawn(page: Any) -> tuple[bool, bool]:
    """Return whether *page* holds any object, and whether any that is not text."""
    drawn = art = False
    for shown, _ in zip(page.get_objects(max_depth=3), range(_MAX_OBJECTS), strict=False):
        drawn = True
        art = art or shown.type not in (c.FPDF_PAGEOBJ_TEXT, c.FPDF_PAGEOBJ_FORM)
    return drawn, art


def _language(document: Any) -> str:
    length = c.FPDFCatalog_GetLanguage(document, None, 0)
    if not 2 < length < 100:
        return ""
    buffer = ctypes.create_string_buffer(length)
    c.FPDFCatalog_GetLanguage(document, ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR)), length)
    return buffer.raw[:length].decode("utf-16-le", "ignore").rstrip("\0")


class _Reader:
    """Reads one page's characters into words."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._box = c.FS_RECTF()
        self._matrix = c.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def words(self, characters: int) -> Iterator[Word]:
        """Yield the words of the first *characters* characters."""
        letters: list[str] = []
        first, size, angle = 0, 1.0, 0
        left, right, base, height = 0.0, 0.0, 0.0, 0.0
        for i in range(characters):
            letter = self._letter(i)
            if letter in _SPACES:
                if letters:
                    yield self._word(letters, first, (left, right, base, size, angle))
                letters = []
                continue
            low, high, y, tall = self._place(i, angle)
            if letters and (
                abs(y - base) > _OFF_LINE * max(height, tall)
                or low > right + max(height, tall)
                or high < left
            ):
                yield self._word(letters, first, (left, right, base, size, angle))
                letters = []
            if not letters:
                size, angle = self._size_and_angle(i)
                first, (left, right, base, height) = i, self._place(i, angle)
            else:
                left, right = min(left, low), max(right, high)
            letters.append(letter)
        if letters:
            yield self._word(letters, first, (left, right, base, size, angle))

    def _place(self, index: int, angle: int) -> tuple[float, float, float, float]:
        """Return left, right, base line and height of a character, turned upright by *angle*."""
        box, x, y = self._box, self._x, self._y
        c.FPDFText_GetLooseCharBox(self._text, index, box)
        c.FPDFText_GetCharOrigin(self._text, index, x, y)
        across, up = abs(box.right - box.left), abs(box.top - box.bottom)
        if angle == 0:
            return min(box.left, box.right), max(box.left, box.right), y.value, up
        if angle == 180:
            return -max(box.left, box.right), -min(box.left, box.right), -y.value, up
        if angle == 90:
            return min(box.bottom, box.top), max(box.bottom, box.top), -x.value, across
        return -max(box.bottom, box.top), -min(box.bottom, box.top), x.value, across

    def _letter(self, index: int) -> str:
        code = c.FPDFText_GetUnicode(self._text, index)
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code == 0:
            return "\ufffd"
        letter = chr(code)
        return _LIGATURES.get(letter, letter)

    def _word(
        self, letters: list[str], first: int, place: tuple[float, float, float, float, int]
    ) -> Word:
        left, right, base, size, angle = place
        name = self._font(first)
        text = "".join(letters)
        if len(text) == 1 and (
            "\ue000" <= text <= "\uf8ff" or (text in _DRAWN and _PICTURE_FONT.search(name))
        ):
            text = "•"
        weight = c.FPDFText_GetFontWeight(self._text, first)
        bold = weight >= _BOLD_WEIGHT or _BOLD.search(name) is not None
        return Word(text, left, right, base, size, bold, angle)

    def _size_and_angle(self, index: int) -> tuple[float, int]:
        """Return the size as drawn, in points, and the direction of writing."""
        nominal = c.FPDFText_GetFontSize(self._text, index)
        if not c.FPDFText_GetMatrix(self._text, index, self._matrix):
            return nominal or 1.0, 0
        m = self._matrix
        size = abs(nominal) * math.hypot(m.c, m.d)
        turned = round(math.degrees(math.atan2(m.b, m.a)) / 90) % 4 * 90
        return (size if math.isfinite(size) and size > 0 else 1.0), turned

    def _font(self, index: int) -> str:
        length = c.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), self._flags)
        if not 0 < length <= len(self._name):
            return ""
        return self._name.raw[: length - 1].decode("utf-8", "replace")
