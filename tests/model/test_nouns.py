"""What the nouns themselves promise."""

import dataclasses
import importlib
import pkgutil
from datetime import UTC, datetime, timedelta
from types import ModuleType

import pytest

from monitor import model
from monitor.model.dated import Dated, Provenance
from monitor.model.document import Document, document_id
from monitor.model.outcome import PollResult
from monitor.model.reading import PageSpan
from monitor.model.source import Cadence, Content
from monitor.model.verdict import Tier
from monitor.model.week import Week
from tests.quality.documents import document

MODULES = [
    importlib.import_module(f"{model.__name__}.{each.name}")
    for each in pkgutil.iter_modules(model.__path__)
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_values_are_frozen_small_and_named(module: ModuleType) -> None:
    own = [
        each
        for each in vars(module).values()
        if dataclasses.is_dataclass(each)
        and isinstance(each, type)
        and each.__module__ == module.__name__
    ]
    for each in own:
        parameters = getattr(each, "__dataclass_params__")  # noqa: B009 - mypy does not know it
        assert parameters.frozen, each
        assert hasattr(each, "__slots__"), each
        assert all(field.kw_only for field in dataclasses.fields(each)), each


def test_id_of_a_document_is_the_same_on_every_machine() -> None:
    assert document_id("https://example.org/a") == "wwyq3ucctzu2"
    assert document_id("https://example.org/b") != document_id("https://example.org/a")


def test_hash_of_a_document_is_that_of_its_text() -> None:
    one = document("a", "Title", "Some text.")

    assert one.text_sha256 == document("b", "Other", "Some text.").text_sha256
    assert one.text_sha256 != document("a", "Title", "Some text!").text_sha256


@pytest.mark.parametrize(
    ("offset", "number"), [(0, 1), (9, 1), (10, None), (12, 2), (19, 2), (20, None), (-1, None)]
)
def test_page_of_an_offset(offset: int, number: int | None) -> None:
    report: Document = dataclasses.replace(
        document("a", "Title", "x" * 20),
        pages=(PageSpan(number=1, start=0, end=10), PageSpan(number=2, start=12, end=20)),
    )

    assert report.page_at(offset) == number


def test_date_without_zone_is_refused() -> None:
    naive = datetime(2026, 5, 3, tzinfo=UTC).replace(tzinfo=None)

    with pytest.raises(ValueError, match="aware"):
        Dated(at=naive, provenance=Provenance.FEED, confidence=1.0, day_only=True, raw="")


def test_week_holds_its_first_moment_and_not_its_last() -> None:
    start = datetime(2026, 11, 15, tzinfo=UTC)
    end = start + timedelta(days=7)
    week = Week(key="2026-W47", starts_at=start, ends_at=end, closes_at=end, timezone="UTC")

    assert week.holds(start)
    assert week.holds(end - timedelta(microseconds=1))
    assert not week.holds(end)
    assert not week.holds(start - timedelta(microseconds=1))


def test_tiers_that_a_digest_may_hold() -> None:
    assert {tier for tier in Tier if tier.included} == {
        Tier.SPECIALIST,
        Tier.STRONG,
        Tier.MEDIUM,
        Tier.ACCEPTED,
    }


def test_polls_that_leave_us_in_the_dark() -> None:
    answered = {
        PollResult.NEW,
        PollResult.NOTHING_NEW,
        PollResult.NOT_MODIFIED,
        PollResult.EMPTY,
    }

    assert {result for result in PollResult if not result.failed} == answered


@pytest.mark.parametrize("cadence", Cadence)
def test_a_source_is_asked_many_times_before_it_is_called_silent(cadence: Cadence) -> None:
    assert cadence.silent_after >= 14 * cadence.poll_every


def test_rarer_sources_are_asked_no_oftener_and_may_be_silent_longer() -> None:
    polls = [cadence.poll_every for cadence in Cadence]
    silences = [cadence.silent_after for cadence in Cadence]

    assert polls == sorted(polls)
    assert silences == sorted(silences)


@pytest.mark.parametrize(
    ("was", "now", "counts"),
    [
        (Content.FULL, Content.HEADLINE, Content.HEADLINE),
        (Content.EXTRACT, Content.HEADLINE, Content.HEADLINE),
        (Content.EXTRACT, Content.FULL, Content.EXTRACT),
        (Content.HEADLINE, Content.FULL, Content.HEADLINE),
    ],
)
def test_rights_become_less_and_never_more(was: Content, now: Content, counts: Content) -> None:
    held = dataclasses.replace(document("a", "A", "Some words."), content=was)

    assert held.under(now).content is counts
