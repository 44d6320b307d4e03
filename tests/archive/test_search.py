"""The index finds what the matcher in memory finds, whatever is asked."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from monitor.archive import compile as compiling
from monitor.archive import history, index, search
from monitor.archive.history import State
from monitor.archive.search import Asked, View, ask, passage, subject
from monitor.archive.store import Archive
from monitor.errors import QueryError, SearchError
from monitor.model.dated import Dated, Provenance
from monitor.model.document import MAX_EXTRACT, Document, DocumentKind
from monitor.model.search import Snippet
from monitor.model.source import Content
from monitor.model.verdict import Tier
from monitor.query.match import match
from monitor.query.parse import parse
from monitor.query.subject import Subject
from monitor.query.tree import Query
from tests.archive.conftest import HOUR, START, a_document, a_verdict, found, keep

Fresh = Callable[[Sequence[Document]], AbstractContextManager[Archive]]

LANGUAGES = ("en", "fr", "de", "ru", "ar", "zh", "tr", "und", "EN")
# The same word in several forms and spellings, hyphens, apostrophes, other scripts.
MANY = """
trafficking trafficked Traffickers victim's victims’ victim café cafe CAFÉS Côte anti-slavery anti
slavery slave slaves enslaved naïve straße STRASSE İstanbul ıstanbul слово слова словами йод иод
торговля الاتجار اتجار بالبشر الضحايا 人口贩卖 人口 贩卖 人 कानून कानूनी ไทย ผู้เสียหาย ﷺ ½ ⑴ ﬁne
fine U.S. e.g. a_b AND OR NEAR/5 co\u00adoperate cooperate 2026 9.5 £5 l'homme l’homme O'Brien
"""
# Around the lengths at which the index keeps a word by its beginning.
LONG = ("x" * 120, "x" * 99 + "yz", "x" * 100 + "zy", "é" * 300)
WORDS = (*MANY.split(), *LONG)
GLUE = (" ", " ", " ", "-", "\n\n", ", ", "” “", "—", "'")
PREFIXES = ("traff", "ca", "café", "сло", "الا", "人口", "х" * 3, "x" * 99, "x" * 101, "⑴a", "AN")
LATER = START.replace(year=2100)
DAYS = ("2026-10-31", "2026-11-02", "2026-11", "2026", "2027")

some_text = st.builds(
    lambda words, glue: "".join(w + g for w, g in zip(words, glue, strict=False)),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=12),
    st.lists(st.sampled_from(GLUE), min_size=12, max_size=12),
)
some_word = st.sampled_from(WORDS) | st.text(min_size=1, max_size=4)
some_prefix = st.builds("{}*".format, st.sampled_from(PREFIXES))
some_phrase = st.builds(
    lambda words: '"{}"'.format(" ".join(words)),
    st.lists(some_word | some_prefix, min_size=1, max_size=3),
)
some_term = some_word | some_prefix | some_phrase
some_side = some_term | st.builds(
    lambda terms: "({})".format(" OR ".join(terms)), st.lists(some_term, min_size=2, max_size=3)
)
some_fact = st.one_of(
    st.builds("title:{}".format, some_word | some_phrase),
    st.builds("title:({} OR {})".format, some_term, some_term),
    st.builds("title:({} NOT {})".format, some_term, some_term),
    st.builds("source:{}".format, st.sampled_from(("post", "POST", "herald", "gone"))),
    st.builds('publisher:"{}"'.format, st.sampled_from(("Harbour Post", "ÉCHO", "écho", "x"))),
    st.builds("topic:{}".format, st.sampled_from(("labour", "policy"))),
    st.builds("lang:{}".format, st.sampled_from((*LANGUAGES, "Fr"))),
    st.builds("kind:{}".format, st.sampled_from(("report", "article"))),
    st.builds("month:{}".format, st.sampled_from(("2026-11", "2026-10", "2025-1"))),
    st.builds("story:{}".format, st.sampled_from(("d001", "D002", "gone"))),
    st.builds("tier:{}".format, st.sampled_from(("strong", "Queue", "none"))),
    st.builds("any:({} {})".format, some_term, some_term),
    st.builds("{}:{}".format, st.sampled_from(("since", "until")), st.sampled_from(DAYS)),
)
some_query = st.recursive(
    some_term
    | some_fact
    | st.builds("{} NEAR/{} {}".format, some_side, st.integers(1, 6), some_side),
    lambda inner: st.one_of(
        st.builds("({} {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("(NOT {})".format, inner),
    ),
    max_leaves=6,
)


@st.composite
def some_document(draw: st.DrawFn) -> Document:
    return a_document(
        title=draw(some_text),
        text=draw(some_text),
        language=draw(st.sampled_from(LANGUAGES)),
        source_id=draw(st.sampled_from(("post", "herald"))),
        publisher=draw(st.sampled_from(("Harbour Post", "Écho"))),
        kind=draw(st.sampled_from(DocumentKind)),
        first_seen_at=START + draw(st.integers(-72, 72)) * HOUR,
    )


def states(archive: Archive, as_of: datetime) -> list[State]:
    """Return what was known of each document then, told by the log."""
    told = history.stretch(archive, 0, 10_000, as_of)
    return [known[-1] for known in told.documents]


def truth(known: Sequence[tuple[str, Subject]], query: str) -> set[str]:
    parsed = parse(query)
    return {key for key, each in known if match(parsed, each) is not None}


class Library:
    """An archive and what was known at three moments; no dataclass: a failure is told in short."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        last = ask(archive, None, lambda view: view.at)
        self.moments = (START - HOUR, START + 2 * HOUR, last)
        opened = index.opened(archive)
        self.views = {at: View.of(archive, opened, at) for at in self.moments}
        self.known = {
            at: [(each.document.id, subject(each)) for each in states(archive, at)]
            for at in self.moments
        }


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, to be copied: making one takes longer than using it."""
    folder = tmp_path_factory.mktemp("empty")
    with Archive.open(folder / "monitor.db", evidence=folder, index=folder):
        pass
    return folder / "monitor.db"


@pytest.fixture(scope="module")
def fresh(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Opens an archive of its own with the documents given."""

    @contextmanager
    def opened(documents: Sequence[Document]) -> Iterator[Archive]:
        folder = tmp_path_factory.mktemp("fresh")
        shutil.copy(empty, folder / "monitor.db")
        with Archive.open(
            folder / "monitor.db", evidence=folder, index=folder / "index"
        ) as archive:
            with archive.transaction():
                for document in documents:
                    keep(archive, document)
            yield archive
        shutil.rmtree(folder)

    return opened


