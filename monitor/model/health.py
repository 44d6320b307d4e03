"""How a source is doing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.outcome import PollResult
from monitor.model.page import Validators

LONGEST_WAIT = timedelta(hours=24)
"""A server that asks for more is asked after a day: its clock may be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One asking of a source, and how it ended."""

    source_id: str
    at: datetime
    result: PollResult
    fact: str
    """One line for a person, such as ``HTTP 503, Retry-After 120 s``; empty where all is well."""
    status: int | None = None
    leads: int = 0
    """Entries it listed."""
    new: int = 0
    """Entries we did not know."""
    retry_after: timedelta | None = None
    moved_to: str = ""
    """Where a 301 or 308 led, if it did."""
    validators: Validators = Validators()  # noqa: RUF009 - it is frozen


class Condition(StrEnum):
    """How a source is, in a word for a person."""

    NEVER_ASKED = "never asked"
    GONE = "gone"
    """It answered 410 and is not asked again."""
    FAILING = "failing"
    SILENT = "silent"
    """It answers, and has had nothing new for longer than its cadence lets expect."""
    WELL = "well"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What polls have taught us about a source."""

    source_id: str
    first_polled_at: datetime
    last_polled_at: datetime
    next_poll_at: datetime
    last_success_at: datetime | None
    last_new_at: datetime | None
    last_result: PollResult
    last_fact: str
    failures: int
    """In a row."""
    failing_since: datetime | None
    validators: Validators
    moved_to: str
    """Where the last poll was redirected for good; empty where it was not."""
    moved_polls: int
    """How many polls in a row were redirected there."""
    url_now: str
    """Asked instead of the address in sources.yaml, once three polls said so; empty until then."""
    muted_at: datetime | None
    """Set on 410: not asked again until a person changes its address."""
    muted_url: str
    """The address that was gone."""
