"""A page's headline, without the name of the site behind it."""

import re
from collections.abc import Sequence

from monitor import urls
from monitor.extract import plain

_MAX = 500
# What parts a headline from the site's name: blanks around it, but for "|".
_PARTING = re.compile(r"\s+(?:[|·•»›:*–—-]+|//)\s+|\s*[|｜]\s*|：")
_LETTERS = re.compile(r"[^\W_]+")
# The same in ASCII, in a fifth of the time.
_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}
_NO_TITLE = re.compile(
    r"(?:home|homepage|log ?in|sign (?:in|up)|menu|search|untitled|page not found|error|news"
    r"|article)",
    re.IGNORECASE,
)


def choose(
    candidates: Sequence[str],
    *,
    sites: Sequence[str],
    url: str,
    headings: Sequence[str],
    announced: str = "",
) -> str:
    """Return the first of *candidates* that is a headline, whole where the first is cut short.

    *sites* are the site's names as the page states them, *headings* those on the page: a headline
    that a heading repeats is whole, whatever stands in it. One that the feed *announced* so may
    hold the site's name there, too.
    """
    bare = [
        without_site(
            plain.clean_line(text)[:_MAX],
            sites=sites,
            url=url,
            headings=headings,
            announced=announced,
        )
        for text in candidates
    ]
    stated = [text for text in bare if text and not _NO_TITLE.fullmatch(text)]
    if not stated:
        return ""
    first = stated[0]
    if first.endswith(("…", "...")):
        start = levelled(first)
        return next((text for text in stated[1:] if levelled(text).startswith(start)), first)
    return first


def without_site(
    title: str, *, sites: Sequence[str], url: str, headings: Sequence[str], announced: str = ""
) -> str:
    """Return *title* without the site's name and section at its end or start.

    >>> without_site("Gangmaster jailed | The Courier", sites=["The Courier"], url="", headings=[])
    'Gangmaster jailed'
    """
    known = [levelled(heading) for heading in headings]
    if levelled(title) in known:
        return title
    known.append(levelled(announced))
    for parting in _PARTING.finditer(title):
        first, last = title[: parting.start()], title[parting.end() :]
        if levelled(first) and levelled(first) in known:
            return first
        if levelled(last) and levelled(last) in known:
            return last
    partings = list(_PARTING.finditer(title))
    for parting in partings:
        if _is_site(title[parting.end() :], sites, url):
            return title[: parting.start()]
    if partings and _is_site(title[: partings[0].start()], sites, url):
        return title[partings[0].end() :]
    return title


def levelled(text: str) -> str:
    """Return *text* without case, blanks and punctuation: what makes two headlines the same."""
    if text.isascii():
        return " ".join(text.lower().translate(_SIGNS).split())
    return " ".join(_LETTERS.findall(text.casefold()))


def _is_site(text: str, sites: Sequence[str], url: str) -> bool:
    """Whether *text* is the site's name, or its address: "mirror.co.uk", "Mirror Online"."""
    name = levelled(text)
    if not name or len(name) > 60:
        return False
    if any(name == levelled(site) for site in sites):
        return True
    label = urls.site(url).split(".")[0]
    joined = name.replace(" ", "")
    if len(label) >= 3 and joined.removeprefix("the") in (label, label.removeprefix("the")):
        return True
    return bool(label) and levelled(urls.site(url)) == name.removeprefix("www ")
