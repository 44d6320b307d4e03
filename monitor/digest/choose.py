"""Which document leads a story, which stories an issue tells, and in what order: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.digest.material import Member, StoryMaterial
from monitor.model.document import DocumentKind
from monitor.model.reading import Origin
from monitor.model.story import Role
from monitor.model.verdict import Tier
from monitor.model.watchlist import Edition, Topic

NO_TOPIC = "Also this week"
"""The last heading: stories that no topic's query matched."""
_TIERS = {Tier.ACCEPTED: 0, Tier.STRONG: 0, Tier.SPECIALIST: 1, Tier.MEDIUM: 2}
_ORIGINS = {Origin.PAGE: 0, Origin.PDF: 0, Origin.FEED: 1, Origin.NONE: 2}
_OWN = (Role.FIRST, Role.JOINS)


def ordered(members: Iterable[Member]) -> tuple[Member, ...]:
    """Return *members* with the one first that an item should name, whatever their order was.

    Own words before copies, this week's before those of weeks before, what may be quoted before
    headlines, pages before feeds' summaries, a report before what is said about it, the surer
    before the less sure, the earlier first.
    """
    return tuple(sorted(members, key=_leading))


def is_own(member: Member) -> bool:
    """Whether the document has words of its own, and is no copy."""
    return member.placement.role in _OWN


def reporting(members: Iterable[Member], told_in: Sequence[str]) -> tuple[Member, ...]:
    """Return those of *members* that an item names: of a story told before, only what is new."""
    return tuple(each for each in members if not (told_in and each.told))


def is_news(story: StoryMaterial) -> bool:
    """Whether *story* belongs in the issue: never told, or told and grown since.

    It grew if one more publisher or agency reports it in words of its own, or if an account has a
    fact that no told one has. Copies of a text are not new, whoever prints them.
    """
    told = [each.told for each in story.members]
    if story.told_in and any(told):
        return bool(story.gains)
    return not all(told)


def prominence(story: StoryMaterial) -> tuple[int, int, int, float, str]:
    """Return what sorts stories: most reported first, then the surer, then the newer.

    What many reported when it began stands before what few ever did.
    """
    ever = len({each.document.publisher for each in story.members})
    latest = max(each.document.first_seen_at for each in story.members)
    return (-story.publishers, -ever, _tier(story.lead), -_seconds(latest), story.story_id)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A section's stories within the limits, and how many are beyond."""

    title: str
    stories: tuple[StoryMaterial, ...]
    more: int


def sections(
    stories: Iterable[StoryMaterial], edition: Edition, topics: Sequence[Topic]
) -> tuple[Chosen, ...]:
    """Return the sections of *edition* in its order, empty ones left out.

    Each story stands once, under its first topic that the edition has. Where the edition's limit
    is met, every section keeps its first stories before another has its second, so that a week of
    trials does not push out the one report.
    """
    placed = _placed(stories, edition, topics)
    ranks = sorted(
        (rank, position)
        for position, (_, members) in enumerate(placed)
        for rank in range(min(len(members), edition.max_per_section))
    )[: edition.max_items]
    room = [sum(position == each for _, each in ranks) for position in range(len(placed))]
    return tuple(
        Chosen(title, members[:fit], len(members) - fit)
        for (title, members), fit in zip(placed, room, strict=True)
    )


def titles(edition: Edition, topics: Sequence[Topic]) -> tuple[str, ...]:
    """Return the headings of *edition* in their order, the one for stories without a topic last."""
    heading = _headings(edition, topics)
    return (*dict.fromkeys(heading.values()), NO_TOPIC)


def _headings(edition: Edition, topics: Sequence[Topic]) -> Mapping[str, str]:
    named = {topic.id: topic.section for topic in topics}
    return {each: named[each] for each in edition.topics or named if each in named}


def _placed(
    stories: Iterable[StoryMaterial], edition: Edition, topics: Sequence[Topic]
) -> list[tuple[str, tuple[StoryMaterial, ...]]]:
    heading = _headings(edition, topics)
    found: dict[str, list[StoryMaterial]] = {}
    for story in stories:
        its = _topics(story)
        title = next((heading[topic] for topic in its if topic in heading), NO_TOPIC)
        # An edition about some topics does not hold what is about others.
        if title != NO_TOPIC or not its or not edition.topics:
            found.setdefault(title, []).append(story)
    return [
        (title, tuple(sorted(found[title], key=prominence)))
        for title in titles(edition, topics)
        if title in found
    ]


def _topics(story: StoryMaterial) -> tuple[str, ...]:
    """Return the topics of the leading document, primary first, then those of the others."""
    return tuple(dict.fromkeys(topic for each in story.members for topic in each.verdict.topics))


def _leading(member: Member) -> tuple[int, bool, int, bool, int, float, float, str]:
    document = member.document
    stated = document.published
    return (
        member.told + 2 * (not is_own(member)),
        not document.quotable,
        _ORIGINS[document.origin],
        document.kind is not DocumentKind.REPORT,
        _tier(member),
        # Seen in one round of polls, the one that says it was first, was.
        _seconds(document.first_seen_at),
        _seconds(stated.at) if stated else _seconds(document.first_seen_at),
        document.id,
    )


def _tier(member: Member) -> int:
    return _TIERS.get(member.verdict.tier, len(_TIERS))


def _seconds(at: datetime) -> float:
    return at.astimezone(UTC).timestamp()
