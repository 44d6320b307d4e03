"""The article's own paragraphs out of a page: without its frame, its adverts and its asides."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

import trafilatura
from lxml import etree

from monitor.extract import chaff, lxmltree, plain
from monitor.extract.headline import levelled
from monitor.extract.lxmltree import Element
from monitor.extract.metadata import Facts
from monitor.model.page import Page

# It reports pages without text as errors of its own; we report them as ours.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# An aside is small beside the article: a name that speaks of one on half of the page is wrong.
_ASIDE_SHARE = 0.25
# A whole class or id: perhaps a prefix, the word for an aside, words for boxes. WordPress gives
# its articles classes such as "tag-court", which are about the matter.
_ASIDE = re.compile(
    r"(?:[a-z\d]+[_-]+){0,6}(?:related|recommended|recommendations?|newsletters?|sign-?up|subscribe|"
    r"subscription|promos?|promotion|shar(?:e|ing)|sharedaddy|social|comments|disqus|cookies?|consent|gdpr|"
    r"adverts?|advertisement|ads?|sponsored|outbrain|taboola|most-?(?:read|popular|viewed)|popular|"
    r"trending|read-?(?:more|next|also)|see-?also|more-?(?:from|stories|news)|tags|breadcrumbs?|"
    r"captions?|figcaption|(?:image|photo)-?credit|author-?(?:bio|box|info|card)|bio|biography|"
    r"about-?(?:the-)?author|donat(?:e|ions?)|comment-(?:list|form|respond|section|area)|"
    r"visually-?hidden|sr-only|screen-reader-text|no-?print)"
    r"(?:[_-]+(?:articles?|stor(?:y|ies)|content|posts?|links?|topics?|news|media|box|list|container|"
    r"wrap(?:per)?|block|section|widget|row|items?|area|module|bar|buttons?|icons?|inner|text|form|"
    r"banner|cta|panel|notice|popup|modal|grid|group|title|heading|header|body|combined|\d+))*",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:^|\s)(?:hentry|type-post|article-?body|entry-content)(?:$|\s)", re.I)
_INLINE = ("a", "abbr", "b", "em", "i", "mark", "span", "strong", "time")
_HOLDING = frozenset(
    ["p", "div", "section", "article", "ul", "ol", "table", "header", "main", "h1", "h2", "h3"]
)
_BLOCK = ("p", "li", "h2", "h3", "h4", "h5", "h6")

_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)+\s*")
_BULLET = re.compile(r"^\s*[-*•]\s+")
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|lede?|dek|intro(?:duction)?|sub-?(?:title|head(?:line)?|heading)|excerpt|abstract|"
    r"(?:article|story|content|entry|post)[_-]+(?:lead|summary|intro|description|teaser)|alternativeheadline)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# Joiners, and letters of Linear A that stand for them while trafilatura reads.
_SHIELDS = str.maketrans("\u200c\u200d", "\U00010600\U00010601")
_JOINERS = str.maketrans("\U00010600\U00010601", "\u200c\u200d")
_LONGEST_NAMES = 500
# Characters; shorter ones are labels, longer ones the article.
_SHORTEST_STANDFIRST, _LONGEST_STANDFIRST = 50, 700
# Where less than this share of the paragraphs is left, too much was taken for an aside.
_LOST = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    """Characters in the paragraphs of a page, and in all of it."""

    told: int
    shown: int


def paragraphs(page: Page, facts: Facts) -> list[str]:
    """Return the article's paragraphs, its standfirst first.

    They are checked against the text as JSON-LD has it. The standfirst is the page's own
    description, where the page shows it, or what is marked as one.

    Raises:
        ExtractError: There is no element in it, or there are more than of any article.
    """
    root = lxmltree.tree(page)
    etree.strip_elements(root, "script", "style", "svg", "template", with_tail=False)
    opening = _standfirst(root, facts.description)
    titles = [facts.title, *(lxmltree.words(tag) for tag in root.iter("h1"))]
    whole = deepcopy(root)
    before = _told(root)
    _strip(root)
    found = _extracted(root)
    if sum(map(len, found)) < _LOST * before:
        fuller = _extracted(whole)
        found = fuller if sum(map(len, found)) < _LOST * sum(map(len, fuller)) else found
    kept = _reconciled(found, _lines(facts.body))
    if opening and not _is_confirmed(opening, levelled(" ".join(kept)[: 4 * len(opening) + 1_000])):
        kept = [opening, *kept]
    return chaff.without(kept, titles=titles, authors=facts.authors)


def _strip(root: Element) -> None:
    """Take asides and blocks that are nothing but links out of the tree."""
    whole = _Size(told=_told(root), shown=len(lxmltree.words(root)))
    for tag in list(root.iter("aside", "figcaption", "form", "dialog", "button", "nav", "footer")):
        _drop(tag, whole)
    for tag in list(root.xpath("//body//*[@class or @id]")):
        if tag.tag in _INLINE and tag.xpath("ancestor::p"):
            continue
        if _is_aside(tag):
            _drop(tag, whole)
    for tag in list(root.iter(*_BLOCK)):
        if _is_only_links(tag):
            _drop(tag, whole)


def _told(root: Element) -> int:
    return sum(len(lxmltree.words(tag)) for tag in root.iter("p"))


def _extracted(root: Element) -> list[str]:
    """Return what trafilatura finds; it would drop the joiners of Persian and Indic words."""
    for tag in root.iter():
        tag.text, tag.tail = _shielded(tag.text), _shielded(tag.tail)
    found = trafilatura.extract(root, include_comments=False) or ""
    return _lines(found.translate(_JOINERS))


def _shielded(text: str | None) -> str | None:
    return text and text.translate(_SHIELDS)


def _standfirst(root: Element, description: str) -> str:
    """Return the paragraph under the headline that sums the article up, as the page shows it."""
    wanted = levelled(description)
    below = False  # the headline
    for tag in root.iter("h1", "p", "div", "h2", "h3", "span"):
        below = below or tag.tag == "h1"
        if any(child.tag in _HOLDING for child in tag):
            continue
        marked = below and _STANDFIRST.search(f"{tag.get('class', '')} {tag.get('itemprop', '')}")
        if not marked and not wanted:
            continue
        shown = lxmltree.words(tag)
        fits = _SHORTEST_STANDFIRST <= len(shown) <= _LONGEST_STANDFIRST
        if marked and fits and not _is_elsewhere(tag):
            return shown
        if len(wanted) >= _SHORTEST_STANDFIRST and levelled(shown) == wanted:
            return shown
    return ""


def _is_elsewhere(tag: Element) -> bool:
    """Whether *tag* stands in a part of the page that is not the article's."""
    return any(
        other.tag in ("aside", "nav", "li", "form", "footer") or _is_aside(other)
        for other in tag.iterancestors()
        if other.tag not in ("html", "body")
    )


