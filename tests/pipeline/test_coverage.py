"""What stands behind an issue, and what could not be looked at."""

from datetime import UTC, date, datetime, timedelta

from monitor.model.health import Poll, SourceState
from monitor.model.outcome import Outcome, PollResult
from monitor.model.source import Cadence, Kind, Source
from monitor.pipeline.coverage import coverage
from monitor.source.health import after

END = datetime(2026, 11, 16, tzinfo=UTC)


def source(name: str, **changes: object) -> Source:
    facts: dict[str, object] = {
        "id": name,
        "name": name.upper(),
        "publisher": name,
        "kind": Kind.FEED,
        "url": f"https://{name}.example/feed",
        "cadence": Cadence.DAILY,
        **changes,
    }
    return Source(**facts)  # type: ignore[arg-type]


def asked(name: str, days_before: int, result: PollResult, fact: str = "") -> Poll:
    return Poll(source_id=name, at=END - timedelta(days=days_before), result=result, fact=fact)


def states(sources: list[Source], polls: list[Poll]) -> dict[str, SourceState]:
    found: dict[str, SourceState] = {}
    by_id = {each.id: each for each in sources}
    for poll in polls:
        found[poll.source_id] = after(by_id[poll.source_id], found.get(poll.source_id), poll)
    return found


def test_well_failing_silent_and_unpolled_sources_are_told_apart() -> None:
    sources = [source(name) for name in ("well", "failing", "silent", "never")]
    polls = [
        asked("silent", 20, PollResult.NEW),
        asked("well", 3, PollResult.NEW),
        asked("failing", 3, PollResult.NEW),
        asked("failing", 1, PollResult.UNREACHABLE, "HTTP 503"),
        asked("silent", 1, PollResult.NOT_MODIFIED),
    ]
    week = [poll for poll in polls if poll.at >= END - timedelta(days=7)]

    told = coverage(sources, states(sources, polls), week, [], 2, END)

    assert (told.watched, told.answered, told.backfill) == (4, 3, 2)
    assert [(r.source_id, r.name, r.fact) for r in told.failed] == [
        ("failing", "FAILING", "HTTP 503")
    ]
    assert [(r.source_id, r.fact) for r in told.silent] == [("silent", "nothing new for 20 days")]
    assert [r.source_id for r in told.unpolled] == ["never"]


def test_readers_are_told_what_failed_and_not_what_staff_should_do() -> None:
    sources = [source("failing")]
    fact = "no list of links found; give selectors in sources.yaml"
    polls = [asked("failing", 1, PollResult.UNREADABLE, fact)]

    told = coverage(sources, states(sources, polls), polls, [], 0, END)

    assert [report.fact for report in told.failed] == ["no list of links found"]


def test_order_of_polls_does_not_matter_the_last_one_counts() -> None:
    one = source("one")
    polls = [
        asked("one", 1, PollResult.NOTHING_NEW),
        asked("one", 3, PollResult.UNREACHABLE, "HTTP 503"),
    ]

    told = coverage([one], {}, polls, [], 0, END)

    assert told.failed == ()
    assert told.answered == 1


def test_disabled_sources_and_those_of_another_time_are_not_watched() -> None:
    sources = [
        source("off", enabled=False),
        source("over", active_until=date(2026, 11, 1)),
        source("later", active_from=date(2026, 12, 1)),
        source("on"),
    ]

    told = coverage(sources, {}, [], [], 0, END)

    assert told.watched == 1
    assert [r.source_id for r in told.unpolled] == ["on"]


def test_outcomes_are_summed_over_sources_in_the_order_of_the_enum() -> None:
    ends = [
        ("a", Outcome.UNREADABLE, 1),
        ("a", Outcome.KEPT, 2),
        ("b", Outcome.KEPT, 3),
    ]

    told = coverage([], {}, [], ends, 0, END)

    assert told.outcomes == (("kept", 5), ("unreadable", 1))


def test_readers_are_told_what_failed_and_not_what_staff_should_know() -> None:
    facts = {
        "deaf": "its host name does not resolve (for robots.txt, and without it nothing is asked)",
        "odd": "no list of links found; give selectors in sources.yaml",
    }
    sources = [source(name) for name in facts]
    polls = [asked(name, 1, PollResult.UNREACHABLE, fact) for name, fact in facts.items()]

    told = coverage(sources, {}, polls, [], 0, END)

    assert [r.fact for r in told.failed] == [
        "its host name does not resolve",
        "no list of links found",
    ]
