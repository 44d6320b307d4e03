"""Hits as records: what the archive knows of each version, looked up for many at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from monitor.archive import versions
from monitor.archive.warc import moment as warc_date
from monitor.export.record import ArchivedCopy, Record, Standing, record
from monitor.library.library import Library
from monitor.model.search import Hit

Version = tuple[str, int]
"""A document's id and the number of its revision."""


class Records:
    """Makes records of hits; what is the same for all of them is asked once."""

    def __init__(self, library: Library, as_of: datetime | None) -> None:
        """Issues and copies that were made after *as_of* are not told; None: all are.

        Raises:
            ArchiveError: The archive cannot be read.
        """
        self._library = library
        self._until = as_of or datetime.max.replace(tzinfo=UTC)
        self._names = topic_names(library)
        self._issues = versions.issued(library.archive, self._until)

    def of(self, hits: Sequence[Hit]) -> Iterator[tuple[Hit, Record]]:
        """Yield each of *hits* with its record.

        Raises:
            ArchiveError: The archive cannot be read.
        """
        evidence = {(hit.document.id, hit.revision): hit.document.evidence for hit in hits}
        facts = versions.facts(self._library.archive, list(evidence))
        copies = copies_of(self._library, evidence, self._until)
        for hit in hits:
            key = (hit.document.id, hit.revision)
            standing = Standing(
                revision=hit.revision,
                read_at=facts[key].read_at,
                tier=hit.tier,
                topics=tuple((topic, self._names.get(topic, topic)) for topic in hit.topics),
                story_id=hit.story_id,
                role=facts[key].role,
                copy_of=facts[key].copy_of,
                issues=self._issues.get(hit.document.id, ()),
                copy=copies.get(key),
            )
            yield hit, record(hit.document, standing)


def cited(library: Library, document_id: str, number: int | None = None) -> Record | None:
    """Return one document at revision *number*, the newest where None; None where there is none.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    archive = library.archive
    known = archive.revisions(document_id)
    info = next((each for each in reversed(known) if number in (None, each.number)), None)
    if info is None:
        return None
    document = library.allowed(archive.document(document_id, info.number))
    verdict = archive.verdict(document_id)
    hit = Hit(
        document=document,
        revision=info.number,
        tier=verdict.tier,
        topics=verdict.topics,
        story_id=archive.placement(document_id).story_id,
        score=0.0,
        snippet=None,
    )
    return next(made for _, made in Records(library, None).of([hit]))


def topic_names(library: Library) -> Mapping[str, str]:
    """Return the names of topics by their ids."""
    return {each.id: each.name for each in library.watchlist.topics} if library.watchlist else {}


def copies_of(
    library: Library, evidence: Mapping[Version, str], until: datetime
) -> Mapping[Version, ArchivedCopy]:
    """Return where versions are kept, of those that are; *evidence* is the hash of their bytes."""
    ours = versions.records(library.archive, list({each for each in evidence.values() if each}))
    public = versions.public_copies(library.archive, [id_ for id_, _ in evidence], until)
    return {
        key: ArchivedCopy(
            file=ours[sha256].file if sha256 in ours else "",
            record=warc_date(ours[sha256].at) if sha256 in ours else "",
            url=public.get(key, ""),
        )
        for key, sha256 in evidence.items()
        if sha256 in ours or key in public
    }
