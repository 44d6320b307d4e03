"""How the site writes days, times and numbers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from monitor.digest.wording import day
from monitor.model.search import Snippet


def day_of(at: datetime | date) -> str:
    """Return such as ``24 November 2026``; of a time its day in UTC."""
    return day(at.astimezone(UTC).date() if isinstance(at, datetime) else at)


def utc(at: datetime) -> str:
    """Return such as ``24 Nov 2026, 07:00 UTC``."""
    return f"{short(at)}, {clock(at)} UTC"


def short(at: datetime | date) -> str:
    """Return such as ``24 Nov 2026``; of a time its day in UTC."""
    number, month, year = day_of(at).split(" ")
    return f"{number} {month[:3]} {year}"


def stamp(at: datetime | date) -> str:
    """Return *at* for programs, as in ``<time datetime>``."""
    if not isinstance(at, datetime):
        return at.isoformat()
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def number(count: int) -> str:
    """Return *count* with its thousands apart."""
    return f"{count:,}"


def host(url: str) -> str:
    """Return the host of *url*, without ``www.``; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def parts(snippet: Snippet) -> Iterator[tuple[bool, str]]:
    """Yield the pieces of *snippet*, each with whether it is to be marked."""
    last = 0
    for start, end in snippet.marks:
        yield False, snippet.text[last:start]
        yield True, snippet.text[start:end]
        last = end
    yield False, snippet.text[last:]


def paragraphs(snippet: Snippet) -> Iterator[Snippet]:
    """Yield the paragraphs of *snippet*, each with its own marks."""
    start = 0
    for block in snippet.text.split("\n\n"):
        end = start + len(block)
        yield Snippet(
            text=block,
            marks=tuple(
                (a - start, b - start) for a, b in snippet.marks if start <= a and b <= end
            ),
        )
        start = end + 2


def clock(at: datetime) -> str:
    """Return such as ``07:00``, in UTC."""
    return f"{at.astimezone(UTC):%H:%M}"


def bytes_of(count: int) -> str:
    """Return such as ``1.4 MB`` (1,000,000 bytes)."""
    for unit, size in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} bytes"
