"""Whether what a look at a page showed may be believed: two looks must agree.

Pages answer with an error once, are cut off, are shown in two versions to two readers; none of
that is an edit.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote, urlsplit

from monitor import urls
from monitor.model.document import Document
from monitor.model.rereading import Look, Seen, Suspicion, Watch
from monitor.revision.compare import compare
from monitor.revision.noise import level, noisy
from monitor.revision.notices import is_missing
from monitor.revision.schedule import CONFIRM, FORGET
from monitor.text.counted import counted
from monitor.text.sentences import spans
from monitor.text.telling import telling

LOOKS = 2
MOST_FLAPS = 3
"""A page that changes back and forth needs so many more looks, and no more."""
_SHOWN = 0.5
# Share of a text, below which its beginning alone is taken for a wall and not for an edit.
_SHARED = 0.1
_TITLE = 0.3
# Shares of sentences and of the title's words; with less in common it is another page.
_REPLACED = 0.3
# Share of sentences from which a report at another address is the same one.
_FEW = 3
# Sentences; of fewer nothing is told of what they share.


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is to be written down after a look."""

    watch: Watch
    revise: Document | None = None
    """A new state, seen often enough."""
    seen_at: datetime | None = None
    """When what is written down now was seen first."""
    removed: str = ""
    """How the page was missed, where it is gone from now on."""
    returned: bool = False
    """The page is there again."""


def look_at(kept: Document, found: Document) -> Look:
    """Return what *found*, read at the address of *kept*, shows."""
    if is_missing(found.title):
        return Look(seen=Seen.GONE, fact=f"the page says “{found.title}”")
    comparison = compare(kept, found)
    if not comparison.findings:
        return Look(seen=Seen.SAME)
    old, new = _said(kept), _said(found)
    share = len(set(old) & set(new)) / max(1, min(len(old), len(new)))
    if len(old) >= _FEW and share < _SHARED and _unlike(kept, found):
        return Look(seen=Seen.GONE, fact=f"another page stands there: “{found.title}”")
    if new == old[: len(new)] and len(found.text) < _SHOWN * len(kept.text):
        shown = f"only the first {len(new)} of {counted(len(old), 'sentence')} are shown"
        return Look(seen=Seen.UNCLEAR, fact=shown)
    return Look(seen=Seen.OTHER, fact=comparison.summary, document=found)


def is_replaced(kept: Document, found: Document) -> bool:
    """Whether *found*, a report at another address, is the report *kept* in another version."""
    old, new = set(_said(kept)), set(_said(found))
    share = len(old & new) / max(1, min(len(old), len(new)))
    return share >= _REPLACED or (level(kept.title) == level(found.title) and share >= _SHARED)


def is_above(asked: str, final: str) -> bool:
    """Whether *final* is the front page or the section of *asked*: nobody is sent there to read it.

    >>> is_above("https://post.example/news/raid-in-marlow", "https://post.example/news/")
    True
    """
    if urls.site(asked) != urls.site(final):
        return False
    one, other = (
        [part for part in unquote(urlsplit(url).path).split("/") if part] for url in (asked, final)
    )
    if not one or one == other:
        return False
    if other == one[: len(other)]:
        return True
    return len(other) == 1 and len(one) > 1 and other[0].isalpha()


def after(kept: Document, watch: Watch, look: Look, now: datetime) -> Step:
    """Return what follows from *look* at the page of *kept*."""
    watch = replace(watch, landing=look.landing or watch.landing)
    match look.seen:
        case Seen.UNCLEAR:
            return Step(watch=_unless_old(watch, now))
        case Seen.SAME | Seen.GONE if (look.seen is Seen.GONE) is watch.gone:
            borne_out = watch.suspicion is None  # it is as the archive says
            flaps = watch.flaps if borne_out else watch.flaps + 1
            return Step(watch=replace(watch, suspicion=None, flaps=flaps))
        case _:
            return _suspected(kept, watch, look, now)


def _suspected(kept: Document, watch: Watch, look: Look, now: datetime) -> Step:
    before = watch.suspicion
    fresh = Suspicion(seen=look.seen, first_at=now, count=1, fact=look.fact, document=look.document)
    if before is None or not _agrees(kept, before, look):
        return Step(watch=replace(watch, suspicion=fresh))
    held = replace(before, count=before.count + 1)
    enough = LOOKS + min(watch.flaps, MOST_FLAPS)
    if held.count < enough or now - held.first_at < CONFIRM:
        return Step(watch=replace(watch, suspicion=held))
    return _believed(watch, held, fresh, now)


def _believed(watch: Watch, held: Suspicion, fresh: Suspicion, now: datetime) -> Step:
    plain = replace(watch, suspicion=None)
    if held.seen is Seen.GONE:
        return Step(watch=replace(plain, gone=True), removed=held.fact, seen_at=held.first_at)
    plain = replace(plain, gone=False)
    if held.document is None or fresh.document is None:
        return Step(watch=plain, returned=watch.gone, seen_at=held.first_at)
    plain = replace(plain, changed_at=now)
    if _same(held.document, fresh.document):
        revise = fresh.document
    else:
        # It went on changing: what both looks agree on is the first one's state.
        revise, plain = held.document, replace(plain, suspicion=fresh)
    return Step(watch=plain, revise=revise, returned=watch.gone, seen_at=held.first_at)


def _agrees(kept: Document, before: Suspicion, look: Look) -> bool:
    """Whether what was suspected still holds; further changes beside it do no harm."""
    if before.seen is not look.seen:
        return False
    if before.document is None or look.document is None:
        return True
    return _persists(kept, before.document, look.document)


def _persists(kept: Document, first: Document, second: Document) -> bool:
    """Whether what *first* changed of *kept* is changed in *second*, too."""
    old, one, two = (set(_said(each)) for each in (kept, first, second))
    if level(first.title) not in (level(second.title), level(kept.title)):
        return False
    return one - old <= two and not (old - one) & two


def _same(one: Document, other: Document) -> bool:
    return level(one.title) == level(other.title) and _said(one) == _said(other)


def _unless_old(watch: Watch, now: datetime) -> Watch:
    held = watch.suspicion
    old = held is not None and now - held.first_at > FORGET
    return replace(watch, suspicion=None) if old else watch


def _said(document: Document) -> list[str]:
    """Return the sentences of *document* that say something, levelled."""
    text, language = document.text, document.language
    sentences = [text[start:end] for start, end in spans(text, language)]
    noise = noisy(sentences, language)
    return [level(each) for place, each in enumerate(sentences) if place not in noise]


def _unlike(one: Document, other: Document) -> bool:
    mine, its = telling(one.title, one.language), telling(other.title, one.language)
    return len(mine & its) < _TITLE * max(1, min(len(mine), len(its)))
