"""Count what a search found: by the values of its facets, and by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from monitor.archive import index
from monitor.archive.counts import counts
from monitor.archive.schema import change, revision
from monitor.archive.search import Asked, View

FIELDS = ("source", "publisher", "topic", "kind", "lang", "month", "story")
_LISTED = 20
"""Values of a facet that are told."""
_STORIES = {"story": {"terms": {"field": "story", "size": _LISTED, "segment_size": 2_000}}}
_DAYS = {"days": {"histogram": {"field": "seen_day", "interval": 1, "min_doc_count": 1}}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The values of one facet."""

    field: str
    values: tuple[tuple[str, int], ...]
    """Most frequent first, months in order."""
    more: int
    """How many others there are; of stories about so many."""


def facets(view: View, asked: Asked) -> tuple[Counted, ...]:
    """Return how many of the documents found have each value of each facet."""
    with index.damage():
        heavy = asked.question.heavy
        told = {**counts(view.searcher, view.within(asked), 0 if heavy else _LISTED)}
        if heavy:  # not once more for each story: what other segments have of them is left out
            buckets = view.searcher.aggregate(view.within(asked), _STORIES)["story"]["buckets"]
            told["story"] = {each["key"]: int(each["doc_count"]) for each in buckets}
        return tuple(_counted(view, asked, field, told[field]) for field in FIELDS)


def days(view: View, asked: Asked) -> dict[date, int]:
    """Return how many of the documents found were first seen on each day (UTC) that has any."""
    with index.damage():
        told = view.searcher.aggregate(view.within(asked), _DAYS)["days"]["buckets"]
    return {date.fromordinal(int(each["key"])): int(each["doc_count"]) for each in told}


def headlines(view: View, story_ids: Sequence[str]) -> dict[str, str]:
    """Return the headline of the document that each story began with, as it is by now."""
    last = (
        select(change.c.document_id, func.max(change.c.revision).label("number"))
        .where(change.c.document_id.in_(story_ids))
        .group_by(change.c.document_id)
        .subquery()
    )
    question = select(revision.c.document_id, revision.c.title).join(
        last,
        (last.c.document_id == revision.c.document_id) & (last.c.number == revision.c.number),
    )
    with view.archive.database.reading() as connection:
        return {row.document_id: row.title for row in connection.execute(question)}


def _counted(view: View, asked: Asked, field: str, told: Mapping[str, int]) -> Counted:
    if field == "month":
        return Counted(field=field, values=tuple(sorted(told.items())), more=0)
    values = sorted(told.items(), key=lambda each: (-each[1], each[0]))
    every = len(values)
    if field == "story" and every == _LISTED:
        every = max(every, round(view.searcher.cardinality(view.within(asked), field)))
    return Counted(field=field, values=tuple(values[:_LISTED]), more=max(0, every - _LISTED))
