"""A story over time: its documents in order, what each added, the copies folded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from monitor.archive import lookups
from monitor.archive.rows import Judged
from monitor.library.library import Library
from monitor.model.document import Document
from monitor.model.story import Gain, GainKind, Role
from monitor.model.verdict import Tier
from monitor.story.gain import gains

_COPIES = (Role.REPRINT, Role.REPEAT)


@dataclass(slots=True, kw_only=True)
class Member:
    """A document of a story with its copies."""

    document: Document
    """As its source's rights allow to use it by now."""
    tier: Tier
    role: Role
    gains: tuple[Gain, ...]
    """What no earlier document of the story had; words only where they may be quoted."""
    copies: list["Member"] = field(default_factory=list)
    """Those that carry the same text, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A story."""

    story_id: str
    members: tuple[Member, ...]
    """Oldest first."""
    documents: int
    """How many there are, copies included."""
    publishers: tuple[str, ...]
    """Each once, in the order in which they came."""
    issues: tuple[tuple[str, str], ...]
    """Edition and week of the issues that looked at it."""

    @property
    def title(self) -> str:
        """What the document is called that began it."""
        return self.members[0].document.title


def course(library: Library, story_id: str) -> Course | None:
    """Return a story; None where there is none.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    told = library.archive.members(story_id, datetime.max.replace(tzinfo=UTC))
    if not told:
        return None
    found = gains((each.document, each.placement) for each in told if each.ours_at)
    like = {
        each.document.id: each.placement.like
        for each in told
        if each.placement.role in _COPIES and each.placement.like
    }
    members = {each.document.id: _member(library, each, found) for each in told}
    roots = []
    for key, member in members.items():
        original = members.get(_original(key, like))
        if original is None or original is member:
            roots.append(member)
        else:
            original.copies.append(member)
    # What began it comes before what was read in the same moment.
    roots.sort(key=lambda each: (each.document.first_seen_at, each.document.id != story_id))
    return Course(
        story_id=story_id,
        members=tuple(roots),
        documents=len(told),
        publishers=tuple(dict.fromkeys(each.document.publisher for each in told)),
        issues=lookups.told_in(library.archive, story_id),
    )


def _original(document_id: str, like: Mapping[str, str]) -> str:
    """Return what a document is a copy of in the end; itself where it is none."""
    seen = {document_id}
    while (following := like.get(document_id)) is not None and following not in seen:
        document_id = following
        seen.add(following)
    return document_id


def _member(library: Library, told: Judged, found: tuple[Gain, ...]) -> Member:
    document = library.allowed(told.document)
    return Member(
        document=document,
        tier=told.verdict.tier,
        role=told.placement.role,
        gains=tuple(
            gain
            for gain in found
            if gain.document_id == document.id
            and (gain.kind is GainKind.PUBLISHER or document.quotable)
        ),
    )
