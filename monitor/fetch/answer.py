"""What an answer's status and headers mean: pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from monitor.errors import FetchError, GoneError, MissingError, RefusedError, UnreachableError
from monitor.model.health import LONGEST_WAIT

Headers = tuple[tuple[str, str], ...]
"""In order, names in lower case."""

REDIRECTS = (301, 302, 303, 307, 308)
ASKS_TO_WAIT = (429, 503)
"""Where Retry-After counts."""

_CONTENT = (200, 201, 203)
_REFUSED = (401, 403, 451)
_LATER = (408, 425, 429)
_SECONDS = 3600
_CHARSET = re.compile(r';\s*charset\s*=\s*(?:"([^"]*)"|([^\s;"]+))', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one request brought."""

    status: int
    headers: Headers
    body: bytes
    """Unpacked; empty where the status promises no content."""
    peer: str
    """Address that answered, with its port."""


def has_content(status: int) -> bool:
    """Whether an answer with *status* is what was asked for."""
    return status in _CONTENT


def header(headers: Iterable[tuple[str, str]], name: str) -> str:
    """Return the first header called *name*, in lower case; empty where there is none."""
    return next((value.strip() for key, value in headers if key == name), "")


def failure(url: str, status: int, headers: Headers, now: datetime) -> FetchError | None:
    """Return what the answer *status* is to us; None where it has content, 304 or a redirect."""
    if has_content(status) or status == HTTPStatus.NOT_MODIFIED or is_redirect(status, headers):
        return None
    if status == HTTPStatus.GONE:
        return GoneError(url, "HTTP 410, gone for good", status=status)
    if status in _REFUSED:
        return RefusedError(url, f"HTTP {status}, {_phrase(status)}", status=status)
    if status == HTTPStatus.NO_CONTENT or (400 <= status < 500 and status not in _LATER):
        return MissingError(url, f"HTTP {status}, {_phrase(status)}", status=status)
    if status in REDIRECTS:
        return UnreachableError(url, f"HTTP {status}, a redirect to nowhere", status=status)
    wait = retry_after(headers, now) if status in ASKS_TO_WAIT else None
    fact = f"asked to wait {in_words(wait)}" if wait else _phrase(status)
    return UnreachableError(url, f"HTTP {status}, {fact}", status=status, retry_after=wait)


def is_redirect(status: int, headers: Headers) -> bool:
    """Whether the answer says where to ask instead."""
    return status in REDIRECTS and bool(header(headers, "location"))


def retry_after(headers: Headers, now: datetime) -> timedelta | None:
    """Return how long the server asks us to wait, a day at most; None where it does not say.

    A date is taken from the server's own clock where it tells that, else from *now*.
    """
    told = header(headers, "retry-after")
    if re.fullmatch(r"[0-9]+", told, re.ASCII):
        # However many digits: twelve are over a day already, and more might be over what a
        # timedelta holds.
        wait = min(timedelta(seconds=int(told.lstrip("0")[:12] or 0)), LONGEST_WAIT)
    else:
        until = _date(told)
        if until is None:
            return None
        wait = min(until - (_date(header(headers, "date")) or now), LONGEST_WAIT)
    return wait if wait > timedelta(0) else None


def media(headers: Headers) -> tuple[str, str]:
    """Return media type, in lower case, and charset of Content-Type; each may be empty."""
    told = header(headers, "content-type")
    charset = _CHARSET.search(told)
    kind = told.partition(";")[0].strip().lower()
    return kind, (charset[1] or charset[2] or "").strip() if charset else ""


def in_words(wait: timedelta) -> str:
    """Return *wait* as a person says it.

    >>> in_words(timedelta(seconds=120)), in_words(timedelta(hours=24))
    ('120 s', '24 h')
    """
    seconds = max(1, round(wait.total_seconds()))
    return f"{seconds} s" if seconds < _SECONDS else f"{seconds / _SECONDS:.3g} h"


def _date(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase.lower()
    except ValueError:
        return "which is no known status"
