"""Where a page of a search ended, as text that means nothing to anybody else."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from monitor.errors import SearchError
from monitor.library.permalink import link
from monitor.model.search import Search

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_LARGEST = 1 << 63
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in what a search found."""

    as_of: datetime
    """The moment that its first page was of."""
    total: int
    """What its first page counted."""
    after: int


def write(asked: Search, cursor: Cursor) -> str:
    """Return *cursor* of *asked* as text."""
    pinned = replace(asked, as_of=cursor.as_of)
    moment = (cursor.as_of - _EPOCH) // _TICK
    told = json.dumps([_name(pinned), moment, cursor.total, cursor.after], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read(asked: Search, told: str) -> Cursor:
    """Return what *told* says, if it is of *asked*.

    Raises:
        SearchError: It is of another search, or of none.
    """
    try:
        if len(told) > _LONGEST:
            raise ValueError
        name, moment, total, after = json.loads(
            base64.b64decode(told + "=" * (-len(told) % 4), altchars=b"-_", validate=True)
        )
        numbers = [moment, total, after]
        if not all(type(each) is int and -_LARGEST < each < _LARGEST for each in numbers):
            raise ValueError
        at = _EPOCH + moment * _TICK
        pinned = replace(asked, as_of=at)
        if asked.as_of in (None, at) and name == _name(pinned) and total >= 0:
            return Cursor(as_of=at, total=total, after=after)
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        raise SearchError("cursor", "cannot be read; begin again at the first page") from None
    raise SearchError("cursor", "is of another search; begin again at the first page")


def _name(pinned: Search) -> str:
    return hashlib.sha256(link(pinned).encode("utf-8", "surrogatepass")).hexdigest()[:16]
