"""Text becomes a tree, or a message with its column; never anything else."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import QueryError
from monitor.query.parse import MAX_DEPTH, MAX_LENGTH, MAX_TERMS, parse
from monitor.query.tree import (
    And,
    FieldIs,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Since,
    Title,
    Until,
    Word,
)

PIECES = (
    *("a", "b", '"a b"', "ab*", "a-b", "人口*", "(", ")", "-", "NOT", "AND", "OR"),
    *("NEAR", "NEAR/3", "title:", "source:x", "since:2026", "$M"),
)
A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a b c", And((A, B, C))),
        ("a AND b c", And((A, B, C))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a (b c)", And((A, B, C))),
        ("-a b", And((Not(A), B))),
        ("NOT a NEAR/3 b", Not(Near(A, B, 3))),
        ("a -b NEAR c", None),
        ("-(a OR b)", Not(Or((A, B)))),
        ("NOT NOT a", Not(Not(A))),
        ("a NEAR b", Near(A, B, 10)),
        ("a NEAR/5 (b OR c)", Near(A, Or((B, C)), 5)),
        ('"a b"', Phrase((A, B))),
        ("“a b”", Phrase((A, B))),
        ("«a b»", Phrase((A, B))),
        ('"a"', A),
        ("a-b", Phrase((A, B))),
        ("a/b.c", Phrase((A, B, C))),
        ("ab*", Prefix("ab")),
        ('"a bc*"', Phrase((A, Prefix("bc")))),
        ("a-bc*", Phrase((A, Prefix("bc")))),
        ('"OR"', Word("OR")),
        ("or", Word("or")),
        ("ORacle", Word("ORacle")),
        ("NEARby", Word("NEARby")),
        ("title:a", Title(A)),
        ('Title:"a b"', Title(Phrase((A, B)))),
        ("title:a-b", Title(Phrase((A, B)))),
        ("title:(a b)", And((Title(A), Title(B)))),
        ("title:(a OR -(b c))", Or((Title(A), Not(And((Title(B), Title(C))))))),
        ("title:(title:a)", None),
        ("title:(a NEAR b)", None),
        ("source:bbc-uk", FieldIs("source", "bbc-uk")),
        ('publisher:"The  Guardian"', FieldIs("publisher", "The Guardian")),
        ("since:2026", Since(date(2026, 1, 1))),
        ("until:2026", Until(date(2026, 12, 31))),
        ("until:2028-02", Until(date(2028, 2, 29))),
        ("since:2026-11-5", Since(date(2026, 11, 5))),
        ("O'Brien", Word("O'Brien")),
        ("b\u00ad人", Phrase((B, Word("人")))),
        ("人口*", Phrase((Word("人"), Word("口")))),
        ("人口", Phrase((Word("人"), Word("口")))),
    ],
)
def test_a_query_means_its_tree(query: str, tree: Query | None) -> None:
    if tree is None:
        with pytest.raises(QueryError):
            parse(query)
    else:
        assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "column", "part"),
    [
        ("", 1, "it is empty"),
        ("  \n", 1, "it is empty"),
        ("a OR", 3, "OR needs something after it"),
        ("AND a", 1, "AND needs something before it"),
        ("a NOT", 3, "NOT needs something after it"),
        ("(a b", 1, "a closing ) is missing"),
        ("a b)", 4, "an opening ( is missing"),
        ("a ()", 4, "nothing between"),
        ('a "b', 3, 'a closing " is missing'),
        ('a ""', 3, "the quotes are empty"),
        ("a !!!", 3, "has no letters or digits"),
        ("a NEAR", 3, "NEAR needs a word on both sides"),
        ("a NEAR/0 b", 3, "a number from 1 to 100"),
        ("a NEAR/101 b", 3, "a number from 1 to 100"),
        ("a NEAR/ b", 3, "needs a number right after it"),
        ("a NEAR (b c)", 3, "NEAR takes a word"),
        ("a NEAR title:b", 3, "NEAR takes a word"),
        ("a NEAR b NEAR c", 10, "NEAR"),
        ("a b*c", 3, "not at the end of a word"),
        ("a *", 3, "at least 2 letters"),
        ("a b*", 3, "at least 2 letters"),
        ("a-b*", 1, "at least 2 letters"),
        ("a b!*", 3, "at least 2 letters"),
        ("a 人*", 3, "at least 2 letters"),
        ("a sorce:b", 3, "did you mean source:"),
        ("a source:", 3, "needs a value"),
        ("a source:(b OR c)", 3, "write (source:a OR source:b)"),
        ("a sorce:(b OR c)", 3, "did you mean source:"),
        ("a title:()", 10, "nothing between"),
        ("a since:soon", 9, "takes a day"),
        ("a since:2026-02-30", 9, "the calendar has no"),
        ("a $NO", 3, "there is no macro $NO"),
        ("a -", 3, "needs a word right after it"),
    ],
)
def test_a_refusal_names_its_place_and_reason(query: str, column: int, part: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(query)

    assert (refused.value.column, part in refused.value.reason) == (column, True), refused.value


def test_macros_stand_for_their_trees() -> None:
    macros = {"AB": "a OR b", "DEEP": "$AB c"}

    assert parse("$DEEP", macros) == And((Or((A, B)), C))
    assert parse("c NEAR/2 $AB", macros) == Near(C, Or((A, B)), 2)


def test_macros_are_those_that_are_given_now() -> None:
    macros = {"M": "a"}

    assert parse("$M c", macros) == And((A, C))
    macros["M"] = "b"
    assert parse("$M c", macros) == And((B, C))
    with pytest.raises(QueryError):
        parse("$M c", {})


@pytest.mark.parametrize(
    ("macros", "part"),
    [
        ({"M": "$N", "N": "$M"}, "the macros go in a ring: $M → $N → $M"),
        ({"M": "a OR"}, "in macro $M, column 3: OR needs something after it"),
        ({"M": ""}, "in macro $M, column 1: it is empty"),
        ({"MN": "a"}, "there is no macro $M; did you mean $MN"),
    ],
)
def test_a_fault_in_a_macro_is_told_with_its_name(macros: dict[str, str], part: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse("b $M", macros)

    assert refused.value.column == 3
    assert part in refused.value.reason


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("a" * (MAX_LENGTH + 1), id="long"),
        pytest.param("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), id="deep"),
        pytest.param("-(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), id="negated"),
        pytest.param("(" * (MAX_LENGTH - 1), id="opened"),
        pytest.param("a " * (MAX_TERMS + 1), id="many terms"),
    ],
)
def test_what_is_too_much_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        parse(query)


def test_macros_that_multiply_are_refused_in_time() -> None:
    macros = {f"M{i}": f"$M{i + 1} $M{i + 1}" for i in range(40)} | {"M40": "a"}
    with pytest.raises(QueryError, match="more than 2,000 terms"):
        parse("$M0", macros)


def test_what_is_just_allowed_can_be_read() -> None:
    assert parse("(" * (MAX_DEPTH - 1) + "a" + ")" * (MAX_DEPTH - 1)) == A
    assert parse(" OR ".join(["a"] * MAX_TERMS)) == Or((A,) * MAX_TERMS)


@settings(max_examples=500)
@given(
    st.text(max_size=40)
    | st.text(alphabet='ab*"“”():-$NEARORNOTAND /59_.,\udcff', max_size=30)
    | st.lists(
        st.sampled_from(PIECES),
        max_size=12,
    ).map(" ".join)
)
def test_any_string_is_read_or_refused_and_what_was_read_can_be_written(query: str) -> None:
    column, tree = 1, None
    try:
        tree = parse(query, {"M": "a OR b"})
    except QueryError as refused:
        column = refused.column

    assert 1 <= column <= len(query) + 1
    if tree is not None:
        assert parse(str(tree)) == tree
