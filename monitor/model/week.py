"""The seven days that an issue covers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A closed-open window, keyed by the ISO week that holds most of its days."""

    key: str
    """Such as ``2026-W47``."""
    starts_at: datetime
    """UTC; local midnight of the edition's zone."""
    ends_at: datetime
    """UTC; not part of the window."""
    closes_at: datetime
    """UTC; when the issue is made, at or after *ends_at*."""
    timezone: str

    def holds(self, at: datetime) -> bool:
        """Whether *at* lies in the window."""
        return self.starts_at <= at < self.ends_at
