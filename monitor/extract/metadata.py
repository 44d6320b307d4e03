"""What a page says about itself: headline, authors, dates, address, language, description."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor import urls
from monitor.extract import bylines, dom, headline, jsonld, pagedates, plain
from monitor.extract.dom import Element, Parts
from monitor.extract.jsonld import Record
from monitor.model.dated import Dated
from monitor.model.lead import Lead
from monitor.model.page import Page

Metas = Mapping[str, Sequence[str]]

MAX_DESCRIPTION = 2_000
_SAME_MATTER = 2
_OWNED = re.compile(r"/(?:~|@|%7e|%40)[^/]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][\w-]{1,20})?", re.IGNORECASE)
_SITE_METAS = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "twitter:site",
    "publisher",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A page's statements about its article, the surest of each kind."""

    title: str
    authors: tuple[str, ...]
    published: Dated | None
    updated: Dated | None
    canonical_url: str
    """Absolute; empty where the page names none that could be its own."""
    language: str
    """ISO 639-1; empty where it is not declared."""
    description: str
    body: str
    """The article's text as its JSON-LD has it; mostly empty."""
    is_article: bool
    """Whether the page says that it is one."""


def facts(root: Element, page: Page, lead: Lead) -> Facts:
    """Return what *root* states, completed from *lead*."""
    parts = dom.parts(root)
    record = jsonld.article(parts["script"], page.final_url)
    metas = dom.metas(parts["meta"])
    language = _language(root, metas, record)
    published = pagedates.published(
        root,
        record,
        metas,
        page=page,
        language=_declared(root) or language or lead.language,
    )
    updated = pagedates.updated(record, metas, seen_at=page.fetched_at, language=language)
    sites = _sites(record, metas)
    return Facts(
        title=_title(parts, record, metas, sites, page=page, lead=lead),
        authors=bylines.authors(root, record, metas, sites) or lead.authors,
        published=pagedates.better(lead.published, published),
        updated=pagedates.better(lead.updated, updated),
        canonical_url=_canonical(parts, record, metas, page),
        language=language,
        description=_description(record, metas),
        body=jsonld.body(record),
        is_article=jsonld.is_article(record) or "article" in metas.get("og:type", ()),
    )


def _title(
    parts: Parts, record: Record, metas: Metas, sites: Sequence[str], *, page: Page, lead: Lead
) -> str:
    written = next((dom.words(tag) for tag in parts["title"]), "")
    # The site's name may be a heading too; what the window is called begins with the article's.
    begins = headline.levelled(written).startswith
    headings = sorted(
        (text for tag in parts["h1"] if (text := dom.words(tag))),
        key=lambda text: not begins(headline.levelled(text)),
    )
    tab = headline.choose([written], sites=sites, url=page.final_url, headings=())
    social = metas.get("og:title", ())[:1]
    told = jsonld.text(record, "headline", "name")
    alone = headline.levelled(told) != headline.levelled(tab) and _stands_alone(
        record, told, [*social, *headings[:1]], page
    )
    candidates = [
        *((told, *social) if alone else (*social, told)),
        *headings[:1],
        lead.title,
        *metas.get("twitter:title", ())[:1],
    ]
    stated = headline.choose(
        candidates, sites=sites, url=page.final_url, headings=headings, announced=lead.title
    )
    return stated or tab


def _stands_alone(record: Record, told: str, others: Sequence[str], page: Page) -> bool:
    """Whether JSON-LD has a headline of its own: that of the article, where others follow the news.

    It must be of the same matter, or say that it is this page's, and be no beginning of what else
    is there: it was right on 6 of 6 recorded pages.
    """
    if not jsonld.is_article(record) or told.endswith(("…", "...")):
        return False
    bare = headline.levelled(told)
    known = [headline.levelled(text) for text in others]
    if not bare or any(text.startswith(bare) for text in known):
        return False
    shared = set(bare.split()) & {word for text in known for word in text.split()}
    return len(shared) >= _SAME_MATTER or jsonld.is_own(record, page.final_url)


def _sites(record: Record, metas: Metas) -> list[str]:
    stated = [value.lstrip("@") for name in _SITE_METAS for value in metas.get(name, ())]
    return [*stated, *jsonld.names(record, "publisher"), *jsonld.names(record, "isPartOf")]


def _canonical(parts: Parts, record: Record, metas: Metas, page: Page) -> str:
    """Return the page's own address as it names it, unless it names its home page.

    Another host is believed where one name holds the other, as mobile and AMP pages name their full
    one. Any other would let a page pass for somebody else's, which would then be taken for known.
    """
    base = dom.base_url(parts["base"], page)
    links = [dom.attribute(tag, "href") for tag in parts["link"]]
    for stated in (*links[:1], *metas.get("og:url", ())[:1], jsonld.address(record)):
        url = urls.absolute(base, stated) if stated else ""
        if not url or urls.canonical(url).count("/") < 3:
            continue
        if not urls.akin(url, page.final_url) or _owner(url) != _owner(page.final_url):
            continue
        return url
    return ""


def _owner(url: str) -> str:
    """Return whose part of a host an address is in, by the custom of ``/~jane`` and ``/@jane``."""
    owned = _OWNED.match(urlsplit(url).path)
    return owned.group() if owned else ""


def _declared(root: Element) -> str:
    return (dom.attribute(root, "lang") or dom.attribute(root, "xml:lang")).strip()


def _language(root: Element, metas: Metas, record: Record) -> str:
    """Return the declared language as ISO 639-1."""
    stated = (
        _declared(root),
        jsonld.text(record, "inLanguage"),
        *metas.get("og:locale", ())[:1],
        *metas.get("content-language", ())[:1],
        *metas.get("dc.language", ())[:1],
    )
    for value in stated:
        code = _LANGUAGE.fullmatch(value.split(",")[0].strip())
        if code is not None:
            return code.group(1).lower()
    return ""


def _description(record: Record, metas: Metas) -> str:
    for text in (
        *metas.get("og:description", ())[:1],
        *metas.get("description", ())[:1],
        jsonld.text(record, "description"),
        *metas.get("twitter:description", ())[:1],
    ):
        line = plain.line_of(text)
        if len(line) > 20:
            return plain.shorten(line, MAX_DESCRIPTION)
    return ""
