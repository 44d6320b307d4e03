"""Log lines of a name and its fields."""

import logging
import re
from collections.abc import Iterator

import pytest

from monitor import log

LOGGER = logging.getLogger("monitor.test_log")


@pytest.fixture(autouse=True)
def _logging_left_as_it_was() -> Iterator[None]:
    ours = logging.getLogger("monitor")
    before = ours.handlers[:], ours.level, ours.propagate
    yield
    ours.handlers[:], ours.level, ours.propagate = before


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        (3, "3"),
        (None, "None"),
        ("", "''"),
        ("two words", "'two words'"),
        ("a=b", "'a=b'"),
        ("line\nbreak", r"'line\nbreak'"),
        ("\x1b[31m", r"'\x1b[31m'"),
        ('"', "'\"'"),
    ],
)
def test_one_event_is_one_line_that_can_be_split_again(
    value: object, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "monitor"):
        log.event(LOGGER, logging.INFO, "polled", source=value, new=2)

    assert caplog.messages == [f"polled source={shown} new=2"]


def test_what_nobody_listens_to_is_not_even_written() -> None:
    class Loud:
        def __str__(self) -> str:
            raise AssertionError("was written")

    logging.getLogger("monitor").setLevel(logging.WARNING)
    log.event(LOGGER, logging.INFO, "polled", source=Loud())


def test_lines_go_to_stderr_with_a_utc_time(capsys: pytest.CaptureFixture[str]) -> None:
    log.to_stderr("INFO")
    log.to_stderr("INFO")  # a second time must not say all twice

    log.event(LOGGER, logging.INFO, "polled", source="bbc")
    log.event(LOGGER, logging.DEBUG, "detail")

    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO monitor\.test_log polled source=bbc\n", err
    )
