"""What an export held, counted while it is written."""

from dataclasses import dataclass, field
from datetime import datetime

from monitor.archive.versions import COPIES
from monitor.export.record import Record
from monitor.model.source import Content
from monitor.model.story import Role


def small(document_id: str) -> int:
    """Return an id as a number: 36 bytes instead of 61, where a million of them are remembered."""
    return int.from_bytes(document_id.encode(), "big")


@dataclass(slots=True, kw_only=True)
class Span:
    """The earliest and the latest of some times."""

    earliest: datetime | None = None
    latest: datetime | None = None

    def widen(self, at: datetime) -> None:
        """Let it hold *at*."""
        self.earliest = at if self.earliest is None else min(self.earliest, at)
        self.latest = at if self.latest is None else max(self.latest, at)


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of one export."""

    found: int = 0
    roles: dict[Role, int] = field(default_factory=lambda: dict.fromkeys(COPIES, 0))
    records: int = 0
    withheld: dict[Content, int] = field(default_factory=lambda: dict.fromkeys(Content, 0))
    """Records that hold less than their whole text, by what their sources allow."""
    undated: int = 0
    first_seen: Span = field(default_factory=Span)
    published: Span = field(default_factory=Span)
    bytes: int = 0
    sha256: str = ""
    """Of the whole file; empty until it is written."""
    _texts: set[int] = field(default_factory=set)

    @property
    def texts(self) -> int:
        """How many different texts were found: documents without those that copy another one."""
        return len(self._texts)

    def meet(self, document_id: str, role: Role, copy_of: str) -> bool:
        """Count a document that was found; return whether it is the first met with its text."""
        self.found += 1
        if role in self.roles:
            self.roles[role] += 1
        before = len(self._texts)
        self._texts.add(small(copy_of or document_id))
        return len(self._texts) > before

    def write(self, record: Record) -> None:
        """Count a document that was written."""
        self.records += 1
        self.withheld[record.content] += record.withheld
        self.first_seen.widen(record.first_seen_at)
        if record.published:
            self.published.widen(record.published.at)
        else:
            self.undated += 1
