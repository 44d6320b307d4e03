"""What a search found, for Python: counted at once, read as it is walked through."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.errors import ExportError, SearchError
from monitor.export.formats import SHAPES, Format
from monitor.library.export import Export, Wanted
from monitor.library.library import Library
from monitor.library.permalink import link
from monitor.library.views import Document, Shelf, Story
from monitor.model.search import Facet, Result, Search, Timeline

if TYPE_CHECKING:
    from monitor.library.frames import DataFrame

_AT_ONCE = 200


class Results:
    """The documents that a search found. Walk through it as often as you like: it never changes."""

    def __init__(self, library: Callable[[], Library], found: Result, now: datetime) -> None:
        """*library* is asked for at each call: it may be closed by then. *found* is any page."""
        self._library = library
        self._now = now
        self.search: Search = found.search
        """As asked, with the moment it was asked at."""
        self.total: int = found.total
        """How many documents there are; where it is ``rough``, at most so many."""
        self.rough: bool = found.rough
        """Whether only walking through it tells how many there are."""

    @property
    def as_of(self) -> datetime | None:
        """The moment it was asked at: later documents, revisions and decisions do not count."""
        return self.search.as_of

    @property
    def permalink(self) -> str:
        """Asked again with ``repeat``, this finds the same documents next year."""
        return link(self.search)

    def __len__(self) -> int:
        return self.total

    def __bool__(self) -> bool:
        return self.total > 0

    def __iter__(self) -> Iterator[Document]:
        """Yield all documents in order, however many; memory holds 200 of them."""
        library = self._library()
        shelf = Shelf(library, self.as_of)
        hits = library.every(self.search)
        while page := list(islice(hits, _AT_ONCE)):
            yield from shelf.documents(page)

    def first(self, limit: int = 20) -> tuple[Document, ...]:
        """Return the first *limit* documents, with the passages that match."""
        library = self._library()
        found = library.search(self.search, limit=limit)
        return tuple(Shelf(library, self.as_of).documents(found.hits))

    def stories(self) -> Iterator[Story]:
        """Yield the stories of the documents, each once and whole, in the order of the results."""
        library = self._library()
        shelf = Shelf(library, self.as_of)
        ids = _once(hit.story_id for hit in library.every(self.search))
        while some := list(islice(ids, _AT_ONCE)):
            yield from stories(library, some, self.as_of, shelf)

    def facets(self) -> tuple[Facet, ...]:
        """Return the documents counted by each field: source, topic, month and so on."""
        return self._library().search(self.search, limit=0, facets=True).facets

    def timeline(self, period: str = "month") -> Timeline:
        """Return the documents counted by day, week, month or year, gaps of sources told.

        Raises:
            SearchError: There is no such period.
        """
        told = self._library().search(self.search, limit=0, period=period).timeline
        return told or Timeline(period=period, buckets=())

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return every document as plain values, named as in CSV and JSON Lines exports."""
        return [each.to_dict() for each in self]

    def to_frame(self) -> "DataFrame":
        """Return every document as a row of a pandas DataFrame, by its key.

        Raises:
            ExportError: pandas is not installed.
        """
        from monitor.library.frames import frame

        return frame(each.to_dict() for each in self)

    def export(self, path: str | Path, form: str = "", *, unique: bool = False) -> Path:
        """Write every document to a file, with a manifest beside it, and return its path.

        *form* is csv, jsonl, ris, bibtex, csl, markdown or text; left out, the name's ending tells.
        With *unique* only the first of documents with the same text.

        Raises:
            ExportError: There is no such format, or the file cannot be written.
        """
        return write(self._library(), self.search, Path(path), form, unique=unique, now=self._now)

    def __repr__(self) -> str:
        when = f", as of {self.as_of:%Y-%m-%dT%H:%MZ}" if self.as_of else ""
        documents = "1 document" if self.total == 1 else f"{self.total} documents"
        about = "at most " if self.rough else ""
        return f"<Results {self.search.query!r}: {about}{documents}{when}>"


def stories(
    library: Library, ids: Sequence[str], as_of: datetime | None, shelf: Shelf
) -> Iterator[Story]:
    """Yield stories as they were at *as_of*, in the order of *ids*, oldest document first."""
    hits = list(library.every(Search(stories=tuple(ids), as_of=as_of)))
    hits.sort(key=lambda hit: (hit.document.first_seen_at, hit.document.id))
    members: dict[str, list[Document]] = {each: [] for each in ids}
    for document in shelf.documents(hits):
        members[document.story].append(document)
    for story_id, documents in members.items():
        if documents:
            yield Story(id=story_id, documents=tuple(documents))


def _once(values: Iterable[str]) -> Iterator[str]:
    met: set[str] = set()
    for value in values:
        if value not in met:
            met.add(value)
            yield value


def story(library: Library, story_id: str) -> Story:
    """Return a story.

    Raises:
        SearchError: There is none of that id.
    """
    found = next(stories(library, [story_id], None, Shelf(library, None)), None)
    if found is None:
        raise SearchError("story", f"there is none of the id “{story_id[:100]}”")
    return found


def write(
    library: Library, asked: Search, path: Path, form: str, *, unique: bool, now: datetime
) -> Path:
    """Write what *asked* finds to *path* whole, or nothing, and a manifest beside it.

    Raises:
        ExportError: There is no such format, or the file cannot be written.
    """
    from monitor.files import put, put_all
    from monitor.library.manifest import manifest

    export = Export(library, asked, Wanted(form=_format(path, form), unique=unique), now)
    beside = path.with_name(f"{path.name}.manifest.json")
    try:
        put_all(path, export.chunks())
        put(beside, manifest([(path.name, export)], now))
    except OSError as fault:
        raise ExportError(str(path), f"cannot be written ({fault.strerror})") from fault
    return path


def _format(path: Path, form: str) -> Format:
    if form:
        if form in list(Format):
            return Format(form)
        raise ExportError(str(path), f"there is no format {form}; there are {', '.join(Format)}")
    for each, shape in SHAPES.items():
        if path.name.casefold().endswith(shape.suffix):
            return each
    known = ", ".join(shape.suffix for shape in SHAPES.values())
    raise ExportError(str(path), f"its ending tells no format; there are {known}, or say form=")
