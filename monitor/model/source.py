"""Who is watched."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What stands at a source's address."""

    FEED = "feed"
    LISTING = "listing"
    SITEMAP = "sitemap"
    PAGE = "page"


class Content(StrEnum):
    """What a source's rights let us do with its text, from least to most."""

    HEADLINE = "headline"
    """Title, link and date only: never fetched, never summarised."""
    EXTRACT = "extract"
    """Read privately; a short attributed extract may be shown."""
    FULL = "full"
    """Openly licensed: the text may be shown and exported."""


class Filter(StrEnum):
    """How much of what a source publishes is ours."""

    NONE = "none"
    """A specialist body: everything it publishes is included."""
    STRONG = "strong"
    """Only what matches the first tier."""
    TIERED = "tiered"
    """All three tiers."""


class Cadence(StrEnum):
    """How often a source usually publishes; decides how often it is asked and when it is silent."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"

    @property
    def poll_every(self) -> timedelta:
        """The time between two polls."""
        hours = {"hourly": 1, "daily": 6, "weekly": 24}
        return timedelta(hours=hours.get(self.value, 48))

    @property
    def silent_after(self) -> timedelta:
        """Nothing new for longer than this is worth a person's look."""
        days = {
            "hourly": 2,
            "daily": 7,
            "weekly": 28,
            "monthly": 93,
            "quarterly": 200,
            "yearly": 500,
        }
        return timedelta(days=days[self.value])


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors for a listing; None means: find it."""

    item: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed, listing, sitemap or page that is watched."""

    id: str
    name: str
    publisher: str
    """Who stands behind it: nine BBC feeds are one publisher."""
    kind: Kind
    url: str
    topics: tuple[str, ...] = ()
    """Ids of topics that everything from here belongs to, whatever the queries say."""
    filter: Filter = Filter.TIERED
    content: Content = Content.EXTRACT
    rights: str = ""
    language: str = "en"
    country: str = ""
    cadence: Cadence = Cadence.DAILY
    selectors: Selectors = Selectors()
    active_from: date | None = None
    active_until: date | None = None
    enabled: bool = True
    confidence: str = ""
    """A to D: how sure the address is, where nobody has verified it yet."""
    verified_on: date | None = None
    note: str = ""
