"""PDF reports: text with page numbers, title and date, and whether the text can be relied on."""

import re

from monitor.errors import ExtractError
from monitor.extract import (
    legible,
    pdffacts,
    pdflines,
    pdfmargins,
    pdfparagraphs,
    pdfwords,
    plain,
    sections,
)
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.reading import Origin, Quality, Reading


def read(page: Page, lead: Lead) -> Reading:
    """Return what the PDF in *page* says; *lead* is how its source announced it.

    A scan has an empty text and the quality SCAN. Of long files the first 1,500 pages and
    1,500,000 characters are read (see ``pdfwords``).

    Raises:
        ExtractError: It is no PDF, is broken or empty, or asks for a password.
    """
    file = pdfwords.read(page.body, page.final_url)
    if not any(leaf.drawn for leaf in file.leaves):
        raise ExtractError(page.final_url, "is a PDF of empty pages")
    quality = legible.quality(file.leaves)
    pages, margins = pdfmargins.without_margins([pdflines.lines(leaf) for leaf in file.leaves])
    found = pdfparagraphs.paragraphs(pages) if quality is not Quality.SCAN else []
    text, spans, placed = pdfparagraphs.written(found)
    legibly = pages if quality is Quality.GOOD else ()
    declared = file.language.strip()
    return Reading(
        title=pdffacts.title(legibly, file.title, margins) or plain.clean_line(lead.title),
        text=text,
        origin=Origin.PDF,
        authors=pdffacts.authors(legibly, file.author) or lead.authors,
        language=declared[:2].lower() if re.match(r"[A-Za-z]{2}\b", declared) else "",
        published=lead.published
        or pdffacts.published(
            found if legibly else (),
            margins if legibly else (),
            file.created,
            seen_at=page.fetched_at,
            language=declared or "en",
        ),
        updated=lead.updated,
        pages=spans,
        quality=quality,
        sections=sections.sections(placed, len(text)) if legibly else (),
    )
