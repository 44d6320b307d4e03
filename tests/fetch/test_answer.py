"""What status and headers mean."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import (
    FetchError,
    GoneError,
    MissingError,
    RefusedError,
    UnreachableError,
)
from monitor.fetch.answer import failure, media, retry_after

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
URL = "http://post.example/"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, RefusedError) for status in (401, 403, 451)),
        (410, GoneError),
        *((status, MissingError) for status in (204, 400, 402, 404, 405, 406, 414, 418, 422)),
        *((status, UnreachableError) for status in (202, 206, 408, 425, 429)),
        *((status, UnreachableError) for status in (500, 502, 503, 504, 520, 599, 600, 999)),
        *((status, UnreachableError) for status in (300, 301, 302, 305, 308)),
    ],
)
def test_status_without_content_is_an_error_of_its_kind(
    status: int, kind: type[FetchError]
) -> None:
    found = failure(URL, status, (), NOW)

    assert type(found) is kind
    assert found.status == status
    assert f"HTTP {status}, " in found.reason


@pytest.mark.parametrize(
    ("status", "headers"),
    [(200, ()), (203, ()), (304, ()), *((s, (("location", "/b"),)) for s in (301, 302, 303, 307))],
)
def test_content_and_redirects_are_no_errors(
    status: int, headers: tuple[tuple[str, str], ...]
) -> None:
    assert failure(URL, status, headers, NOW) is None


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_to_wait_is_quoted(status: int) -> None:
    found = failure(URL, status, (("retry-after", "120"),), NOW)

    assert isinstance(found, UnreachableError)
    assert found.reason == f"HTTP {status}, asked to wait 120 s"
    assert found.retry_after == timedelta(seconds=120)


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        pytest.param("120", timedelta(seconds=120), id="seconds"),
        pytest.param("007", timedelta(seconds=7), id="leading zeros"),
        pytest.param("Tue, 24 Nov 2026 07:05:00 GMT", timedelta(minutes=5), id="date"),
        pytest.param("Tuesday, 24-Nov-26 07:05:00 GMT", timedelta(minutes=5), id="old date"),
        pytest.param("1000000000000", timedelta(hours=24), id="too long"),
        pytest.param("9" * 5000, timedelta(hours=24), id="far too long"),
        pytest.param("Tue, 24 Nov 2099 07:05:00 GMT", timedelta(hours=24), id="too far"),
        pytest.param("Tue, 24 Nov 2026 06:00:00 GMT", None, id="date in the past"),
        *(
            pytest.param(text, None, id=repr(text))
            for text in ("", "0", "-5", "1.5", "soon", "²", "１２", "Tue, 99 Nov 2026 99:00:00 GMT")
        ),
    ],
)
def test_retry_after_is_read_and_kept_within_a_day(told: str, wait: timedelta | None) -> None:
    assert retry_after((("retry-after", told),), NOW) == wait


def test_retry_after_as_a_date_is_counted_by_the_clock_that_wrote_it() -> None:
    an_hour_fast = (
        ("date", "Tue, 24 Nov 2026 08:00:00 GMT"),
        ("retry-after", "Tue, 24 Nov 2026 08:02:00 GMT"),
    )

    assert retry_after(an_hour_fast, NOW) == timedelta(minutes=2)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("text/html; charset=utf-8", ("text/html", "utf-8")),
        ('Text/HTML;Charset="ISO-8859-1"', ("text/html", "ISO-8859-1")),
        ("application/rss+xml", ("application/rss+xml", "")),
        ("text/html; boundary=x; charset = windows-1252 ; y=z", ("text/html", "windows-1252")),
        ("", ("", "")),
        (";charset=", ("", "")),
    ],
)
def test_content_type_is_taken_apart(told: str, found: tuple[str, str]) -> None:
    assert media((("content-type", told),)) == found
