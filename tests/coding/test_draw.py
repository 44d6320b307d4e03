"""Samples are drawn by chance that anyone can repeat."""

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.coding.draw import draw, share, shuffled
from monitor.model.coding import Drawn


def population(**sizes: int) -> list[Drawn]:
    return [
        Drawn(document_id=f"{stratum}{n}", revision=1, stratum=stratum)
        for stratum, size in sizes.items()
        for n in range(size)
    ]


POST = population(a=200)


def test_the_same_seed_draws_the_same_ones_in_whatever_order_they_came() -> None:
    mixed = random.Random(1).sample(POST, len(POST))

    assert draw(POST, "7", 20) == draw(mixed, "7", 20)
    assert set(draw(POST, "7", 20)) != set(draw(POST, "8", 20))


def test_what_is_drawn_does_not_depend_on_this_program() -> None:
    # Computed by: for id in a0 … a199: printf '7\n%s' $id | sha256sum
    assert [each.document_id for each in draw(POST, "7", 3)] == ["a153", "a93", "a119"]


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 40), min_size=1),
    st.text(max_size=5),
    st.integers(0, 60),
)
def test_a_larger_sample_holds_the_smaller_one(sizes: dict[str, int], seed: str, n: int) -> None:
    all_of_them = population(**sizes)
    drawn = draw(all_of_them, seed, n)

    assert draw(all_of_them, seed, n + 1)[: len(drawn)] == drawn
    assert len(drawn) == min(n, len(all_of_them)) == len(set(drawn))


def test_each_stratum_is_drawn_from_in_proportion() -> None:
    drawn = draw(population(a=60, b=30, c=10), "7", 10)

    assert Counter(each.stratum for each in drawn) == {"a": 6, "b": 3, "c": 1}


def test_every_document_has_the_same_chance() -> None:
    seen = Counter(
        each.document_id for seed in range(1000) for each in draw(population(a=10), str(seed), 3)
    )

    assert all(240 < seen[f"a{n}"] < 360 for n in range(10))  # 300 ± 4 standard deviations


def test_share_is_rounded_up() -> None:
    assert [share(61, 20), share(60, 20), share(1, 0.1), share(0, 50), share(7, 100)] == [
        13, 12, 1, 0, 7,
    ]  # fmt: skip


def test_coders_have_orders_of_their_own() -> None:
    ada, bea = shuffled(POST, "s", "ada"), shuffled(POST, "s", "bea")

    assert ada != bea
    assert set(ada) == set(bea) == set(POST)
    assert ada == shuffled(POST[::-1], "s", "ada")
