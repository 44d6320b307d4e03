"""A page that is watched as a whole: each state of its main text is one lead."""

import re

from bs4 import BeautifulSoup

from monitor import urls
from monitor.errors import ExtractError
from monitor.extract import identity, markup, plain
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Source

_FRAME = ["nav", "header", "footer", "aside", "form", "time", "button", "select", "dialog"]
_MAIN = ("main", "[role=main]", "article", "#content", "#main")
# What changes on a page while it says the same: counters, clock times, dates ("today is"), ages,
# and the year of a copyright line. Other figures are what the page is watched for.
_NOISE = re.compile(
    r"\b[\d.,]+k?\s*(?:views?|shares?|likes?|comments?|visits?|visitors?|downloads?|followers?|reads?)\b"
    r"|\b(?:views?|shares?|likes?|comments?|visits?|visitors?|downloads?|followers?|hits)\s*:?\s*[\d.,]+k?\b"
    r"|\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:am|pm|gmt|bst|utc|cet)?\b"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?(?:\s+\d{4})?\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+\d{1,2}(?:st|nd|rd|th)?,?(?:\s+\d{4})?\b"
    r"|\b\d{1,3}\s+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s+ago\b"
    r"|(?:©|\(c\)|copyright)\s*\d{4}(?:\s*[-–]\s*\d{4})?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


def leads(page: Page, source: Source) -> tuple[Lead, ...]:
    """Return one lead for the page as it is; its key changes when its main text does.

    Raises:
        ExtractError: The page has no visible text.
    """
    tree = markup.soup(page)
    title = _title(tree)
    text = levelled(_main_text(tree))
    if not text:
        raise ExtractError(page.final_url, "has no visible text; it may need a browser to show it")
    canonical = urls.canonical(page.url)
    return (
        Lead(
            source_id=source.id,
            key=f"{canonical}#{identity.hashed(text).removeprefix('sha256:')[:32]}",
            url=page.url,
            canonical_url=canonical,
            title=title or source.name,
        ),
    )


def levelled(text: str) -> str:
    """Return *text* without what changes while a page says the same."""
    lines = (" ".join(_NOISE.sub(" ", line).casefold().split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if _LETTER.search(line))


def _title(tree: BeautifulSoup) -> str:
    for selector, name in (("meta[property='og:title']", "content"), ("h1", ""), ("title", "")):
        tag = tree.select_one(selector)
        if tag is not None:
            stated = markup.attribute(tag, name) if name else tag.get_text(" ")
            if stated.strip():
                return plain.clean_line(stated)[:500]
    return ""


def _main_text(tree: BeautifulSoup) -> str:
    """Return the visible text of the page's main part, of all its body where none is marked."""
    for tag in tree(_FRAME):
        if not tag.decomposed:
            tag.decompose()
    marked = [tag for tag in map(tree.select_one, _MAIN) if tag is not None]
    texts = [plain.text_of(str(tag)) for tag in (*marked, tree.body or tree)]
    everything = texts[-1]
    # A mark around a teaser is not the main part.
    return next((text for text in texts if len(text) > len(everything) // 4), everything)
