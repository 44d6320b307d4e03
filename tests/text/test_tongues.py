"""Names of languages."""

import pytest

from monitor.text.tongues import name_of


@pytest.mark.parametrize(
    ("code", "name"), [("ar", "Arabic"), ("zh-TW", "Chinese"), ("ckb", "Central Kurdish"), ("", "")]
)
def test_name(code: str, name: str) -> None:
    assert name_of(code) == name


def test_code_that_we_do_not_know_stands_for_itself() -> None:
    assert name_of("qqq") == "qqq"
