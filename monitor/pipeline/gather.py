"""All that an issue is composed of, taken from the archive as it was when the week was cut off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.archive.rows import Judged, StoredIssue
from monitor.archive.store import Archive
from monitor.digest import record
from monitor.digest.choose import is_news, ordered, reporting, sections
from monitor.digest.compose import cited
from monitor.digest.material import Counted, Material, Member, PastWeek, StoryMaterial
from monitor.model.digest import Coverage, Digest
from monitor.model.document import MAX_EXTRACT, Document, DocumentKind
from monitor.model.story import Gain
from monitor.model.summary import Summary
from monitor.model.watchlist import Edition, Watchlist
from monitor.model.week import Week
from monitor.pipeline.corrections import corrections
from monitor.pipeline.coverage import coverage
from monitor.story.families import agency, independent
from monitor.story.gain import gains
from monitor.summary.figures import figures
from monitor.summary.recommendations import recommendations
from monitor.summary.story import summarise

MAX_PAST = 26
"""Earlier issues that are looked into: a story that rests for half a year is told anew."""
LATE = timedelta(days=14)
"""A page may be read long after its week was closed: it is tried again for days. Its document then
stands in the next issue, if it was seen no longer ago than this."""
_BEST = 8
# Recommendations and key figures of one report from which an item takes what fits.
FIGURE = 0.5
"""The least score of a number of the week. In the demo's 42 documents, what is below counts pounds,
arrests of one case or calls; what is above counts people and decisions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What earlier issues of the edition said."""

    digests: tuple[Digest, ...]
    """Oldest first."""
    considered: frozenset[str]
    """Ids of the documents that they took into account, told or not."""

    def sentences(self, story_id: str) -> tuple[str, ...]:
        """Return the sentences that the story was told in."""
        items = (item for digest in self.digests for item in digest.items)
        return tuple(
            each.text for item in items if item.story_id == story_id for each in item.extract
        )

    @property
    def figures(self) -> frozenset[tuple[str, str]]:
        """Numbers of the week that were, with their documents."""
        held = (digest.figure for digest in self.digests)
        return frozenset((f.value, f.citation.document_id) for f in held if f is not None)


def gather(
    archive: Archive, watchlist: Watchlist, edition: Edition, week: Week, now: datetime
) -> Material:
    """Return the material of a week's issue: the same for the same archive, asked whenever."""
    stored = archive.issues(edition.id)
    this = next((each for each in stored if each.week == week.key), None)
    past = _past(archive, edition, week, stored)
    cut = _cut(archive, week, now)
    decided = _decided_before(archive, edition, week, now)
    bare = tuple(_stories(archive, watchlist, week, (cut, decided), past))
    chosen = sections(filter(is_news, bare), edition, watchlist.topics)
    shown = {each.story_id for section in chosen for each in section.stories}
    # Only what the issue will tell is summarised: the rest may be ten times as much.
    stories = tuple(_summarised(each, past) if each.story_id in shown else each for each in bare)
    return Material(
        edition=edition,
        topics=watchlist.topics,
        week=week,
        number=this.number if this else max((each.number for each in stored), default=0) + 1,
        cut=cut,
        today=cut.astimezone(ZoneInfo(week.timezone)).date(),
        stories=stories,
        figures=_figures((each for each in stories if each.story_id in shown), past),
        past=tuple(_past_week(each) for each in past.digests),
        coverage=_coverage(archive, watchlist, week, cut, this),
        corrections=corrections(archive, watchlist, past.digests, cut),
        coming_up=watchlist.coming_up,
        help=watchlist.help,
    )


def is_final(issue: StoredIssue, week: Week) -> bool:
    """Whether *issue* was made when its week was over."""
    return issue.made_at >= week.ends_at


def _past(archive: Archive, edition: Edition, week: Week, stored: Iterable[StoredIssue]) -> Past:
    earlier = [each for each in stored if each.week < week.key][-MAX_PAST:]
    told = archive.sent_before(edition.id, week.key)
    return Past(
        digests=tuple(record.load(each.record) for each in earlier),
        considered=frozenset(document for each in told.values() for document in each),
    )


def _cut(archive: Archive, week: Week, now: datetime) -> datetime:
    """Return the time before which a document must have been seen.

    While the week is open that is just after its last poll, and not now: made again without a
    poll between, the issue stays as it is.
    """
    if now >= week.ends_at:
        return week.ends_at
    polls = archive.polls_between(week.starts_at, now + timedelta(seconds=1))
    last = max((poll.at for poll in polls), default=week.starts_at)
    return min(last + timedelta(seconds=1), week.ends_at)


def _decided_before(archive: Archive, edition: Edition, week: Week, now: datetime) -> datetime:
    """Return the time before which people's decisions count for the issue of *week*.

    What is decided after the week's end and before its issue is made is heard; what is decided
    after that is the next issue's, so that an issue that was sent does not change.
    """
    sent = archive.issue_sent_at(edition.id, week.key, week.ends_at)
    return sent if sent is not None else now + timedelta(microseconds=1)


