"""When a document is looked at again."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from monitor.model.document import Document
from monitor.model.rereading import Look, Seen, Watch

Turn = TypeVar("Turn")

TURNS = tuple(
    timedelta(hours=hours) for hours in (1, 4, 12, 24, 48, 4 * 24, 8 * 24, 16 * 24, 30 * 24)
)
"""From when a document was first seen, each about twice as late as the one before.

Of the changes that GDELT found in news within a week, 82 % of those of texts, 83 % of titles and
42 % of removals came within the first day; headlines are best changed within ten hours (Guo et al.,
WWW 2022). So three looks are in the first 12 hours, and the later ones are for what is taken away.
"""
AGAIN = (timedelta(hours=4), timedelta(days=1), timedelta(days=4))
"""From an edit: who edited once does it twice on average (Timmerman, 291,666 Flemish articles)."""
LAST = timedelta(days=60)
"""From when it was first seen: nothing is looked at for longer."""
OLD = timedelta(days=2)
"""What was published so long before it was seen is past its first hours."""
CONFIRM = timedelta(minutes=15)
"""From a look that showed something else to the next: caches of sites hold answers for minutes."""
SLOWER = 4
"""Times as long with each suspicion of the page that was not borne out."""
UNANSWERED = timedelta(hours=1)
"""From a look that showed nothing, while something is suspected."""
FORGET = timedelta(days=7)
"""A suspicion that nothing confirms or ends for so long is dropped."""
PER_HOST = 20
"""Looks at pages of one host in a round: at 3 s apart, a minute."""


def first_turn(document: Document) -> datetime:
    """Return when a new document is looked at again."""
    seen = document.first_seen_at
    stated = document.published.at if document.published else seen
    old = document.backfill or seen - stated > OLD
    return seen + (timedelta(days=1) if old else TURNS[0])


def next_turn(first_seen_at: datetime, watch: Watch, look: Look, now: datetime) -> datetime | None:
    """Return when the document is to be looked at after *look*; None: never again."""
    regular = [first_seen_at + after for after in TURNS]
    if watch.changed_at is not None:
        again = (watch.changed_at + after for after in AGAIN)
        regular += [at for at in again if at <= first_seen_at + LAST]
    later = min((at for at in regular if at > now), default=None)
    if watch.suspicion is None:
        return later
    wait = UNANSWERED if look.seen is Seen.UNCLEAR else CONFIRM * SLOWER ** min(watch.flaps, 3)
    return min(now + wait, later or now + wait)


def within_budget(
    turns: Iterable[Turn], host: Callable[[Turn], str], per_host: int = PER_HOST
) -> tuple[Turn, ...]:
    """Return those of *turns*, in their order, that are not too many for their host."""
    counts: Counter[str] = Counter()
    chosen = []
    for turn in turns:
        counts[host(turn)] += 1
        if counts[host(turn)] <= per_host:
            chosen.append(turn)
    return tuple(chosen)
