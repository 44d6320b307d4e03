"""The index finds what the matcher in memory finds, whatever is asked."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from monitor.archive.search import Found, search, subject
from monitor.archive.store import Archive
from monitor.errors import QueryError
from monitor.model.dated import Dated, Provenance
from monitor.model.document import Document, DocumentKind
from monitor.query.match import match
from monitor.query.parse import parse
from monitor.query.subject import Subject
from tests.archive.conftest import HOUR, START, a_document, keep

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


def subjects(documents: Sequence[Document]) -> dict[str, Subject]:
    return {document.id: subject(document, ("labour",)) for document in documents}


def truth(held: dict[str, Subject], query: str) -> set[str]:
    parsed = parse(query)
    return {key for key, each in held.items() if match(parsed, each) is not None}


def ids(found: Found) -> set[str]:
    return {hit.document_id for hit in found.hits}


class Library:
    """An archive and what was put into it; no dataclass, so that a failure is told in short."""

    def __init__(self, archive: Archive, documents: list[Document]) -> None:
        self.archive = archive
        self.subjects = subjects(documents)


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

    documents = [
        a_document(
            f"d{number:03}",
            title=text(4),
            text=text(40),
            language=chance.choice(LANGUAGES),
            source_id=chance.choice(("post", "herald")),
            publisher=chance.choice(("Harbour Post", "Écho")),
            kind=chance.choice(list(DocumentKind)),
            first_seen_at=START + timedelta(hours=chance.randrange(-72, 72)),
        )
        for number in range(120)
    ]
    with fresh(documents) as archive:
        yield Library(archive, documents)


@settings(
    max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=some_query)
def test_index_and_memory_agree_on_any_query(library: Library, query: str) -> None:
    archive, held = library.archive, library.subjects
    try:
        parsed = parse(query)
    except QueryError:
        assume(False)
    found = search(archive, parsed, limit=1000)

    assert ids(found) == truth(held, query)
    assert found.total == len(found.hits)


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
        a_document(
            f"d{number}",
            title=each.title,
            text=each.text,
            language=each.language,
            source_id=each.source_id,
            publisher=each.publisher,
            kind=each.kind,
            first_seen_at=each.first_seen_at,
        )
        for number, each in enumerate(drawn)
    ]
    with fresh(documents) as archive:
        assert ids(search(archive, parsed, limit=10)) == truth(subjects(documents), query)


@settings(max_examples=300, deadline=None)
@given(query=st.text(max_size=30) | st.text(alphabet='ab*"():-$NEARORD /5\udcff', max_size=20))
def test_any_string_is_answered_or_refused_with_a_column(library: Library, query: str) -> None:
    archive = library.archive
    column, found = 1, None
    try:
        found = search(archive, parse(query))
    except QueryError as refused:
        column = refused.column
    for document in archive.documents(sorted(ids(found)) if found else []):
        assert found
        found.snippet(document)

    assert 1 <= column <= len(query) + 1


@pytest.mark.parametrize("limit", [-5, 0, 1, 7, 10**15])
@pytest.mark.parametrize("query", ["slavery OR 人", "slavery NEAR/9 anti", "lang:en", "NOT gone"])
def test_a_limit_limits_the_hits_and_not_the_count(
    library: Library, query: str, limit: int
) -> None:
    archive, held = library.archive, library.subjects
    found = search(archive, parse(query), limit=limit)
    total = len(truth(held, query))

    assert total > 0
    assert (found.total, len(found.hits)) == (total, min(max(limit, 0), total))


@pytest.mark.parametrize("query", ["slavery", "slavery NEAR/50 anti", "kind:report"])
def test_sources_and_topics_narrow(library: Library, query: str) -> None:
    archive, held = library.archive, library.subjects
    parsed = parse(query)
    narrow = search(archive, parsed, sources=("herald", "gone"), topics=("Labour",), limit=1000)

    assert ids(narrow) == truth(held, f"({query}) source:herald")
    assert search(archive, parsed, topics=("policy",)).total == 0
    assert search(archive, parsed, sources=("no\udcff",)).total == 0


def test_what_says_it_in_its_title_comes_first(archive: Archive) -> None:
    keep(archive, a_document("b", title="Weather", text="rain " * 50 + "slavery"))
    keep(archive, a_document("c", title="Weather", text="slavery rain slavery"))
    keep(archive, a_document("a", title="Slavery", text="rain " * 50))

    assert [h.document_id for h in search(archive, parse("slavery")).hits] == ["a", "c", "b"]


def published(day: datetime) -> Dated:
    return Dated(at=day, provenance=Provenance.FEED, confidence=1, day_only=False, raw="")


def test_newest_is_by_publication_but_never_after_it_was_seen(archive: Archive) -> None:
    keep(archive, a_document("seen", first_seen_at=START - HOUR))
    keep(archive, a_document("old", published=published(START - 9 * HOUR)))
    keep(archive, a_document("future", published=published(START + 999 * HOUR)))
    for query, newest in (("nine", True), ("nine NEAR/5 people", True), ("kind:article", False)):
        found = search(archive, parse(query), newest=newest)
        assert [hit.document_id for hit in found.hits] == ["future", "seen", "old"]


def test_a_document_that_changed_is_found_by_what_it_says_now(archive: Archive) -> None:
    keep(archive, a_document("a", text="slavery"))
    assert search(archive, parse("slavery")).total == 1
    archive.revise(a_document("a", text="servitude"), START)

    assert search(archive, parse("slavery")).total == 0
    assert search(archive, parse("servitude")).total == 1
    assert search(archive, parse("kind:article")).total == 1


def test_a_snippet_marks_what_was_found(archive: Archive) -> None:
    text = "Rain fell. " * 60 + "Nine people were freed from forced labour. " + "More rain. " * 60
    document = keep(archive, a_document(text=text))
    found = search(archive, parse('"forced labour" freed* kind:article'))
    snippet = found.snippet(document)

    assert snippet
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["freed", "forced labour"]
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")
    assert snippet.text.strip("… ") in text
    assert len(snippet.text) < 260


def test_where_only_the_title_or_a_fact_matches_there_is_no_snippet(archive: Archive) -> None:
    document = keep(archive, a_document(title="Servitude", text="Rain."))
    for query in ("servitude", "kind:article", "-gone"):
        assert search(archive, parse(query)).snippet(document) is None


@given(text=some_text, query=some_query)
def test_marks_are_in_order_apart_and_inside(text: str, query: str) -> None:
    try:
        parsed = parse(query)
    except QueryError:
        assume(False)
    snippet = Found(hits=(), total=0, query=parsed).snippet(a_document(text=text * 9))
    if snippet is None:
        return
    edges = [edge for mark in snippet.marks for edge in mark]

    assert edges
    assert edges == sorted(set(edges)) or all(a < b for a, b in snippet.marks)
    assert edges[0] >= 0
    assert edges[-1] <= len(snippet.text)
