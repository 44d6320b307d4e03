"""Text from outside on a terminal."""

import pytest

from monitor.cli.terminal import plain


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("a\x9b31mb", "a31mb"),
        ("a\u202eb\u2066c", "abc"),
        ("one\n two\u2028three", "one two three"),
        ("J\udcff Roe", "J Roe"),
    ],
    ids=["escape", "one-byte escape", "directions", "lines", "a byte that is no UTF-8"],
)
def test_nothing_moves_the_cursor_or_breaks_the_output(told: str, shown: str) -> None:
    assert plain(told) == shown
    plain(told).encode()
