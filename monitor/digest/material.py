"""What an issue is composed of; the pipeline gathers it, composing only chooses and words."""

from dataclasses import dataclass
from datetime import date, datetime

from monitor.model.digest import Correction, Coverage
from monitor.model.document import Document
from monitor.model.story import Gain, Placement
from monitor.model.summary import Sentence, Summary
from monitor.model.verdict import Verdict
from monitor.model.watchlist import ComingUp, Edition, HelpEntry, Topic
from monitor.model.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document of a story, as it was when the week was cut off."""

    document: Document
    verdict: Verdict
    placement: Placement
    told: bool
    """An earlier issue of the edition took it into account, or it is older than the week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMaterial:
    """A story that gained a document in the week."""

    story_id: str
    members: tuple[Member, ...]
    """In the order of ``choose.ordered``: the first leads."""
    summary: Summary
    """Of the documents that may be quoted, the leading one first."""
    publishers: int
    """How many report it in words of their own; of a story told before, since then."""
    told_in: tuple[str, ...] = ()
    """Weeks of the earlier issues that had it as an item, oldest first."""
    gains: tuple[Gain, ...] = ()
    """What its new documents add to the told ones; of a story told before."""
    recommendations: tuple[Sentence, ...] = ()
    """Of the leading document, where it is a report: best first."""
    figures: "tuple[Counted, ...]" = ()
    """Of the leading document, where it is a report: best first."""

    @property
    def lead(self) -> Member:
        """The document that the item names first."""
        return self.members[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number that could be the number of the week."""

    value: str
    definition: str
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWeek:
    """How many stories each section of an earlier issue had, those beyond the limits included."""

    week: str
    stories: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that an issue is made from."""

    edition: Edition
    topics: tuple[Topic, ...]
    """All of the watchlist, in its order."""
    week: Week
    number: int
    cut: datetime
    """What was first seen before it is in: the week's end, or earlier while it is open."""
    today: date
    """The day of *cut* in the edition's zone; ages and coming dates count from it."""
    stories: tuple[StoryMaterial, ...]
    """In any order."""
    figures: tuple[Counted, ...]
    """Best first."""
    past: tuple[PastWeek, ...]
    """Issues made for earlier weeks, in any order."""
    coverage: Coverage
    corrections: tuple[Correction, ...]
    coming_up: tuple[ComingUp, ...]
    help: tuple[HelpEntry, ...]
