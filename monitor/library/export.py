"""A search as a file of others' tools, and what makes it a piece of evidence: the manifest."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from monitor.archive import versions
from monitor.export.formats import SHAPES, Format, chunks
from monitor.export.record import Record
from monitor.library.library import Library
from monitor.library.records import Records, cited
from monitor.library.tally import Tally, small
from monitor.model.search import Order, Search

__all__ = ["Export", "Progress", "Wanted", "cited", "stream"]

Progress = Callable[[str, int, int], None]

_AT_ONCE = 200
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a search is to be exported."""

    form: Format
    unique: bool = False
    """Of documents with the same text one only: the first that had it, if it was found, too."""
    bom: bool = False
    """Whether CSV begins with the mark by which Excel knows UTF-8."""
    base: str = ""
    """The archive's own address with the slash at its end; empty where it has none."""


class Export:
    """One export of one search, pinned to a moment: the same documents and bytes whenever asked."""

    def __init__(self, library: Library, asked: Search, wanted: Wanted, now: datetime) -> None:
        """Ask how many there are; nothing is read before ``chunks``.

        Raises:
            QueryError: The query cannot be read.
            SearchError: It cannot be asked so.
            ArchiveError: The archive cannot be read.
        """
        found = library.search(asked, limit=1)
        as_of = found.search.as_of
        if as_of is None or as_of > now:  # what is not over yet may still change
            as_of = versions.last_change(library.archive) or now
        self.library = library
        self.wanted = wanted
        # Best first is no order to be repeated: how rare a word is, every new document changes.
        self.search = replace(found.search, as_of=as_of, order=Order.NEWEST)
        self.heard_until = asked.as_of or now
        """Up to when it counts whether sources answered."""
        self.total = found.total
        self.tally = Tally()

    @property
    def media_type(self) -> str:
        """With its encoding, as a Content-Type has it."""
        return f"{SHAPES[self.wanted.form].media_type}; charset=utf-8"

    @property
    def name(self) -> str:
        """A name for the file: ASCII letters, digits, hyphens and points."""
        words = re.sub(r"[^a-z0-9]+", "-", self.search.query.casefold())[:_LONGEST_NAME]
        assert self.search.as_of is not None  # noqa: S101 - set above
        on = self.search.as_of.date().isoformat()
        return f"{words.strip('-') or 'documents'}_{on}{SHAPES[self.wanted.form].suffix}"

    @property
    def disposition(self) -> str:
        """The value of a Content-Disposition."""
        return f'attachment; filename="{self.name}"'

    def chunks(self, progress: Progress = lambda phase, done, total: None) -> Iterator[bytes]:
        """Yield the file, piece by piece; what it held is in ``tally`` then."""
        self.tally = Tally()
        digest = hashlib.sha256()
        for piece in chunks(self.wanted.form, self.records(progress), bom=self.wanted.bom):
            digest.update(piece)
            self.tally.bytes += len(piece)
            if piece:
                yield piece
        self.tally.sha256 = digest.hexdigest()

    def records(self, progress: Progress = lambda phase, done, total: None) -> Iterator[Record]:
        """Yield the records, newest first; memory holds a page of them."""
        shelf = Records(self.library, self.search.as_of)
        firsts = self._found(progress) if self.wanted.unique else frozenset()
        hits = self.library.every(self.search)
        done = 0
        while page := list(islice(hits, _AT_ONCE)):
            for hit, made in shelf.of(page):
                known = made.standing
                first = self.tally.meet(hit.document.id, known.role, known.copy_of)
                told_already = not first or small(known.copy_of) in firsts
                if self.wanted.unique and known.copy_of and told_already:
                    continue
                self.tally.write(made)
                yield made
            done += len(page)
            progress("writing", done, max(self.total, done))

    def _found(self, progress: Progress) -> frozenset[int]:
        """Return all that is found, to know whose copies are to be left out."""
        found: set[int] = set()
        for hit in self.library.every(self.search):
            found.add(small(hit.document.id))
            if len(found) % _AT_ONCE == 0 or len(found) == self.total:
                progress("looking", len(found), self.total)
        return frozenset(found)


def stream(library: Library, asked: Search, form: Format, now: datetime) -> Iterator[bytes]:
    """Yield an export of *asked*, piece by piece. Raises as ``Export``."""
    return Export(library, asked, Wanted(form=form), now).chunks()
