"""Bytes are read in processes of their own; scans page by page, as many as allowed."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.extract import ocr
from monitor.extract.worker import Inline
from monitor.model.lead import Lead
from monitor.model.page import Page, Validators
from monitor.model.reading import Quality
from monitor.pipeline.extracted import extracted

URL = "https://court.example/opinion.pdf"
LEAD = Lead(source_id="court", key=URL, url=URL, canonical_url=URL, title="Opinion")


class Tasks(Inline):
    """Workers that remember what they were asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        self.asked.append(function.__name__)
        return await super().run(function, *args)


class Seams:
    """The tools that reading needs."""

    def __init__(self, ocr_pages: int) -> None:
        self.workers = Tasks()
        self.ocr_pages = ocr_pages


@pytest.fixture
def scan(shared: Path) -> Page:
    path = shared / "data" / "pdf_reports" / "files" / "multipage.pdf"
    if not path.is_file():
        pytest.skip(f"no recorded report at {path}")
    body = path.read_bytes()
    return Page(
        url=URL, final_url=URL, status=200, headers=(), body=body, media_type="application/pdf",
        charset="", fetched_at=datetime(2026, 11, 20, tzinfo=UTC),
        sha256=hashlib.sha256(body).hexdigest(), peer="", validators=Validators(),
    )  # fmt: skip


async def test_a_scan_is_recognised_page_by_page_up_to_the_limit(scan: Page) -> None:
    if not ocr.available():
        pytest.skip("tesseract is not installed")
    tools: Any = Seams(ocr_pages=2)
    reading = await extracted(tools, scan, LEAD)
    assert tools.workers.asked == ["read", "pages", "recognise", "recognise"]
    assert reading.quality is Quality.OCR
    assert {span.number for span in reading.pages} <= {1, 2}
    assert reading.title == "Opinion"


async def test_with_ocr_off_a_scan_stays_one(scan: Page) -> None:
    tools: Any = Seams(ocr_pages=0)
    assert (await extracted(tools, scan, LEAD)).quality is Quality.SCAN
    assert tools.workers.asked == ["read"]


async def test_without_tesseract_a_scan_stays_one(
    scan: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    tools: Any = Seams(ocr_pages=2)
    assert (await extracted(tools, scan, LEAD)).quality is Quality.SCAN
