"""What a person said of a document that was queued, or nearly taken."""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model.verdict import Tier, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on a document; it stands above the verdict. The last one counts."""

    document_id: str
    accepted: bool | None
    """Whether the digest may hold it; None: an earlier word is taken back."""
    who: str
    """The name that the person gave, such as a login."""
    at: datetime
    """Aware."""
    note: str = ""
    """Why, in the person's own words; may be empty."""
    topics: tuple[str, ...] = ()
    """Ids, primary first, that count instead of the verdict's; none: those of the verdict."""

    @property
    def sentence(self) -> str:
        """One line for a person."""
        if self.accepted is None:
            word = "decision taken back"
        else:
            word = "accepted" if self.accepted else "rejected"
        return f"{word} by {self.who} on {self.at:%Y-%m-%d}" + (f": {self.note}" * bool(self.note))


def reviewed(verdict: Verdict, decision: Decision | None) -> Verdict:
    """Return *verdict* as the last *decision* leaves it; its matches stay those of the queries."""
    if decision is None or decision.accepted is None:
        return verdict
    return replace(
        verdict,
        tier=Tier.ACCEPTED if decision.accepted else Tier.REJECTED,
        topics=decision.topics or verdict.topics,
        reason=f"{decision.sentence}; before: {verdict.reason}",
    )
