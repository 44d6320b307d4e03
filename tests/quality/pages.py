"""Recorded web pages as the monitor would have fetched them, and how texts are compared."""

import gzip
import hashlib
import json
import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from monitor.model.dated import Dated
from monitor.model.lead import Lead
from monitor.model.page import Page, Validators

SEEN_AT = datetime(2030, 1, 1, tzinfo=UTC)
"""Later than every recording, so that no true date is taken for one that lies ahead."""
_WORD = re.compile(r"\w+")


def items(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the items of the set *name*."""
    lines = (folder / name / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def page(path: Path, url: str) -> Page:
    """Return the recorded page at *path* as an answer to *url*."""
    body, digest = _recorded(path)
    return Page(
        url=url,
        final_url=url,
        status=200,
        headers=(),
        body=body,
        media_type="text/html",
        charset="",
        fetched_at=SEEN_AT,
        sha256=digest,
        peer="",
        validators=Validators(),
    )


@lru_cache(maxsize=8)
def _recorded(path: Path) -> tuple[bytes, str]:
    """Return a page's bytes and their digest: unpacked once, for all contenders read it in turn."""
    body = path.read_bytes()
    if path.suffix == ".gz":
        body = gzip.decompress(body)
    return body, hashlib.sha256(body).hexdigest()


def lead(url: str) -> Lead:
    """Return a lead that knows nothing but an address."""
    return Lead(source_id="recorded", key=url, url=url, canonical_url=url, title="")


def stated(date: Dated | None) -> str | None:
    """Return a date as the page states it: its day, or its time in the zone that it names."""
    if date is None:
        return None
    if date.day_only:
        return date.at.date().isoformat()
    try:
        written = datetime.fromisoformat(date.raw)
    except ValueError:
        return date.at.isoformat()
    return written.isoformat() if written.tzinfo else date.at.isoformat()


def token_f1(ours: str, theirs: str) -> float:
    """Return the harmonic mean of precision and recall over the two multisets of words.

    Words are runs of letters and digits in NFC and lower case, soft hyphens taken out; two texts
    without words are equal.
    """
    mine, truth = _words(ours), _words(theirs)
    if not mine or not truth:
        return float(not mine and not truth)
    common = (mine & truth).total()
    return 2 * common / (mine.total() + truth.total())


def levelled(text: str) -> str:
    """Return *text* in NFC on one line without soft hyphens, as titles and names are compared."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\xad", "").split())


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(levelled(text).casefold()))
