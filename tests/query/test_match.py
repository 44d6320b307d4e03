"""A query and a document: does it match, and where."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.verdict import Field
from monitor.query.match import match
from monitor.query.parse import parse
from monitor.query.subject import Subject
from monitor.query.tree import Near, Word

AT = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def subject(text: str = "", title: str = "", language: str = "en") -> Subject:
    return Subject.of(
        title=title,
        text=text,
        language=language,
        source_id="bbc-uk",
        publisher="Straße & Co",
        topics=("labour", "policy"),
        kind="report",
        at=AT,
    )


def holds(query: str, text: str = "", title: str = "", language: str = "en") -> bool:
    return match(parse(query), subject(text, title, language)) is not None


@pytest.mark.parametrize(
    ("query", "yes"),
    [
        ("source:BBC-UK", True),
        ("source:bbc", False),
        ('publisher:"STRASSE & co"', True),
        ("topic:policy", True),
        ("topic:other", False),
        ("lang:en", True),
        ("kind:article", False),
        ("-kind:article", True),
        ("since:2026-11-24 until:2026-11-24", True),
        ("since:2026-11-25", False),
        ("until:2026-11-23", False),
        ("until:2026-11", True),
    ],
)
def test_fields(query: str, yes: bool) -> None:
    assert holds(query, "anything") is yes


@pytest.mark.parametrize(
    ("query", "distances"),
    [("a NEAR/1 b", {1}), ("a NEAR/2 b", {1, 2}), ("b NEAR/3 a", {1, 2, 3})],
)
def test_near_counts_words_in_either_order(query: str, distances: set[int]) -> None:
    for distance in range(1, 6):
        between = "x " * (distance - 1)
        for text in (f"a {between}b", f"b {between}a"):
            assert holds(query, text) is (distance in distances)


def test_near_counts_between_the_nearest_ends_of_phrases() -> None:
    assert holds('"a b" NEAR/2 "c d"', "a b x c d")
    assert not holds('"a b" NEAR/1 "c d"', "a b x c d")
    assert not holds('"a b" NEAR/5 "b c"', "a b c")


def test_a_word_is_not_near_itself() -> None:
    assert not holds("a NEAR/5 a", "x a x")
    assert holds("a NEAR/5 a", "a x a")


def test_near_keeps_to_one_field() -> None:
    assert not holds("a NEAR/50 b", title="a", text="b")


def test_a_phrase_does_not_leave_its_field() -> None:
    assert not holds('"a b"', title="a", text="b")
    assert not holds("title:a", text="a")


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("freed", [("freed", Field.TITLE, "Freed"), ("freed", Field.TEXT, "freed")]),
        ('"nine people"', [("nine people", Field.TEXT, "Nine people")]),
        ("peop*", [("peop*", Field.TEXT, "people")]),
        ("nine NEAR/3 freed", [("nine", Field.TEXT, "Nine"), ("freed", Field.TEXT, "freed")]),
        ("-other kind:report", []),
    ],
)
def test_places_are_told_in_order(query: str, places: list[tuple[str, Field, str]]) -> None:
    title, text = "Freed at last", "Nine people, freed slaves"
    found = match(parse(query), subject(text, title))

    assert found is not None
    texts = {Field.TITLE: title, Field.TEXT: text}
    assert [(m.term, m.field, texts[m.field][m.start : m.end]) for m in found] == places


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("en", "women", "women"),
        ("en", "victim", "the victim’s"),
        ("fr", "victime", "victimes"),
        ("de", "Menschenhändler", "Menschenhändlern"),
        ("ru", "торговля людьми", "торговли людьми"),
        ("ar", "اتجار", "الاتجار"),
        ("tr", "istismar", "istismarı"),
        ("zh", "贩卖", "人口贩卖"),
        ("und", "café", "CAFE"),
    ],
)
def test_each_language_has_its_own_forms(language: str, query: str, text: str) -> None:
    assert holds(query, text, language=language)


small = st.lists(st.sampled_from("abcx"), max_size=12)


@given(words=small, within=st.integers(1, 5))
def test_near_is_what_comparing_all_pairs_says(words: list[str], within: int) -> None:
    places = {each: [i for i, word in enumerate(words) if word == each] for each in "ab"}
    near = any(1 <= abs(i - j) <= within for i in places["a"] for j in places["b"])
    found = match(Near(Word("a"), Word("b"), within), subject(" ".join(words)))

    assert (found is not None) is near


@given(words=small)
def test_not_is_the_opposite(words: list[str]) -> None:
    text = " ".join(words)
    for query in ("a", '"a b"', "a NEAR/2 b", "a OR b", "title:a"):
        assert holds(query, text) is not holds(f"NOT ({query})", text)


@pytest.mark.parametrize(
    ("query", "text", "named"),
    [
        ("人口贩卖", "打击人口贩卖犯罪", "人口贩卖"),
        ('"modern slavery"', "on modern slavery", "modern slavery"),
        ('"BBC中文"', "BBC中文网", "bbc 中文"),
    ],
)
def test_term_is_named_as_people_write_it(query: str, text: str, named: str) -> None:
    found = match(parse(query), Subject.of(title="", text=text, language="zh"))

    assert found is not None
    assert found[0].term.casefold() == named
