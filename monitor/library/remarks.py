"""What researchers put on documents: tags and notes, each with who and when."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from monitor.archive import remarks
from monitor.errors import SearchError
from monitor.library.library import Library
from monitor.model.remark import Note, Tagging
from monitor.plainly import plain

_TAG = re.compile(r"\w[\w.-]*")
_LONGEST_TAG, _LONGEST_NOTE = 60, 10_000


def tag_of(told: str) -> str:
    """Return a tag as it is kept: in small letters, the same for the same letters.

    Raises:
        SearchError: It cannot be one.

    >>> tag_of("Follow-up")
    'follow-up'
    """
    tag = unicodedata.normalize("NFC", told).casefold()
    if not _TAG.fullmatch(tag) or len(tag) > _LONGEST_TAG:
        raise SearchError(
            f"tag “{told[:_LONGEST_TAG]}”",
            f"use up to {_LONGEST_TAG} letters, digits, - _ and . without blanks",
        )
    return tag


def tag(
    library: Library, document_id: str, tags: Sequence[str], who: str, at: datetime, *, on: bool
) -> tuple[str, ...]:
    """Put *tags* on a document, or take off those of *who*; return the ones that changed anything.

    Raises:
        SearchError: One of them cannot be a tag.
        ArchiveError: There is no such document, or the archive cannot be written.
    """
    wanted = list(dict.fromkeys(tag_of(each) for each in tags))
    archive = library.archive
    with archive.transaction():
        archive.document(document_id)
        mine = {each.tag for each in remarks.taggings(archive, document_id) if each.who == who}
        changed = tuple(each for each in wanted if (each in mine) is not on)
        remarks.add_taggings(
            archive,
            [Tagging(document_id=document_id, tag=each, on=on, who=who, at=at) for each in changed],
        )
    return changed


def tags(library: Library, document_id: str | None = None) -> tuple[Tagging, ...]:
    """Return the tags that stand, of one document or of all, in the order of putting on.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    return remarks.taggings(library.archive, document_id)


def tag_counts(library: Library) -> tuple[tuple[str, int], ...]:
    """Return every tag that stands with the number of its documents, most frequent first.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    told = {(each.tag, each.document_id) for each in remarks.taggings(library.archive)}
    counts = Counter(name for name, _ in told)
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def write_note(library: Library, document_id: str, text: str, who: str, at: datetime) -> Note:
    """Put a note on a document.

    Raises:
        SearchError: It is empty or too long.
        ArchiveError: There is no such document, or the archive cannot be written.
    """
    told = text.strip()
    if not told or len(told) > _LONGEST_NOTE:
        raise SearchError("note", f"write 1 to {_LONGEST_NOTE:,} characters")
    with library.archive.transaction():
        library.archive.document(document_id)
        return remarks.add_note(library.archive, document_id, told, who, at)


def remove_note(library: Library, document_id: str, number: int, who: str, at: datetime) -> Note:
    """Take a note back; who wrote what, and who took it back, stays known.

    Raises:
        SearchError: The document has no such note that stands.
        ArchiveError: The archive cannot be written.
    """
    with library.archive.transaction():
        standing = {each.number: each for each in notes(library, document_id)}
        if number not in standing:
            known = ", ".join(map(str, standing)) or "none"
            raise SearchError("note", f"{document_id} has no note {number}; there is {known}")
        remarks.remove_note(library.archive, number, who, at)
        return standing[number]


def notes(library: Library, document_id: str | None = None) -> tuple[Note, ...]:
    """Return the notes that stand, of one document or of all, in the order of writing.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    told = remarks.notes(library.archive, document_id)
    return tuple(each for each in told if each.removed_at is None)


def tag_rows(library: Library) -> Iterator[tuple[str, ...]]:
    """Yield the whole history of tags as rows of a table.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    yield ("item", "tag", "on", "who", "timestamp")
    for each in remarks.tagging_history(library.archive):
        on = "on" if each.on else "off"
        yield (each.document_id, each.tag, on, each.who, plain(each.at))


def note_rows(library: Library) -> Iterator[tuple[str, ...]]:
    """Yield all notes as rows of a table, those that were taken back, too.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    yield ("item", "note", "who", "timestamp", "text", "removed", "removed_by")
    for each in remarks.notes(library.archive):
        yield (
            each.document_id, str(each.number), each.who, plain(each.at), each.text,
            plain(each.removed_at) or "", each.removed_by,
        )  # fmt: skip