@pytest.fixture(scope="module")
def library(fresh: Fresh) -> Iterator[Library]:
    """120 documents of words that meet each other, the same in every run."""
    chance = Random(7)

    def text(most: int) -> str:
        return "".join(
            chance.choice(WORDS) + chance.choice(GLUE) for _ in range(chance.randrange(most))
        )

    def a_state(number: int) -> Document:
        return a_document(
            f"d{number:03}",
            title=text(4),
            text=text(40),
            language=chance.choice(LANGUAGES),
            source_id=chance.choice(("post", "herald")),
            publisher=chance.choice(("Harbour Post", "Écho")),
            kind=chance.choice(list(DocumentKind)),
            first_seen_at=START + timedelta(hours=number % 144 - 96),
        )

    with fresh([a_state(number) for number in range(120)]) as archive:
        for number in range(0, 120, 3):
            archive.revise(a_state(number), START + chance.randrange(5) * HOUR)
            tier = chance.choice((Tier.QUEUE, Tier.STRONG, Tier.NONE))
            archive.rejudge(f"d{number + 1:03}", a_verdict(tier, ("policy",)), START + 3 * HOUR)
        yield Library(archive)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=some_query, moment=st.integers(0, 2), newest=st.booleans())
def test_index_and_memory_agree_on_any_query_at_any_moment(
    library: Library, query: str, moment: int, newest: bool
) -> None:
    at = library.moments[moment]
    try:
        parsed = parse(query)
    except QueryError:
        assume(False)
    view = library.views[at]
    settled = view.settled(parsed, newest=newest)
    told = [state.document.id for state, _ in view.every(settled)]

    assert len(told) == len(set(told)) == view.count(settled)
    assert set(told) == truth(library.known[at], query)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(drawn=st.lists(some_document(), min_size=1, max_size=4), query=some_query)
