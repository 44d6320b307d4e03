"""How two states of a document differ."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What a change is about, the most serious first."""

    REMOVAL = "removal"
    """The page is not there any more, or another stands in its place."""
    RETRACTION = "retraction"
    """The publisher takes back what it said."""
    CORRECTION = "correction"
    """The publisher says itself that something was wrong."""
    NUMBER = "number"
    """A number, or a day, is another one, or is gone from its sentence."""
    NAME = "name"
    """A name is another one, or is not given any more."""
    HEADLINE = "headline"
    RETURN = "return"
    """A page that was not there any more is there again."""
    WORDING = "wording"
    """Sentences were added, taken out or put otherwise, and none of the above."""

    @property
    def substantial(self) -> bool:
        """Whether readers who were told of the document should hear of it."""
        return self is not ChangeKind.WORDING


class Mark(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    MOVED = "moved"
    """It stands elsewhere in the text."""
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a sentence."""

    text: str
    changed: bool
    """They do not stand in the other state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence in both states, side by side; the pieces of a side give it word for word."""

    mark: Mark
    before: tuple[Piece, ...]
    """Empty where it was added."""
    after: tuple[Piece, ...]
    """Empty where it was removed."""
    noise: bool = False
    """It only differs in what says nothing: signs, the time of an update, a counter, a teaser."""
    opens: bool = False
    """A paragraph begins with it."""

    @property
    def old(self) -> str:
        """The sentence as it was."""
        return "".join(piece.text for piece in self.before)

    @property
    def new(self) -> str:
        """The sentence as it is."""
        return "".join(piece.text for piece in self.after)

    @property
    def counts(self) -> bool:
        """Whether it says something else than before."""
        return self.mark not in (Mark.SAME, Mark.MOVED) and not self.noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that changed."""

    kind: ChangeKind
    reason: str
    """Why it is of that kind, such as ``“nine” became “eleven”``."""
    before: str = ""
    """The sentence or headline as it was; empty where there was none."""
    after: str = ""
    """As it is; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two states of a document, sentence by sentence."""

    title: Row
    rows: tuple[Row, ...]
    """In the order of the later state; what was removed stands where it stood."""
    findings: tuple[Finding, ...]
    """The most serious first; empty where nothing changed but noise."""

    @property
    def kind(self) -> ChangeKind | None:
        """The most serious kind; None where nothing changed but noise."""
        return self.findings[0].kind if self.findings else None

    @property
    def summary(self) -> str:
        """What changed in one line; empty where nothing did."""
        return "; ".join(dict.fromkeys(each.reason for each in self.findings))

    def number(self, mark: Mark) -> int:
        """Return how many sentences are marked so, noise left out."""
        return sum(row.mark is mark and not row.noise for row in self.rows)
