"""Samples: documents drawn by chance from a search, kept under a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from monitor.archive import samples
from monitor.archive.samples import Known
from monitor.archive.search import Asked, View, ask
from monitor.archive.store import Archive
from monitor.coding.draw import draw, share
from monitor.errors import SearchError
from monitor.library.asking import whole
from monitor.library.library import Library
from monitor.model.coding import Drawn, Sample, Stratum
from monitor.model.search import Search

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_LONGEST = 60
_LONGEST_SEED = 200
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a sample is to be drawn."""

    name: str
    seed: str
    size: int | None = None
    """None: *percent* says how many."""
    percent: float = 0.0
    """Of what the search finds, rounded up."""
    by: tuple[Stratum, ...] = ()
    who: str = ""


def draw_sample(library: Library, asked: Search, wanted: Wanted, now: datetime) -> Sample:
    """Draw a sample of what *asked* finds and keep it; drawn again it is the kept one.

    Without an ``as_of`` it is of what the archive knows by now. Writes, if it is not kept yet.

    Raises:
        QueryError: The query cannot be read.
        SearchError: The name, the size or the seed cannot be one, another sample has that name,
            or nothing is found.
        ArchiveError: The archive cannot be read, or not written.
    """
    _check(wanted)
    kept = samples.find(library.archive, wanted.name)
    if kept is not None and asked.as_of is None:
        asked = replace(asked, as_of=kept.search.as_of)
    pinned, population = _population(library, asked, wanted.by)
    if not population:
        raise SearchError(wanted.name, "nothing is found, so that nothing can be drawn")
    size = share(len(population), wanted.percent) if wanted.size is None else wanted.size
    sample = Sample(
        name=wanted.name,
        search=pinned,
        seed=wanted.seed,
        by=wanted.by,
        population=len(population),
        drawn=draw(population, wanted.seed, size),
        made_at=now,
        who=wanted.who,
    )
    with library.archive.transaction():  # nobody else takes the name in between
        return _kept(library.archive, sample)


def _kept(archive: Archive, sample: Sample) -> Sample:
    kept = samples.find(archive, sample.name)
    if kept is None:
        samples.add(archive, sample)
        return sample
    if replace(sample, made_at=kept.made_at, who=kept.who) == kept:
        return kept
    raise SearchError(
        sample.name,
        f"is a sample of other documents already, drawn on {kept.made_at:%Y-%m-%d} by "
        f"{kept.who}; take another name",
    )


def find(library: Library, name: str) -> Sample:
    """Return the sample of that name.

    Raises:
        SearchError: There is none.
        ArchiveError: The archive cannot be read.
    """
    found = samples.find(library.archive, name)
    if found is None:
        known = samples.names(library.archive)
        hint = f"there are {', '.join(known)}" if known else "monitor sample draws one"
        raise SearchError(name[:_LONGEST], f"there is no such sample; {hint}")
    return found


def every(library: Library) -> tuple[Sample, ...]:
    """Return all samples, oldest first.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    return tuple(find(library, name) for name in samples.names(library.archive))


def _population(
    library: Library, asked: Search, by: Sequence[Stratum]
) -> tuple[Search, list[Drawn]]:
    """Return *asked* with its moment, and all that it finds; texts are not read.

    A moment that is not over yet is the last change before: what comes later joins no sample.
    """
    query = whole(asked, library.macros)

    def found(view: View) -> tuple[Search, list[Drawn]]:
        told = (
            Drawn(document_id=k.document_id, revision=k.revision, stratum=_stratum(k, by))
            for seqs in _rows(view, view.settled(query, newest=True))
            for k in samples.known(library.archive, seqs)
        )
        return replace(asked, as_of=view.at), list(told)

    return ask(library.archive, asked.as_of, found)


def _rows(view: View, settled: Asked) -> Iterator[list[int]]:
    """Yield the rows of the log that made what is found, some at once."""
    if settled.rough:
        yield [place.seq for _, place in view.every(settled)]
        return
    after: int | None = None
    while places := view.places(settled, after, _AT_ONCE):
        yield [place.seq for place in places]
        after = places[-1].after


def _stratum(known: Known, by: Sequence[Stratum]) -> str:
    """Return the part that a document belongs to, such as ``post / 2026-11``."""
    told = {
        Stratum.SOURCE: known.source_id,
        Stratum.MONTH: f"{known.first_seen_at.astimezone(UTC):%Y-%m}",
        Stratum.TOPIC: known.topics[0] if known.topics else "no topic",
    }
    return " / ".join(told[each] for each in by)


def _check(wanted: Wanted) -> None:
    if not _NAME.fullmatch(wanted.name) or len(wanted.name) > _LONGEST:
        raise SearchError(
            wanted.name[:_LONGEST],
            f"is no name for a sample; use up to {_LONGEST} small letters, digits, - and _",
        )
    if wanted.size is not None and wanted.size < 1:
        raise SearchError("size", "is at least 1")
    if not wanted.seed or len(wanted.seed) > _LONGEST_SEED:
        raise SearchError("seed", f"may have 1 to {_LONGEST_SEED} characters")
