"""What sources.yaml may say: one model for each kind of entry, at the border only.

Field names are those of ``monitor.model``; a test keeps them alike. Values arrive as text.
"""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from monitor.model.source import Cadence, Content, Filter, Kind, Selectors, Source
from monitor.model.watchlist import WEEKDAYS, ComingUp, Edition, HelpEntry, Tiers, Topic

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_MAX_ID = 100
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


def _identity(value: str) -> str:
    if _ID.fullmatch(value) and len(value) <= _MAX_ID:
        return value
    better = re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")[:_MAX_ID]
    hint = f"; write {better}" if better else ""
    raise ValueError(f"“{value}” may have small letters a-z, digits and hyphens only{hint}")


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s{}<>\"]", value):
        raise ValueError(
            f"“{value}” is not a web address; "
            "copy it from the browser, it begins with https:// or http://"
        )
    return value


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"the calendar has no {value}") from None
    raise ValueError(f"“{value}” is not a day; write year-month-day, such as 2026-11-30")


def _time(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _TIME.fullmatch(value)
    if not found:
        raise ValueError(
            f'“{value}” is not a time of day; write hours and minutes, such as "07:00"'
        )
    return time(int(found[1]), int(found[2]))


def _weekday(value: str) -> str:
    if value.casefold() not in WEEKDAYS:
        raise ValueError(f"“{value}” is not a day of the week; write one of {', '.join(WEEKDAYS)}")
    return value.casefold()


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(
            f"“{value}” is not a time zone; write continent and city, such as Europe/London"
        ) from None
    return value


def _one_line(value: str) -> str:
    return " ".join(value.split())


Text = Annotated[str, AfterValidator(_one_line)]
Required = Annotated[str, StringConstraints(min_length=1), AfterValidator(_one_line)]
Identity = Annotated[str, AfterValidator(_identity)]
Address = Annotated[str, AfterValidator(_address)]
Day = Annotated[date, BeforeValidator(_day)]
TimeOfDay = Annotated[time, BeforeValidator(_time)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,3}$|^$")]
Confidence = Annotated[str, StringConstraints(pattern=r"^[A-D]?$")]
Query = Annotated[str, StringConstraints(min_length=1)]


class Entry(BaseModel):
    """A mapping whose keys are all known; a key without a value counts as not written."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _written(cls, told: Any) -> Any:
        if not isinstance(told, Mapping):
            return told
        return {k: v for k, v in told.items() if v is not None or k not in cls.model_fields}


class SelectorsEntry(Entry):
    """How to find the entries of a listing."""

    item: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None
    summary: str | None = None


class SourceEntry(Entry):
    """An entry of ``sources``."""

    id: Identity
    name: Required
    publisher: Text = ""
    kind: Kind
    url: Address
    topics: tuple[str, ...] = ()
    filter: Filter = Filter.TIERED
    content: Content = Content.EXTRACT
    rights: Text = ""
    language: Language = "en"
    country: Country = ""
    cadence: Cadence = Cadence.DAILY
    selectors: SelectorsEntry = SelectorsEntry()
    active_from: Day | None = None
    active_until: Day | None = None
    enabled: bool = True
    confidence: Confidence = ""
    verified_on: Day | None = None
    note: Text = ""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.active_from and self.active_until and self.active_from > self.active_until:
            raise ValueError(
                f"active_from ({self.active_from}) is later than active_until "
                f"({self.active_until}); swap them, or correct one"
            )
        if self.content is Content.FULL and not self.rights:
            raise ValueError(
                "content: full shows the whole text to others, so rights must name the licence "
                "that allows it; add rights, or write content: extract"
            )
        return self

    def made(self) -> Source:
        """Return the source; one without a publisher is its own."""
        told = {**dict(self), "selectors": Selectors(**dict(self.selectors))}
        return Source(**{**told, "publisher": self.publisher or self.name})


class TopicEntry(Entry):
    """An entry of ``topics``."""

    id: Identity
    name: Required
    section: Text = ""
    query: Query

    def made(self) -> Topic:
        """Return the topic; one without a section has its own."""
        return Topic(
            id=self.id, name=self.name, section=self.section or self.name, query=self.query
        )


class EditionEntry(Entry):
    """An entry of ``editions``."""

    id: Identity
    title: Required
    topics: tuple[str, ...] = ()
    weekday: Annotated[str, AfterValidator(_weekday)] = "monday"
    time: TimeOfDay = time(7, 0)
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    max_items: Annotated[int, Field(ge=1, le=500)] = 25
    max_per_section: Annotated[int, Field(ge=1, le=500)] = 6
    intro: Text = ""

    def made(self) -> Edition:
        """Return the edition."""
        return Edition(**dict(self))


class HelpLine(Entry):
    """An entry of ``help``."""

    name: Required
    phone: Text = ""
    url: Address | None = None
    note: Text = ""
    verified_on: Day | None = None

    def made(self) -> HelpEntry:
        """Return the line of the help box."""
        return HelpEntry(**{**dict(self), "url": self.url or ""})


class ComingUpEntry(Entry):
    """An entry of ``coming_up``."""

    date: Day
    title: Required
    url: Address | None = None
    note: Text = ""

    def made(self) -> ComingUp:
        """Return the date."""
        return ComingUp(**{**dict(self), "url": self.url or ""})


class RelevanceEntry(Entry):
    """The section ``relevance``."""

    include: Query
    include_unless: str = ""
    unless: str = ""
    queue: str = ""

    def made(self) -> Tiers:
        """Return the tiers."""
        return Tiers(**dict(self))


SECTIONS = (
    "defaults",
    "sources",
    "topics",
    "editions",
    "help",
    "coming_up",
    "macros",
    "relevance",
)
"""The top-level keys."""
