"""What a page says about itself: headline, authors, dates, address, language, description."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor import urls
from monitor.extract import dom, headline, jsonld, pagedates, plain
from monitor.extract.dom import Element
from monitor.extract.jsonld import Record
from monitor.model.dated import Dated
from monitor.model.lead import Lead
from monitor.model.page import Page

Metas = Mapping[str, Sequence[str]]

MAX_DESCRIPTION = 2_000
_MAX_AUTHORS = 20
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][\w-]{1,20})?", re.IGNORECASE)
_AUTHOR_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "dc:creator", "citation_author", "byl", "cxenseparse:author",
)  # fmt: skip
_SITE_METAS = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "twitter:site",
    "publisher",
)
_BY = re.compile(
    r"^(?:(?:written|posted|reported|story|words)\s+)?(?:by|von|par|por|di|door|av)[:\s]\s*",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s*(?:;|\||\n|/| and | und | & | et | og | och | y )\s*")
_NO_NAME = re.compile(
    r"https?:|www\.|@|^(?:admin|administrator|editor|webmaster|null|undefined|none|n/?a|staff|user\d*|"
    r"authors?|unknown|about the author|posted)$|^\W*$|"
    r"\b(?:image|photo|getty|picture|istockphoto)s?\b|\.(?:com|de|co|org|net)\b",
    re.IGNORECASE,
)
_BYLINES = "[itemprop='author'], [rel='author'], [class*='author-name']"
# After a name: "Jane Roe, Political correspondent", "Jane Roe (BBC)".
_ROLE = re.compile(
    r"\s*\([^)]{0,60}\)$|\s*[,(–|-]\s*.*\b(?:editor|correspondent|reporter|writer|journalist|columnist|redakteur(?:in)?|"
    r"contributor|producer)\b.*$",
    re.IGNORECASE,
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
    record = jsonld.article(root, page.final_url)
    metas = dom.metas(root)
    language = _language(root, metas, record)
    published = pagedates.published(
        root,
        record,
        metas,
        page=page,
        language=_declared(root) or language or lead.language,
    )
    updated = pagedates.updated(record, metas, seen_at=page.fetched_at, language=language)
    return Facts(
        title=_title(root, record, metas, page, lead),
        authors=_authors(root, record, metas) or lead.authors,
        published=pagedates.better(lead.published, published),
        updated=pagedates.better(lead.updated, updated),
        canonical_url=_canonical(root, record, metas, page),
        language=language,
        description=_description(record, metas),
        body=jsonld.body(record),
        is_article=jsonld.is_article(record) or "article" in metas.get("og:type", ()),
    )


def _title(root: Element, record: Record, metas: Metas, page: Page, lead: Lead) -> str:
    headings = [text for tag in root.css("h1") if (text := dom.words(tag))]
    written = next((dom.words(tag) for tag in root.css("title")), "")
    candidates = [
        *metas.get("og:title", ())[:1],
        jsonld.text(record, "headline", "name"),
        *headings[:1],
        lead.title,
        *metas.get("twitter:title", ())[:1],
    ]
    stated = headline.choose(
        candidates,
        sites=_sites(record, metas),
        url=page.final_url,
        headings=headings,
        announced=lead.title,
    )
    return stated or headline.choose(
        [written], sites=_sites(record, metas), url=page.final_url, headings=()
    )


def _sites(record: Record, metas: Metas) -> list[str]:
    stated = [value.lstrip("@") for name in _SITE_METAS for value in metas.get(name, ())]
    return [*stated, *jsonld.names(record, "publisher"), *jsonld.names(record, "isPartOf")]


def _authors(root: Element, record: Record, metas: Metas) -> tuple[str, ...]:
    """Return who wrote it: people before the site itself, which many pages name as the author."""
    stated = [
        [name for each in jsonld.names(record, "author") for name in _names([each])],
        *(_names(metas.get(key, ())) for key in _AUTHOR_METAS),
        _names([dom.words(tag) for tag in root.css(_BYLINES)[:5]]),
    ]
    site = {headline.levelled(name) for name in _sites(record, metas)}
    known = [names for names in stated if names]
    people = (names for names in known if not all(headline.levelled(n) in site for n in names))
    chosen = next(people, known[0] if known else [])
    unique = {name.casefold(): name for name in reversed(chosen)}
    return tuple(reversed(unique.values()))[:_MAX_AUTHORS]


def _names(values: Sequence[str]) -> list[str]:
    """Return the names in bylines: "By Jane Roe and John Doe, reporters"."""
    found = []
    for value in values:
        line = _BY.sub("", plain.line_of(plain.unescaped_line(value[:500])))
        if "://" in line:
            continue
        pieces = _BETWEEN_NAMES.split(_ROLE.sub("", line))
        # "Roe, Jane" is one name, "Jane Roe, John Doe" are two.
        if line.count(",") and all(len(p.split()) > 1 for p in line.split(",")):
            pieces = [name for piece in pieces for name in piece.split(",")]
        bare = (_ROLE.sub("", _BY.sub("", piece.strip())).strip(" ,.") for piece in pieces)
        found += [name for name in bare if 1 < len(name) <= 80 and not _NO_NAME.search(name)]
    return found


def _canonical(root: Element, record: Record, metas: Metas, page: Page) -> str:
    """Return the page's own address as it names it, unless it names its home page.

    Another host is believed where one name holds the other, as mobile and AMP pages name their full
    one. Any other would let a page pass for somebody else's, which would then be taken for known.
    """
    base = dom.base_url(root, page)
    links = [dom.attribute(tag, "href") for tag in root.css("link[rel~='canonical' i]")]
    for stated in (*links[:1], *metas.get("og:url", ())[:1], jsonld.address(record)):
        url = urls.absolute(base, stated) if stated else ""
        if not url or urls.canonical(url).count("/") < 3:
            continue
        if not urls.akin(url, page.final_url):
            continue
        return url
    return ""


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
