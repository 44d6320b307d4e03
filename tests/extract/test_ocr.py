"""Scans are recognised where tesseract is installed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.errors import ExtractError
from monitor.extract import ocr, report
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.reading import Origin, Quality, Reading
from tests.digest.conftest import document

URL = "https://maker.example/leaflet.pdf"
SCAN = Reading(title="", text="", origin=Origin.PDF, quality=Quality.SCAN)
PROSE = (
    "The inspectors visited forty farms in three counties between June and September and spoke to "
    "two hundred and ten pickers, who had come from eleven countries to work for the season."
)


@pytest.fixture
def scan(shared: Path, answered: Callable[..., Page]) -> Page:
    """A printed leaflet, one page, as a picture."""
    if not ocr.available():
        pytest.skip("tesseract is not installed")
    path = shared / "data" / "pdf_reports" / "files" / "ccitt.pdf"
    if not path.is_file():
        pytest.skip(f"no recorded report at {path}")
    return answered(path.read_bytes(), url=URL, media_type="application/pdf")


def test_a_real_scan_is_recognised(scan: Page) -> None:
    lead = Lead(source_id="maker", key=URL, url=URL, canonical_url=URL, title="")
    before = report.read(scan, lead)
    after = ocr.recognised(before, [ocr.recognise(scan, 1)])
    assert (before.quality, before.text) == (Quality.SCAN, "")
    assert after.quality is Quality.OCR
    assert "sequencer" in after.text.casefold()
    assert len(after.text.split()) > 500
    assert [(span.number, span.end) for span in after.pages] == [(1, len(after.text))]


def test_a_language_without_data_is_read_with_those_of_english(scan: Page) -> None:
    assert "sequencer" in ocr.recognise(scan, 1, "pt").casefold()


def test_pages_are_put_together_with_their_places() -> None:
    read = ocr.recognised(SCAN, ["Report on farms", "", PROSE])
    assert read.text == f"Report on farms\n\n{PROSE}"
    assert read.title == "Report on farms"
    assert [(s.number, read.text[s.start : s.end]) for s in read.pages] == [
        (1, "Report on farms"), (3, PROSE)
    ]  # fmt: skip


@pytest.mark.parametrize("texts", [[], ["Page 1"], ["]|[ ~~ |_ ;; <> ]]] ||| ~~~ {} " * 30]])
def test_what_is_no_language_leaves_the_scan_as_it_was(texts: list[str]) -> None:
    assert ocr.recognised(SCAN, texts) is SCAN


def test_recognised_text_may_be_quoted_and_a_scan_may_not() -> None:
    held = document("scan", text=PROSE)
    assert replace(held, quality=Quality.OCR).quotable
    assert not replace(held, quality=Quality.SCAN).quotable
    assert not replace(held, quality=Quality.GARBLED).quotable


def test_what_is_no_pdf_has_no_pages(answered: Callable[..., Page]) -> None:
    with pytest.raises(ExtractError, match="is no PDF but a web page"):
        ocr.pages(answered(b"<html>", url=URL))
