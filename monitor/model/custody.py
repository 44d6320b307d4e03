"""The chain of custody of a document: who did what with it, when, and with which tool."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """What was done, in the order in which things of the same moment are told."""

    SEEN = "seen"
    """A source told that it exists."""
    FETCHED = "fetched"
    """One of its addresses was asked, and answered."""
    READ = "read"
    """A version was taken from the bytes."""
    JUDGED = "judged"
    """The queries said whether it is ours."""
    DECIDED = "decided"
    """A person said whether it is ours."""
    QUOTED = "quoted"
    """An issue quoted it."""
    STAMPED = "stamped"
    """A time stamp authority signed the digest of the day's evidence."""
    COPIED = "copied"
    """A public web archive was asked to keep its address."""
    REMOVED = "removed"
    """Bytes that back no version were removed, as the retention policy says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that was done."""

    at: datetime
    act: Act
    who: str
    """Such as a source's id, a host, a reviewer's name, an edition's id."""
    fact: str
    """What was done, in one line for a person."""
    tool: str = ""
    """What did it, with its version; empty where it is not known."""
    details: tuple[tuple[str, str], ...] = ()
    """Names and values, such as ``sha256``, ``peer``, ``file``, ``offset``; always in one order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """All that was done with one document, oldest first."""

    document_id: str
    title: str
    url: str
    events: tuple[Event, ...]