def _is_aside(tag: Element) -> bool:
    """Whether a class or the id of *tag* says that it is beside the article."""
    named = f"{tag.get('class', '')} {tag.get('id', '')}"[:_LONGEST_NAMES]
    if _ARTICLE.search(named):
        return False
    return any(_ASIDE.fullmatch(name) for name in named.split())


def _drop(tag: Element, whole: _Size) -> None:
    """Take *tag* out, unless it holds so much that its name must mean something else."""
    if tag.getparent() is None or tag.tag in ("html", "body", "main", "article"):
        return
    if _told(tag) > _ASIDE_SHARE * whole.told or len(lxmltree.words(tag)) > _LOST * whole.shown:
        return
    tag.drop_tree()


def _is_only_links(tag: Element) -> bool:
    links = list(tag.iter("a"))
    if not links or tag.tag in ("h2",):
        return False
    text = len(lxmltree.words(tag))
    return text > 0 and sum(len(lxmltree.words(link)) for link in links) >= 0.9 * text


def _lines(text: str) -> list[str]:
    lines = []
    for line in plain.clean(text).split("\n"):
        if _RULE.fullmatch(line):
            continue
        bare = line.strip()
        if bare.startswith("|") and bare.endswith("|"):
            bare = " | ".join(cell.strip() for cell in bare.strip("|").split("|") if cell.strip())
        if bare:
            lines.append(_BULLET.sub("", bare))
    return lines


def _reconciled(found: Sequence[str], stated: Sequence[str]) -> list[str]:
    """Return the page's lines as its JSON-LD confirms them, or the latter where they say more.

    JSON-LD has the article and nothing else, but often a teaser, and rarely paragraphs.
    """
    ours, theirs = _tokens(found), _tokens(stated)
    common = (ours & theirs).total()
    if theirs.total() < 80 or not common:
        return list(found)
    if theirs.total() > 1.3 * ours.total() and common > 0.5 * ours.total():
        return list(stated)
    if common < 0.9 * theirs.total() or theirs.total() < 0.6 * ours.total():
        return list(found)
    text = levelled(" ".join(stated))
    return [line for line in found if _is_confirmed(line, text)]


def _is_confirmed(line: str, text: str) -> bool:
    words = levelled(line).split()
    if not words:
        return False
    pieces = [" ".join(words[at : at + 4]) for at in range(0, len(words), 4)]
    return sum(piece in text for piece in pieces) >= 0.5 * len(pieces)


def _tokens(lines: Sequence[str]) -> Counter[str]:
    return Counter(word for line in lines for word in levelled(line).split())
