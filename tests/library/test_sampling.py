"""Samples of a search are kept, and drawn again they are the same."""

from datetime import timedelta

import pytest

from monitor.archive import samples
from monitor.errors import SearchError
from monitor.library.library import Library
from monitor.library.sampling import Wanted, draw_sample, every, find
from monitor.model.coding import Stratum
from monitor.model.search import Search
from tests.archive.conftest import HOUR, START, a_document, a_verdict, keep

ASKED = Search(query="freed")
NOW = START + timedelta(days=2)


def fill(library: Library, *keys: str, source: str = "post") -> None:
    for key in keys:
        keep(library.archive, a_document(key, source_id=source), a_verdict())


def wanted(name: str = "s", **changes: object) -> Wanted:
    return Wanted(**({"name": name, "seed": "7", "size": 3, "who": "Ada"} | changes))  # type: ignore[arg-type]


def test_a_sample_is_kept_and_drawn_again_it_is_the_same(library: Library) -> None:
    fill(library, *"abcdefgh")
    sample = draw_sample(library, ASKED, wanted(), NOW)

    assert (sample.population, len(sample.drawn)) == (8, 3)
    assert sample.search.as_of is not None
    assert find(library, "s") == sample
    assert draw_sample(library, ASKED, wanted(who="Bea"), NOW + HOUR) == sample
    assert every(library) == (sample,)


def test_what_comes_later_changes_no_sample_as_of_before(library: Library) -> None:
    fill(library, *"abcdefgh")
    sample = draw_sample(library, ASKED, wanted(), NOW)
    for key in "ijklmnop":
        late = a_document(key, first_seen_at=NOW + HOUR)
        keep(library.archive, late)

    again = draw_sample(library, sample.search, wanted("again"), NOW + 2 * HOUR)

    assert again.drawn == sample.drawn
    assert draw_sample(library, ASKED, wanted(), NOW + 2 * HOUR) == sample
    assert draw_sample(library, ASKED, wanted("new"), NOW + 2 * HOUR).population == 16


def test_a_moment_that_is_not_over_is_pinned_to_what_is_known(library: Library) -> None:
    fill(library, *"abcdefgh")
    future = Search(query="freed", as_of=NOW + timedelta(days=99))

    sample = draw_sample(library, future, wanted(), NOW)
    keep(library.archive, a_document("late", first_seen_at=NOW + HOUR))

    assert sample.search.as_of is not None
    assert sample.search.as_of < START + HOUR
    assert repr(sample) == "<Sample s: 3 of 8 documents, seed 7>"
    assert draw_sample(library, sample.search, wanted(), NOW + 2 * HOUR) == sample


def test_a_name_stands_for_one_sample(library: Library) -> None:
    fill(library, *"abcdefgh")
    draw_sample(library, ASKED, wanted(), NOW)

    with pytest.raises(SearchError, match="drawn on 2026-11-04 by Ada; take another name"):
        draw_sample(library, ASKED, wanted(size=4), NOW)
    with pytest.raises(SearchError, match="there are s"):
        find(library, "t")


@pytest.mark.parametrize("name", ["", "A", "../x", "a b", "-a", "a" * 61, "é"])
def test_what_is_no_name_is_refused(library: Library, name: str) -> None:
    fill(library, "a")

    with pytest.raises(SearchError, match="is no name for a sample"):
        draw_sample(library, ASKED, wanted(name), NOW)


def test_a_sample_of_nobody_is_refused(library: Library) -> None:
    fill(library, "a")

    with pytest.raises(SearchError, match="at least 1"):
        draw_sample(library, ASKED, wanted(size=0), NOW)
    assert samples.names(library.archive) == ()


def test_nothing_is_drawn_from_nothing(library: Library) -> None:
    with pytest.raises(SearchError, match="nothing is found"):
        draw_sample(library, ASKED, wanted(), NOW)
    assert samples.names(library.archive) == ()


def test_strata_are_named_and_drawn_from_in_proportion(library: Library) -> None:
    fill(library, *"abcdefgh")
    fill(library, *"ijkl", source="echo")
    by = (Stratum.SOURCE, Stratum.MONTH, Stratum.TOPIC)

    sample = draw_sample(library, ASKED, wanted(by=by), NOW)

    assert sorted(each.stratum for each in sample.drawn) == [
        "echo / 2026-11 / labour",
        "post / 2026-11 / labour",
        "post / 2026-11 / labour",
    ]
