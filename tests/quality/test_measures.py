"""The figures themselves, on examples that can be reckoned by hand."""

import pytest

from tests.quality.measures import b_cubed, mean, pairs, told
from tests.quality.peer import Peer


def test_b_cubed_of_the_truth_is_one() -> None:
    truth = {"a": 1, "b": 1, "c": 2}

    assert b_cubed({"a": "x", "b": "x", "c": "y"}, truth) == {
        "story_precision": 1,
        "story_recall": 1,
        "story_f1": 1,
    }


def test_one_great_group_costs_precision_and_single_ones_cost_recall() -> None:
    truth = {"a": 1, "b": 1, "c": 2}

    together = b_cubed(dict.fromkeys("abc", "x"), truth)
    apart = b_cubed({}, truth)

    assert together["story_recall"] == 1
    assert together["story_precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert apart["story_precision"] == 1
    assert apart["story_recall"] == pytest.approx((1 / 2 + 1 / 2 + 1) / 3)


def test_told() -> None:
    found = told("x", [(True, True), (True, False), (False, True), (False, False)])

    assert found == {"x_precision": 0.5, "x_recall": 0.5, "x_f1": 0.5}
    assert told("x", []) == {"x_precision": 1, "x_recall": 1, "x_f1": 1}
    assert told("x", [(True, False), (False, True)])["x_f1"] == 0


def test_pairs_leave_out_what_has_no_group() -> None:
    groups = {"c": 1, "a": 1, "b": 1, "d": None, "e": None}

    assert pairs(groups) == {("a", "b"), ("a", "c"), ("b", "c")}


def test_mean_of_nothing() -> None:
    assert mean([]) == 0
    assert mean([1.0, 2.0]) == 1.5


def test_a_peer_whose_program_is_missing_is_absent() -> None:
    assert Peer(answer=print, program="no-such-program-at-all").version is None
    assert Peer(answer=print, program="sh").version == ""
