"""What bytes mean, by parsers that can be stopped; scans are recognised page by page."""

import logging

from monitor.errors import ExtractError
from monitor.extract import ocr
from monitor.extract.read import read
from monitor.log import event
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.reading import Quality, Reading
from monitor.pipeline.tools import Tools

_log = logging.getLogger(__name__)


async def extracted(tools: Tools, page: Page, lead: Lead) -> Reading:
    """Return what *page* says; of a scan the first pages, as many as the settings allow.

    Each page is a task of its own, so the limit of time of a task holds. A page that fails ends
    the recognition: what was read before it is kept.

    Raises:
        ExtractError: There is no text that could be had.
    """
    reading = await tools.workers.run(read, page, lead)
    if reading.quality is not Quality.SCAN or not tools.ocr_pages or not ocr.available():
        return reading
    texts: list[str] = []
    try:
        number = min(await tools.workers.run(ocr.pages, page), tools.ocr_pages)
        language = reading.language or lead.language or "en"
        for each in range(1, number + 1):
            texts += [await tools.workers.run(ocr.recognise, page, each, language)]
    except ExtractError as failure:
        event(_log, logging.INFO, "scan not recognised", url=page.url, fact=failure.reason)
    return ocr.recognised(reading, texts)
