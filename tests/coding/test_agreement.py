"""Figures of agreement are those of published examples, and say when they mean little."""

import time

import pytest

from monitor.coding.agreement import agreement
from monitor.coding.measures import kappa
from monitor.model.agreement import Disagreement
from monitor.model.coding import UNASSIGNED, Level, Variable
from tests.coding.conftest import REMEDY, STAGE, VICTIMS, coded

Given = dict[str, list[object]]
_: object = None
# Krippendorff, K. (2011): Computing Krippendorff's Alpha-Reliability, sections B, C and D.
BINARY: Given = {"Meg": [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], "Owen": [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]}
NOMINAL: Given = {"Ben": list("aabbdcccedda"), "Gerry": list("babbbccceddd")}
FOUR: Given = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    "C": [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
}


def variable(level: Level, values: str) -> Variable:
    return Variable(name="v", level=level, values=() if level is Level.INTERVAL else tuple(values))


@pytest.mark.parametrize(
    ("level", "values", "given", "alpha"),
    [
        (Level.NOMINAL, "01", BINARY, 0.095),
        (Level.NOMINAL, "abcde", NOMINAL, 0.692),
        (Level.NOMINAL, "12345", FOUR, 0.743),
        (Level.ORDINAL, "12345", FOUR, 0.815),
        (Level.INTERVAL, "", FOUR, 0.849),
    ],
)
def test_alpha_is_that_of_krippendorffs_examples(
    level: Level, values: str, given: Given, alpha: float
) -> None:
    asked = variable(level, values)
    found = agreement(asked, coded(asked, given), 12)

    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert found.interval is not None
    assert found.alpha is not None
    assert found.interval[0] < found.alpha < found.interval[1]
    assert found == agreement(asked, coded(asked, given), 12)


def test_kappa_is_that_of_cohens_example() -> None:
    # Cohen, J. (1960): A coefficient of agreement for nominal scales, table 2, N = 200.
    table = ((88, 10, 2), (14, 40, 6), (18, 10, 12))
    pairs = [
        (str(a), str(b)) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)
    ]

    assert kappa(pairs) == pytest.approx(0.492, abs=0.0005)
    told = agreement(
        variable(Level.NOMINAL, "012"),
        coded(
            variable(Level.NOMINAL, "012"), dict(zip("AB", zip(*pairs, strict=True), strict=True))
        ),
        200,
    )
    assert told.kappa == kappa(pairs)
    assert told.percent == pytest.approx(70)
    assert told.confusion == table


def test_missing_codes_are_counted_and_compared_with_nothing() -> None:
    asked = variable(Level.NOMINAL, "12345")
    found = agreement(asked, coded(asked, FOUR), 20)

    assert (found.items, found.coded, found.pairable, found.missing) == (20, 12, 11, 7)
    assert [(pair.coders, pair.items) for pair in found.pairs][:2] == [
        (("A", "B"), 9),
        (("A", "C"), 8),
    ]
    assert found.kappa == pytest.approx(sum(p.kappa or 0 for p in found.pairs) / 6)
    assert found.cautions == ()


def test_where_coders_disagreed_is_told_with_the_documents() -> None:
    given = {"ada": ["raid", "raid", "charge"], "bea": ["charge", "raid", "raid"]}
    found = agreement(STAGE, coded(STAGE, given), 3)

    assert found.disagreements == (Disagreement(values=("raid", "charge"), items=("d000", "d002")),)
    assert found.counts == (("raid", 4), ("charge", 2))
    assert found.confusion == ((1, 1), (1, 0))
    assert "only 3 documents" in found.cautions[0]
    assert found.interval is None


@pytest.mark.parametrize(
    ("given", "caution"),
    [
        ({}, "nobody has coded it"),
        ({"ada": ["raid"] * 12}, "only ada has coded it"),
        ({"ada": ["raid", None], "bea": [None, "raid"]}, "nothing to compare"),
        ({"ada": ["raid"] * 12, "bea": ["raid"] * 12}, "everybody wrote “raid” everywhere"),
    ],
)
def test_what_cannot_be_measured_is_undefined_and_says_why(given: Given, caution: str) -> None:
    found = agreement(STAGE, coded(STAGE, given), 12)

    assert (found.kappa, found.alpha, found.interval) == (None, None, None)
    assert caution in " ".join(found.cautions)


def test_unassigned_is_a_name_and_no_place_in_an_order() -> None:
    given = {"ada": ["raid", UNASSIGNED], "bea": ["raid", UNASSIGNED]}
    nominal = agreement(STAGE, coded(STAGE, given), 2)
    ordinal = agreement(
        REMEDY,
        coded(REMEDY, {"ada": ["much", UNASSIGNED], "bea": ["nothing", UNASSIGNED]}),
        2,
    )

    assert (nominal.alpha, nominal.pairable) == (1.0, 2)
    assert (ordinal.pairable, ordinal.cautions[1]) == (
        1,
        "2 codes are unassigned and count as missing",
    )


def test_numbers_are_compared_by_their_distance() -> None:
    near = agreement(VICTIMS, coded(VICTIMS, {"a": [1, 5, 9, 100], "b": [2, 5, 9, 100]}), 4)
    far = agreement(VICTIMS, coded(VICTIMS, {"a": [1, 5, 9, 100], "b": [99, 5, 9, 100]}), 4)

    assert near.percent == far.percent == 75
    assert near.alpha is not None
    assert far.alpha is not None
    assert near.alpha > 0.99 > far.alpha
    assert near.kappa is None


def test_values_that_left_the_codebook_are_counted_and_named() -> None:
    found = agreement(STAGE, coded(STAGE, {"a": ["raid", "trial"], "b": ["raid", "trial"]}), 2)

    assert "no longer in the codebook, and counted: trial" in found.cautions


def test_a_large_study_is_measured_in_seconds() -> None:
    given: Given = {
        coder: [STAGE.values[(place * place + shift) % 3] for place in range(2000)]
        for shift, coder in enumerate("abc")
    }
    began = time.process_time()

    agreement(STAGE, coded(STAGE, given), 2000)

    assert time.process_time() - began < 10
