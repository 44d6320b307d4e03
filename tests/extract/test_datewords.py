"""Dates in the forms that feeds, listings and pages use, and none where there is none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract import datewords
from monitor.model.dated import Dated, Provenance

SEEN_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def parsed(raw: str, language: str = "en") -> Dated | None:
    return datewords.parse(raw, seen_at=SEEN_AT, provenance=Provenance.LISTING, language=language)


@pytest.mark.parametrize(
    ("raw", "stamp"),
    [
        ("2026-11-19T08:30:00Z", "2026-11-19T08:30:00"),
        ("2026-11-19T08:30:00+02:00", "2026-11-19T06:30:00"),
        ("2026-11-19T08:30:00.123-0500", "2026-11-19T13:30:00"),
        ("20261119T083000Z", "2026-11-19T08:30:00"),
        ("Thu, 19 Nov 2026 08:30:00 GMT", "2026-11-19T08:30:00"),
        ("Thu, 19 Nov 26 08:30 EST", "2026-11-19T13:30:00"),
        ("Fri, 19 Jun 2026 08:30:00 BST", "2026-06-19T07:30:00"),
        ("Thu Nov 19 08:30:00 2026", "2026-11-19T08:30:00"),
        ("19 November 2026, 8.30am", "2026-11-19T08:30:00"),
        ("November 19, 2026 at 3:05 pm", "2026-11-19T15:05:00"),
        ("19.11.2026 um 8:30 Uhr", "2026-11-19T08:30:00"),
        ("12:00 a.m.", None),
        ("2026-11-19 24:00", "2026-11-20T00:00:00"),
        ("Thu, 31 Dec 2015 23:59:60 GMT", "2015-12-31T23:59:59"),
    ],
)
def test_times(raw: str, stamp: str | None) -> None:
    found = parsed(raw)

    assert (found and found.at.replace(tzinfo=None).isoformat()) == stamp
    if found:
        assert found.at.utcoffset() == timedelta(0)
        assert not found.day_only


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2026-11-19", "2026-11-19"),
        ("2026/11/19", "2026-11-19"),
        ("19 November 2026", "2026-11-19"),
        ("19th of November 2026", "2026-11-19"),
        ("Nov 19, 2026", "2026-11-19"),
        ("November 19th, 2026", "2026-11-19"),
        ("19-Nov-26", "2026-11-19"),
        ("Published: 19 Nov 2026 | News", "2026-11-19"),
        ("19. November 2026", "2026-11-19"),
        ("19 novembre 2026", "2026-11-19"),
        ("1er août 2026", "2026-08-01"),
        ("19 de noviembre de 2026", "2026-11-19"),
        ("19 de fevereiro de 2026", "2026-02-19"),
        ("19 maart 2026", "2026-03-19"),
        ("3. März 2026", "2026-03-03"),
        ("19/11/2026", "2026-11-19"),
        ("19.11.26", "2026-11-19"),
        ("3 days ago", "2026-11-17"),
        ("yesterday", "2026-11-19"),
        ("vor 2 Wochen", "2026-11-06"),
        ("il y a un mois", "2026-10-21"),
    ],
)
def test_days(raw: str, day: str) -> None:
    found = parsed(raw)

    assert found
    assert found.at.date().isoformat() == day
    assert found.day_only
    assert found.at.time().isoformat() == "00:00:00"


def test_a_time_without_zone_is_trusted_less_than_one_with() -> None:
    zoned, naive = parsed("2026-11-19T08:30:00Z"), parsed("2026-11-19T08:30:00")

    assert zoned
    assert naive
    assert zoned.at == naive.at
    assert naive.confidence < zoned.confidence


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("5/12/2025", "en", "2025-12-05"),
        ("5/12/2025", "en-US", "2025-05-12"),
        ("5/12/2025", "en_us", "2025-05-12"),
        ("5/12/2025", "fr", "2025-12-05"),
        ("5.12.2025", "en-US", "2025-12-05"),
        ("5/22/2025", "en", "2025-05-22"),
        ("22/5/2025", "en-US", "2025-05-22"),
    ],
)
def test_numbers_are_day_first_but_in_the_united_states(raw: str, language: str, day: str) -> None:
    found = parsed(raw, language)

    assert found
    assert found.at.date().isoformat() == day


def test_ambiguous_numbers_are_trusted_less() -> None:
    either, one = parsed("5/12/2025"), parsed("22/12/2025")

    assert either
    assert one
    assert either.confidence == datewords.AMBIGUOUS < one.confidence


@pytest.mark.parametrize(
    ("raw", "day"),
    [("12 May", "2026-05-12"), ("December 24", "2025-12-24"), ("22 Nov", "2026-11-22")],
)
def test_without_a_year_it_is_the_latest_that_is_past(raw: str, day: str) -> None:
    found = parsed(raw)

    assert found
    assert found.at.date().isoformat() == day
    assert found.confidence == datewords.NO_YEAR


@pytest.mark.parametrize("raw", ["May 2026", "2026-05", "mai 2026", "May, 2026"])
def test_month_alone_is_its_first_day_and_hardly_trusted(raw: str) -> None:
    found = parsed(raw)

    assert found
    assert found.at == datetime(2026, 5, 1, tzinfo=UTC)
    assert found.confidence == datewords.MONTH
    assert found.day_only


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "no date at all",
        "31 February 2026",
        "2026-13-01",
        "25:61",
        "Sat",
        "may be",
        "the march of 12 people",
        "1970-01-01T00:00:00Z",
        "1 January 1980",
        "24 December 2026",
        "2030-01-01",
        "version 10.11.12.13",
        "0000-00-00",
        "9999999999-12-12",
    ],
)
def test_no_date(raw: str) -> None:
    assert parsed(raw) is None


def test_a_day_ahead_is_a_clock_that_is_wrong_and_a_week_an_event() -> None:
    assert parsed("2026-11-22T11:00:00Z")
    assert parsed("2026-11-22T13:00:00Z") is None


def test_what_was_written_is_kept_short() -> None:
    found = parsed("  19 November\n2026 " + "x" * 500)

    assert found
    assert found.raw.startswith("19 November 2026 xxx")
    assert len(found.raw) == 100
    assert found.provenance is Provenance.LISTING


def test_states_day() -> None:
    assert datewords.states_day("19 November 2026")
    assert datewords.states_day("May 2026")
    assert not datewords.states_day("3 days ago")
    assert not datewords.states_day("Report on farms")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("12 May 2026", True),
        ("Published: Tue 12 May 2026, 9am", True),
        ("2026-05-12T10:00:00Z", True),
        ("12th of May 2026", True),
        ("Mis à jour le 12 mai 2026", True),
        ("Minutes, 12 May 2026", False),
        ("Report for May 2026", False),
        ("yesterday", False),
        ("A report", False),
        ("", False),
    ],
)
def test_is_bare(text: str, claim: bool) -> None:
    assert datewords.is_bare(text) is claim


@given(st.text(max_size=400))
def test_any_text_gives_a_date_in_bounds_or_none(raw: str) -> None:
    found = parsed(raw)

    if found is not None:
        assert datewords.EARLIEST <= found.at <= SEEN_AT + datewords.TOLERANCE
        assert len(found.raw) <= 100


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2026, 11, 20)),  # noqa: DTZ001 - made aware below
    st.sampled_from(["%Y-%m-%dT%H:%M:%SZ", "%a, %d %b %Y %H:%M:%S GMT", "%d %B %Y %H:%M:%S +0000"]),
)
def test_written_times_are_read_back(at: datetime, form: str) -> None:
    found = parsed(at.strftime(form))

    assert found
    assert found.at == at.replace(microsecond=0, tzinfo=UTC)


def test_long_digits_take_no_time() -> None:
    assert parsed("1" * 200_000) is None


@pytest.mark.parametrize(
    "raw",
    [
        "15 августа 2016, 13:43",
        "15 серпня 2016",
        "2016年8月15日 13:43",
        "2016년 8월 15일",
        "15 sierpnia 2016",
        "15 Ağustos 2016",
        "15. srpna 2016",
        "15 | 08 | 2016",
    ],
)
def test_day_is_read_in_other_scripts_and_languages(raw: str) -> None:
    found = datewords.parse(
        raw, seen_at=datetime(2026, 1, 1, tzinfo=UTC), provenance=Provenance.TEXT
    )

    assert found is not None
    assert found.at.date().isoformat() == "2016-08-15"
    assert datewords.states_day(raw)
