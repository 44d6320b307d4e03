"""Trees of pages, of hostile ones too, end in a tree or a clear word within about a second."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.errors import ExtractError
from monitor.extract import dom, lxmltree, markup, metadata
from monitor.model.lead import Lead
from monitor.model.page import Page

URL = "https://courier.example/news/freed"
LEAD = Lead(source_id="courier", key=URL, url=URL, canonical_url=URL, title="")
Answered = Callable[..., Page]

NESTED = "<div>" * 300 + "<h1>Freed</h1>" + "</div>" * 300
DEEP = "<div>" * 20_000 + "<h1>Freed</h1>" + "</div>" * 20_000
BARE_ATTRIBUTES = "<div " + " ".join(f"a{at}" for at in range(100_000)) + "><h1>Freed</h1>"
# What stands in quotes is no tag, and a quote in the midst of a bare value is none.
QUOTED_TAGS = (
    "<div " + " ".join(f"a{at}" + "='<p'" * (at % 300 == 0) for at in range(100_000)) + ">"
)
BARE_QUOTES = "<div a=b' " + " ".join(f"a{at}" for at in range(100_000)) + " c=d'>"
ON_A_SCRIPT = BARE_ATTRIBUTES.replace("div", "script", 1)
ON_AN_END = BARE_ATTRIBUTES.replace("<div", "</p", 1)
LINKS = "".join(f'<a href="/{at}">{at}</a>' for at in range(300_000))
OPTIONS = "<h1>Freed</h1><select>" + "<option>x" * 25_000
REPEATED = "<p>" + "".join(f"<b id={at}>" for at in range(300)) + "x</p>" + "<p>x</p>" * 300


def seconds(page: Page) -> tuple[float, str]:
    """Return how long a page took, and its title or why there is none."""
    began = time.process_time()
    try:
        said = metadata.facts(dom.tree(page), page, LEAD).title
    except ExtractError as fault:
        said = fault.reason
    return time.process_time() - began, said


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (NESTED, "Freed"),
        (DEEP, "Freed"),
        (BARE_ATTRIBUTES, "100,"),
        (QUOTED_TAGS, "100,"),
        (BARE_QUOTES, "100,"),
        (ON_A_SCRIPT, "100,"),
        (ON_AN_END, "100,"),
        (LINKS, "elements"),
        (OPTIONS, "Freed"),
        (REPEATED, "elements"),
        ("<" * 500_000, "elements"),
        ("<h1>Freed</h1><p>" + "a" * 5_000_000, "Freed"),
    ],
    ids=[
        "nested",
        "deep",
        "attributes",
        "quoted tags",
        "bare quotes",
        "on a script",
        "on an end",
        "links",
        "options",
        "repeated",
        "angles",
        "word",
    ],
)
def test_hostile_page_ends_soon_in_a_title_or_a_word(
    answered: Answered, body: str, word: str
) -> None:
    took, said = seconds(answered(body, url=URL))

    assert word in said
    assert took < 3.0  # about one, on a machine that does other things as well


def test_tag_of_a_long_picture_is_no_tag_of_many_attributes(answered: Answered) -> None:
    picture = "data:image/png;base64," + "A b/" * 100_000

    root = dom.tree(answered(f'<img src="{picture}" alt="x"><h1>Freed</h1>', url=URL))

    assert dom.words(root.css("h1")[0]) == "Freed"


@pytest.mark.parametrize("body", ["", "   ", "no tags at all"])
def test_page_without_tags_is_refused(answered: Answered, body: str) -> None:
    with pytest.raises(ExtractError, match="no HTML"):
        dom.tree(answered(body, url=URL))


@pytest.mark.parametrize("charset", ["utf-8", "", "windows-1251", "iso-8859-5"])
def test_tree_is_read_in_the_charset_of_the_page(answered: Answered, charset: str) -> None:
    raw = "<h1>Освобождены</h1>".encode(charset or "utf-8")

    page = answered(raw, url=URL, charset=charset)

    assert dom.words(dom.tree(page).css("h1")[0]) == "Освобождены"
    assert lxmltree.words(lxmltree.tree(page).xpath("//h1")[0]) == "Освобождены"
    assert markup.utf8(page).decode() == markup.decoded(page)


def test_bytes_that_are_no_utf8_are_read_as_windows_1252(answered: Answered) -> None:
    page = answered("<h1>Café — freed</h1>".encode("cp1252"), url=URL)

    assert dom.words(dom.tree(page).css("h1")[0]) == "Café — freed"


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ('<base href="/news/">', "https://courier.example/news/"),
        ('<base href="https://other.example/">', "https://other.example/"),
        ("<base>", URL),
        ("", URL),
    ],
)
def test_base_is_as_stated_or_the_page(answered: Answered, head: str, base: str) -> None:
    page = answered(f"<head>{head}</head><p>x", url=URL)

    assert dom.base_url(dom.parts(dom.tree(page))["base"], page) == base


_TAGS = st.sampled_from(
    [
        "<p>", "</p>", "<h1>", "</h1>", "<time datetime='2026-11-02'>", "<meta content=x", ">",
        "<meta property='og:title' content='A", "'>", "<script type='application/ld+json'>",
        '{"@type":"Article","author":', "[[", "]", "}", "</script>", "<template>", "<svg><title>",
        "<table><b>", "<base href='http://[", "<link rel=canonical href='//", "<title>", "<!--",
        "-->", "&#0;", "&#xFFFE;", "\x00", "<div class='date author-name' rel=author>", "By Jane",
        "<select><option>", "<frameset>", "<html lang='", "2 November 2026", "<noscript>", "\ufffe",
    ]
)  # fmt: skip


@given(st.lists(_TAGS | st.text(max_size=8), max_size=40))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # it only makes values
)
def test_any_soup_of_tags_gives_facts_or_extract_error(answered: Answered, soup: list[str]) -> None:
    page = answered("".join(soup).encode("utf-8", "replace"), url=URL)
    try:
        facts = metadata.facts(dom.tree(page), page, LEAD)
    except ExtractError:
        return
    assert len(facts.authors) <= 20
    assert facts.published is None or facts.published.at <= page.fetched_at