def test_index_and_memory_agree_on_any_documents(
    fresh: Fresh, drawn: list[Document], query: str
) -> None:
    try:
        parsed = parse(query)
    except QueryError:
        assume(False)
    documents = [
        replace(each, id=f"d{number}", url=f"https://post.example/{number}")
        for number, each in enumerate(drawn)
    ]
    with fresh(documents) as archive:
        known = [(each.document.id, subject(each)) for each in states(archive, LATER)]
        assert set(found(archive, parsed)) == truth(known, query)


@settings(max_examples=300, deadline=None)
@given(query=st.text(max_size=30) | st.text(alphabet='ab*"():-$NEARORD /5\udcff', max_size=20))
def test_any_string_is_answered_or_refused_with_a_column(library: Library, query: str) -> None:
    column, view = 1, library.views[library.moments[-1]]
    try:
        view.page(view.settled(parse(query), newest=False), None, 3)
    except QueryError as refused:
        column = refused.column

    assert 1 <= column <= len(query) + 1


def test_what_says_it_in_its_title_comes_first(archive: Archive) -> None:
    keep(archive, a_document("b", title="Weather", text="rain " * 50 + "slavery"))
    keep(archive, a_document("c", title="Weather", text="slavery rain slavery"))
    keep(archive, a_document("a", title="Slavery", text="rain " * 50))

    assert found(archive, parse("slavery")) == ["a", "c", "b"]


def published(day: datetime) -> Dated:
    return Dated(at=day, provenance=Provenance.FEED, confidence=1, day_only=False, raw="")


def test_newest_is_by_publication_but_never_after_it_was_seen(archive: Archive) -> None:
    keep(archive, a_document("seen", first_seen_at=START - HOUR))
    keep(archive, a_document("old", published=published(START - 9 * HOUR)))
    keep(archive, a_document("future", published=published(START + 999 * HOUR)))
    for query, newest in (("nine", True), ("nine NEAR/5 people", True), ("kind:article", False)):
        assert found(archive, parse(query), newest=newest) == ["future", "seen", "old"]


def test_a_document_that_changed_is_found_by_what_it_said_then(archive: Archive) -> None:
    keep(archive, a_document("a", text="slavery"))
    then = ask(archive, None, lambda view: view.at)
    archive.revise(a_document("a", text="servitude"), START + HOUR)

    assert found(archive, parse("slavery")) == []
    assert found(archive, parse("servitude")) == found(archive, parse("kind:article")) == ["a"]
    assert found(archive, parse("slavery"), as_of=then) == ["a"]
    assert found(archive, parse("servitude"), as_of=then) == []
    assert found(archive, parse("kind:article"), as_of=then - HOUR) == []


