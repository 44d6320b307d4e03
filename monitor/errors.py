"""Every error the monitor raises on purpose.

    MonitorError
    ├── SourceError           sources.yaml cannot be used as written
    ├── SettingsError         a setting, the project folder, or what a command names cannot be used
    ├── QueryError            a query cannot be read; knows its column
    ├── SearchError           a search cannot be asked so: its cursor, a date, an order
    ├── ExportError           an export could not be written, or what is imported cannot be used
    ├── FetchError            the bytes did not come
    │   ├── RefusedError      robots.txt, 401, 403, 451, address guard: do not ask again
    │   ├── GoneError         410: the publisher took it away for good
    │   ├── MissingError      404 and other final answers without content
    │   ├── TooLargeError     more bytes than we are willing to hold
    │   └── UnreachableError  DNS, TLS, timeout, 429, 5xx: ask again later
    ├── ExtractError          the bytes came, the meaning did not
    ├── SlowError             a question takes longer than whoever asks may take
    ├── ArchiveError          the archive could not be read or written
    │   └── BusyError         another monitor is writing in this folder
    ├── LearnError            what was learned of decisions cannot be made, read or trusted
    └── DeliveryError         a digest was not handed over

Anything else that escapes a stage is a bug: its item is set aside first, then the run ends red.
A message names the thing, the fact and the next step, in one line.
"""

from datetime import timedelta

_LONGEST = 300
"""Characters of a fact."""


class MonitorError(Exception):
    """Base of every expected error."""


class SourceError(MonitorError):
    """sources.yaml cannot be used as written."""

    def __init__(self, path: str, reason: str, *, line: int | None = None) -> None:
        place = f"{path}:{line}" if line is not None else path
        super().__init__(f"{place}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class SettingsError(MonitorError):
    """A setting, the project folder, or the week, source or document that a command names."""


class QueryError(MonitorError):
    """A query cannot be read. *column* counts from 1.

    *suggestion* is a query like it that can be read; empty where nothing was looked for or found.
    """

    def __init__(self, query: str, reason: str, *, column: int, suggestion: str = "") -> None:
        hint = f"; try {suggestion}" if suggestion else ""
        super().__init__(f"query, column {column}: {reason}{hint}")
        self.query = query
        self.reason = reason
        self.column = column
        self.suggestion = suggestion


class SearchError(MonitorError):
    """A search cannot be asked so. *name* is the part that is wrong, such as ``cursor``."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class SlowError(MonitorError):
    """A question takes longer than whoever asks may take."""

    def __init__(self) -> None:
        super().__init__(
            "this search takes longer than one reader may take; give it a rarer word, or fewer "
            "documents by a source, a topic or a time"
        )


class ExportError(MonitorError):
    """A file of others' tools could not be written, or cannot be used as it is."""

    def __init__(self, path: str, reason: str, *, line: int | None = None) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line is not None else f"{path}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


def _bounded(reason: str) -> str:
    """Return *reason* as it may stand in a table: what a site wrote into it may have no end."""
    return reason if len(reason) <= _LONGEST else f"{reason[: _LONGEST - 1]}…"


class FetchError(MonitorError):
    """The bytes did not come."""

    def __init__(self, url: str, reason: str, *, status: int | None = None) -> None:
        reason = _bounded(reason)
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.status = status


class RefusedError(FetchError):
    """The site, its robots.txt or our own address guard says no."""


class GoneError(FetchError):
    """410: the publisher took it away for good."""


class MissingError(FetchError):
    """A final answer without content, such as 404."""


class TooLargeError(FetchError):
    """More bytes, on the wire or unpacked, than we are willing to hold."""


class UnreachableError(FetchError):
    """The site could not answer now."""

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        status: int | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(url, reason, status=status)
        self.retry_after = retry_after


class ExtractError(MonitorError):
    """The bytes came, the meaning did not."""

    def __init__(self, url: str, reason: str) -> None:
        reason = _bounded(reason)
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class ArchiveError(MonitorError):
    """The archive could not be read or written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class BusyError(ArchiveError):
    """Another monitor is writing in this folder."""


class LearnError(MonitorError):
    """What was learned of people's decisions cannot be made, read or trusted."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class DeliveryError(MonitorError):
    """A digest was not handed over."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(f"{target}: {reason}")
        self.target = target
        self.reason = reason
