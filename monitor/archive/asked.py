"""Which sources were asked on which days, and whether they answered."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select

from monitor.archive.schema import poll
from monitor.archive.store import Archive
from monitor.model.outcome import PollResult

_GOOD = [result.value for result in PollResult if not result.failed]


def answers(
    archive: Archive, first: date, last: date, before: datetime, sources: Sequence[str] = ()
) -> Mapping[str, Mapping[date, bool]]:
    """Return by source and day (UTC) whether it answered at least once; days it was not asked lack.

    From *first* to *last*, polls up to *before* alone; of *sources*, empty for all.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    day = func.date(poll.c.at)
    answered = func.max(case((poll.c.result.in_(_GOOD), 1), else_=0))
    starts, ends = (datetime.fromisoformat(f"{each}T00:00Z") for each in (first, last))
    question = select(poll.c.source_id, day, answered).where(
        poll.c.at >= starts, poll.c.at < ends + timedelta(days=1), poll.c.at <= before
    )
    if sources:
        question = question.where(poll.c.source_id.in_(sources))
    found: dict[str, dict[date, bool]] = {}
    with archive.database.reading() as connection:
        for source, at, good in connection.execute(question.group_by(poll.c.source_id, day)):
            found.setdefault(source, {})[date.fromisoformat(str(at))] = bool(good)
    return found
