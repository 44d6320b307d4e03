"""One issue, as stored: every rendering is made from this record and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime

from monitor.model.dated import Dated
from monitor.model.reading import Origin
from monitor.model.revision import ChangeKind
from monitor.model.summary import Sentence
from monitor.model.watchlist import ComingUp, HelpEntry
from monitor.model.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document as an issue names it."""

    document_id: str
    title: str
    url: str
    publisher: str
    published: Dated | None
    first_seen_at: datetime
    language: str
    report: bool
    """A PDF report rather than an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number of a report, with the sentence that says what it counts."""

    value: str
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story in an issue."""

    story_id: str
    lead: Citation
    extract: tuple[Sentence, ...]
    """Verbatim, at most 60 words; empty where rights or text allow none."""
    origin: Origin
    """Where the lead's text came from, so that a feed's own summary is marked as such."""
    why: str
    """One line: why it is here."""
    also: tuple[Citation, ...]
    """Other documents of the story, one for each further publisher, reprints included."""
    reprints: int
    """How many of *also* carry the same text."""
    update: bool
    """The story was in an earlier issue, and has something new."""
    note: str = ""
    recommendations: tuple[Sentence, ...] = ()
    """What the leading document asks for, where it is a report: at most two, in reading order."""
    figures: tuple[KeyFigure, ...] = ()
    """What it counts: at most two, in sentences that stand nowhere else in the item."""

    @property
    def quoted(self) -> tuple[Sentence, ...]:
        """All sentences that it quotes."""
        return (*self.extract, *self.recommendations, *(each.sentence for each in self.figures))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its items, most reported first."""

    title: str
    items: tuple[Item, ...]
    more: int
    """Stories that the limits left out here; they are in the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that is never printed without what it means."""

    value: str
    definition: str
    sentence: Sentence
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """A source that did not do what is expected of it."""

    source_id: str
    name: str
    fact: str
    """Such as ``HTTP 503 since 12 Nov 2026`` or ``nothing new for 41 days``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What stands behind the issue, and what could not be looked at."""

    watched: int
    """Sources enabled in the week."""
    answered: int
    """Sources that answered at least once in the week."""
    failed: tuple[SourceReport, ...]
    silent: tuple[SourceReport, ...]
    unpolled: tuple[SourceReport, ...]
    """Enabled and never asked in the week: a gap, not a zero."""
    outcomes: tuple[tuple[str, int], ...]
    """Outcome to number of leads that ended so in the week, in the enum's order."""
    backfill: int
    """Old items archived when a source was first read, and not shown as news."""
    limited: int
    """Stories left out by the limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One thing that a source says otherwise by now, as far as its rights allow to show it."""

    kind: ChangeKind
    reason: str
    """Such as ``“nine” became “eleven”``."""
    said: str
    """As it was: the headline, the sentence; empty where there was none or it may not be shown."""
    now: str
    """As it is; empty where there is none or it may not be shown."""
    quoted: bool = False
    """An earlier issue printed *said* word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A document of an earlier issue that changed since, or is not there any more."""

    week: str
    """Of the last issue that named it."""
    text: str
    """All of it in one line."""
    made_on: date
    """The day on which the last change was seen."""
    citation: Citation | None = None
    """The document as it is called now; None in older records, which have *text* alone."""
    story_id: str = ""
    """Its item in that issue; empty where it stood in the number of the week alone."""
    changes: tuple[Changed, ...] = ()
    """The most serious first."""
    more: int = 0
    """Further changes, which are in the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How many stories each section had in this and earlier weeks, for the chart."""

    weeks: tuple[str, ...]
    """ISO weeks, oldest first; the last is this one."""
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    """Section title to one count a week; None where no issue was made: a gap, not a zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One week of an edition."""

    edition_id: str
    title: str
    intro: str
    number: int
    """Issue number of the edition, from 1."""
    week: Week
    open_until: datetime | None
    """Set where the week was not over: the issue holds what was first seen before this time."""
    changes: tuple[tuple[str, str], ...]
    """What changed this week, at most three: (story_id, sentence)."""
    figure: Figure | None
    sections: tuple[Section, ...]
    volume: Volume
    coming_up: tuple[ComingUp, ...]
    corrections: tuple[Correction, ...]
    coverage: Coverage
    help: tuple[HelpEntry, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def quoted(self) -> tuple[Sentence, ...]:
        """All sentences that it quotes, that of the number of the week last."""
        of_items = tuple(sentence for item in self.items for sentence in item.quoted)
        return of_items if self.figure is None else (*of_items, self.figure.sentence)
