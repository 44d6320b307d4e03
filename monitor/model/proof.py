"""What could be proved of an archive, and what could not."""

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """What is proved."""

    RECORD = "record"
    """A WARC record is where it should be, whole, and the one that was written."""
    BYTES = "bytes"
    """The unpacked body has the SHA-256 by which a version names it."""
    TEXT = "text"
    """The text has the SHA-256 that was written with it."""
    READING = "reading"
    """Read again, the bytes give the text."""
    QUOTE = "quote"
    """A sentence of an issue stands, letter for letter, in the version that it was quoted from."""
    ISSUE = "issue"
    """The record of an issue has the SHA-256 that was written with it."""
    STAMP = "stamp"
    """A time stamp is of its day's evidence, and by the authority that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a proof came upon."""

    check: Check
    subject: str
    """Such as ``ab2cd3ef4gh5 version 2`` or ``2026/2026-11-25-0001.warc.gz at 4711``."""
    fact: str
    next_step: str
    fails: bool = True
    """False where nothing is wrong, and a person may still ask why it is so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was proved, in numbers, and all that was found."""

    documents: int
    versions: int
    unread: int
    """Versions that no page was read for: headlines, and words of a feed."""
    records: int
    issues: int
    sentences: int
    stamps: int
    removed: int
    """Records whose bytes the retention policy has removed."""
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing failed."""
        return not any(each.fails for each in self.findings)
