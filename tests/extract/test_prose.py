"""Which lines of a page are its article, and when that is not sure."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from monitor.errors import ExtractError
from monitor.extract import article, outline, prose
from monitor.extract.prose import Prose
from monitor.model.page import Page, Validators
from tests.quality import pages

LINES = tuple(
    f"Witness {name} told the court that the men were brought to the farm after dark, and that "
    f"nobody had shown them a contract, a wage slip or the way to the town, {n} miles on."
    for n, name in enumerate(("Adams", "Baker", "Clark", "Davis", "Evans", "Frank"), start=3)
)
URL = "https://courier.example/news/farm"


def found(body: str) -> Prose:
    root = LexborHTMLParser(f"<html><body>{body}</body></html>").root
    assert root is not None
    return prose.article(outline.outline(root))


def texts(body: str) -> list[str]:
    return [line.text for line in found(body).lines]


def told(lines: tuple[str, ...] = LINES, tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<article>{told()}</article>", id="paragraphs"),
        pytest.param(f"<div>{'<br><br>'.join(LINES)}</div>", id="line breaks"),
        pytest.param("".join(f"<div class='chunk'>{told((x,))}</div>" for x in LINES), id="chunks"),
        pytest.param(f"<form action='/'>{told()}</form>", id="a form around the page"),
        pytest.param(f"<table><tr><td>{told()}</td></tr></table>", id="a table for layout"),
        pytest.param(f"<div class='sidebar-left comments'>{told()}</div>", id="a misleading name"),
        pytest.param(f"<div>{told(LINES[:3])}<div class='promo'>{told(LINES[3:])}</div></div>",
                     id="an aside's name on half of it"),
        pytest.param("".join(f"<div class='promo'>{told((x,))}</div>" for x in LINES),
                     id="an aside's name on each paragraph"),
        pytest.param(f"<main><div>{told(LINES[:1])}</div><div>{told(LINES[1:])}</div></main>",
                     id="two parts"),
    ],
)  # fmt: skip
def test_article_is_found_in_whatever_holds_it(body: str) -> None:
    page = found(f"<nav><a href='/'>Home</a></nav><h1>Farm</h1>{body}<footer>Courier</footer>")

    assert [line.text for line in page.lines] == list(LINES)
    assert page.sure


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param(
            "<ol class='comment-list'>" + told(tuple(x.replace("court", "web") for x in LINES * 3))
            + "</ol>",
            id="comments longer than the article",
        ),
        pytest.param(
            "<div><h3><a href='/b'>Caravans to be banned on farms</a></h3>"
            "<p>Ministers want to end what they call a shame of the countryside now.</p></div>",
            id="a teaser under a linked headline",
        ),
        pytest.param("<p><a href='/c'>What the law says of gangmasters </a></p>", id="link"),
        pytest.param("<div>The farm near the coast, from the air in May.</div>", id="caption"),
        pytest.param("<p>Law: <a href='/c'>What it says of farms</a></p>", id="a marked link"),
        pytest.param("<h2>More on this</h2>", id="a heading of nothing"),
        pytest.param("<form><p>Tell us by Friday what you have seen of the farm.</p></form>",
                     id="a form"),
        pytest.param("<ul>" + "".join(f"<li><a href='/{n}'>{x}</a></li>" for n, x in enumerate(
            tuple(x.replace("court", "web") for x in LINES) * 3)) + "</ul>",
                     id="links longer than the article"),
        pytest.param("<div class='newsletter__x9CMX'><p>All that matters, on Fridays.</p></div>",
                     id="a box with a hashed name"),
        pytest.param("<p style='display: none'>You have read your free articles of this month.</p>",
                     id="hidden"),
    ],
)  # fmt: skip
def test_what_stands_beside_it_is_left_out(beside: str) -> None:
    assert texts(f"<main><h1>Farm</h1>{told()}{beside}</main>") == list(LINES)


@pytest.mark.parametrize(
    ("within", "kept"),
    [
        ("<ul><li>Eight years for the gangmaster</li></ul>", "Eight years for the gangmaster"),
        ("<blockquote>I was never told the way.</blockquote>", "I was never told the way."),
        ("<h2>What happened</h2>", "What happened"),
        ("<table><tr><td>2026</td><td>9 men</td></tr></table>", "2026 | 9 men"),
        ("<p>The <a href='/x'>authority</a> knew.</p>", "The authority knew."),
    ],
)
def test_list_quotation_heading_table_and_link_in_it_are_kept(within: str, kept: str) -> None:
    body = f"<main>{told(LINES[:3])}{within}{told(LINES[3:])}</main>"

    assert texts(body) == [*LINES[:3], kept, *LINES[3:]]


@pytest.mark.parametrize("body", ["", told(LINES[:1])])
def test_it_is_not_sure_of_little(body: str) -> None:
    assert not found(body).sure


def test_what_the_pass_does_not_find_is_looked_for_again() -> None:
    verse = [f"The road has {n} turns and no end." for n in range(20, 40)]
    body = f"<article><h1>Farm</h1><div>{told(tuple(verse))}</div></article>"

    reading = article.read(page(f"<html><body>{body}</body></html>"), pages.lead(URL))

    assert not found(body).lines
    assert verse[0] in reading.text
    assert verse[-1] in reading.text


@pytest.mark.parametrize("declared", [True, False])
def test_nobody_is_asked_about_a_page_of_links(declared: bool) -> None:
    verse = told(tuple(f"The road has {n} turns and no end." for n in range(20, 40)))
    links = "".join(f"<li><a href='/{n}'>The farm and its {n} caravans</a></li>" for n in range(9))
    head = '<meta property="og:type" content="article">' if declared else ""
    front = page(f"<head>{head}</head><body><article>{verse}</article><ul>{links}</ul></body>")

    if declared:
        assert "The road has 20 turns" in article.read(front, pages.lead(URL)).text
    else:
        with pytest.raises(ExtractError, match="no article text"):
            article.read(front, pages.lead(URL))


def test_it_is_not_sure_of_a_small_part_of_the_prose() -> None:
    told_by_readers = told(tuple(x * 3 for x in LINES))

    assert found(f"<main>{told(LINES[:3])}</main>").sure
    assert not found(
        f"<main>{told(LINES[:3])}</main><div class=comments>{told_by_readers}</div>"
    ).sure


def page(body: str) -> Page:
    raw = body.encode()
    return Page(
        url=URL, final_url=URL, status=200, headers=(), body=raw, media_type="text/html",
        charset="", fetched_at=pages.SEEN_AT, sha256="", peer="", validators=Validators(),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["<div>", "</div>", "<p>", "</p>", "<a href=x>", "</a>", "<table>", "<td>", "<tr>",
                 "<li class='comments'>", "<br>", "<form>", "</form>", "<h2>", "</h2>", "<svg>",
                 "<template>", "<aside class='related'>", "<article>", "<body hidden>", "<title>"]
            ),
            st.text(max_size=80),
            st.sampled_from(LINES),
        ),
        max_size=60,
    )
)  # fmt: skip
def test_soup_of_any_tags_gives_text_or_says_why_not(soup: list[str]) -> None:
    text = "-"
    with contextlib.suppress(ExtractError):
        text = article.read(page("".join(soup)), pages.lead(URL)).text

    assert text.strip()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 12_000 + told() + "</div>" * 12_000, id="deep"),
        pytest.param("<h2><a href='/x'>Headline of another</a></h2>" * 9_000 + told(), id="cards"),
        pytest.param("<div class='a'><p>x</p></div>" * 9_000 + told(), id="siblings"),
    ],
)
def test_time_grows_with_the_page_and_not_with_its_square(body: str) -> None:
    began = time.process_time()

    assert texts(body)[-len(LINES) :] == list(LINES)
    assert time.process_time() - began < 5