def _stories(
    archive: Archive,
    watchlist: Watchlist,
    week: Week,
    until: tuple[datetime, datetime],
    past: Past,
) -> Iterable[StoryMaterial]:
    """Yield the stories that gained a document in the week, or late in one before it.

    *until* is when the week was cut off, and until when decisions count. Documents are as they were
    read last before the cut: a later edit is the next issue's. Their rights are those of today.
    """
    cut, decided = until
    closed = [each.week for each in past.digests if each.open_until is None]
    since = week.starts_at - LATE if closed else week.starts_at

    def fresh(judged: Judged, ours_at: datetime) -> bool:
        if judged.document.backfill or judged.document.id in past.considered:
            return False
        if week.holds(judged.document.first_seen_at):
            return True
        holding = week.holds(ours_at) or any(each.holds(ours_at) for each in closed)
        return holding and since <= ours_at < decided

    for story_id in archive.stories_between(since, cut, decided_before=decided):
        found = [
            Member(
                document=watchlist.allowed(each.document),
                verdict=each.verdict,
                placement=each.placement,
                told=not fresh(each, each.ours_at),
            )
            for each in archive.members(story_id, cut, decided_before=decided)
            if each.ours_at is not None and not each.document.backfill
        ]
        if any(not each.told for each in found):
            yield _story(story_id, found, past)


def _story(story_id: str, members: Iterable[Member], past: Past) -> StoryMaterial:
    found = ordered(members)
    told_in = tuple(
        each.week.key for each in past.digests if story_id in {i.story_id for i in each.items}
    )
    return StoryMaterial(
        story_id=story_id,
        members=found,
        summary=Summary(sentences=()),
        publishers=_publishers(reporting(found, told_in)),
        told_in=told_in,
        gains=_gains(found) if told_in else (),
    )


def _gains(members: Iterable[Member]) -> tuple[Gain, ...]:
    """Return what the new ones of *members* add to those that were told."""
    arrived = sorted(members, key=lambda m: (not m.told, m.document.first_seen_at, m.document.id))
    fresh = {each.document.id for each in arrived if not each.told}
    found = gains((each.document, each.placement) for each in arrived)
    return tuple(each for each in found if each.document_id in fresh)


def _summarised(story: StoryMaterial, past: Past) -> StoryMaterial:
    """Return *story* with its summary, of what earlier issues did not say where there is more."""
    lead = story.lead.document
    told = past.sentences(story.story_id)
    report = lead.kind is DocumentKind.REPORT
    return replace(
        story,
        summary=summarise(cited(story), max_words=MAX_EXTRACT, told=told),
        recommendations=recommendations(lead)[:_BEST],
        figures=_counted((lead,))[:_BEST] if report else (),
    )


def _publishers(members: Iterable[Member]) -> int:
    found = list(members)
    named = {each.document.id: each.document.publisher for each in found}
    credited = {
        each.document.id: agency(each.document.text, each.document.authors) for each in found
    }
    # A story of copies only, whose original is not ours, is still somebody's.
    return max(1, independent(named, (each.placement for each in found), credited))


def _figures(stories: Iterable[StoryMaterial], past: Past) -> tuple[Counted, ...]:
    """Return the numbers in new documents of *stories*, best first, less those of past weeks."""
    fresh = {
        each.document.id: each.document
        for story in stories
        for each in story.members
        if not each.told and each.document.quotable
    }
    found = _counted([fresh[key] for key in sorted(fresh)])
    return tuple(
        each for each in found if (each.value, each.sentence.document_id) not in past.figures
    )


def _counted(documents: Sequence[Document]) -> tuple[Counted, ...]:
    return tuple(
        Counted(value=each.value, definition=each.definition, sentence=each.sentence)
        for each in figures(documents)
        if each.score >= FIGURE
    )


def _past_week(digest: Digest) -> PastWeek:
    counts: Mapping[str, int] = {s.title: len(s.items) + s.more for s in digest.sections}
    return PastWeek(week=digest.week.key, stories=tuple(counts.items()))


def _coverage(
    archive: Archive, watchlist: Watchlist, week: Week, cut: datetime, this: StoredIssue | None
) -> Coverage:
    """Return what stands behind the week; of a final issue, as it was known then.

    How long a source has been silent is known only now, and the list of sources is today's, so
    neither may be asked about a week long past.
    """
    if this is not None and is_final(this, week):
        return record.load(this.record).coverage
    return coverage(
        watchlist.sources,
        archive.states(),
        archive.polls_between(week.starts_at, cut),
        archive.outcomes(week.starts_at, cut),
        archive.backfilled(week.starts_at, cut),
        cut,
    )
