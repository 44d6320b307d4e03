"""What the pipeline acts through; all of it is handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from monitor.archive.store import Archive
from monitor.clock import Clock
from monitor.model.page import NotModified, Page, Validators
from monitor.model.watchlist import Watchlist
from monitor.relevance.rules import Rules

Result = TypeVar("Result")


class Fetcher(Protocol):
    """Gets bytes, politely."""

    async def get(
        self, url: str, validators: Validators | None = None, *, max_bytes: int | None = None
    ) -> Page | NotModified:
        """Return what is at *url*.

        Raises:
            FetchError: The bytes did not come.
        """

    async def post(self, url: str, body: bytes, media_type: str) -> Page:
        """Return the answer of a service that the operator chose to *body*.

        Raises:
            FetchError: There is none.
        """


class Workers(Protocol):
    """Runs parsers where they can be stopped."""

    async def run(self, function: Callable[..., Result], *args: Any) -> Result:
        """Return ``function(*args)``.

        Raises:
            ExtractError: It took too long, took too much memory, or crashed.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The seams of one run."""

    archive: Archive
    fetcher: Fetcher
    workers: Workers
    watchlist: Watchlist
    rules: Rules
    clock: Clock
    max_report_bytes: int
    ocr_pages: int = 0
    """Pages of a scan that are recognised, where tesseract is installed; 0 for none."""
    readers: int = 16
    """Leads read at the same time; the fetcher keeps to one request a host."""
