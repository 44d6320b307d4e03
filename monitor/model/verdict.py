"""Whether a document is ours, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How a document came in, or not."""

    SPECIALIST = "specialist"
    """Its source is a specialist body: everything is included."""
    STRONG = "strong"
    MEDIUM = "medium"
    QUEUE = "queue"
    """For a person to decide."""
    NONE = "none"
    ACCEPTED = "accepted"
    """A person said that it is ours."""
    REJECTED = "rejected"
    """A person said that it is not."""

    @property
    def included(self) -> bool:
        """Whether the digest may hold it."""
        return self in (Tier.SPECIALIST, Tier.STRONG, Tier.MEDIUM, Tier.ACCEPTED)


class Field(StrEnum):
    """Where a term matched."""

    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A term at its place: [start, end) in that field."""

    term: str
    """As the query has it."""
    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The tier that a document came nearest to, and what lies between."""

    tier: Tier
    """For an included document: where it would be without the words in *against*."""
    told: str
    """One line for a person."""
    held: tuple[Match, ...] = ()
    """What speaks for that tier already."""
    wanting: tuple[str, ...] = ()
    """What would have to be there, each in words."""
    against: tuple[Match, ...] = ()
    """What would have to be gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The decision with its reasons."""

    tier: Tier
    topics: tuple[str, ...]
    """Ids, primary first."""
    matches: tuple[Match, ...]
    """What brought it in (or nearly), in order of place."""
    against: tuple[Match, ...] = ()
    """False friends that kept it out or down."""
    reason: str = ""
    """One line for a person."""
    nearest: Nearest | None = None
    """None where nothing of it comes near another tier, and in verdicts kept before this was."""
