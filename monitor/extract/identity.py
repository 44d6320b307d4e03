"""Which entry is which: keys of leads within their source."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from monitor.extract import plain
from monitor.model.lead import Lead

# BBC feeds count revisions of an item in its guid ("…/articles/abc#0", then "#1"): the item is one.
_REVISION = re.compile(r"(?<=.)#\d{1,4}$")
# Longer keys make slow or refused database indexes; a hash identifies as well.
_LONGEST_KEY = 400


def key(guid: str, canonical_url: str, *facts: str) -> str:
    """Return the identity of an entry: its guid, else its link, else a hash of *facts*."""
    stated = plain.clean_line(guid)
    if stated.lower().startswith(("http://", "https://")):
        stated = _REVISION.sub("", stated)
    stated = stated or canonical_url
    if not stated:
        return hashed("\n".join(facts))
    return stated if len(stated) <= _LONGEST_KEY else hashed(stated)


def hashed(text: str) -> str:
    """Return a key made from *text*."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def distinct(leads: Iterable[Lead]) -> tuple[Lead, ...]:
    """Return *leads* with one key each, in their order.

    Of entries with the same key and link the first stays: feeds list the newest first. Where one
    key stands for several links (sites that write their home page into every guid), the link
    becomes part of the key.
    """
    kept: dict[tuple[str, str], Lead] = {}
    for lead in leads:
        kept.setdefault((lead.key, lead.canonical_url), lead)
    links: defaultdict[str, int] = defaultdict(int)
    for stated, _ in kept:
        links[stated] += 1
    return tuple(
        lead if links[lead.key] == 1 else replace(lead, key=_with_link(lead))
        for lead in kept.values()
    )


def _with_link(lead: Lead) -> str:
    joined = f"{lead.key} {lead.canonical_url}".rstrip()
    return joined if len(joined) <= _LONGEST_KEY else hashed(joined)
