"""How an issue speaks, whatever its form: days, counts, places of sentences, what was looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor import urls
from monitor.digest.plain import address
from monitor.model.digest import (
    Changed,
    Citation,
    Correction,
    Coverage,
    Digest,
    Item,
    Section,
    SourceReport,
)
from monitor.model.reading import Origin
from monitor.model.revision import ChangeKind
from monitor.model.summary import Sentence
from monitor.model.week import Week
from monitor.text.counted import counted
from monitor.text.language import UNKNOWN
from monitor.text.tongues import name_of

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi")
)
_ENDED = {
    "kept": "kept",
    "queued": "waiting for a person to decide",
    "not-relevant": "about something else",
    "duplicate": "seen before under another address",
    "no-link": "without an address to cite",
    "refused": "refused by the site or its robots.txt",
    "missing": "no longer there",
    "unreachable": "not reached in several tries",
    "too-large": "too large to read",
    "unreadable": "without text that could be read",
    "set-aside": "set aside by a fault of the monitor",
}


def day(at: date) -> str:
    """Return such as ``12 November 2026``."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def short_day(at: date) -> str:
    """Return such as ``Thu 12 Nov``."""
    return f"{_DAYS[at.weekday()][:3]} {at.day} {_MONTHS[at.month - 1][:3]}"


def span(week: Week) -> str:
    """Return the days of *week*, such as ``Monday 30 November to Sunday 6 December 2026``."""
    zone = ZoneInfo(week.timezone)
    first = week.starts_at.astimezone(zone).date()
    last = (week.ends_at - timedelta(seconds=1)).astimezone(zone).date()
    named = [f"{_DAYS[each.weekday()]} {day(each)}" for each in (first, last)]
    if first.year == last.year:
        named[0] = named[0].removesuffix(f" {first.year}")
    if (first.year, first.month) == (last.year, last.month):
        named[0] = named[0].removesuffix(f" {_MONTHS[first.month - 1]}")
    return " to ".join(named)


def moment(at: datetime, zone: str) -> str:
    """Return a time of the clock in *zone*, such as ``Thursday 12 November 2026, 07:00``."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{_DAYS[local.weekday()]} {day(local.date())}, {local:%H:%M}"


def dated(citation: Citation, zone: str) -> str:
    """Return the day of *citation*: as published, or when it was first seen, and says so."""
    stated = citation.published
    if stated is None:
        return (
            f"undated, first seen {day(citation.first_seen_at.astimezone(ZoneInfo(zone)).date())}"
        )
    # A day without a time is its midnight in UTC, and is that day everywhere.
    local = stated.at if stated.day_only else stated.at.astimezone(ZoneInfo(zone))
    return day(local.date())


def tongue(citation: Citation) -> str:
    """Return the language of *citation*, such as ``Arabic``; empty for English and the unknown."""
    return "" if citation.language in ("en", UNKNOWN, "") else name_of(citation.language)


def direction(language: str) -> str:
    """Return the direction of a language's script; ``auto`` where it is not known."""
    if language == UNKNOWN:
        return "auto"
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def place(sentence: Sentence, citation: Citation) -> str:
    """Return where *sentence* stands: the page of a PDF, or the words on a page."""
    url = address(citation.url)
    if not url:
        return ""
    if sentence.page is not None:
        return f"{url.partition('#')[0]}#page={sentence.page}"
    return url if citation.report else urls.text_fragment(url, sentence.text)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an extract, as it is quoted."""

    sentence: Sentence
    gap: bool
    """Words are left out before it."""
    page: str
    """Such as ``(p. 3)``, behind the last sentence of a page; empty outside PDFs."""


def quotes(item: Item) -> list[tuple[Citation, list[Quote]]]:
    """Return the extract by document."""
    known = {each.document_id: each for each in (item.lead, *item.also)}
    found: list[tuple[Citation, list[Quote]]] = []
    for sentence, behind in zip(item.extract, (*item.extract[1:], None), strict=False):
        citation = known[sentence.document_id]
        gap = False
        if not found or found[-1][0] is not citation:
            found.append((citation, []))
        else:
            before = found[-1][1][-1].sentence
            # Between neighbours there is a blank, or the blank line of a new paragraph.
            gap = not 0 <= sentence.start - before.end <= 2
        here = (sentence.document_id, sentence.page)
        goes_on = behind is not None and (behind.document_id, behind.page) == here
        found[-1][1].append(Quote(sentence, gap, "" if goes_on else page(sentence)))
    return found


def page(sentence: Sentence) -> str:
    """Return the page of a PDF on which *sentence* stands; the blank in it is not to be broken."""
    return f"(p.\u00a0{sentence.page})" if sentence.page is not None else ""


def source_of(item: Item) -> str:
    """Return what a reader should know about the text of *item*; empty for an ordinary page."""
    if not item.extract:
        return "title and link only"
    return "the publisher's own summary" if item.origin is Origin.FEED else ""


def copies(item: Item) -> str:
    """Return how many of those who also report it print the same text; empty where none does."""
    if not item.reprints:
        return ""
    if item.reprints == len(item.also):
        return "the same text" if item.reprints == 1 else "all the same text"
    return f"{item.reprints} of them the same text"


def chosen(digest: Digest) -> str:
    """Return how much the issue holds, in one line."""
    items = digest.items
    cited = sum(1 + len(item.also) for item in items)
    left = digest.coverage.limited
    more = f"; {counted(left, 'more story', 'more stories')} beyond the limits" if left else ""
    updates = sum(item.update for item in items)
    again = f", {counted(updates, 'update')} among them" if updates else ""
    return (
        f"{counted(len(items), 'story', 'stories')}{again}, {counted(cited, 'document')} cited, "
        f"{counted(digest.coverage.watched, 'source')} watched{more}"
    )


def more(section: Section) -> str:
    """Return how many stories a section has beyond the limits."""
    return f"{counted(section.more, 'more story', 'more stories')} here"


CHANGED = "Changed since we sent it"
"""The heading of what became of earlier issues' documents."""
_KINDS = {
    ChangeKind.REMOVAL: "taken away",
    ChangeKind.RETRACTION: "retracted",
    ChangeKind.CORRECTION: "corrected",
    ChangeKind.NUMBER: "number",
    ChangeKind.NAME: "name",
    ChangeKind.HEADLINE: "headline",
    ChangeKind.RETURN: "there again",
    ChangeKind.WORDING: "wording",
}


