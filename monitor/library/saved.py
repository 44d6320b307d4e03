"""Searches under a name: kept, asked again, and what is new since they were last asked."""

import re
from datetime import datetime

from monitor.archive import saved as kept
from monitor.errors import SearchError
from monitor.library.asking import whole
from monitor.library.library import Library
from monitor.library.news import all_news
from monitor.library.permalink import link
from monitor.model.saved import News, SavedSearch
from monitor.model.search import Search

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_LONGEST = 100


def save(library: Library, name: str, asked: Search, at: datetime) -> SavedSearch:
    """Keep *asked* under *name*, in place of what was there.

    Raises:
        SearchError: The name cannot be one.
        QueryError: The query cannot be read.
        ArchiveError: The archive cannot be written.
    """
    checked(name)
    whole(asked, library.macros)
    return kept.save(library.archive, name, asked, at)


def find(library: Library, name: str) -> SavedSearch:
    """Return the search of that name; one that was removed says when.

    Raises:
        SearchError: There never was one of that name.
        ArchiveError: The archive cannot be read.
    """
    found = kept.find(library.archive, name)
    if found is None:
        names = [each.name for each in kept.every(library.archive)]
        raise SearchError(name[:_LONGEST], f"is no saved search; {_hint(name, names)}")
    return found


def standing(library: Library, name: str) -> SavedSearch:
    """Return the search of that name.

    Raises:
        SearchError: There is none, or it was removed.
        ArchiveError: The archive cannot be read.
    """
    found = find(library, name)
    if found.removed_at is not None:
        raise SearchError(name, f"was removed on {found.removed_at:%Y-%m-%d}; save it anew")
    return found


def news(library: Library, name: str, at: datetime, *, marks: bool) -> News:
    """Return all that the search *name* gained since it was last asked, and mark it as told.

    Raises:
        SearchError: There is no such search.
        ArchiveError: The archive cannot be read, or not written for the mark.
    """
    found = standing(library, name)
    told = list(all_news(library, found.search, found.seq))
    if marks:
        kept.mark(library.archive, name, told[-1].upto, at)
    return News(
        entered=tuple(each for some in told for each in some.entered),
        after=found.seq,
        upto=told[-1].upto,
        more=False,
    )


def remove(library: Library, name: str, at: datetime) -> None:
    """Let *name* be no search any more; its feed says that it is gone.

    Raises:
        SearchError: There is none.
        ArchiveError: The archive cannot be written.
    """
    standing(library, name)
    kept.remove(library.archive, name, at)


def query_of(found: SavedSearch) -> str:
    """Return the search as one query, as a topic of sources.yaml takes it.

    Raises:
        SearchError: It asks for what a query cannot say, such as stories or a moment.
    """
    asked = found.search
    for name, given in (
        ("story", asked.stories),
        ("month", asked.months),
        ("as_of", asked.as_of),
    ):
        if given:
            reason = f"cannot be part of a topic; save {found.name} without it, as /search?"
            raise SearchError(name, f"{reason}{link(asked)} has it")
    parts = [f"({asked.query})" if asked.query.strip() else ""]
    for name, values in (
        ("source", asked.sources),
        ("publisher", asked.publishers),
        ("topic", asked.topics),
        ("kind", asked.kinds),
        ("lang", asked.languages),
    ):
        alternatives = " OR ".join(f'{name}:"{value}"' for value in values)
        parts.append(f"({alternatives})" if len(values) > 1 else alternatives)
    parts += [f"since:{asked.since}" if asked.since else ""]
    parts += [f"until:{asked.until}" if asked.until else ""]
    told = [part for part in parts if part]
    if told == [f"({asked.query})"]:
        return asked.query.strip()
    if not told:
        raise SearchError(found.name, "asks for every document; a topic needs a query")
    return " ".join(told)


def checked(name: str) -> str:
    """Return *name*, of a search or a token.

    Raises:
        SearchError: It may not be one.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        better = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:_LONGEST]
        hint = f"; write {better}" if better else ""
        raise SearchError(
            "name", f"“{name[:_LONGEST]}” may have small letters a-z, digits and hyphens{hint}"
        )
    return name


def _hint(name: str, names: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, names, 1)
    if near:
        return f"did you mean {near[0]}?"
    return f"there are {', '.join(names)}" if names else "monitor searches save keeps one"
