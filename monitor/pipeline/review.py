"""What people decide about documents: the queue in an order, and a decision with its effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.archive.rows import Waiting
from monitor.archive.store import Archive
from monitor.model.decision import Decision
from monitor.model.verdict import Tier
from monitor.relevance.learned import Example, Learned, features, learn, promise
from monitor.relevance.window import lead_of

_STATE = {
    Tier.QUEUE: "waiting",
    Tier.NONE: "left out",
    Tier.ACCEPTED: "accepted",
    Tier.REJECTED: "rejected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of the queue is wanted; nothing named is all of it."""

    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    since: datetime | None = None
    """First seen then or later."""
    old: bool = False
    """Also what was old when its source was first read: no issue tells it."""


def queue(
    archive: Archive, asked: Asked, *, likely: bool = False, learned: Learned | None = None
) -> tuple[Waiting, ...]:
    """Return what waits for a decision: newest first, or with *likely* what is most probably ours.

    How likely: as *learned* of people's decisions, where that is used; else terms in the title
    before terms in the text, then how many different ones.
    """
    found = [each for each in archive.waiting() if _is_wanted(each, asked)]
    if not likely:
        return tuple(found)
    shown = _examples(archive, {each.document_id: False for each in found})
    if learned is not None and learned.used:
        rank = dict(zip(shown, learned.scores(list(shown.values())), strict=True))
    else:
        rank = {key: example.promise for key, example in shown.items()}
    return tuple(sorted(found, key=lambda each: rank[each.document_id], reverse=True))


def learned_of(archive: Archive) -> Learned:
    """Return what can be learned of all decisions that stand.

    Raises:
        LearnError: scikit-learn is not installed.
    """
    told = {each.document_id: bool(each.accepted) for each in archive.standing_decisions()}
    return learn(list(_examples(archive, told).values()))


def decide(archive: Archive, decisions: Sequence[Decision]) -> tuple[str, ...]:
    """Keep *decisions*, all or none of them; return what each did, in a few words for a person.

    Raises:
        ArchiveError: One is about a document that the archive does not have.
    """
    with archive.transaction():
        return tuple(_decided(archive, each) for each in decisions)


def _is_wanted(waiting: Waiting, asked: Asked) -> bool:
    return (
        (not asked.sources or waiting.source_id in asked.sources)
        and (not asked.topics or bool(set(asked.topics) & set(waiting.topics)))
        and (asked.since is None or waiting.first_seen_at >= asked.since)
        and (asked.old or not waiting.backfill)
    )


def _examples(archive: Archive, told: Mapping[str, bool]) -> dict[str, Example]:
    """Return what a model may see of each document in *told*, with what was decided."""
    found = {}
    for document in archive.documents(list(told)):
        verdict = archive.verdict(document.id)
        found[document.id] = Example(
            features=features(
                document.title,
                lead_of(document.title, document.description, document.text),
                document.language,
                document.source_id,
                [each.term for each in verdict.matches],
            ),
            promise=promise(verdict),
            accepted=told[document.id],
        )
    return found


def _decided(archive: Archive, decision: Decision) -> str:
    told = archive.decisions(decision.document_id)
    standing = told[-1] if told else None
    word = standing.accepted if standing else None
    if decision.accepted is None and word is None:
        return "nothing was decided about it"
    if standing and word == decision.accepted and not (decision.note or decision.topics):
        return f"already {standing.sentence}"
    was = archive.verdict(decision.document_id).tier
    archive.decide(decision)
    if decision.accepted is None:
        return f"{was.value} no more: {_state(archive.verdict(decision.document_id).tier)} again"
    if not decision.accepted:
        return f"rejected, was {_state(was)}: no issue made from now on holds it"
    if archive.document(decision.document_id).backfill:
        effect = "it was old when its source was first read, so no issue tells it"
    else:
        effect = "as it was" if was.included else "the next issue may hold it"
    return f"accepted, was {_state(was)}: {effect}"


def _state(tier: Tier) -> str:
    """Return the word that people use for *tier*."""
    return _STATE.get(tier, "included")
