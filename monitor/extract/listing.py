"""Pages that list what a publisher put out: news pages, publication pages, tables of reports."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from monitor import urls
from monitor.errors import ExtractError
from monitor.extract import blocks, identity, markup, plain
from monitor.extract import item as items
from monitor.extract.item import Item
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Selectors, Source

MAX_ITEMS = 1_000
_NEXT = re.compile(
    r"(?:go to |view )?(?:the )?(?:next|older)"
    r"(?: (?:page|posts?|entries|articles|news|results|\d+))*|"
    r"suivante?s?|page suivante|weiter|n[äa]chste(?: seite)?|siguientes?|p[áa]gina siguiente|"
    r"volgende|seguente",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"(?:/page)?/\d{1,4}/?$|/?(?:index)?\.\w{2,5}$")
_ARROWS = " \n\t›»→>«‹←:…."


def leads(page: Page, source: Source) -> tuple[Lead, ...]:
    """Return the documents that a page lists, in its order.

    Raises:
        ExtractError: A selector matches nothing, or no list of links was found.
    """
    if not page.body.strip():
        raise ExtractError(
            page.final_url, "answered with an empty body where a listing was expected"
        )
    tree = markup.soup(page)
    base = markup.base_url(tree, page)
    chosen = source.selectors
    if chosen.item or chosen.link:
        found = _selected(tree, page, source, base)
    else:
        found = _found(tree, page, source, base)
    return tuple(_lead(item, source) for item in found[:MAX_ITEMS])


def next_page(page: Page) -> str:
    """Return the address of the listing's next page, empty where it names none."""
    tree = markup.soup(page)
    base = markup.base_url(tree, page)
    here = urls.canonical(page.final_url)
    for tag in (*tree.select("link[rel~=next][href], a[rel~=next][href]"), *_said(tree)):
        url = urls.absolute(base, markup.attribute(tag, "href").strip())
        if url and _continues(url, page.final_url) and urls.canonical(url) != here:
            return url
    return ""


def _continues(url: str, here: str) -> bool:
    """Whether *url* is a page of the same listing: on an article, "next" is another article."""
    there, listing = urlsplit(url), urlsplit(here)
    stem = _PAGE_NUMBER.sub("", listing.path).rstrip("/")
    return there.netloc == listing.netloc and (there.path + "/").startswith(stem + "/")


def _said(tree: BeautifulSoup) -> list[Tag]:
    """Return the links that say "next" or "older"."""
    return [
        link
        for link in tree.find_all("a", href=True)
        if any(
            _NEXT.fullmatch(plain.clean_line(words[:100]).strip(_ARROWS))
            for words in (
                link.get_text(" "),
                markup.attribute(link, "aria-label"),
                markup.attribute(link, "title"),
            )
        )
    ]


def _found(tree: BeautifulSoup, page: Page, source: Source, base: str) -> Sequence[Item]:
    """Find the list by its shape."""
    blocks.without_frame(tree)

    def describe(element: Tag, link: Tag) -> Item | None:
        return items.read(
            element, link, base=base, seen_at=page.fetched_at, language=source.language
        )

    found = blocks.find(tree, page_url=page.final_url, base=base, describe=describe)
    if not found:
        raise ExtractError(page.final_url, "no list of links found; give selectors in sources.yaml")
    return found


def _selected(tree: BeautifulSoup, page: Page, source: Source, base: str) -> Sequence[Item]:
    """Read the list by the selectors of its source."""
    chosen = source.selectors
    elements = _select(
        tree, chosen.item or chosen.link or "", "item" if chosen.item else "link", page
    )
    for name in ("link", "title", "date", "summary"):
        selector = getattr(chosen, name)
        if (
            selector
            and chosen.item
            and not any(_select(e, selector, name, page, needed=False) for e in elements)
        ):
            raise ExtractError(
                page.final_url, f"selector {name} {selector!r} matches nothing in any item"
            )
    read = (_by_selectors(element, chosen, page, source, base) for element in elements)
    found = [item for item in read if item is not None]
    if not found:
        raise ExtractError(
            page.final_url, "its items hold no links with titles; check the selectors"
        )
    return found


def _by_selectors(
    element: Tag, chosen: Selectors, page: Page, source: Source, base: str
) -> Item | None:
    link = _first(element, chosen.link if chosen.item else None) or items.main_link(element)
    if link is None:
        return None
    if not link.has_attr("href"):
        link = link.find("a", href=True) or link
    url = urls.absolute(base, markup.attribute(link, "href").strip())
    stated = _first(element, chosen.title)
    title = (
        plain.clean_line(stated.get_text(" "))
        if stated is not None
        else items.title_of(element, link)
    )
    if not url or not title:
        return None
    dated = _first(element, chosen.date)
    told = _first(element, chosen.summary)
    return Item(
        url=url,
        title=title[:500],
        published=items.date_of(
            dated if dated is not None else element, link, title=title,
            seen_at=page.fetched_at, language=source.language,
        ),
        summary=plain.shorten(plain.clean_line(told.get_text(" ")), items.MAX_SUMMARY)
        if told is not None
        else items.summary_of(element, title),
    )  # fmt: skip


def _first(element: Tag, selector: str | None) -> Tag | None:
    return element.select_one(selector) if selector else None


def _select(holder: Tag, selector: str, name: str, page: Page, *, needed: bool = True) -> list[Tag]:
    try:
        found = list(holder.select(selector))
    except (SelectorSyntaxError, NotImplementedError) as fault:
        first_line = str(fault).splitlines()[0]
        raise ExtractError(
            page.final_url, f"selector {name} {selector!r} cannot be read: {first_line}"
        ) from fault
    if needed and not found:
        raise ExtractError(
            page.final_url, f"selector {name} {selector!r} matches nothing; the page has changed"
        )
    return found


def _lead(item: Item, source: Source) -> Lead:
    canonical = urls.canonical(item.url)
    return Lead(
        source_id=source.id,
        key=identity.key("", canonical, item.title),
        url=item.url,
        canonical_url=canonical,
        title=item.title,
        summary=item.summary,
        published=item.published,
    )
