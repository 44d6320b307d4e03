"""What a search answers: pages, the same again, counts, and help where there is nothing."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.archive import history
from monitor.archive.history import State
from monitor.archive.store import Archive
from monitor.errors import QueryError, SearchError
from monitor.library import cursor
from monitor.library.library import Library
from monitor.library.permalink import pairs, read
from monitor.model.decision import Decision
from monitor.model.search import Hit, Order, Search
from monitor.model.verdict import Tier
from tests.archive.conftest import HOUR, START, a_document, a_verdict, keep
from tests.quality.measure import data_folder

DAY = timedelta(days=1)
BLNS = data_folder(None, {}).parent / "hostile" / "blns" / "blns.json"


def fill(library: Library, count: int, start: int = 0) -> None:
    with library.archive.transaction():
        for number in range(start, start + count):
            text = f"Nine people were freed. {'raid ' * (number % 7)}{'rain ' * (number % 5)}"
            keep(
                library.archive,
                a_document(f"d{number:03}", text=text, first_seen_at=START + number * HOUR),
                a_verdict(topics=("labour", "policy")[: 1 + number % 2]),
                story_id=f"d{number % 3:03}",
            )


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.document.id for hit in hits]


def paged(library: Library, asked: Search, limit: int) -> list[str]:
    found: list[str] = []
    after: str | None = None
    while True:
        page = library.search(asked, limit=limit, cursor=after)
        found += ids(page.hits)
        assert page.total == library.search(page.search, limit=0).total
        if page.cursor is None:
            return found
        assert len(page.hits) == limit
        after = page.cursor


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("query", ["", "raid", "raid OR rain", '"people were fre*"', "-raid"])
def test_pages_are_what_every_yields(library: Library, query: str, order: Order) -> None:
    fill(library, 40)
    asked = Search(query=query, order=order)
    whole = ids(list(library.every(asked)))

    assert len(whole) == len(set(whole)) == library.search(asked).total > 0
    for limit in (1, 7, 1000):
        assert paged(library, asked, limit) == whole


def test_pages_stay_of_their_moment_while_documents_arrive_change_and_are_decided(
    library: Library,
) -> None:
    fill(library, 30)
    asked = Search(query="freed", order=Order.NEWEST)
    first = library.search(asked, limit=10)
    found, after = ids(first.hits), first.cursor
    number = 30
    while after:
        fill(library, 5, number)
        number += 5
        library.archive.revise(a_document(f"d{number - 31:03}", text="gone"), START + 99 * DAY)
        page = library.search(asked, limit=10, cursor=after)
        assert (page.total, page.search) == (30, first.search)
        found += ids(page.hits)
        after = page.cursor

    assert found == [f"d{n:03}" for n in reversed(range(30))]
    assert ids(list(library.every(first.search))) == found
    assert library.search(asked).total == number - 2


def test_the_same_search_gives_the_same_states_ever_after(library: Library) -> None:
    keep(library.archive, a_document("a", text="slavery"), a_verdict(Tier.QUEUE))
    then = library.search(Search(query="slavery tier:queue topic:labour"))
    library.archive.revise(a_document("a", text="servitude"), START + HOUR)
    library.archive.decide(
        Decision(document_id="a", accepted=True, who="Ada", at=START, note="", topics=("policy",))
    )
    again = library.search(then.search)

    (was,), (hit,) = then.hits, again.hits
    assert again == replace(then, hits=again.hits)
    assert hit == replace(was, score=hit.score)  # how rare a word is depends on later documents
    assert (hit.revision, hit.tier, hit.topics) == (1, Tier.QUEUE, ("labour",))
    assert hit.document.text == "slavery"
    (now,) = library.search(Search(query="servitude tier:accepted topic:policy")).hits
    assert (now.revision, now.tier, now.topics) == (2, Tier.ACCEPTED, ("policy",))


def test_a_moment_to_come_is_the_last_one_known(library: Library) -> None:
    later = START + 1000 * DAY
    assert library.search(Search(as_of=later)).search.as_of == datetime.fromisoformat(
        "1970-01-01T00:00Z"
    )
    fill(library, 2)
    pinned = library.search(Search(as_of=later)).search
    assert pinned == library.search(Search()).search
    assert pinned.as_of
    assert pinned.as_of < later
    fill(library, 2, 2)
    assert library.search(pinned).total == 2
    assert library.search(Search(as_of=START - DAY)).total == 0


def test_a_cursor_of_another_search_is_refused(library: Library) -> None:
    fill(library, 5)
    asked = Search(query="freed", order=Order.NEWEST)
    page = library.search(asked, limit=2)
    assert page.cursor

    assert library.search(page.search, limit=2, cursor=page.cursor).hits
    for other in (
        Search(query="freed"),
        replace(asked, query="people"),
        replace(asked, sources=("post",)),
        replace(asked, as_of=START),
    ):
        with pytest.raises(SearchError, match="is of another search"):
            library.search(other, cursor=page.cursor)


@given(told=st.text(min_size=1, max_size=60) | st.binary(min_size=1).map(lambda b: b.hex()))
@settings(max_examples=200, deadline=None)
def test_what_is_no_cursor_is_refused(told: str) -> None:
    with pytest.raises(SearchError, match=r"cursor: (cannot be read|is of another)"):
        cursor.read(Search(), told)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Search(), 12),
        (Search(sources=("post", "gone")), 12),
        (Search(sources=("gone",)), 0),
        (Search(publishers=("harbour post",)), 12),
        (Search(topics=("policy",)), 6),
        (Search(kinds=("report",)), 0),
        (Search(languages=("en", "fr")), 12),
        (Search(stories=("d000", "d001")), 8),
        (Search(months=("2026-11",)), 12),
        (Search(months=("2026-10",)), 0),
        (Search(since=date(2026, 11, 2), until=date(2026, 11, 2)), 12),
        (Search(since=date(2026, 11, 3)), 0),
        (Search(query="raid", topics=("policy",), stories=("d001",)), 1),
        (Search(sources=('no"\udcff',)), 0),
    ],
)
def test_filters_narrow(library: Library, asked: Search, count: int) -> None:
    fill(library, 12)
    found = library.search(asked)

    assert (found.total, len(found.hits)) == (count, count)


def test_facets_count_all_that_was_found(library: Library) -> None:
    fill(library, 30)
    found = library.search(Search(query="freed"), limit=1, facets=True)
    told = {each.field: {c.value: c.count for c in each.counts} for each in found.facets}

    assert told == {
        "source": {"post": 30},
        "publisher": {"Harbour Post": 30},
        "topic": {"labour": 30, "policy": 15},
        "kind": {"article": 30},
        "lang": {"en": 30},
        "month": {"2026-11": 30},
        "story": {"d000": 10, "d001": 10, "d002": 10},
    }
    (stories,) = (each for each in found.facets if each.field == "story")
    assert stories.counts[0].label == "Title of d000"
    for facet in found.facets:
        for each in facet.counts:
            narrow = read([*pairs(found.search), (facet.field, each.value)])
            assert library.search(narrow).total == each.count


@pytest.mark.parametrize("query", ["zebra", ""])
def test_what_finds_nothing_has_no_counts(library: Library, query: str) -> None:
    found = library.search(Search(query=query), facets=True, period="day")

    assert found.total == 0
    assert all(each.counts == () for each in found.facets)
    assert found.timeline
    assert found.timeline.buckets == ()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("traficking", "trafficking"),
        ("police traficking", "police trafficking"),
        ('"forced labor camps"', '"forced labour camps"'),
        ("zebra or trafficking", "zebra OR trafficking"),
        ('"trafficking police"', "trafficking police"),
        ("trafficking zebra", "trafficking"),
        ("zebra okapi police", "any:(zebra okapi police)"),
        ("traficking OR zebra okapi -police", "trafficking OR zebra okapi -police"),
        ("zebra okapi police lang:de", "any:(zebra okapi police)"),
        ("zebra okapi lang:de -weather source:police", None),
        ("title:traficking", None),
        ("zebra okapi", None),
        ("traficking source:gone", None),
    ],
)
def test_a_query_in_vain_is_told_what_finds_something(
    library: Library, query: str, first: str | None
) -> None:
    for number in range(3):
        text = "Police say that trafficking feeds forced labour camps."
        keep(library.archive, a_document(f"d{number}", title="Weather", text=text))
    found = library.search(Search(query=query))

    assert found.total == 0
    assert (found.suggestions[:1] or (None,)) == (first,)
    for each in found.suggestions:
        assert library.search(Search(query=each)).total > 0


def naughty() -> list[str]:
    told: list[str] = json.loads(BLNS.read_text(encoding="utf-8")) if BLNS.is_file() else []
    return told


def answered(library: Library, text: str) -> None:
    """Ask; a refusal has a column in the text and a suggestion that is answered."""
    fault: QueryError | None = None
    try:
        library.search(Search(query=text), limit=2)
    except QueryError as refused:
        fault = refused
    if fault:
        assert 1 <= fault.column <= len(text) + 1
        assert fault.reason
        library.search(Search(query=fault.suggestion), limit=2)


def test_naughty_strings_are_answered_or_refused(library: Library) -> None:
    fill(library, 3)
    for text in (*naughty(), '"', "AND", "NEAR(", "col:x", "a*", "(" * 5000, "a " * 5000, "\0"):
        answered(library, text)


ODD = st.text(max_size=30) | st.lists(
    st.sampled_from([*'ab*"():-$“ ', "NEAR/5 ", "OR ", "AND ", "title:", "since:", "any:(", "x:"]),
    max_size=12,
).map("".join)


def test_any_string_is_answered_or_refused_with_something_to_write_instead(
    library: Library,
) -> None:
    fill(library, 3)

    @settings(max_examples=200, deadline=None)
    @given(ODD)
    def check(text: str) -> None:
        answered(library, text)

    check()


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        ('"debt bondage', '"debt bondage"'),
        ("(slavery museum", "(slavery museum)"),
        ("slavery museum)", "slavery museum"),
        ("slavery OR", "slavery"),
        ("AND slavery", "slavery"),
        ("slavery AND AND museum", "slavery AND museum"),
        ("sorce:bbc-uk", "source:bbc-uk"),
        ("http://example.org", '"http://example.org"'),
        ("a* slavery", "slavery"),
        ("sl*very", "slvery"),
        ("since:yesterday slavery", "slavery"),
        ("slavery NEAR (a b)", "slavery (a b)"),
        ('slavery ""', "slavery"),
        ("!!!", ""),
    ],
)
def test_a_refusal_says_what_to_write_instead(library: Library, query: str, instead: str) -> None:
    with pytest.raises(QueryError) as refused:
        library.search(Search(query=query))

    assert refused.value.suggestion == instead
    assert not instead or str(refused.value).endswith(f"; try {instead}")


def test_similar_documents_share_what_tells_them_from_others(library: Library) -> None:
    fill(library, 20)
    raid = "Police raided a nail bar in Saltmere and freed three Vietnamese girls."
    keep(library.archive, a_document("one", title="Raid", text=raid))
    keep(library.archive, a_document("two", title="Nail bar", text=f"{raid} A man was arrested."))
    keep(library.archive, a_document("far", title="Budget", text="The budget fell again."))

    assert ids(library.similar("one", 5))[:1] == ["two"]
    assert "far" not in ids(library.similar("one", 5))
    assert library.similar("far", 5) == ()


def test_a_broken_index_is_made_anew_and_answers(library: Library) -> None:
    fill(library, 3)
    assert library.search(Search(query="freed")).total == 3
    for file in library.archive.index_path.rglob("*.store"):
        file.write_bytes(b"")
    for file in library.archive.index_path.rglob("*.pos"):
        file.write_bytes(b"")

    assert library.search(Search(query='"people were"'), facets=True).total == 3


def test_a_page_loads_its_own_documents_alone(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, 30)
    loaded: list[int] = []

    def states(archive: Archive, seqs: Sequence[int]) -> list[State]:
        loaded.append(len(seqs))
        return load(archive, seqs)

    load = history.states
    monkeypatch.setattr(history, "states", states)
    paged(library, Search(query="freed"), 5)

    assert set(loaded) == {0, 5}
