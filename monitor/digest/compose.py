"""From a week's material to its issue: choose, order, and word the lines that are ours. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from monitor.digest.choose import (
    NO_TOPIC,
    Chosen,
    is_news,
    is_own,
    prominence,
    reporting,
    sections,
    titles,
)
from monitor.digest.material import Counted, Material, Member, StoryMaterial
from monitor.digest.plain import line
from monitor.digest.points import points
from monitor.model.digest import Citation, Correction, Digest, Figure, Item, Section, Volume
from monitor.model.document import MAX_EXTRACT, Document, DocumentKind
from monitor.model.revision import ChangeKind
from monitor.model.story import GainKind
from monitor.model.summary import Sentence, Summary
from monitor.model.verdict import Field, Match, Tier, Verdict
from monitor.model.watchlist import ComingUp, HelpEntry
from monitor.text.counted import counted
from monitor.text.rights import size

MAX_CHANGES = 3
MAX_WEEKS = 8
"""Bars of the chart: two months fit a phone's width."""
COMING = timedelta(days=60)
HELP_IS_OLD = timedelta(days=180)
"""A number that nobody has checked for so long is not printed."""
_GRAVITY = tuple(ChangeKind)
_TERMS = 2
_FACTS = 3
# New facts that an update names.


def compose(material: Material) -> Digest:
    """Return the issue of *material*; the order of what is handed in does not matter."""
    edition = material.edition
    chosen = sections(filter(is_news, material.stories), edition, material.topics)
    told = tuple(_section(each) for each in chosen)
    shown = {item.story_id: item for section in told for item in section.items}
    return Digest(
        edition_id=edition.id,
        title=edition.title,
        intro=edition.intro,
        number=material.number,
        week=material.week,
        open_until=material.cut if material.cut < material.week.ends_at else None,
        changes=_changes(chosen),
        figure=_figure(material.figures, shown.values()),
        sections=told,
        volume=_volume(material, chosen),
        coming_up=_coming_up(material),
        corrections=tuple(sorted(material.corrections, key=_gravity)),
        coverage=replace(material.coverage, limited=sum(section.more for section in told)),
        help=tuple(_checked(entry, material) for entry in material.help),
    )


def _gravity(correction: Correction) -> tuple[int, str, date, str]:
    """Return what puts the gravest change first."""
    kinds = [_GRAVITY.index(each.kind) for each in correction.changes]
    gravest = min(kinds, default=len(_GRAVITY))
    return gravest, correction.week, correction.made_on, correction.text


def _section(chosen: Chosen) -> Section:
    return Section(
        title=chosen.title, items=tuple(_item(s) for s in chosen.stories), more=chosen.more
    )


def _item(story: StoryMaterial) -> Item:
    lead = story.lead
    also, copies = _also(story)
    cited = {lead.document.id: lead, **{each.document.id: each for each in also}}
    extract = _extract(story.summary, cited)
    recommendations, figures = points(story, extract)
    return Item(
        story_id=story.story_id,
        lead=cite(lead.document),
        extract=extract,
        origin=lead.document.origin,
        why=_why(lead.verdict, lead.document, story.publishers),
        also=tuple(cite(each.document) for each in also),
        reprints=copies,
        update=bool(story.told_in),
        note=_note(story),
        recommendations=recommendations,
        figures=figures,
    )


def _note(story: StoryMaterial) -> str:
    told = f"First told in {story.told_in[0]}." if story.told_in else ""
    parts = (told, _grown(story), line(story.lead.document.note))
    return " ".join(each for each in parts if each)


def _grown(story: StoryMaterial) -> str:
    """Return such as ``New: 2 more publishers; first mention of “sentenced to 9 years”.``"""
    voices = sum(each.kind is GainKind.PUBLISHER for each in story.gains)
    allowed = {each.document.id for each in story.members if each.document.quotable}
    facts = [
        line(each.what)
        for kind in (GainKind.STAGE, GainKind.NUMBER, GainKind.NAME)
        for each in story.gains
        if each.kind is kind and each.document_id in allowed
    ][:_FACTS]
    parts = [counted(voices, "more publisher")] if voices else []
    if facts:
        parts.append("first mention of " + ", ".join(f"“{each}”" for each in facts))
    return f"New: {'; '.join(parts)}." if parts else ""


def cited(story: StoryMaterial) -> tuple[Document, ...]:
    """Return the documents that the item of *story* names, the leading one first."""
    return (story.lead.document, *(each.document for each in _also(story)[0]))


def cite(document: Document) -> Citation:
    """Return *document* as an issue names it."""
    return Citation(
        document_id=document.id,
        title=line(document.title) or document.url,
        url=document.url,
        publisher=line(document.publisher),
        published=document.published,
        first_seen_at=document.first_seen_at,
        language=document.language,
        report=document.kind is DocumentKind.REPORT,
    )


def _also(story: StoryMaterial) -> tuple[tuple[Member, ...], int]:
    """Return one document for each further publisher, own words first, and how many are copies."""
    seen = {story.lead.document.publisher}
    found: list[Member] = []
    for own in (True, False):
        for member in reporting(story.members, story.told_in):
            if is_own(member) is own and member.document.publisher not in seen:
                seen.add(member.document.publisher)
                found.append(member)
    return tuple(found), sum(not is_own(member) for member in found)