def test_with_too_much_to_read_pages_are_exact_and_counts_are_rough(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_READ", 6)
    monkeypatch.setattr(search, "_READ_AT_ONCE", 2)
    for number in range(20):
        text = "modern slaves freed" if number % 4 == 0 else "slaves freed, and all is modern"
        keep(archive, a_document(f"d{number:02}", text=text))
    query = parse('modern NEAR/1 "slaves freed"')

    def pages(view: View) -> list[list[str]]:
        settled = view.settled(query, newest=True)
        assert settled.rough
        assert view.count(settled) == 20
        assert [each.document.id for each, _ in view.every(settled)] == wanted
        told: list[list[str]] = []
        after: int | None = None
        while not told or after is not None:
            page = view.page(settled, after, 2)
            told.append([state.document.id for state, _ in page.found])
            after = page.after
        return told

    wanted = [f"d{number:02}" for number in (16, 12, 8, 4, 0)]
    told = ask(archive, None, pages)
    assert [each for page in told for each in page] == wanted
    assert max(map(len, told)) <= 2


def test_what_would_take_too_long_is_decided_in_memory_or_refused(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        keep(archive, a_document(f"d{number}", text="one two three four"))
    near = parse("(one OR two) NEAR/1 (three OR four)")
    assert len(found(archive, near)) == 20
    monkeypatch.setattr(compiling, "_SMALL", 1)

    def asked(view: View, query: Query) -> Asked:
        return view.asked(query, newest=False)

    assert ask(archive, None, lambda view: asked(view, near)).rough
    assert len(found(archive, near)) == 20
    wide = parse("one OR two OR three OR four")
    monkeypatch.setattr(compiling, "_REFUSED", 3)
    with pytest.raises(SearchError, match="asks for too much at once"):
        found(archive, wide)
    monkeypatch.undo()
    assert not ask(archive, None, lambda view: asked(view, wide)).rough


def the_passage(archive: Archive, query: str, document: Document) -> Snippet | None:
    (state,) = states(archive, LATER)
    return passage(parse(query), state, document)


def test_a_snippet_marks_what_was_found(archive: Archive) -> None:
    text = "Rain fell. " * 60 + "Nine people were freed from forced labour. " + "More rain. " * 60
    document = keep(archive, a_document(text=text))
    whole = replace(document, content=Content.FULL)
    snippet = the_passage(archive, '"forced labour" freed* kind:article', whole)

    assert snippet
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["freed", "forced labour"]
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")
    assert snippet.text.strip("… ") in text
    assert len(snippet.text) < 260


def test_where_only_the_title_or_a_fact_matches_there_is_no_snippet(archive: Archive) -> None:
    document = keep(archive, a_document(title="Servitude", text="Rain."))
    for query in ("servitude", "kind:article", "-gone"):
        assert the_passage(archive, query, document) is None


def test_where_rights_allow_the_headline_alone_there_is_no_snippet(archive: Archive) -> None:
    document = keep(archive, a_document())
    assert the_passage(archive, "nine", document)
    assert the_passage(archive, "nine", document.under(Content.HEADLINE)) is None


def test_passages_of_an_extract_never_tell_more_than_the_extract(archive: Archive) -> None:
    words = [f"word{number}" for number in range(200)]
    text = "  \n".join(words)
    document = keep(archive, a_document(text=text)).under(Content.EXTRACT)
    told: set[str] = set()
    for word in words:
        snippet = the_passage(archive, word, document)
        assert snippet is not None
        marked = [snippet.text[a:b] for a, b in snippet.marks]
        assert marked == ([word] if word in words[:MAX_EXTRACT] else [])
        told |= set(snippet.text.replace("…", "").split())

    assert told == set(words[:MAX_EXTRACT])


@given(text=some_text, query=some_query)
def test_marks_are_in_order_apart_and_inside(text: str, query: str) -> None:
    try:
        parsed = parse(query)
    except QueryError:
        assume(False)
    document = a_document(text=text * 9)
    state = State(
        seq=1, document=document, revision=1, tier=Tier.STRONG, topics=("labour",), story_id="s"
    )
    snippet = passage(parsed, state, document)
    if snippet is None:
        return
    edges = [edge for mark in snippet.marks for edge in mark]

    assert edges or snippet.text.startswith(document.text.split()[0])
    assert edges == sorted(set(edges)) or all(a < b for a, b in snippet.marks)
    assert all(0 <= edge <= len(snippet.text) for edge in edges)
