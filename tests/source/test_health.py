"""A poll moves a source from state to state; nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.health import Condition, Poll, SourceState
from monitor.model.outcome import PollResult
from monitor.model.page import Validators
from monitor.model.source import Cadence, Kind, Selectors, Source
from monitor.source.health import address, after, condition, is_silent, overdue, validators

AT = datetime(2026, 11, 24, 7, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOURCE = Source(
    id="a",
    name="A",
    publisher="A",
    kind=Kind.FEED,
    url="https://a.example/feed",
    cadence=Cadence.DAILY,
)
OLD = Validators(etag="old", last_modified="then", body_hash="1")
NEW = Validators(etag="new")


def poll(
    result: PollResult = PollResult.NOTHING_NEW,
    at: datetime = AT,
    *,
    retry_after: timedelta | None = None,
    moved_to: str = "",
    validators: Validators = OLD,
    fact: str = "",
) -> Poll:
    return Poll(
        source_id="a",
        at=at,
        result=result,
        fact=fact,
        retry_after=retry_after,
        moved_to=moved_to,
        validators=validators,
    )


def polled(*polls: Poll, source: Source = SOURCE, state: SourceState | None = None) -> SourceState:
    """Return the state after *polls*, a day apart where they all claim the same time."""
    for number, each in enumerate(polls):
        at = each.at + number * DAY if each.at == AT else each.at
        state = after(source, state, replace(each, at=at))
    assert state is not None
    return state


def failing(times: int, result: PollResult = PollResult.UNREACHABLE) -> list[Poll]:
    return [poll(result, fact="HTTP 503")] * times


@pytest.mark.parametrize("cadence", Cadence)
def test_well_source_is_asked_again_after_its_cadence(cadence: Cadence) -> None:
    source = replace(SOURCE, cadence=cadence)

    assert polled(poll(), source=source).next_poll_at == AT + cadence.poll_every


@pytest.mark.parametrize(
    ("cadence", "hours"),
    [
        (Cadence.HOURLY, [1, 2, 4, 8, 16, 32, 64, 128, 168, 168]),
        (Cadence.DAILY, [6, 12, 24, 48, 96, 168, 168]),
        (Cadence.MONTHLY, [48, 96, 168, 168]),
    ],
)
def test_failures_back_off_up_to_a_week(cadence: Cadence, hours: list[int]) -> None:
    source = replace(SOURCE, cadence=cadence)
    state = None
    for expected in hours:
        state = after(source, state, poll(PollResult.UNREACHABLE))
        assert state.next_poll_at - AT == expected * HOUR


def test_failures_are_counted_since_the_first() -> None:
    state = polled(poll(), *failing(3))

    assert state.failures == 3
    assert state.failing_since == AT + DAY
    assert state.last_success_at == AT
    assert state.last_fact == "HTTP 503"


def test_success_resets_failures() -> None:
    state = polled(*failing(5), poll())

    assert (state.failures, state.failing_since, state.last_fact) == (0, None, "")
    assert state.next_poll_at == state.last_polled_at + SOURCE.cadence.poll_every


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        (timedelta(hours=9), timedelta(hours=9)),
        (timedelta(seconds=1), timedelta(hours=6)),
        (timedelta(), timedelta(hours=6)),
        (timedelta(days=-400), timedelta(hours=6)),
        (timedelta(days=400), timedelta(hours=24)),
        (timedelta.max, timedelta(hours=24)),
    ],
)
def test_retry_after_is_obeyed_within_the_cadence_and_a_day(
    told: timedelta, wait: timedelta
) -> None:
    assert polled(poll(PollResult.UNREACHABLE, retry_after=told)).next_poll_at == AT + wait


def test_retry_after_never_shortens_the_back_off() -> None:
    state = polled(*failing(3), poll(PollResult.UNREACHABLE, retry_after=HOUR))

    assert state.next_poll_at - state.last_polled_at == 48 * HOUR


def test_gone_source_is_muted_with_its_address() -> None:
    state = polled(poll(), poll(PollResult.GONE))

    assert state.muted_at == AT + DAY
    assert state.muted_url == SOURCE.url


def test_source_that_answers_again_is_not_muted() -> None:
    state = polled(poll(PollResult.GONE), poll())

    assert (state.muted_at, state.muted_url) == (None, "")


def moved(times: int, to: str = "https://new.example/") -> list[Poll]:
    return [poll(moved_to=to)] * times


def test_third_redirect_in_a_row_to_one_place_is_followed() -> None:
    twice, thrice = polled(*moved(2)), polled(*moved(3))

    assert (address(SOURCE, twice), twice.moved_polls) == (SOURCE.url, 2)
    assert address(SOURCE, thrice) == "https://new.example/"
    assert "write this address into sources.yaml" in thrice.last_fact


@pytest.mark.parametrize(
    "between",
    [
        poll(),
        poll(moved_to="https://other.example/"),
        poll(PollResult.UNREACHABLE),
        poll(PollResult.REFUSED, moved_to="https://new.example/"),
        poll(PollResult.UNREADABLE, moved_to="https://new.example/"),
        poll(PollResult.EMPTY, moved_to="https://new.example/"),
    ],
    ids=lambda p: f"{p.result}{p.moved_to and '-moved'}",
)
def test_anything_else_between_redirects_counts_from_the_start(between: Poll) -> None:
    state = polled(*moved(2), between, *moved(1))

    assert address(SOURCE, state) == SOURCE.url
    assert state.moved_polls == 1


def test_redirect_to_itself_is_no_move() -> None:
    state = polled(*moved(5, SOURCE.url))

    assert (state.url_now, state.moved_to, state.moved_polls) == ("", "", 0)


def test_new_home_can_move_again() -> None:
    state = polled(*moved(3), *moved(3, "https://newer.example/"))

    assert address(SOURCE, state) == "https://newer.example/"


def test_new_home_that_fails_three_times_is_given_up() -> None:
    state = polled(*moved(3), *failing(2))
    assert address(SOURCE, state) == "https://new.example/"

    assert address(SOURCE, polled(*failing(1), state=state)) == SOURCE.url


def test_persons_new_address_wins_over_everything_learnt() -> None:
    state = polled(*moved(3), *failing(2))
    mended = replace(SOURCE, url="https://mended.example/")

    assert address(mended, state) == mended.url
    assert validators(mended, state) is None
    fresh = after(mended, state, poll(PollResult.UNREACHABLE, AT + 9 * DAY))
    assert (fresh.failures, fresh.failing_since, fresh.url_now) == (1, AT + 9 * DAY, "")
    assert fresh.first_polled_at == state.first_polled_at
    assert address(mended, fresh) == mended.url


def test_validators_are_those_of_the_last_answer_that_was_read() -> None:
    state = polled(poll(validators=OLD), poll(validators=NEW))

    assert validators(SOURCE, state) == replace(NEW, url=SOURCE.url)


@pytest.mark.parametrize("result", [r for r in PollResult if r.failed or r is PollResult.EMPTY])
def test_answer_that_told_nothing_leaves_no_validators(result: PollResult) -> None:
    """Else the next 304 would make a broken source look well."""
    first = polled(poll(result, validators=NEW))
    later = polled(poll(validators=OLD), poll(result, validators=NEW))

    assert first.validators == Validators(url=SOURCE.url)
    assert later.validators == replace(OLD, url=SOURCE.url)


def test_other_selectors_are_tried_though_the_page_stayed_the_same() -> None:
    told = replace(SOURCE, selectors=Selectors(item="li.news"))
    state = polled(poll(validators=OLD), poll(PollResult.NOT_MODIFIED), source=told)

    known = validators(told, state)
    assert known is not None
    assert known.etag == OLD.etag
    assert validators(replace(SOURCE, selectors=Selectors(item="li")), state) is None
    assert validators(SOURCE, state) is None
    assert validators(told, polled(poll(validators=OLD))) is None


def test_not_modified_keeps_what_it_does_not_repeat() -> None:
    state = polled(poll(validators=OLD), poll(PollResult.NOT_MODIFIED, validators=NEW))

    assert state.validators == replace(OLD, etag="new", url=SOURCE.url)


def test_not_modified_before_anything_was_read_vouches_for_nothing() -> None:
    state = polled(poll(PollResult.UNREADABLE), poll(PollResult.NOT_MODIFIED, validators=NEW))

    assert state.last_success_at is None
    assert state.validators == Validators(url=SOURCE.url)


def test_source_that_was_empty_from_the_start_has_not_been_read_yet() -> None:
    """Its first entries are judged as a first look: old ones are no news."""
    assert polled(poll(PollResult.EMPTY)).last_success_at is None
    assert polled(poll(), poll(PollResult.EMPTY)).last_success_at == AT + DAY


@pytest.mark.parametrize("cadence", Cadence)
def test_silence_is_longer_than_the_cadence_lets_expect(cadence: Cadence) -> None:
    source = replace(SOURCE, cadence=cadence)
    never = polled(poll(at=AT + HOUR), source=source)
    once = polled(poll(PollResult.NEW, AT + HOUR), poll(at=AT + 9 * HOUR), source=source)

    for state in (never, once):
        assert not is_silent(source, state, AT + HOUR + cadence.silent_after)
        assert is_silent(source, state, AT + HOUR + cadence.silent_after + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("results", "word"),
    [
        ([], Condition.NEVER_ASKED),
        ([PollResult.NEW], Condition.WELL),
        ([PollResult.NEW, PollResult.UNREACHABLE], Condition.FAILING),
        ([PollResult.NEW, PollResult.GONE], Condition.GONE),
    ],
)
def test_condition_is_one_word(results: list[PollResult], word: Condition) -> None:
    state = polled(*(poll(result) for result in results)) if results else None

    assert condition(SOURCE, state, AT + HOUR) is word


def test_well_source_may_be_silent_and_a_new_address_is_a_new_beginning() -> None:
    state = polled(poll(PollResult.NEW))
    elsewhere = replace(SOURCE, url="https://elsewhere.example/feed")

    assert condition(SOURCE, state, AT + timedelta(days=600)) is Condition.SILENT
    assert condition(elsewhere, state, AT + HOUR) is Condition.NEVER_ASKED


_Polled = tuple[PollResult, timedelta | None, str]
_MOVES = st.sampled_from(["", "https://new.example/", "https://other.example/", SOURCE.url])
_POLLED = st.tuples(st.sampled_from(PollResult), st.none() | st.timedeltas(), _MOVES)


@given(st.lists(_POLLED, min_size=1, max_size=30), st.sampled_from(Cadence))
def test_next_poll_is_never_in_the_past_nor_far_away(told: list[_Polled], cadence: Cadence) -> None:
    source, state = replace(SOURCE, cadence=cadence), None
    for number, (result, retry_after, moved_to) in enumerate(told):
        at = AT + number * HOUR
        state = after(source, state, poll(result, at, retry_after=retry_after, moved_to=moved_to))

        assert cadence.poll_every <= state.next_poll_at - at <= timedelta(days=7)
        assert (state.failures > 0) == result.failed == (state.failing_since is not None)
        assert (state.muted_at is not None) == (result is PollResult.GONE)
        assert state.first_polled_at == AT
        assert state.moved_polls < 3
        assert address(source, state) in {source.url, *(moved for _, _, moved in told)} - {""}


@given(st.lists(st.sampled_from(PollResult), min_size=1, max_size=10))
def test_state_depends_on_nothing_but_the_polls(results: list[PollResult]) -> None:
    assert polled(*map(poll, results)) == polled(*map(poll, results))


def test_outage_of_our_own_line_is_one_failure_however_long() -> None:
    state = None
    for day in range(10):
        state = after(SOURCE, state, poll(PollResult.UNREACHABLE, AT + day * DAY), cut_off=True)

    assert state is not None
    assert state.failures == 1
    assert state.failing_since == AT
    assert state.next_poll_at - state.last_polled_at == SOURCE.cadence.poll_every


def test_source_is_overdue_when_nobody_asks_for_a_day_after_its_turn() -> None:
    state = polled(poll())
    turn = state.next_poll_at
    muted = polled(poll(PollResult.GONE))

    assert overdue([SOURCE], {"a": state}, turn + DAY) == ()
    assert overdue([SOURCE], {"a": state}, turn + DAY + HOUR) == (turn,)
    assert overdue([replace(SOURCE, enabled=False)], {"a": state}, turn + 9 * DAY) == ()
    assert overdue([SOURCE], {"a": muted}, turn + 9 * DAY) == ()
    assert overdue([SOURCE], {}, turn) == ()
