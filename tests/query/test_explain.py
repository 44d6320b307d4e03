"""What a query lacks in a document, and what carries it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.query.explain import holding, lacking
from monitor.query.match import match
from monitor.query.parse import parse
from monitor.query.subject import Subject, without


def subject(text: str, title: str = "") -> Subject:
    return Subject.of(title=title, text=text)


@pytest.mark.parametrize(
    ("query", "text", "wanting", "held"),
    [
        ("slavery museum", "slavery", ("“museum”",), ["slavery"]),
        ("a NEAR/3 (b OR c)", "a", ("one of “b”, “c” within 3 words",), ["a"]),
        ("aa NEAR/2 bb", "aa x x x bb", ("both within 2 words of each other",), ["aa", "bb"]),
        ("aa NEAR/2 bb", "nothing", ("“aa”", "“bb” within 2 words"), []),
        ("title:aa", "aa", ("“aa” in the title",), ["aa"]),
        ("aa kind:report", "aa", ('kind:"report"',), ["aa"]),
        ("(aa bb cc) OR (dd ee)", "dd", ("“ee”",), ["dd"]),
        ("aa NEAR/3 (b1 OR b2 OR b3 OR b4)", "aa",
         ("one of “b1”, “b2”, “b3” … within 3 words",), ["aa"]),
    ],
)  # fmt: skip
def test_the_shortest_way_is_told(
    query: str, text: str, wanting: tuple[str, ...], held: list[str]
) -> None:
    lack = lacking(parse(query), subject(text))

    assert lack is not None
    assert lack.wanting == wanting
    assert [each.term for each in lack.held] == held


def test_what_stands_in_the_way_is_told_with_its_place() -> None:
    lack = lacking(parse("slavery -museum"), subject("slavery", title="The museum"))

    assert lack is not None
    assert (lack.changes, lack.wanting) == (1, ())
    (bar,) = lack.barring
    assert (bar.term, bar.start, bar.end) == ("museum", 4, 10)


def test_a_side_with_many_alternatives_is_not_what_a_near_is_about() -> None:
    near = parse("slave NEAR/5 (workers OR farm OR factory)")

    key, other = lacking(near, subject("slave")), lacking(near, subject("workers"))
    assert key is not None
    assert key.about
    assert other is not None
    assert not other.about


def test_a_query_that_matches_lacks_nothing() -> None:
    assert lacking(parse("aa"), subject("aa")) is None


@pytest.mark.parametrize(
    ("query", "text", "terms"),
    [
        ("aa OR bb", "aa bb", ["aa", "bb"]),
        ("aa OR bb", "bb", ["bb"]),
        ("aa (bb OR cc)", "aa bb cc", ["aa"]),
        ("aa NEAR/9 (bb OR cc)", "aa bb cc", ["aa"]),
        ("aa NEAR/1 (bb OR cc)", "bb aa cc", ["aa"]),
        ("-aa", "bb", []),
        ("aa", "bb", []),
    ],
)
def test_the_fewest_terms_that_carry_it(query: str, text: str, terms: list[str]) -> None:
    assert [each.term for each in holding(parse(query), subject(text))] == terms


WORDS = st.lists(st.sampled_from(["aa", "bb", "cc", "dd"]), max_size=6).map(" ".join)
QUERIES = st.recursive(
    st.sampled_from(["aa", "bb", '"cc dd"', "aa NEAR/2 (cc OR dd)", "title:bb"]),
    lambda inner: st.tuples(inner, st.sampled_from([" AND ", " OR "]), inner).map(
        lambda parts: f"({''.join(parts)})"
    ),
    max_leaves=6,
)


@given(QUERIES, WORDS, WORDS)
def test_without_what_carries_it_a_query_no_longer_matches(
    written: str, title: str, text: str
) -> None:
    query, about = parse(written), subject(text, title)
    carried = holding(query, about)

    assert bool(carried) == (match(query, about) is not None)
    if carried:
        assert match(query, without(about, carried)) is None
    assert (lacking(query, about) is None) == bool(carried)