def _extract(summary: Summary, cited_: Mapping[str, Member]) -> tuple[Sentence, ...]:
    """Return the sentences that may be shown, whole ones only, within the limit."""
    kept: list[Sentence] = []
    room = MAX_EXTRACT
    for sentence in summary.sentences:
        member = cited_.get(sentence.document_id)
        if member is None or not member.document.quotable or size(sentence.text) > room:
            continue
        kept.append(sentence)
        room -= size(sentence.text)
    return tuple(kept)


def _why(verdict: Verdict, document: Document, publishers: int) -> str:
    """Return such as ``“forced labour” in the title; 3 publishers``."""
    found: dict[Field, list[str]] = {}
    terms: set[str] = set()
    for each in verdict.matches:
        if each.term in terms or len(terms) == _TERMS or _is_part(each, verdict.matches):
            continue
        terms.add(each.term)
        title = each.field is Field.TITLE
        words = line(document.title[each.start : each.end]) if title else ""
        found.setdefault(each.field, []).append(f"“{words or each.term.replace('*', '')}”")
    parts = [f"{' and '.join(named)} in the {field}" for field, named in found.items()]
    if verdict.tier is Tier.SPECIALIST:
        parts.insert(0, "from a specialist body")
    if verdict.tier is Tier.ACCEPTED:
        parts.insert(0, "accepted by an editor")
    reason = (
        ", ".join(parts) or line(verdict.reason).removeprefix("matched ") or "chosen by its source"
    )
    return f"{reason}; {publishers} publishers" if publishers > 1 else reason


def _is_part(one: Match, matches: Iterable[Match]) -> bool:
    """Whether a longer one of *matches* stands at the place of *one*, and tells more."""
    return any(
        each.field is one.field
        and each.start <= one.start
        and one.end <= each.end
        and each.end - each.start > one.end - one.start
        for each in matches
    )


def _changes(chosen: Iterable[Chosen]) -> tuple[tuple[str, str], ...]:
    """Return the most reported stories, from different sections while there are any.

    Those of no topic come last: many may report what is hardly ours.
    """
    of_topics = [each.stories for each in chosen if each.stories and each.title != NO_TOPIC]
    firsts = sorted((stories[0] for stories in of_topics), key=prominence)
    rest = sorted((story for stories in of_topics for story in stories[1:]), key=prominence)
    others = [story for each in chosen if each.title == NO_TOPIC for story in each.stories]
    both = [*firsts, *rest, *others]
    return tuple((story.story_id, _change(story)) for story in both[:MAX_CHANGES])


def _change(story: StoryMaterial) -> str:
    lead = cite(story.lead.document)
    others = story.publishers - 1
    who = lead.publisher + (f" and {others} more" if others > 0 else "")
    again = "Update: " if story.told_in else ""
    return f"{again}{lead.title} ({who})"


def _figure(figures: Iterable[Counted], items: Iterable[Item]) -> Figure | None:
    """Return the best number that a document named in the issue gives."""
    citations = {each.document_id: each for item in items for each in (item.lead, *item.also)}
    for each in figures:
        citation = citations.get(each.sentence.document_id)
        if citation is not None and each.value and each.definition.strip():
            return Figure(
                value=line(each.value),
                definition=line(each.definition),
                sentence=each.sentence,
                citation=citation,
            )
    return None


def _volume(material: Material, chosen: Sequence[Chosen]) -> Volume:
    counts = {past.week: dict(past.stories) for past in material.past}
    counts[material.week.key] = {each.title: len(each.stories) + each.more for each in chosen}
    weeks = _weeks(material, min(counts))
    known = titles(material.edition, material.topics)
    # A heading that sources.yaml no longer has keeps its past; it stands behind the others.
    named = {title for week in weeks for title in counts.get(week, ())}
    order = [title for title in known if title in named]
    order += sorted(named.difference(known))
    return Volume(
        weeks=weeks,
        rows=tuple(
            (title, tuple(counts[w].get(title, 0) if w in counts else None for w in weeks))
            for title in order
        ),
    )


def _weeks(material: Material, earliest: str) -> tuple[str, ...]:
    """Return the keys from *earliest*, or two months back, to this week."""
    middle = material.week.starts_at + timedelta(days=3, hours=12)
    found: list[str] = []
    for back in range(MAX_WEEKS):
        year, number, _ = (middle - timedelta(weeks=back)).isocalendar()
        key = f"{year:04}-W{number:02}"
        if key < earliest:
            break
        found.append(key)
    return tuple(reversed(found))


def _coming_up(material: Material) -> tuple[ComingUp, ...]:
    last = material.today + COMING
    soon = (each for each in material.coming_up if material.today <= each.date <= last)
    return tuple(sorted(soon, key=lambda each: (each.date, each.title)))


def _checked(entry: HelpEntry, material: Material) -> HelpEntry:
    """Return *entry*, its number left out where nobody has checked it for long."""
    if not entry.phone:
        return entry
    if entry.verified_on is None:
        return replace(entry, phone="", note=_noted(entry, "Its number was never checked"))
    age = material.today - entry.verified_on
    if age <= HELP_IS_OLD:
        return entry
    fact = f"Its number was last checked {age.days} days ago"
    return replace(entry, phone="", note=_noted(entry, fact))


def _noted(entry: HelpEntry, fact: str) -> str:
    return f"{entry.note} {fact}, so it is not printed here.".strip()
