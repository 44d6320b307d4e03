"""Ask others to confirm: a time stamp for each day, a public archive for each document.

Both are off by default. A failure is a row with the time of the next try, and stops nothing.
"""

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urljoin

from monitor.archive import attested, rfc3161
from monitor.archive.attested import Copy, Stamp
from monitor.archive.store import Archive
from monitor.clock import Clock
from monitor.errors import FetchError
from monitor.fetch.answer import header
from monitor.log import event
from monitor.model.page import Page
from monitor.pipeline.tools import Fetcher

_log = logging.getLogger(__name__)

DAYS, DOCUMENTS = 30, 20
"""Stamps and copies asked for in one go; the rest has its turn in the next."""
RECENT = timedelta(days=7)
"""What is older was copied by others, or is gone."""
_MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """Who is asked; empty: nobody."""

    timestamp_url: str = ""
    """A time stamp authority (RFC 3161)."""
    archive_to: str = ""
    """A public archive: its address with that of a document behind it asks it to keep a copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """What others confirmed."""

    stamps: int
    copies: int
    failed: int


async def attest(archive: Archive, asker: Fetcher, hooks: Hooks, clock: Clock) -> Attested:
    """Ask for what is still to be confirmed, a bounded number at a time.

    Raises:
        ArchiveError: It could not be written down.
    """
    told: list[bool] = []
    copied: list[bool] = []
    if hooks.timestamp_url and rfc3161.available():
        for day in attested.unstamped(archive, clock(), DAYS):
            told.append(await _stamp(archive, asker, hooks.timestamp_url, day, clock))
            if not told[-1]:
                break  # the others would fail, too
    elif hooks.timestamp_url:
        _log.warning("timestamp_url is set, and rfc3161-client is not installed")
    if hooks.archive_to:
        copied = await _copies(archive, asker, hooks.archive_to, clock)
    both = [*told, *copied]
    return Attested(stamps=sum(told), copies=sum(copied), failed=both.count(False))


async def _stamp(archive: Archive, asker: Fetcher, authority: str, day: date, clock: Clock) -> bool:
    """Ask for the stamp of one day; whether it was given."""
    message = attested.manifest(archive, day)
    digest = attested.digest_of(message)
    token = at = None
    try:
        page = await asker.post(authority, rfc3161.request(message), rfc3161.QUERY)
        at = rfc3161.stamped(page.body, bytes.fromhex(digest), b"").at
        token, fact = page.body, ""
    except FetchError as fault:
        fact = fault.reason
    except rfc3161.Untrue as fault:
        fact = f"what the authority sent {fault}"
    told = Stamp(
        day=day.isoformat(), authority=authority, digest=digest, token=token, at=at, fact=fact
    )
    attested.keep_stamp(archive, told, clock())
    event(_log, logging.INFO, "stamp", day=told.day, authority=authority, fact=fact)
    return token is not None


async def _copies(archive: Archive, asker: Fetcher, service: str, clock: Clock) -> list[bool]:
    now = clock()
    done = []
    for document_id, url in attested.uncopied(archive, now - RECENT, now, DOCUMENTS):
        copy_url, fact = "", ""
        try:
            page = await asker.get(service + url, max_bytes=_MOST_BYTES)
            copy_url = _address(page, service + url) if isinstance(page, Page) else ""
            fact = "" if copy_url else "it did not say where the copy is"
        except FetchError as fault:
            fact = fault.reason
        told = Copy(
            document_id=document_id,
            url=url,
            archive=service,
            copy_url=copy_url,
            at=clock(),
            fact=fact,
        )
        attested.keep_copy(archive, told)
        event(_log, logging.INFO, "copy", document=document_id, copy=copy_url, fact=fact)
        done.append(bool(copy_url))
    return done


def _address(page: Page, asked: str) -> str:
    """Return where the copy is: as the answer states it, else where it led to."""
    stated = header(page.headers, "content-location") or header(page.headers, "location")
    if stated:
        return urljoin(page.final_url, stated)
    return page.final_url if page.final_url != asked else ""
