"""What polls have taught us about sources."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from monitor.archive.schema import poll as polls_
from monitor.archive.schema import source_state as state_
from monitor.model.health import Poll, SourceState
from monitor.model.outcome import PollResult
from monitor.model.page import Validators
from monitor.plainly import plain, whole


def states(connection: Connection) -> dict[str, SourceState]:
    """Return what is known of each source that was ever asked."""
    found = {}
    for row in connection.execute(select(state_)).mappings():
        told = dict(row)
        told["last_result"] = PollResult(told["last_result"])
        told["validators"] = whole(Validators, told["validators"])
        found[str(told["source_id"])] = SourceState(**told)
    return found


def record(connection: Connection, poll: Poll, state: SourceState) -> None:
    """Write down one asking and what it made of the state."""
    connection.execute(
        insert(polls_).values(
            source_id=poll.source_id,
            at=poll.at,
            result=poll.result.value,
            fact=poll.fact,
            status=poll.status,
            leads=poll.leads,
            new=poll.new,
        )
    )
    values = {f.name: getattr(state, f.name) for f in fields(state)}
    values["last_result"] = state.last_result.value
    values["validators"] = plain(state.validators)
    changed = connection.execute(
        update(state_).where(state_.c.source_id == state.source_id).values(values)
    )
    if changed.rowcount == 0:
        connection.execute(insert(state_).values(values))


def between(connection: Connection, starts_at: datetime, ends_at: datetime) -> list[Poll]:
    """Return the polls of a closed-open time, in order."""
    question = (
        select(polls_)
        .where(polls_.c.at >= starts_at, polls_.c.at < ends_at)
        .order_by(polls_.c.at, polls_.c.id)
    )
    return [_poll(row) for row in connection.execute(question).mappings()]


def first(connection: Connection) -> datetime | None:
    """Return when a source was first asked."""
    return connection.execute(select(func.min(polls_.c.at))).scalar()


def _poll(row: RowMapping) -> Poll:
    told = {str(key): value for key, value in row.items() if key != "id"}
    told["result"] = PollResult(str(told["result"]))
    return Poll(**told)
