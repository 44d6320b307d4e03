"""What a poll teaches us about its source: pure transitions from state to state."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from monitor.model.health import LONGEST_WAIT, Condition, Poll, SourceState
from monitor.model.outcome import PollResult
from monitor.model.page import Validators
from monitor.model.source import Source
from monitor.text.counted import counted

MAX_BACK_OFF = timedelta(days=7)
"""A source that fails for months is still asked once a week: an issue covers a week."""
LATE = timedelta(days=1)
"""A source that waits longer for its turn waits for nobody: the monitor does not run."""
POLLS_TO_MOVE = 3
"""As many polls in a row must be redirected for good to one address before it is used; a login page
or a parked domain redirects for a day."""

_LISTED = (PollResult.NEW, PollResult.NOTHING_NEW, PollResult.NOT_MODIFIED)


def after(
    source: Source, state: SourceState | None, poll: Poll, *, cut_off: bool = False
) -> SourceState:
    """Return the state of *source* once *poll* ended, given the *state* before it.

    *cut_off* says that no host at all could be reached: the fault is then our own line's, and does
    not add to the source's, so that after an outage of a week all are asked at their usual times.
    """
    before = _before(source, state, poll)
    more = 0 if cut_off and before.failures else 1
    failures = before.failures + more if poll.result.failed else 0
    move = _move(source, before, poll, failures)
    read_well = _read_well(before, poll)
    return replace(
        before,
        last_polled_at=poll.at,
        next_poll_at=poll.at + _wait(source, failures, poll.retry_after),
        last_success_at=poll.at if read_well else before.last_success_at,
        last_new_at=poll.at if poll.result is PollResult.NEW else before.last_new_at,
        last_result=poll.result,
        last_fact=poll.fact or _moved_fact(move),
        failures=failures,
        failing_since=(before.failing_since or poll.at) if failures else None,
        validators=_validators(source, before, poll),
        moved_to=move.to,
        moved_polls=move.polls,
        url_now=move.url_now,
        muted_at=poll.at if poll.result is PollResult.GONE else None,
        muted_url=source.url if poll.result is PollResult.GONE else "",
    )


def address(source: Source, state: SourceState | None) -> str:
    """Return where to ask *source*: where it moved to, unless a person has changed its address."""
    if state is None or is_new_address(source, state):
        return source.url
    return state.url_now or source.url


def validators(source: Source, state: SourceState | None) -> Validators | None:
    """Return what to send along when asking *source*.

    Nothing to an address that was never read before, nor one never read with these selectors:
    “not modified” would hide from staff what their change of sources.yaml did.
    """
    if state is None or is_new_address(source, state):
        return None
    return state.validators if state.validators.read_as == _read_as(source) else None


def is_new_address(source: Source, state: SourceState) -> bool:
    """Whether sources.yaml has another address for *source* than when it was last asked."""
    known = state.muted_url or state.validators.url
    return known not in ("", source.url)


def is_first_look(source: Source, state: SourceState | None) -> bool:
    """Whether nothing was read yet at the address of *source*: what it lists may be years old."""
    return state is None or is_new_address(source, state) or state.last_success_at is None


def condition(source: Source, state: SourceState | None, now: datetime) -> Condition:
    """Return how *source* is; with a new address in sources.yaml it was never asked."""
    if state is None or is_new_address(source, state):
        return Condition.NEVER_ASKED
    if state.muted_at:
        return Condition.GONE
    if state.failures:
        return Condition.FAILING
    return Condition.SILENT if is_silent(source, state, now) else Condition.WELL


def is_silent(source: Source, state: SourceState, now: datetime) -> bool:
    """Whether *source* has had nothing new for longer than its cadence lets expect."""
    return now - (state.last_new_at or state.first_polled_at) > source.cadence.silent_after


def silence(state: SourceState, now: datetime) -> str:
    """Return for how long a source has had nothing new, such as ``nothing new for 41 days``."""
    days = (now - (state.last_new_at or state.first_polled_at)).days
    return f"nothing new for {counted(days, 'day')}"


def overdue(
    sources: Sequence[Source], states: Mapping[str, SourceState], now: datetime
) -> tuple[datetime, ...]:
    """Return when each of the *sources* that nobody asks any more should have been asked."""
    turns = (
        state.next_poll_at
        for source in sources
        if source.enabled and (state := states.get(source.id)) and not state.muted_at
    )
    return tuple(turn for turn in turns if now - turn > LATE)


def _before(source: Source, state: SourceState | None, poll: Poll) -> SourceState:
    """Return the state to start from: a new source, and one with a new address, has no past."""
    if state is not None and not is_new_address(source, state):
        return state
    return SourceState(
        source_id=source.id,
        first_polled_at=state.first_polled_at if state else poll.at,
        last_polled_at=poll.at,
        next_poll_at=poll.at,
        last_success_at=None,
        last_new_at=state.last_new_at if state else None,
        last_result=poll.result,
        last_fact="",
        failures=0,
        failing_since=None,
        validators=Validators(url=source.url),
        moved_to="",
        moved_polls=0,
        url_now="",
        muted_at=None,
        muted_url="",
    )


def _wait(source: Source, failures: int, retry_after: timedelta | None) -> timedelta:
    """Return the time to the next poll: never less than the cadence's, never over seven days.

    The second failure in a row waits twice as long as the first, the third four times.
    """
    usual = source.cadence.poll_every
    if not failures:
        return usual
    backed_off = min(usual * (1 << min(failures - 1, 10)), MAX_BACK_OFF)
    return max(backed_off, min(retry_after or timedelta(), LONGEST_WAIT))


def _read_well(before: SourceState, poll: Poll) -> bool:
    """Whether we know now what the source published.

    “Not modified” vouches for what was read before, so it vouches for nothing where nothing was;
    and a list that is empty from the start has not shown yet what is old in it.
    """
    if poll.result in (PollResult.NEW, PollResult.NOTHING_NEW):
        return True
    return not poll.result.failed and before.last_success_at is not None


def _validators(source: Source, before: SourceState, poll: Poll) -> Validators:
    """Return those of the last answer that was read, and listed something.

    Were those of a broken or empty answer kept, the next poll would say “not modified”, and a
    source that has died would look well for ever.
    """
    if poll.result in (PollResult.NEW, PollResult.NOTHING_NEW):
        return replace(poll.validators, url=source.url, read_as=_read_as(source))
    if poll.result is not PollResult.NOT_MODIFIED:
        return replace(before.validators, url=source.url)
    if before.last_success_at is None:
        return Validators(url=source.url)
    # A 304 need not repeat them all (RFC 9110, 15.4.5).
    told, known = poll.validators, before.validators
    return Validators(
        etag=told.etag or known.etag,
        last_modified=told.last_modified or known.last_modified,
        body_hash=told.body_hash or known.body_hash,
        url=source.url,
        read_as=known.read_as,
    )


def _read_as(source: Source) -> str:
    """Return the selectors of *source* as one text, empty where the entries are found."""
    told = asdict(source.selectors)
    return " ".join(f"{key}: {value};" for key, value in told.items() if value is not None)


@dataclass(frozen=True, slots=True)
class _Move:
    to: str
    polls: int
    url_now: str


def _move(source: Source, before: SourceState, poll: Poll, failures: int) -> _Move:
    """Return where the source is moving, or has moved.

    Only an answer that lists something counts: a redirect to a refused address, an error page or
    an empty home page is no new home. A new home that fails as often as it took to be believed is
    given up, and the address in sources.yaml asked again.
    """
    url_now = before.url_now if failures < POLLS_TO_MOVE else ""
    if not poll.moved_to or poll.result not in _LISTED:
        return _Move("", 0, url_now)
    if poll.moved_to == (url_now or source.url):
        return _Move("", 0, url_now)
    polls = before.moved_polls + 1 if poll.moved_to == before.moved_to else 1
    if polls < POLLS_TO_MOVE:
        return _Move(poll.moved_to, polls, url_now)
    return _Move("", 0, poll.moved_to)


def _moved_fact(move: _Move) -> str:
    return f"moved to {move.url_now}; write this address into sources.yaml" if move.url_now else ""
