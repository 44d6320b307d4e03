"""Leads out of whatever stands at a source's address."""

from monitor.extract import feed, identity, jsonfeed, listing, sitemap, watched
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Kind, Source


def leads(page: Page, source: Source) -> tuple[Lead, ...]:
    """Return what *page*, the answer of *source*, says exists: one lead a key.

    Raises:
        ExtractError: The page is not what the source's kind promises.
    """
    return identity.distinct(listed(page, source))


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
