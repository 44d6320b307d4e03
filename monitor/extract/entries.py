"""Leads out of whatever stands at a source's address."""

from dataclasses import replace

from monitor.extract import feed, identity, jsonfeed, listing, plain, sitemap, watched
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Kind, Source

MAX_ADDRESS = 4_000
"""Characters; servers refuse addresses of more than some thousand."""


def leads(page: Page, source: Source) -> tuple[Lead, ...]:
    """Return what *page*, the answer of *source*, says exists: one lead a key.

    Raises:
        ExtractError: The page is not what the source's kind promises.
    """
    return identity.distinct(_bounded(lead) for lead in listed(page, source))


def _bounded(lead: Lead) -> Lead:
    """Return *lead* as somebody could still read it: no title without end, nor an address."""
    if len(lead.url) > MAX_ADDRESS:
        lead = replace(lead, url="", canonical_url="")
    return replace(lead, title=plain.shorten(lead.title, plain.MAX_TITLE))


def listed(page: Page, source: Source) -> tuple[Lead, ...]:
    """Return every entry, those that a feed repeats among them.

    Raises:
        ExtractError: The page is not what the source's kind promises.
    """
    match source.kind:
        case Kind.FEED:
            return (
                jsonfeed.leads(page, source)
                if jsonfeed.looks_like(page)
                else feed.leads(page, source)
            )
        case Kind.LISTING:
            return listing.leads(page, source)
        case Kind.SITEMAP:
            return sitemap.leads(page, source)
        case Kind.PAGE:
            return watched.leads(page, source)
