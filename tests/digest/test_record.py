"""The record keeps an issue whole, in the same bytes each time."""

import json

import pytest

from monitor.digest.record import dump, load
from monitor.model.digest import Digest
from tests.digest.conftest import MONDAY, busy, empty


def test_an_issue_comes_back_as_it_was(digest: Digest) -> None:
    assert load(dump(digest)) == digest


def test_open_week_comes_back(digest: Digest) -> None:
    assert load(dump(empty(cut=MONDAY))) == empty(cut=MONDAY)


def test_same_issue_gives_the_same_bytes_with_sorted_keys() -> None:
    assert dump(busy()) == dump(busy())
    told = json.loads(dump(busy()))
    assert list(told) == sorted(told)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"title": 1}', "null", '{"week": []}'])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        load(text)
