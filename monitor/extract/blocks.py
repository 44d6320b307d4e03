"""The repeating block of a listing page, found by its shape.

Every link is climbed upwards; ancestors with the same path of tags and classes are a group. The
group whose items have most of titles, dates and distinct links is the listing; groups like it on
the same page (the next year, a second column) belong to it.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from monitor import urls
from monitor.extract import markup
from monitor.extract.item import Item, main_link

# Pages with more links are read up to here; long archives have some hundreds.
_MAX_LINKS = 2_000
_MAX_CLIMB = 7
_MIN_ITEMS = 3
_FRAME = ["nav", "footer", "aside", "form", "dialog", "button", "select"]
_FRAME_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "menu", "dialog", "complementary"}
)
_FRAME_CLASS = re.compile(
    r"(?:(?:main|site|global|primary|secondary|top|sub|mobile|page|header|footer|off-?canvas)[_-]?)*"
    r"(?:nav|navbar|navigation|menu|footer|sidebar|breadcrumbs?|cookies?|cookie-banner|social|share|sharing|"
    r"pagination|pager|skip-?links?|language-?switcher|tag-?cloud|filters?|facets?|mega-?menu)"
    r"(?:[_-]{1,2}(?:links?|list|items?|menu|bar|wrapper|container|area|main|widget|banner|inner|content))*",
    re.IGNORECASE,
)
_VARIABLE = re.compile(
    r"\d|^(?:odd|even|first|last|active|current|sticky|featured|is-|has-)|^(?:tag|category|status|format)-"
)
_IGNORED = re.compile(
    r"/(?:tags?|category|categories|author|authors|topics?/?$|login|log-in|signin|sign-in|register|account|cart|"
    r"search|feed|rss|wp-login|donate|contact(?:-us)?|about(?:-us)?|privacy(?:-policy)?|cookies?(?:-policy)?|"
    r"terms|sitemap|accessibility|subscribe|newsletter|unsubscribe)(?:/|\.\w{2,5}$|$)|/page/\d+/?$|[?&](?:page|paged|share|replytocom|s)=",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|instagram|youtube|pinterest|whatsapp|t|reddit|tumblr|tiktok|bsky|"
    r"threads|addtoany|addthis|flipboard|telegram|wa)\.(?:com|me|net|app|co)$"
)

Describe = Callable[[Tag, Tag], Item | None]
"""Reads one element with its main link."""


@dataclass(frozen=True, slots=True)
class _Group:
    items: tuple[Item, ...]
    links: frozenset[str]
    score: float
    dated: float


def without_frame(tree: BeautifulSoup) -> None:
    """Take the navigation, footers, side bars and forms out of *tree*."""
    for tag in tree.find_all(True):
        if tag.decomposed or tag.name in ("html", "body", "main", "a"):
            continue
        if tag.name in _FRAME or _is_frame(tag):
            tag.decompose()


def is_ignored(url: str, page_url: str) -> bool:
    """Whether a link leads to a part of the site and not to a document."""
    if not url or urls.canonical(url) == urls.canonical(page_url):
        return True
    path = url.split("://", 1)[-1]
    if "/" not in path.rstrip("/"):
        return True  # a home page
    return (
        _IGNORED.search(url.split("#")[0]) is not None or _SOCIAL.search(urls.host(url)) is not None
    )


def find(tree: BeautifulSoup, *, page_url: str, base: str, describe: Describe) -> tuple[Item, ...]:
    """Return the items of the page's listing, empty where it has none."""
    groups = [
        group
        for elements in _candidates(tree, page_url, base).values()
        if (group := _group(elements, describe)) is not None
    ]
    if not groups:
        return ()
    groups.sort(key=lambda group: -group.score)
    best = groups[0]
    chosen, covered = list(best.items), set(best.links)
    for group in groups[1:]:
        alike = group.dated >= 0.5 and best.dated >= 0.5 and group.score >= 0.4 * best.score
        if alike and not group.links & covered:
            chosen += group.items
            covered |= group.links
    return tuple(chosen)


def _is_frame(tag: Tag) -> bool:
    if tag.name == "header" and tag.find_parent(["main", "article", "li", "section"]) is None:
        return True
    if markup.attribute(tag, "role").lower() in _FRAME_ROLES:
        return True
    names = [*markup.attribute(tag, "class").split(), markup.attribute(tag, "id")]
    return any(name and _FRAME_CLASS.fullmatch(name) for name in names)


def _candidates(tree: BeautifulSoup, page_url: str, base: str) -> dict[str, list[tuple[Tag, Tag]]]:
    """Return the elements around links, grouped by their path of tags and classes."""
    paths: dict[int, str] = {}
    around: defaultdict[str, dict[int, list[Tag]]] = defaultdict(dict)
    elements: dict[int, Tag] = {}
    for link in tree.find_all("a", href=True, limit=_MAX_LINKS):
        if is_ignored(urls.absolute(base, markup.attribute(link, "href").strip()), page_url):
            continue
        if _is_inline(link):
            continue
        tag: Tag | None = link
        for _ in range(_MAX_CLIMB):
            if tag is None or tag.name in ("body", "html", "main", "[document]"):
                break
            around[_path(tag, paths)].setdefault(id(tag), []).append(link)
            elements[id(tag)] = tag
            tag = tag.parent
    return {
        path: [(elements[key], _best(elements[key], links)) for key, links in members.items()]
        for path, members in around.items()
        if len(members) >= 2
    }


def _is_inline(link: Tag) -> bool:
    """Whether a link stands in the middle of a paragraph's prose."""
    paragraph = link.find_parent("p")
    if paragraph is None:
        return False
    text, own = paragraph.get_text(" "), link.get_text(" ")
    before = text.find(own)
    return len(text) > 2.5 * len(own) and before > 25


def _best(element: Tag, links: list[Tag]) -> Tag:
    chosen = main_link(element)
    return chosen if chosen is not None and any(chosen is link for link in links) else links[0]


def _path(tag: Tag, known: dict[int, str]) -> str:
    """Return the tags and lasting classes from the root down to *tag*."""
    found = known.get(id(tag))
    if found is None:
        classes = sorted(
            c for c in markup.attribute(tag, "class").split() if not _VARIABLE.search(c)
        )
        own = ".".join([tag.name, *classes])
        above = (
            _path(tag.parent, known)
            if tag.parent is not None and tag.parent.parent is not None
            else ""
        )
        found = known[id(tag)] = f"{above}>{own}"
    return found


def _group(elements: list[tuple[Tag, Tag]], describe: Describe) -> _Group | None:
    described = (describe(element, link) for element, link in elements)
    items: dict[str, Item] = {}
    for item in described:
        if item is not None:
            items.setdefault(urls.canonical(item.url), item)
    if len(items) < 2:
        return None
    listed = tuple(items.values())
    dated = sum(item.published is not None for item in listed) / len(listed)
    files = sum(item.is_document for item in listed) / len(listed)
    words = sum(min(len(item.title.split()), 12) for item in listed) / len(listed)
    titles = len({item.title for item in listed}) / len(listed)
    substance = dated + 0.8 * files * (1 - dated)
    if len(listed) < _MIN_ITEMS and substance < 1:
        return None
    if substance < 0.3 and (words < 4 or len(listed) < 4):
        return None
    score = math.log2(1 + len(listed)) * (0.2 + substance) * (0.2 + min(words / 8, 1)) * titles**2
    return _Group(listed, frozenset(items), score, dated)
