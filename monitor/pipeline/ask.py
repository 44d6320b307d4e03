"""Ask a source what it has published: source → leads."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.errors import (
    ExtractError,
    FetchError,
    GoneError,
    MissingError,
    MonitorError,
    RefusedError,
    TooLargeError,
    UnreachableError,
)
from monitor.extract import entries, listing, sitemap
from monitor.log import event
from monitor.model.health import Poll, SourceState
from monitor.model.lead import Lead
from monitor.model.outcome import PollResult
from monitor.model.page import NotModified, Page, Validators
from monitor.model.source import Kind, Source
from monitor.pipeline.tools import Tools
from monitor.source import health

_log = logging.getLogger(__name__)

FIRST_LOOK = timedelta(days=7)
"""What is older than this when a source is first read is archived as backfill, not shown as news:
a weekly digest's own span."""
MAX_LISTING_PAGES = 5
MAX_CHILD_SITEMAPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source said."""

    poll: Poll
    leads: tuple[Lead, ...]


async def ask(tools: Tools, source: Source, state: SourceState | None) -> Answer:
    """Ask *source* once; an expected failure is a poll with its fact, not an exception."""
    now, address = tools.clock(), health.address(source, state)
    known = health.validators(source, state)
    try:
        page = await tools.fetcher.get(address, replace(known, url=address) if known else None)
        if isinstance(page, NotModified):
            return Answer(poll=_unchanged(source, page, now), leads=())
        tools.archive.keep_evidence(page)
        children = await _children(tools, source, page)
        if children:
            leads = await _of_children(tools, source, children)
        else:
            leads = await _leads(tools, source, page, follow=health.is_first_look(source, state))
    except (FetchError, ExtractError) as failure:
        return Answer(poll=_failed(source, failure, now), leads=())
    poll = Poll(
        source_id=source.id,
        at=now,
        result=PollResult.NOTHING_NEW if leads else PollResult.EMPTY,
        fact="" if leads else "answered, and listed nothing",
        status=page.status,
        leads=len(leads),
        moved_to=_moved(page),
        # An index may stay as it is while the sitemaps that it names gain pages.
        validators=Validators() if children else page.validators,
    )
    return Answer(poll=poll, leads=leads)


def backfill_before(source: Source, state: SourceState | None, now: datetime) -> datetime | None:
    """Return the time before which a published entry is old news; None on later polls."""
    return now - FIRST_LOOK if health.is_first_look(source, state) else None


async def _children(tools: Tools, source: Source, page: Page) -> tuple[str, ...]:
    """Return the newest sitemaps that *page* names, where it is an index of them."""
    if source.kind is not Kind.SITEMAP:
        return ()
    found = await tools.workers.run(sitemap.children, page)
    return found[:MAX_CHILD_SITEMAPS]


async def _of_children(tools: Tools, source: Source, children: Sequence[str]) -> tuple[Lead, ...]:
    """Return the leads of those *children* that can be read; they are asked again at each poll.

    Raises:
        FetchError, ExtractError: None can.
    """
    found: list[tuple[Lead, ...]] = []
    faults: list[FetchError | ExtractError] = []
    for url in children:
        try:
            leads, _ = await _more(tools, source, url)
            found.append(leads)
        except (FetchError, ExtractError) as fault:
            event(_log, logging.INFO, "sitemap not read", source=source.id, fact=fault)
            faults.append(fault)
    if not found:
        raise faults[0]
    return tuple(lead for leads in found for lead in leads)


async def _leads(tools: Tools, source: Source, page: Page, *, follow: bool) -> tuple[Lead, ...]:
    """Return the leads of *page*, and on the first look those of the pages behind it."""
    leads = await tools.workers.run(entries.leads, page, source)
    if source.kind is Kind.LISTING and follow:
        seen, following = {page.final_url}, await tools.workers.run(listing.next_page, page)
        while following and following not in seen and len(seen) < MAX_LISTING_PAGES:
            seen.add(following)
            try:
                more, following = await _more(tools, source, following)
            except (FetchError, ExtractError):
                break  # what is new stands on the first page; behind it is the past
            leads += more
    return leads


async def _more(tools: Tools, source: Source, url: str) -> tuple[tuple[Lead, ...], str]:
    """Return the leads of a further page of *source*, and the page after it."""
    page = await tools.fetcher.get(url)
    if isinstance(page, NotModified):
        return (), ""
    tools.archive.keep_evidence(page)
    leads = await tools.workers.run(entries.leads, page, source)
    if source.kind is not Kind.LISTING:
        return leads, ""
    return leads, await tools.workers.run(listing.next_page, page)


def _moved(answer: Page | NotModified) -> str:
    """Return where the source lives now, if every redirect on the way was permanent."""
    permanent = answer.hops and all(hop.status in (301, 308) for hop in answer.hops)
    return answer.hops[-1].location if permanent else ""


def _unchanged(source: Source, answer: NotModified, now: datetime) -> Poll:
    return Poll(
        source_id=source.id,
        at=now,
        result=PollResult.NOT_MODIFIED,
        fact="",
        status=answer.status,
        moved_to=_moved(answer),
        validators=answer.validators,
    )


_RESULTS: tuple[tuple[type[MonitorError], PollResult], ...] = (
    (RefusedError, PollResult.REFUSED),
    (GoneError, PollResult.GONE),
    (MissingError, PollResult.MISSING),
    (TooLargeError, PollResult.TOO_LARGE),
    (UnreachableError, PollResult.UNREACHABLE),
    (FetchError, PollResult.UNREACHABLE),
    (ExtractError, PollResult.UNREADABLE),
)


def _failed(source: Source, failure: FetchError | ExtractError, now: datetime) -> Poll:
    result = next(result for kind, result in _RESULTS if isinstance(failure, kind))
    return Poll(
        source_id=source.id,
        at=now,
        result=result,
        fact=failure.reason,
        status=failure.status if isinstance(failure, FetchError) else None,
        retry_after=failure.retry_after if isinstance(failure, UnreachableError) else None,
    )
