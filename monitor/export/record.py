"""One document in one version, as an export may hold it.

This is the one place where rights meet exports: a record is made of what a source's rights allow to
show, and those who write formats see records alone.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.export.names import Name, name_of
from monitor.export.tidy import block, line
from monitor.model.dated import Dated
from monitor.model.document import MAX_EXTRACT, Document, DocumentKind
from monitor.model.source import Content
from monitor.model.story import Role
from monitor.model.verdict import Tier
from monitor.text.clip import clip
from monitor.text.rights import showable


class Work(StrEnum):
    """What a document is to those who cite it."""

    NEWS = "news"
    """An article of a newspaper, a broadcaster, an agency."""
    WEBPAGE = "webpage"
    """What a specialist body put on its site."""
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedCopy:
    """Where the bytes of a version are kept."""

    file: str = ""
    """A WARC file of this archive."""
    record: str = ""
    """By what the record is known in it: its WARC-Date."""
    url: str = ""
    """In a public web archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the archive knows of a version beside the document itself."""

    revision: int
    read_at: datetime
    """When this version was read first."""
    tier: Tier
    topics: tuple[tuple[str, str], ...] = ()
    """Ids and names, primary first."""
    story_id: str = ""
    role: Role = Role.FIRST
    copy_of: str = ""
    """The document whose text it carries, where it is a reprint or repeat."""
    issues: tuple[str, ...] = ()
    """Such as ``weekly 2026-W47``, oldest first."""
    copy: ArchivedCopy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A version, complete when it is born; every text is in the form of ``tidy``."""

    key: str
    """The same for this version in every format, for good: ``4k7qz2m5w3xa-r2``."""
    id: str
    work: Work
    title: str
    authors: tuple[Name, ...]
    publisher: str
    source: str
    kind: DocumentKind
    url: str
    canonical_url: str
    language: str
    """ISO 639-1; empty where unknown."""
    published: Dated | None
    updated: Dated | None
    first_seen_at: datetime
    content: Content
    rights: str
    description: str
    """The publisher's own summary, where its rights allow the whole text."""
    abstract: str
    """That, else at most some 60 words of the text."""
    text: str
    """As much as the rights allow."""
    withheld: bool
    """Whether there is more text than *text*."""
    words: int
    """Of the whole text."""
    pages: int
    origin: str
    quality: str
    bytes_sha256: str
    text_sha256: str
    """Of the whole text as the archive keeps it."""
    standing: Standing


def key_of(document_id: str, revision: int) -> str:
    """Return the key of a version: safe as a key of BibTeX, RIS, CSL, pandoc and a file name.

    >>> key_of("4k7qz2m5w3xa", 2)
    '4k7qz2m5w3xa-r2'
    """
    return f"{document_id}-r{revision}"


def record(document: Document, standing: Standing) -> Record:
    """Return *document* as an export may hold it; its content says how much that is."""
    shown = showable(document)
    text = block(shown)
    description = line(document.description) if document.content is Content.FULL else ""
    return Record(
        key=key_of(document.id, standing.revision),
        id=document.id,
        work=_work(document, standing),
        title=line(document.title),
        authors=tuple(
            name_of(author, document.publisher) for author in document.authors if line(author)
        ),
        publisher=line(document.publisher),
        source=line(document.source_id),
        kind=document.kind,
        url=line(document.url),
        canonical_url=line(document.canonical_url),
        language=document.language.replace("und", ""),
        published=document.published,
        updated=document.updated,
        first_seen_at=document.first_seen_at,
        content=document.content,
        rights=line(document.rights),
        description=description,
        abstract=_abstract(document, description or text),
        text=text,
        withheld=shown != document.text,
        words=len(document.text.split()),
        pages=len(document.pages),
        origin=document.origin.value,
        quality=document.quality.value,
        bytes_sha256=document.evidence,
        text_sha256=document.text_sha256,
        standing=standing,
    )


def _work(document: Document, standing: Standing) -> Work:
    if document.kind is DocumentKind.REPORT:
        return Work.REPORT
    return Work.WEBPAGE if standing.tier is Tier.SPECIALIST else Work.NEWS


def _abstract(document: Document, told: str) -> str:
    if document.content is Content.FULL:
        return clip(line(told), MAX_EXTRACT)
    return line(told)  # it was cut to an extract before
