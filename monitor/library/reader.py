"""``monitor.open``: an archive for Python programs and notebooks."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypedDict, Unpack

from monitor import wiring
from monitor.errors import ArchiveError, SearchError
from monitor.library import coding, editions, remarks, sampling, tagged, views, watch
from monitor.library.export import cited
from monitor.library.library import Library
from monitor.library.opening import readable
from monitor.library.permalink import of_json
from monitor.library.results import Results, story
from monitor.library.views import Document, Issue, Source, Story
from monitor.model.agreement import Agreement
from monitor.model.coding import Code, Sample
from monitor.model.digest import Digest
from monitor.model.remark import Note, Tagging
from monitor.model.search import Search
from monitor.settings import Settings

Texts = str | Iterable[str]
"""One value or several, of which one must fit."""


class Filters(TypedDict, total=False):
    """What narrows a search; of several filters each must fit."""

    source: Texts
    """Ids."""
    publisher: Texts
    topic: Texts
    """Ids."""
    kind: Texts
    """article, report."""
    language: Texts
    """ISO 639-1."""
    story: Texts
    """Ids."""
    month: Texts
    """In which a document was first seen, such as ``2026-11``."""
    since: str | date
    """First seen on that day or later; a year or a month will do."""
    until: str | date
    """First seen on that day or earlier."""
    as_of: str | datetime
    """What the archive knew then; left out, it is now."""
    order: Literal["best", "newest"]


class Reader:
    """An open archive, to read in. It belongs to the thread that opened it, as SQLite wants it.

    Every method raises a MonitorError where it cannot answer.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the archive of a project.

        Raises:
            ArchiveError: There is none, or it cannot be read.
        """
        self._settings = settings
        self._now = wiring.now_of(settings)
        self._thread = threading.get_ident()
        self._open = ExitStack()
        self._opened: Library | None = self._open.enter_context(readable(settings))

    @property
    def path(self) -> Path:
        """The project folder."""
        return self._settings.home

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the archive back; nothing can be asked any more."""
        self._opened = None
        self._open.close()

    def __repr__(self) -> str:
        return f"monitor.open({str(self.path)!r})"

    # Documents

    def search(self, query: str = "", **filters: Unpack[Filters]) -> Results:
        """Return what *query*, in the query language, finds; best first.

        Raises:
            QueryError: The query cannot be read; knows the column.
            SearchError: A filter is unknown, or cannot have its value.
        """
        return self._results(_asked(query, filters))

    def documents(self, **filters: Unpack[Filters]) -> Results:
        """Return every document that fits, newest first.

        Raises:
            SearchError: A filter is unknown, or cannot have its value.
        """
        newest: Filters = {"order": "newest", **filters}
        return self._results(_asked("", newest))

    def repeat(self, permalink: str) -> Results:
        """Return what a search found, by its permalink; an address that ends in one will do.

        Raises:
            SearchError: It is none.
        """
        from urllib.parse import parse_qsl

        from monitor.library.permalink import read

        pairs = parse_qsl(permalink.rpartition("?")[2], keep_blank_values=True)
        return self._results(read(pairs, more=("cursor", "limit")))

    def count(self, query: str = "", **filters: Unpack[Filters]) -> int:
        """Return how many documents *query* finds.

        Raises:
            QueryError: The query cannot be read.
            SearchError: A filter is unknown, or cannot have its value.
        """
        return self.search(query, **filters).total

    def document(self, id: str, revision: int | None = None) -> Document:  # noqa: A002 - its name
        """Return one document, by its id or a beginning of it; None is the newest revision.

        Raises:
            SearchError: There is none, or there are several.
        """
        library = self._library
        found = library.archive.find(id) if id.isascii() else ()
        if len(found) != 1:
            many = f"{len(found)} begin so; give more of it" if found else "is not in the archive"
            raise SearchError(f"document {id[:100]}", many)
        told = cited(library, found[0], revision)
        if told is None:
            raise SearchError(f"document {found[0]}", f"has no revision {revision}")
        return views.document(told)

    def similar(self, id: str, limit: int = 20) -> tuple[Document, ...]:  # noqa: A002 - its name
        """Return the documents that say the like of one, best first.

        Raises:
            SearchError: There is no such document.
        """
        known = self.document(id)
        hits = self._library.similar(known.id, limit)
        return tuple(views.Shelf(self._library, None).documents(hits))

    # Stories, sources, issues

    def stories(self, query: str = "", **filters: Unpack[Filters]) -> Iterator[Story]:
        """Yield the stories of the documents that *query* finds, each once and whole.

        Raises:
            QueryError: The query cannot be read.
            SearchError: A filter is unknown, or cannot have its value.
        """
        return self.search(query, **filters).stories()

    def story(self, id: str) -> Story:  # noqa: A002 - its name
        """Return one story.

        Raises:
            SearchError: There is none of that id.
        """
        return story(self._library, id)

    def sources(self) -> tuple[Source, ...]:
        """Return the sources of sources.yaml with how each is doing; those switched off last."""
        return tuple(map(views.source, watch.watched(self._library, self._now())))

    def issues(self) -> tuple[Issue, ...]:
        """Return the issues that were made, oldest first."""
        return tuple(
            Issue(
                edition=each.edition_id,
                week=each.week,
                number=each.number,
                revision=each.revision,
                made_at=each.made_at,
                sha256=each.sha256,
            )
            for each in self._library.archive.issues()
        )

    def issue(self, week: str, edition: str = "weekly") -> Digest:
        """Return an issue with all that it says.

        Raises:
            SearchError: There is none.
        """
        found = editions.issue(self._library, edition, week)
        if found is None:
            known = ", ".join(f"{each.edition} {each.week}" for each in self.issues()) or "none"
            raise SearchError("issue", f"there is no {edition} {week[:100]}; there is {known}")
        return found[0]

    # Export

    def export(
        self,
        path: str | Path,
        query: str = "",
        form: str = "",
        *,
        unique: bool = False,
        **filters: Unpack[Filters],
    ) -> Path:
        """Write what *query* finds to a file, with a manifest beside it; see ``Results.export``.

        Raises:
            QueryError: The query cannot be read.
            SearchError: A filter is unknown, or cannot have its value.
            ExportError: There is no such format, or the file cannot be written.
        """
        return self.search(query, **filters).export(path, form, unique=unique)

    # What researchers said

    def tags(self, id: str | None = None) -> tuple[Tagging, ...]:  # noqa: A002 - its name
        """Return the tags that stand, of one document or of all."""
        return remarks.tags(self._library, self.document(id).id if id else None)

    def tagged(
        self, *tags: str, query: str = "", **filters: Unpack[Filters]
    ) -> tuple[Document, ...]:
        """Return the documents with one of *tags* that *query* finds, newest first.

        Raises:
            QueryError: The query cannot be read.
            SearchError: One of them cannot be a tag, or a filter cannot have its value.
        """
        asked = _asked(query, filters)
        hits = tagged.tagged(self._library, asked, tags)
        return tuple(views.Shelf(self._library, asked.as_of).documents(hits))

    def notes(self, id: str | None = None) -> tuple[Note, ...]:  # noqa: A002 - its name
        """Return the notes that stand, of one document or of all."""
        return remarks.notes(self._library, self.document(id).id if id else None)

    def samples(self) -> tuple[Sample, ...]:
        """Return the samples that were drawn, oldest first."""
        return sampling.every(self._library)

    def sample(self, name: str) -> tuple[Document, ...]:
        """Return the documents of a sample, in the order of drawing, in the revisions drawn.

        Raises:
            SearchError: There is none of that name.
        """
        drawn = sampling.find(self._library, name).drawn
        told = (cited(self._library, each.document_id, each.revision) for each in drawn)
        return tuple(views.document(each) for each in told if each)

    def codes(self, sample: str) -> tuple[Code, ...]:
        """Return the codes of a sample that stand.

        Raises:
            SearchError: There is no such sample.
        """
        return coding.codes(self._library, sample)

    def agreement(self, sample: str, codebook: str | Path | None = None) -> tuple[Agreement, ...]:
        """Return how far coders agree about each variable of a codebook.

        None is ``codebook.yaml`` in the project folder.

        Raises:
            SearchError: There is no such sample.
            ExportError: The codebook cannot be used.
        """
        book = coding.codebook(Path(codebook) if codebook else self.path / "codebook.yaml")
        return coding.agreements(self._library, sample, book)

    @property
    def _library(self) -> Library:
        if threading.get_ident() != self._thread:
            raise ArchiveError(
                str(self.path),
                "was opened by another thread; call monitor.open in each thread that reads",
            )
        if self._opened is None:
            raise ArchiveError(str(self.path), "was closed; call monitor.open again")
        return self._opened

    def _results(self, asked: Search) -> Results:
        found = self._library.search(asked, limit=1)
        return Results(lambda: self._library, found, self._now())


def _asked(query: str, filters: Filters) -> Search:
    told: dict[str, object] = {"q": query}
    given: Mapping[str, object] = filters
    for name, value in given.items():
        told["lang" if name == "language" else name] = _told(value)
    return of_json(told)


def _told(value: object) -> object:
    """Return *value* as it is written in an address."""
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    return [str(each) for each in value]
