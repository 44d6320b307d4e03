"""Who wrote an article, as the page states it to machines and to readers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from monitor.extract import dom, jsonld, plain
from monitor.extract.dom import Element
from monitor.extract.headline import levelled
from monitor.extract.jsonld import Record

_MAX_AUTHORS = 20
_METAS = ("author", "dc.creator", "dcterms.creator", "dc:creator", "citation_author", "byl")
# Such as parsely-author, sailthru.author and article:author.
_AUTHOR_META = re.compile(r"[a-z]{1,20}(?:[.:_-]?[a-z]{1,20}){0,2}?[.:_-]?authors?")
# Surest first: what is marked for machines, what its class calls so, a link to an author's page.
_MARKED = (
    "[itemprop='author'], [rel~='author'], [class*='author-name'], [class*='author__name']",
    "[class*='byline' i], [class*='author' i], [class*='autor' i], "
    "a[href*='/author/'], a[href*='/authors/'], a[href*='/autor/'], a[href*='/auteur/']",
)
_MOST = 60
_LONGEST = 120
_BY = re.compile(
    r"^(?:(?:(?:written|posted|reported|story|words)\s+)?(?:by|von|par|por|di|door|av)[:\s]|"
    r"(?:authors?|autor(?:in|en|es)?|auteurs?|texte?)\s?:)\s*",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s*(?:;|\||\n|/| and | und | & | et | og | och | y )\s*")
_NO_NAME = re.compile(
    r"https?:|www\.|@|^(?:admin|administrator|editor|webmaster|null|undefined|none|n/?a|staff|user\d*|"
    r"authors?|unknown|about the author|posted|(?:all|more|view all) (?:posts|articles|stories)|"
    r"alle (?:beiträge|artikel))$|^\W*$|"
    r"\b(?:image|photo|getty|picture|istockphoto)s?\b",
    re.IGNORECASE,
)
# The site under the name of its address: "courier.co.uk".
_DOMAIN = re.compile(r"\S+\.[a-z]{2,6}", re.IGNORECASE)
# After a name: "Jane Roe, Political correspondent", "Jane Roe (BBC)".
_ROLE = re.compile(
    r"\s*\([^)]{0,60}\)$|\s*[,(–|-]\s*.*\b(?:editor|correspondent|reporter|writer|journalist|columnist|redakteur(?:in)?|"
    r"contributor|producer)\b.*$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"caption|credit|copyright|image|photo|picture|media|figure", re.IGNORECASE)
# As readers are shown it: two to five words, the first and last with a capital.
_PERSON = re.compile(
    r"[^\W\d_a-z][\w.'’-]{0,30}(?: [\w.'’-]{1,30}){0,3} [^\W\d_a-z][\w.'’-]{1,30}", re.UNICODE
)


def authors(
    root: Element, record: Record, metas: Mapping[str, Sequence[str]], sites: Sequence[str]
) -> tuple[str, ...]:
    """Return who wrote it: people before the site itself, which many pages name as the author.

    *sites* are the names of the site as the page states them.
    """
    site = {levelled(name) for name in sites}
    first: list[str] = []
    for names in _statements(root, record, metas):
        first = first or names
        people = [n for n in names if levelled(n) not in site and not _DOMAIN.fullmatch(n)]
        if people:
            # "Jane Roe, The Courier" names the site beside its people.
            first = people
            break
    unique = {name.casefold(): name for name in reversed(first)}
    return tuple(reversed(unique.values()))[:_MAX_AUTHORS]


def _statements(
    root: Element, record: Record, metas: Mapping[str, Sequence[str]]
) -> Iterator[list[str]]:
    yield [name for each in jsonld.names(record, "author") for name in _names([each])]
    for key in (*_METAS, *(name for name in metas if _AUTHOR_META.fullmatch(name))):
        yield _names(metas.get(key, ()))
    yield _names([dom.words(tag) for tag in root.css(_MARKED[0])[:5]])
    yield list(islice(_shown(root), 5))


def _shown(root: Element) -> Iterator[str]:
    """Give the people that parts for authors name, those beside the article left out."""
    for tag in root.css(_MARKED[1])[:_MOST]:
        line = dom.words(tag)
        if not line or len(line) > _LONGEST or dom.is_elsewhere(tag):
            continue
        if any(
            _PICTURE.search(f"{part.tag} {dom.names(part)}") for part in islice(dom.above(tag), 3)
        ):
            continue
        people = [name for name in _names([line]) if _PERSON.fullmatch(name)]
        if people:
            yield from people
            return


def _names(values: Sequence[str]) -> list[str]:
    """Return the names in bylines: "By Jane Roe and John Doe, reporters"."""
    found = []
    for value in values:
        line = _BY.sub("", plain.line_of(plain.unescaped_line(value[:500])))
        if "://" in line:
            continue
        pieces = _BETWEEN_NAMES.split(_ROLE.sub("", line))
        # "Roe, Jane" is one name; "Jane Roe, John Doe" are two, "Jane Roe, Ann and John Doe" three.
        if len(pieces) > 1 or all(len(part.split()) > 1 for part in line.split(",")):
            pieces = [name for piece in pieces for name in piece.split(",")]
        bare = (_ROLE.sub("", _BY.sub("", piece.strip())).strip(" ,.") for piece in pieces)
        found += [name for name in bare if 1 < len(name) <= 80 and not _NO_NAME.search(name)]
    return found
