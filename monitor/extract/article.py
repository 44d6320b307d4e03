"""Articles: the text of a web page with what the page and its lead say about it."""

import re

from monitor import urls
from monitor.errors import ExtractError
from monitor.extract import body, dom, metadata, plain
from monitor.extract.headline import levelled
from monitor.extract.metadata import Facts
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.reading import Origin, Reading

MAX_TEXT = 500_000
"""Characters of an article that are kept; the longest of 200 recorded ones has 30,000."""
# A text below is an article only where the page says that it has one; else it is a menu, a notice
# ("Please enable JavaScript") or the beginning of something that is for subscribers.
_SHORT = 200
_SHORTEST = 60
# Each says as much as three letters: tests/e2e/languages has the same texts in both.
_CJK = re.compile(r"[\u2e80-\U0001ffff]")
# A page with less than this share of the text that its feed carries is a teaser of it.
_TEASER = 0.5
# Letters of words that say nothing of a headline, and how many longer ones tell whose it is.
_SHORT_WORD, _WORDS = 3, 3


def read(page: Page, lead: Lead) -> Reading:
    """Return the article on *page*.

    Raises:
        ExtractError: It holds no article text that could be had, or less than its feed.
    """
    try:
        root = dom.tree(page)
        facts = metadata.facts(root, page, lead)
        text = plain.clean("\n\n".join(body.paragraphs(root, facts)))
    except RecursionError as fault:
        raise ExtractError(page.final_url, "is nested too deeply to be read") from fault
    _check(text, facts, page, lead)
    return Reading(
        title=facts.title or plain.shorten(text.split("\n", 1)[0], 120),
        text=plain.shorten(text, MAX_TEXT),
        origin=Origin.PAGE,
        authors=facts.authors,
        language=facts.language,
        published=facts.published,
        updated=facts.updated,
        canonical_url=facts.canonical_url,
        description=facts.description,
    )


def _check(text: str, facts: Facts, page: Page, lead: Lead) -> None:
    """Refuse a text that is not the article.

    Raises:
        ExtractError: It is not.
    """
    enough = _SHORTEST if facts.is_article else _SHORT
    if len(text) + 2 * len(_CJK.findall(text[:enough])) < enough:
        reason = f"holds no article text that could be had ({len(text)} characters)"
        raise ExtractError(page.final_url, reason)
    if _is_another(text, facts, page, lead):
        reason = f"was led to from {lead.url} and has none of the words of “{lead.title}”"
        raise ExtractError(page.final_url, reason)
    if len(text) < _TEASER * len(lead.text):
        reason = f"holds {len(text)} characters, its feed {len(lead.text)} of the same article"
        raise ExtractError(page.final_url, reason)


def _is_another(text: str, facts: Facts, page: Page, lead: Lead) -> bool:
    """Whether a redirect led to another article: none of the lead's words is on the page.

    Outlets send the address of a teaser on to whatever it promotes. A headline that was rewritten
    keeps a name or a number; one of fewer than three words says too little.
    """
    if page.final_url in (lead.url, lead.canonical_url):
        return False
    if urls.canonical(page.final_url) in map(urls.canonical, (lead.url, lead.canonical_url)):
        return False
    wanted = {word for word in levelled(lead.title).split() if len(word) > _SHORT_WORD}
    found = set(levelled(f"{facts.title} {facts.description} {text}").split())
    return len(wanted) >= _WORDS and not wanted & found
