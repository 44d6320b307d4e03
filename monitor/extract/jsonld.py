"""What a page says of its article in JSON-LD (schema.org), however badly written."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from monitor import urls
from monitor.extract import plain
from monitor.extract.dom import Element

Record = Mapping[str, Any]

# Larger scripts are data for the site's own code.
_MAX_SCRIPT = 2_000_000
_MAX_DEPTH = 8
_MAX_RECORDS = 500
# What is the page's own article, surest first; "WebPage" often has the site's facts.
_KINDS = (
    re.compile(r"(?:News|Blog|Reportage|Opinion|Analysis|Review|Background|AskPublic|Scholarly|"
               r"Tech|Satirical|AdvertiserContent|Medical\w*)?Article$|LiveBlogPosting$|BlogPosting$"),
    re.compile(r"Report$|SocialMediaPosting$|VideoObject$|PodcastEpisode$|Recipe$|Event$|CreativeWork$"),
    re.compile(r"WebPage$|ItemPage$"),
)  # fmt: skip
# Below these keys stands the same article or the page; below others (hasPart, itemListElement,
# liveBlogUpdate) stand other articles.
_OWN = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def article(scripts: Sequence[Element], page_url: str) -> Record:
    """Return the record of the page's own article in its *scripts*; empty where there is none."""
    records = list(_records(scripts))
    own = urls.canonical(page_url)
    for kind in _KINDS:
        alike = [r for r in records if any(kind.search(name) for name in _types(r))]
        if len(alike) == 1:
            return alike[0]
        if alike:
            same = [r for r in alike if own in map(urls.canonical, _addresses(r))]
            return next(iter(same or alike))
    return {}


def is_own(record: Record, page_url: str) -> bool:
    """Whether the record gives itself the address of the page."""
    return urls.canonical(page_url) in map(urls.canonical, _addresses(record))


def is_article(record: Record) -> bool:
    """Whether the record is that of an article."""
    return any(_KINDS[0].search(name) for name in _types(record))


def text(record: Record, *keys: str) -> str:
    """Return the first of *keys* that holds words, on one line."""
    for key in keys:
        for value in _listed(record.get(key)):
            found = value.get("@value", value.get("name")) if isinstance(value, Mapping) else value
            if isinstance(found, str) and found.strip():
                return plain.line_of(plain.unescaped_line(found[:5_000]))
    return ""


def names(record: Record, key: str) -> list[str]:
    """Return the names of the people or bodies under *key*."""
    found = []
    for value in _flat(record.get(key), _MAX_DEPTH):
        name = value.get("name") if isinstance(value, Mapping) else value
        found += [str(each) for each in _listed(name) if isinstance(each, str)]
    return found


def body(record: Record) -> str:
    """Return ``articleBody`` as paragraphs; empty where there is none."""
    for value in _listed(record.get("articleBody")):
        if isinstance(value, str) and value.strip():
            return plain.text_of(value[:1_000_000])
    return ""


def address(record: Record) -> str:
    """Return the address that the record gives itself."""
    return next(_addresses(record), "")


def _records(scripts: Sequence[Element]) -> Iterator[Record]:
    left = _MAX_RECORDS
    for script in scripts:
        for value in _values(script.text()):
            for record in _walk(value, _MAX_DEPTH):
                yield record
                left -= 1
                if left <= 0:
                    return


def _values(source: str) -> Iterator[Any]:
    """Return what a script holds: comments around it and commas too many are forgiven."""
    bare = source[:_MAX_SCRIPT].strip()
    if not bare.startswith(("{", "[")) or not bare.endswith(("}", "]")):
        bare = _WRAPPING.sub("", _WRAPPING.sub("", bare)).strip().rstrip(";")
    for mend in (lambda text: text, lambda text: _TRAILING_COMMA.sub(r"\1", text)):
        try:
            yield json.loads(mend(bare), strict=False)
        except (ValueError, RecursionError):
            continue
        return


def _walk(value: Any, depth: int) -> Iterator[Record]:
    if depth == 0:
        return
    if isinstance(value, Mapping):
        yield value
        for key in _OWN:
            yield from _walk(value.get(key), depth - 1)
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each, depth - 1)


def _types(record: Record) -> list[str]:
    return [name for name in _listed(record.get("@type")) if isinstance(name, str)]


def _addresses(record: Record) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        for value in _listed(record.get(key)):
            stated = value.get("@id", value.get("url")) if isinstance(value, Mapping) else value
            if isinstance(stated, str) and stated.startswith(("http://", "https://")):
                yield stated


def _flat(value: Any, depth: int) -> Iterator[Any]:
    """Give what stands in lists, and in lists of lists."""
    for each in _listed(value):
        if isinstance(each, list):
            yield from _flat(each, depth - 1) if depth else ()
        else:
            yield each


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
