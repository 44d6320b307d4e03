"""Read what a lead points to: lead → reading, or why not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor import urls
from monitor.errors import (
    ExtractError,
    FetchError,
    GoneError,
    MissingError,
    RefusedError,
    TooLargeError,
    UnreachableError,
)
from monitor.extract import landing
from monitor.model.lead import Lead
from monitor.model.outcome import Outcome
from monitor.model.page import NotModified, Page
from monitor.model.reading import Reading
from monitor.model.source import Content, Source
from monitor.pipeline.extracted import extracted
from monitor.pipeline.tools import Tools
from monitor.relevance.judge import promising

_TRIES = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""Waits after a failure that may pass; when they are used up, the feed's own words must do."""
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The page was read."""

    reading: Reading
    url: str
    """Where the text stands: the PDF behind a landing page, else the page."""
    evidence: str
    seen_as: tuple[str, ...]
    """Canonical URLs of every address on the way."""
    left_out: int = 0
    """Characters of paragraphs that the site repeats on other pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """The page was not read, and trying again would not help."""

    outcome: Outcome
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """The page was not read; it will be tried again."""

    until: datetime
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwanted:
    """Nothing to read: rights allow the headline only, or the lead shows that it is not ours."""

    fact: str
    outcome: Outcome | None
    """None: keep the headline."""


Attempt = Read | Unread | Later | Unwanted


async def read(tools: Tools, source: Source, lead: Lead, attempts: int) -> Attempt:
    """Read the page of *lead*; *attempts* failed before."""
    if not lead.url:
        return Unwanted(fact="the entry has no address", outcome=Outcome.NO_LINK)
    if source.content is Content.HEADLINE:
        return Unwanted(fact="rights: headline only", outcome=None)
    if not promising(lead.title, lead.summary or lead.text, source, tools.rules):
        return Unwanted(fact="no term of ours in title or summary", outcome=Outcome.NOT_RELEVANT)
    try:
        return await _fetched(tools, lead)
    except UnreachableError as failure:
        if attempts < len(_TRIES):
            wait = max(_TRIES[attempts], failure.retry_after or timedelta(0))
            return Later(until=tools.clock() + wait, fact=failure.reason)
        return Unread(outcome=Outcome.UNREACHABLE, fact=failure.reason)
    except (FetchError, ExtractError) as failure:
        return Unread(outcome=_outcome(failure), fact=failure.reason)


async def _fetched(tools: Tools, lead: Lead) -> Read:
    """Fetch and extract; a landing page is followed to its report.

    Raises:
        FetchError: The bytes did not come.
        ExtractError: They hold no text that could be had.
    """
    page = await _get(tools, lead.url)
    seen = {lead.canonical_url, urls.canonical(page.final_url)}
    if page.media_type in _HTML:
        link = await tools.workers.run(landing.report_link, page)
        if link:
            page = await _get(tools, link)
            seen |= {urls.canonical(link), urls.canonical(page.final_url)}
    reading = await extracted(tools, page, lead)
    seen.add(urls.canonical(reading.canonical_url))
    return Read(
        reading=reading,
        url=page.final_url,
        evidence=page.sha256,
        seen_as=tuple(sorted(seen - {""})),
    )


async def _get(tools: Tools, url: str) -> Page:
    """Return the page at *url*, its evidence kept first.

    Raises:
        FetchError: The bytes did not come.
    """
    page = await tools.fetcher.get(url, max_bytes=tools.max_report_bytes)
    if isinstance(page, NotModified):
        raise UnreachableError(url, "answered 304 to a request without conditions")
    tools.archive.keep_evidence(page)
    return page


def _outcome(failure: FetchError | ExtractError) -> Outcome:
    match failure:
        case RefusedError():
            return Outcome.REFUSED
        case GoneError() | MissingError():
            return Outcome.MISSING
        case TooLargeError():
            return Outcome.TOO_LARGE
        case ExtractError():
            return Outcome.UNREADABLE
        case _:
            return Outcome.UNREACHABLE
