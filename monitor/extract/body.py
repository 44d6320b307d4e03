"""The article's own paragraphs out of a page: without its frame, its adverts and its asides."""

import logging
import re
from collections.abc import Sequence

import trafilatura

from monitor.extract import chaff, outline, plain, prose, trailing
from monitor.extract.dom import Element
from monitor.extract.metadata import Facts
from monitor.extract.standfirst import standfirst
from monitor.extract.stated import Stated, is_confirmed, words

# It reports pages without text as errors of its own; we report them as ours.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# What no reader of a text needs; trafilatura has its own ideas of some.
_FRAME = [
    "script", "style", "svg", "template", "button", "nav", "footer", "img", "picture", "source",
    "iframe", "noscript", "video", "audio", "input", "select", "link", "meta",
]  # fmt: skip
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)+\s*")
_BULLET = re.compile(r"^\s*[-*•]\s+")
# A second opinion that has less than this share of the first has missed the article.
_MORE = 0.8
# Of a list of links, so much is links.
_LISTED = 0.9
# Joiners of Persian and Indic words, which trafilatura drops, and letters of Linear A instead.
_SHIELDS = str.maketrans("\u200c\u200d", "\U00010600\U00010601")
_JOINER = re.compile("[\u200c\u200d]")
_JOINERS = str.maketrans("\U00010600\U00010601", "\u200c\u200d")


def paragraphs(root: Element, facts: Facts) -> list[str]:
    """Return the article's paragraphs, its standfirst first.

    They are read in one pass over the tree; trafilatura is asked where that is not sure of itself
    and JSON-LD does not confirm it, but not about front pages. *root* is changed then.
    """
    page = outline.outline(root.css_first("body") or root)
    found = prose.article(page)
    titles = [facts.title, *(line.text for line in page.lines if line.tag == "h1")]
    opening = standfirst(
        page, title=facts.title, description=facts.description, beside=found.beside
    )
    stated = Stated(_lines(facts.body))
    kept = stated.reconciled([line.text for line in found.lines])
    hopeful = facts.is_article or not found.listed
    if hopeful and not found.sure and not stated.agrees(kept):
        kept = stated.reconciled(_second(root, page, found))
    if opening and not is_confirmed(opening, _beginning(kept, 4 * len(opening))):
        kept = [opening, *kept]
    return chaff.without(trailing.without(kept), titles=titles, authors=facts.authors)


def _second(root: Element, page: outline.Outline, found: prose.Prose) -> list[str]:
    """Return what trafilatura finds, unless that is less than was found without it."""
    shown = page.summed([len(line.text) for line in page.lines])
    linked = page.summed([line.linked for line in page.lines])
    gone: list[bool] = []
    for place, (node, outer) in enumerate(zip(page.nodes, page.parents, strict=True)):
        # What stands in it goes with it, and must not be touched again.
        above = outer != outline.NOWHERE and gone[outer]
        listed = linked[place] >= _LISTED * shown[place] and outer != outline.NOWHERE
        gone.append(above or found.beside[place] or listed)
        if gone[place] and not above:
            node.decompose()
    root.strip_tags(_FRAME, recursive=True)
    first = [line.text for line in found.lines]
    source = _NO_XML.sub("", root.html or "")
    links = {line.text for line in page.lines if prose.is_link(line)}
    shielded = source.translate(_SHIELDS) if _JOINER.search(source) else source
    # Its slower mode asks others too, for nothing here: F1 of the recorded snippets is the same.
    text = trafilatura.extract(shielded, include_comments=False, fast=True) or ""
    told = _lines(plain.clean(text.translate(_JOINERS)))
    second = [line for line in told if line not in links]
    return second if sum(map(len, second)) > _MORE * sum(map(len, first)) else first


def _lines(text: str) -> list[str]:
    lines = []
    for line in text.split("\n"):
        if _RULE.fullmatch(line):
            continue
        bare = line.strip()
        if bare.startswith("|") and bare.endswith("|"):
            bare = " | ".join(cell.strip() for cell in bare.strip("|").split("|") if cell.strip())
        if bare:
            lines.append(_BULLET.sub("", bare))
    return lines


def _beginning(lines: Sequence[str], size: int) -> str:
    """Return the words of the first *size* characters and some more."""
    return " ".join(words(" ".join(lines)[: size + 1_000]))
