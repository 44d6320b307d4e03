"""One look at the page of a document that was kept: document → what it shows now."""

import logging
from dataclasses import dataclass, replace

from monitor import urls
from monitor.archive import pages
from monitor.errors import ArchiveError, ExtractError, FetchError, GoneError
from monitor.extract import landing, repeats
from monitor.extract.titled import titled
from monitor.extract.version import extractor
from monitor.fetch.answer import header
from monitor.log import event
from monitor.model.document import Document
from monitor.model.lead import Lead
from monitor.model.page import NotModified, Page, Validators
from monitor.model.reading import Origin, Reading
from monitor.model.rereading import Landing, Look, Seen, Watch
from monitor.pipeline.again import page_of
from monitor.pipeline.extracted import extracted
from monitor.pipeline.settle import quality_note
from monitor.pipeline.tools import Tools
from monitor.revision.notices import is_missing
from monitor.revision.readings import is_above, is_replaced, look_at

_log = logging.getLogger(__name__)

_HTML = ("text/html", "application/xhtml+xml")
_GONE = (404, 410, 451)
"""Statuses of a page that was there before, and is not to be had any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A look, and the kept state that it was compared with."""

    look: Look
    kept: Document
    """As today's parser reads the bytes of then: a change of our parser is none of the source."""


async def look(tools: Tools, document: Document, lead: Lead, watch: Watch) -> Compared:
    """Return what the page of *document* shows now; where it cannot be read, nothing is known.

    Raises:
        ArchiveError: The disk refuses.
    """
    known = watch.landing
    try:
        known = await _landing(tools, document, lead, watch)
        page = await _page(tools, document, known.leads_to if known else document.url)
        if page is None:
            return Compared(look=Look(seen=Seen.SAME, landing=known), kept=document)
        shown = await _shown(tools, document, lead, page)
    except (FetchError, ExtractError) as failure:
        gone = isinstance(failure, FetchError) and _is_gone(failure)
        seen = Seen.GONE if gone else Seen.UNCLEAR
        event(
            _log, logging.INFO, "not read again", document=document.id, url=document.url,
            fact=failure.reason,
        )  # fmt: skip
        return Compared(look=Look(seen=seen, fact=failure.reason, landing=known), kept=document)
    return Compared(look=replace(shown.look, landing=known), kept=shown.kept)


def _is_gone(failure: FetchError) -> bool:
    return isinstance(failure, GoneError) or failure.status in _GONE


async def _landing(tools: Tools, document: Document, lead: Lead, watch: Watch) -> Landing | None:
    """Return where the landing page of a report leads; None where it has none that can be read.

    A report may be replaced by one at another address, and only its landing page tells.
    """
    behind = urls.canonical(lead.url) != urls.canonical(document.url)
    if document.origin is not Origin.PDF or not behind:
        return None
    known = watch.landing
    conditions = known.validators if known and known.validators.url == lead.url else None
    try:
        answer = await tools.fetcher.get(lead.url, conditions)
        if isinstance(answer, NotModified):
            leads_to = known.leads_to if known else document.url
            return Landing(leads_to=leads_to, validators=answer.validators)
        tools.archive.keep_evidence(answer)
        html = answer.media_type in _HTML
        link = await tools.workers.run(landing.report_link, answer) if html else lead.url
    except (FetchError, ExtractError):
        return known
    same = not link or urls.canonical(link) == urls.canonical(document.url)
    return Landing(leads_to=document.url if same else link, validators=answer.validators)


async def _page(tools: Tools, document: Document, url: str) -> Page | None:
    """Return the page at *url*; None where it is the one that was kept.

    Raises:
        FetchError: The bytes did not come.
    """
    known = _validators(tools, document) if url == document.url else None
    page = await tools.fetcher.get(url, known, max_bytes=tools.max_report_bytes)
    if isinstance(page, NotModified) or page.sha256 == document.evidence:
        return None
    tools.archive.keep_evidence(page)
    return page


async def _shown(tools: Tools, document: Document, lead: Lead, page: Page) -> Compared:
    """Return what *page* shows beside *document*.

    Raises:
        ExtractError: It holds no text that could be had.
    """
    if is_above(document.url, page.final_url):
        fact = f"its address leads to {page.final_url}"
        return Compared(look=Look(seen=Seen.GONE, fact=fact), kept=document)
    if document.origin is Origin.PDF and page.media_type in _HTML:
        fact = "a web page stands where the report was"
        return Compared(look=Look(seen=Seen.GONE, fact=fact), kept=document)
    try:
        told = await extracted(tools, page, lead)
    except ExtractError:
        # A page that says there is none says little else.
        title = await tools.workers.run(titled, page) if page.media_type in _HTML else ""
        if not is_missing(title):
            raise
        return Compared(look=Look(seen=Seen.GONE, fact=f"the page says “{title}”"), kept=document)
    # What the site repeats is known better by now: then and now are read with the same knowledge.
    known = repeats.repeated(pages.of_host(tools.archive, urls.host(page.final_url)))
    reading = repeats.without(told, known)
    found = _state(document, reading, page, left_out=len(told.text) - len(reading.text))
    before = await _read_today(tools, document, lead)
    kept = document
    if before is not None:
        then = repeats.without(before, known)
        kept = replace(document, title=then.title or document.title, text=then.text)
    moved = urls.canonical(page.url) != urls.canonical(document.url)
    if moved and not await tools.workers.run(is_replaced, kept, found):
        fact = f"its landing page leads to another report: “{found.title}”"
        return Compared(look=Look(seen=Seen.UNCLEAR, fact=fact), kept=kept)
    # Where parsers can be stopped: a report of thousands of sentences takes seconds.
    return Compared(look=await tools.workers.run(look_at, kept, found), kept=kept)


def _state(document: Document, reading: Reading, page: Page, *, left_out: int) -> Document:
    moved = urls.canonical(page.url) != urls.canonical(document.url)
    return replace(
        document,
        url=urls.untracked(page.final_url) if moved else document.url,
        title=reading.title or document.title,
        text=reading.text,
        description=reading.description or document.description,
        authors=reading.authors or document.authors,
        updated=reading.updated or document.updated,
        origin=reading.origin,
        quality=reading.quality,
        pages=reading.pages,
        sections=reading.sections,
        evidence=page.sha256,
        extractor=extractor(),
        left_out=left_out,
        note=quality_note(reading.quality),
    )


async def _read_today(tools: Tools, document: Document, lead: Lead) -> Reading | None:
    """Return what today's parser reads in the bytes of then, None where they are not to be had."""
    try:
        page = page_of(tools.archive, document.evidence)
    except ArchiveError as fault:
        # monitor doctor names it, too
        event(_log, logging.INFO, "evidence not read", document=document.id, fact=fault.reason)
        return None
    if page is None:
        return None
    try:
        return await extracted(tools, page, lead)
    except ExtractError:
        return None


def _validators(tools: Tools, document: Document) -> Validators | None:
    """Return what to send along so that an unchanged page costs nothing."""
    fetched = tools.archive.fetched(document.evidence) if document.evidence else ()
    if not fetched:
        return None
    headers = fetched[-1].headers
    return Validators(
        etag=header(headers, "etag"),
        last_modified=header(headers, "last-modified"),
        body_hash=document.evidence,
        url=document.url,
    )
