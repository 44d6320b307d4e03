"""What looking at a document again brought."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.document import Document
from monitor.model.page import Validators
from monitor.model.revision import ChangeKind, Finding


class Seen(StrEnum):
    """What one look at a page showed."""

    SAME = "same"
    """It says what was kept, noise aside."""
    OTHER = "other"
    """It says something else."""
    GONE = "gone"
    """It is not there, or another page stands in its place."""
    UNCLEAR = "unclear"
    """It could not be read, or only its beginning is shown: nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """A page that leads to a report."""

    leads_to: str
    """The address of the report."""
    validators: Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a page."""

    seen: Seen
    fact: str = ""
    """Such as ``HTTP 404, not found``."""
    document: Document | None = None
    """The document as it stands there; None but for OTHER."""
    landing: Landing | None = None
    """The page that leads to it, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """What was seen, and is not believed yet."""

    seen: Seen
    first_at: datetime
    count: int
    """Looks that agree."""
    fact: str = ""
    document: Document | None = None
    """The state that was seen first; None but for OTHER."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is known of a document's page beside what was kept."""

    gone: bool = False
    """The archive says that it is not there."""
    flaps: int = 0
    """How often a suspicion was not borne out: such pages are believed later."""
    suspicion: Suspicion | None = None
    landing: Landing | None = None
    changed_at: datetime | None = None
    """When its newest revision was read; None while it has only its first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A page that was not there any more."""

    document_id: str
    first_at: datetime
    """When it was missed first."""
    gone_at: datetime
    """When that was believed."""
    fact: str
    """How it was missed, such as ``HTTP 410, gone for good``."""
    back_at: datetime | None
    """When it was there again; None while it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of a document, and how it differs from the one before."""

    number: int
    seen_at: datetime
    """When it was seen first; the state before was still there at the look before that."""
    read_at: datetime
    """Since when it counts: the second look that saw it, for later states."""
    title: str
    sha256: str
    """Of its text."""
    kind: ChangeKind | None
    """The most serious kind of change; None for the first state, and of states of before 0.1.0."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLook:
    """The last look at a document's page."""

    read_at: datetime
    same_at: datetime | None
    """The last one that showed what is kept."""
    seen: Seen
    fact: str
    suspected: bool
    """Something was seen that the next look has to confirm."""
    next_at: datetime | None
    """None: it is not looked at any more."""