def kind_of(correction: Correction) -> str:
    """Return the gravest kind of change in a word or two; empty where none is told."""
    return _KINDS[correction.changes[0].kind] if correction.changes else ""


def was(changed: Changed) -> str:
    """Return who said what a source says otherwise now."""
    return "We quoted" if changed.quoted and changed.kind is not ChangeKind.HEADLINE else "It said"


def now_at(correction: Correction, changed: Changed) -> str:
    """Return where the present words stand; of a page that is gone, where it stood."""
    url = address(correction.citation.url) if correction.citation else ""
    if not url or not changed.now or changed.now.endswith("…"):
        return url
    report = correction.citation is not None and correction.citation.report
    headline = changed.kind is ChangeKind.HEADLINE
    return url if report or headline else urls.text_fragment(url, changed.now)


def sent(correction: Correction) -> str:
    """Return such as ``sent in 2026-W46, seen 18 November 2026``."""
    return f"sent in {correction.week}, seen {day(correction.made_on)}"


def earlier(page: str, digest: Digest, correction: Correction) -> str:
    """Return where the issue stands that named the document of *correction*, at its item.

    *page* is the page of *digest* itself: those of earlier weeks are called like it.
    """
    name = page.replace(".draft.html", ".html").replace(digest.week.key, correction.week)
    return f"{name}#s-{correction.story_id}" if correction.story_id else name


def emptiness(digest: Digest) -> str:
    """Return why nothing is told; empty where something is."""
    if digest.items:
        return ""
    if not digest.coverage.answered:
        return (
            "No source could be read in this week, so nothing is known about it. "
            "That is a gap, not a quiet week."
        )
    so_far = " so far" if digest.open_until else ""
    return (
        f"No story of this edition's topics appeared{so_far} in the sources that answered. "
        "What was looked at, and what could not be, stands under “What was looked at”."
    )


def looked_at(coverage: Coverage) -> list[str]:
    """Return the sentences of the coverage note."""
    of = f"{coverage.answered} of {counted(coverage.watched, 'source')} answered at least once."
    found = [of]
    if coverage.outcomes:
        parts = [f"{number:,} {_ENDED.get(name, name)}" for name, number in coverage.outcomes]
        total = sum(number for _, number in coverage.outcomes)
        found.append(f"{counted(total, 'new entry', 'new entries')}: {', '.join(parts)}.")
    if coverage.backfill:
        old = counted(coverage.backfill, "document")
        found.append(
            f"{old} had been published before the source was first read; "
            "archived, and not shown as news."
        )
    if coverage.limited:
        left = counted(coverage.limited, "story is", "stories are")
        found.append(f"{left} beyond this edition's limits, and can be found in the archive.")
    return found


def not_looked_at(coverage: Coverage) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return headings with (names, fact): the sources that did not do what is expected of them.

    Those with one fact share a line: 22 times “its host name does not resolve” is read by nobody.
    """
    named = (
        ("Failed when last asked", coverage.failed),
        ("Silent for longer than usual", coverage.silent),
        ("Not asked: a gap, not a zero", coverage.unpolled),
    )
    return [(title, _by_fact(reports)) for title, reports in named if reports]


def _by_fact(reports: Sequence[SourceReport]) -> list[tuple[str, str]]:
    names: dict[str, list[str]] = {}
    for report in reports:
        names.setdefault(report.fact, []).append(report.name)
    return [("; ".join(together), fact) for fact, together in names.items()]
