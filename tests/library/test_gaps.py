"""A source that was down shows as missing, not as silent."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from monitor.archive.versions import Answer
from monitor.library.gaps import Asked, Gap, asked_sources
from monitor.model.source import Cadence

START = datetime(2026, 11, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
END = START + 7 * DAY


def _asked(
    answers: Sequence[tuple[timedelta, bool]], *, before: bool = False, cadence: str = "daily"
) -> Asked:
    told = [
        Answer(source_id="post", at=START + at, failed=failed, fact="HTTP 503" if failed else "")
        for at, failed in answers
    ]
    known = ["post"] if before else []
    return asked_sources(told, {"post": Cadence(cadence)}, known, START, END)["post"]


def _each(step: timedelta, since: timedelta, until: timedelta) -> list[tuple[timedelta, bool]]:
    return [(since + step * n, False) for n in range(int((until - since) / step))]


def test_one_that_answers_has_no_gaps() -> None:
    found = _asked(_each(6 * HOUR, HOUR, 7 * DAY))

    assert (found.polls, found.failed, found.gaps) == (27, 0, [])
    assert found.first_at == START + HOUR


def test_a_failure_that_is_made_up_for_within_a_day_is_counted_and_no_gap() -> None:
    told = _each(6 * HOUR, HOUR, 7 * DAY)
    told[12] = (told[12][0], True)

    found = _asked(told)

    assert (found.failed, found.gaps) == (1, [])


def test_days_without_an_answer_are_a_gap_from_the_last_to_the_next_one() -> None:
    told = [
        (HOUR, False),
        (7 * HOUR, True),
        (2 * DAY, True),
        (3 * DAY, False),
        *_each(6 * HOUR, 3 * DAY + HOUR, 7 * DAY),
    ]

    (gap,) = _asked(told).gaps

    assert gap == Gap(since=START + HOUR, until=START + 3 * DAY, failed=2, fact="HTTP 503")


def test_nobody_asking_is_a_gap_too() -> None:
    (gap,) = _asked([*_each(6 * HOUR, HOUR, 2 * DAY), *_each(6 * HOUR, 5 * DAY, 7 * DAY)]).gaps

    assert (gap.until, gap.failed, gap.fact) == (START + 5 * DAY, 0, "")


def test_one_that_was_down_to_the_end_is_missing_to_the_end() -> None:
    (gap,) = _asked([*_each(6 * HOUR, HOUR, 2 * DAY), (3 * DAY, True)]).gaps

    assert (gap.until, gap.failed) == (END, 1)


def test_one_that_never_answered_is_one_gap() -> None:
    (gap,) = _asked([(HOUR * n, True) for n in range(1, 100)]).gaps

    assert (gap.since, gap.until, gap.failed) == (START + HOUR, END, 99)


def test_before_its_first_poll_ever_nothing_is_missing_else_from_the_beginning() -> None:
    told = _each(6 * HOUR, 3 * DAY, 7 * DAY)

    assert _asked(told).gaps == []
    (gap,) = _asked(told, before=True).gaps
    assert (gap.since, gap.until) == (START, START + 3 * DAY)


def test_one_that_is_watched_and_was_never_asked_is_told() -> None:
    found = _asked([])

    assert (found.polls, found.first_at, found.gaps) == (0, None, [])


def test_what_is_asked_seldom_is_silent_longer() -> None:
    told = [(DAY * 0 + HOUR, False), (DAY * 3, False), (DAY * 6, False)]

    assert len(_asked(told).gaps) == 2
    assert _asked(told, cadence="monthly").gaps == []
