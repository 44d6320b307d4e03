"""What became of a lead, or of a poll."""

from enum import StrEnum


class Outcome(StrEnum):
    """Every lead ends in exactly one of these, counted once."""

    KEPT = "kept"
    """In the archive, and the digest may hold it."""
    QUEUED = "queued"
    """In the archive; a person decides whether it is ours."""
    NOT_RELEVANT = "not-relevant"
    DUPLICATE = "duplicate"
    """A document that the archive has already, seen through another lead."""
    NO_LINK = "no-link"
    """The entry has no address that could be cited."""
    REFUSED = "refused"
    """robots.txt, the site or our address guard said no."""
    MISSING = "missing"
    """404 or 410."""
    UNREACHABLE = "unreachable"
    """Tried several times, days apart."""
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    """The bytes came and held no text that could be had."""
    SET_ASIDE = "set-aside"
    """A bug of ours was met; the item waits for its mending."""


class PollResult(StrEnum):
    """How asking a source ended."""

    NEW = "new"
    """It had entries we did not know."""
    NOTHING_NEW = "nothing-new"
    NOT_MODIFIED = "not-modified"
    EMPTY = "empty"
    """It answered well and listed nothing."""
    REFUSED = "refused"
    GONE = "gone"
    MISSING = "missing"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    """It answered, and not with what its kind promises."""
    SET_ASIDE = "set-aside"

    @property
    def failed(self) -> bool:
        """Whether we do not know what the source published."""
        return self not in (
            PollResult.NEW,
            PollResult.NOTHING_NEW,
            PollResult.NOT_MODIFIED,
            PollResult.EMPTY,
        )
