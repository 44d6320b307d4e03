"""Queries like one that finds nothing, which find something."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from monitor.archive import spelling
from monitor.archive.search import View
from monitor.errors import QueryError, SearchError
from monitor.library import asking
from monitor.model.search import Search
from monitor.query.repair import any_words
from monitor.query.tree import And, Near, Or, Phrase, Query, Title, Word, all_of, show

_MOST = 4
_MOST_PARTS = 6
"""Conditions of a query that are each left out once."""
_SMALL = re.compile(r"(?<=\s)(or|and|not)(?=\s)")
_MOST_WORDS = 10
"""Words whose spelling is looked at."""


def instead(view: View, asked: Search, macros: Mapping[str, str]) -> tuple[str, ...]:
    """Return up to four queries like that of *asked*, nearest first, that find something.

    With the same filters. A word that no document has is spelt as one that many have; a small “or”
    is taken for the operator; a phrase for its words; a condition is left out; the last is any of
    the words.
    """
    text = asked.query.strip()
    if not text:
        return ()
    query = asking.words_of(asked, macros)
    found: list[str] = []
    for each in dict.fromkeys(_ways(view, text, query)):
        if each != text and each not in found and _finds(view, replace(asked, query=each), macros):
            found.append(each)
        if len(found) == _MOST:
            break
    return tuple(found)


def _ways(view: View, text: str, query: Query) -> Iterator[str]:
    spelt = text
    for word in dict.fromkeys(list(_words(query))[:_MOST_WORDS]):
        if not spelling.has(view, word) and (near := spelling.nearest(view, word.text)):
            spelt = re.sub(rf"(?<!\w){re.escape(word.text)}(?!\w)", near, spelt)
    yield spelt
    meant = _SMALL.sub(lambda found: found[1].upper(), text)
    yield meant
    if "$" not in text and meant == text:  # the text of macros is not what was written
        yield from _looser(query)
    asked = [word.text for word in _words(query)]
    if "$" in text:
        yield any_words(text)
    elif len(asked) > 1:  # names of fields, and what must not be there, are no words to look for
        yield any_words(" ".join(asked))


def _looser(query: Query) -> Iterator[str]:
    if isinstance(query, Phrase):
        yield show(all_of(query.parts))
    if isinstance(query, And) and len(query.parts) <= _MOST_PARTS:
        for place, part in enumerate(query.parts):
            if isinstance(part, Phrase):
                yield show(all_of((*query.parts[:place], *part.parts, *query.parts[place + 1 :])))
        for place in reversed(range(len(query.parts))):
            yield show(all_of((*query.parts[:place], *query.parts[place + 1 :])))


def _words(query: Query) -> Iterator[Word]:
    """Yield the words that *query* asks for, those that must not be there left out."""
    match query:
        case Word():
            yield query
        case Phrase(parts) | And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
        case Near(left, right, _):
            yield from _words(left)
            yield from _words(right)
        case Title(node):
            yield from _words(node)
        case _:
            return


def _finds(view: View, asked: Search, macros: Mapping[str, str]) -> bool:
    try:
        query = asking.whole(asked, macros)
        settled = view.asked(query, newest=True)
    except (QueryError, SearchError):
        return False
    return not settled.rough and view.count(settled) > 0
