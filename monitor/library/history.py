"""The states of a document, what changed in each, and when its page was not to be had."""

from dataclasses import dataclass, replace

from monitor.archive import readings, states
from monitor.library.library import Library
from monitor.model.document import Document
from monitor.model.rereading import LastLook, Removal, Version
from monitor.model.revision import Finding
from monitor.model.source import Content
from monitor.revision.compare import compare


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What became of a document."""

    document: Document
    """As it was read last, as its source's rights allow to use it by now."""
    versions: tuple[Version, ...]
    """Oldest first. Of what changed in them, the reasons; the sentences are a comparison's."""
    removals: tuple[Removal, ...]
    """Oldest first; the page is gone where the last one has no return."""
    last: LastLook | None
    """The last look at its page; None where it was not looked at again."""

    @property
    def gone(self) -> bool:
        """Whether its page is not there any more."""
        return bool(self.removals) and self.removals[-1].back_at is None


def history(library: Library, document_id: str) -> History:
    """Return what became of a document.

    Raises:
        ArchiveError: There is no such document, or the archive cannot be read.
    """
    archive = library.archive
    document = library.allowed(archive.document(document_id))
    told = states.history(archive, document_id)
    versions = (_told(library, document, each) for each in told)
    return History(
        document=document,
        versions=tuple(versions),
        removals=states.removals(archive, [document_id]).get(document_id, ()),
        last=readings.last_look(archive, document_id),
    )


def _told(library: Library, document: Document, version: Version) -> Version:
    """Return *version* with its reasons; states that an older monitor kept are compared now."""
    findings = version.findings
    if version.number > 1 and version.kind is None and not findings:
        before, after = (
            library.archive.document(document.id, number)
            for number in (version.number - 1, version.number)
        )
        findings = compare(before, after).findings
    strict = document.content is Content.HEADLINE
    return replace(
        version,
        kind=findings[0].kind if findings else version.kind,
        findings=tuple(
            Finding(kind=each.kind, reason="" if strict else each.reason) for each in findings
        ),
    )
