"""The issues that were made, and what became of their stories."""

from monitor.archive import lookups
from monitor.archive.rows import StoredIssue
from monitor.digest import record
from monitor.digest.render import Edge, Listed, listed, name_of
from monitor.library.library import Library
from monitor.model.digest import Digest

PAGE = 26
"""Issues on a page: half a year of weeks."""


def newest(library: Library, limit: int = PAGE, before: str | None = None) -> tuple[Listed, ...]:
    """Return the newest issues, newest first, of weeks earlier than *before*.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    found = (library.archive.issue(*key) for key in lookups.weeks(library.archive, limit, before))
    return tuple(listed(each.record, edge(library, each)) for each in found if each)


def summed(library: Library, edition_id: str, week: str) -> Listed | None:
    """Return an issue as lists name it; None where there is none.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    stored = library.archive.issue(edition_id, week)
    return listed(stored.record, edge(library, stored)) if stored else None


def issue(library: Library, edition_id: str, week: str) -> tuple[Digest, Edge] | None:
    """Return an issue as it was made last; None where there is none.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    stored = library.archive.issue(edition_id, week)
    return (record.load(stored.record), edge(library, stored)) if stored else None


def edge(library: Library, stored: StoredIssue) -> Edge:
    """Return what an issue is called and when it was made."""
    editions = library.watchlist.editions if library.watchlist else ()
    first = editions[0].id if editions else stored.edition_id
    name = name_of(stored.edition_id, stored.week, first=first)
    return Edge(name=name, revision=stored.revision, made_at=stored.made_at)
