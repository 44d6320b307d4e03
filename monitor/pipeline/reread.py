"""Look again at what was kept: a silent edit is a revision, never a second document."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime

from monitor import urls
from monitor.archive import pages
from monitor.archive.rows import Reread
from monitor.errors import ArchiveError, ExtractError, FetchError, GoneError
from monitor.extract import repeats
from monitor.extract.version import extractor
from monitor.fetch.answer import header
from monitor.log import event
from monitor.model.document import Document
from monitor.model.lead import Lead
from monitor.model.page import NotModified, Validators
from monitor.model.reading import Origin, Reading
from monitor.model.source import Content, Kind, Source
from monitor.model.verdict import Tier
from monitor.pipeline.again import page_of
from monitor.pipeline.extracted import extracted
from monitor.pipeline.settle import quality_note, subject
from monitor.pipeline.together import together
from monitor.pipeline.tools import Tools
from monitor.relevance.judge import judge

_log = logging.getLogger(__name__)

MAX_A_ROUND = 500
"""Documents looked at in one round; the rest has its turn in the next, an hour later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadReport:
    """What a round of looking again did."""

    looked: int
    revised: tuple[str, ...]
    """Ids of documents that say something else now."""


async def reread(tools: Tools) -> RereadReport:
    """Look again at every document whose turn it is.

    Raises:
        ArchiveError: It could not be written; what was not finished keeps its turn.
        ExceptionGroup: Bugs were met; each document was put off first, the rest was done.
    """
    turns = tools.archive.rereads(tools.clock(), MAX_A_ROUND)
    free = asyncio.Semaphore(tools.readers)
    bugs: list[Exception] = []

    async def one(turn: Reread) -> bool:
        async with free:
            try:
                return await _look(tools, turn)
            except ArchiveError:
                raise  # the disk's fault and not the page's: its turn comes again
            except Exception as bug:
                # The edge of the loop: its turn is over, so that no page stops every round.
                tools.archive.reread(turn.document_id, tools.clock(), forget=True)
                bugs.append(bug)
                return False

    changed = await together(one(turn) for turn in turns)
    if bugs:
        raise ExceptionGroup("documents will not be looked at again; the rest was done", bugs)
    revised = tuple(t.document_id for t, did in zip(turns, changed, strict=True) if did)
    return RereadReport(looked=len(turns), revised=revised)


async def _look(tools: Tools, turn: Reread) -> bool:
    """Look at one document; return whether it says something else now."""
    document = tools.archive.document(turn.document_id)
    source = next((s for s in tools.watchlist.sources if s.id == document.source_id), None)
    if source is None or not _may_be_read(source, document):
        tools.archive.reread(document.id, tools.clock(), forget=True)
        return False
    gone = False
    try:
        told = await _told(tools, document, turn.lead)
    except (FetchError, ExtractError) as failure:
        told, gone = None, isinstance(failure, GoneError)
        _say(document, "not read again", failure.reason)
    now = tools.clock()
    with tools.archive.transaction():
        number = tools.archive.revise(told, now) if told else None
        if told and number:
            _judge_again(tools, source, told, now)
        tools.archive.reread(document.id, now, forget=gone)
    if number is None:
        return False
    _say(document, "revised", f"revision {number}")
    return True


def _judge_again(tools: Tools, source: Source, told: Document, now: datetime) -> None:
    """Let an edit make a document ours that was queued; it is news from now on.

    What is ours stays so, whatever an edit takes out: it may have been told. And what people
    decided counts more in either case.
    """
    if tools.archive.verdict(told.id).tier is not Tier.QUEUE:
        return
    verdict = judge(subject(told, source), source, tools.rules)
    if verdict.tier.included:
        tools.archive.rejudge(told.id, verdict, now)
        _say(told, "ours since an edit", verdict.reason)


def _may_be_read(source: Source, document: Document) -> bool:
    """Whether its page may be fetched at all; each state of a watched page is its own document."""
    return (
        source.enabled
        and source.content is not Content.HEADLINE
        and source.kind is not Kind.PAGE
        and document.origin is not Origin.NONE
    )


async def _told(tools: Tools, document: Document, lead: Lead) -> Document | None:
    """Return *document* as its page tells it now, None where it tells the same.

    Raises:
        FetchError: The bytes did not come.
        ExtractError: They hold no text that could be had.
    """
    page = await tools.fetcher.get(
        document.url, _validators(tools, document), max_bytes=tools.max_report_bytes
    )
    if isinstance(page, NotModified) or page.sha256 == document.evidence:
        return None
    tools.archive.keep_evidence(page)
    told = await extracted(tools, page, lead)
    # What the site repeats is known better by now: then and now are read with the same knowledge.
    known = repeats.repeated(pages.of_host(tools.archive, urls.host(page.final_url)))
    reading = repeats.without(told, known)
    title = reading.title or document.title
    if (title, reading.text) == (document.title, document.text):
        return None
    before = await _read_today(tools, document, lead)
    if before is not None:
        then = repeats.without(before, known)
        if (then.title, then.text) == (reading.title, reading.text):
            return None
    return replace(
        document,
        title=title,
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
        left_out=len(told.text) - len(reading.text),
        note=quality_note(reading.quality),
    )


async def _read_today(tools: Tools, document: Document, lead: Lead) -> Reading | None:
    """Return what today's parser reads in the bytes of then, None where they are not to be had.

    A parser of ours that has changed is no change by the source.
    """
    try:
        page = page_of(tools.archive, document.evidence)
    except ArchiveError as fault:
        _say(document, "evidence not read", fault.reason)  # monitor doctor names it, too
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


def _say(document: Document, what: str, fact: str) -> None:
    event(_log, logging.INFO, what, document=document.id, url=document.url, fact=fact)
