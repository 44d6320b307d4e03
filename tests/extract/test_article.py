"""Articles out of web pages: the text that its readers see, and nothing around it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.demo import pages
from monitor.demo.newsroom import published
from monitor.demo.outlets import OUTLETS
from monitor.errors import ExtractError
from monitor.extract import article, chaff, dom
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.reading import Origin, Reading

URL = "https://courier.example/news/gangmaster-jailed"
LEAD = Lead(source_id="courier", key=URL, url=URL, canonical_url=URL, title="")
TITLE = "Gangmaster jailed for holding nine men"
STORY = (
    "A gangmaster who held nine men in a caravan near the coast was jailed for eight years.",
    "The men had answered an advertisement for farm work and had paid for their journey.",
    "The court heard that their passports were taken from them on the day they arrived.",
    "Inspectors found them after a neighbour had called the helpline, which passed the call on.",
    "The judge said that the case showed what a single call by an attentive neighbour could do.",
    "The men are now in a safe house and have been told that they may stay until the spring.",
)
Read = Callable[..., Reading]


@pytest.fixture
def read(answered: Callable[..., Page]) -> Read:
    """Read a page with this head and article."""

    def reading(main: str, *, head: str = "", lead: Lead = LEAD, **answer: str) -> Reading:
        body = f"<!doctype html><html lang='en'><head>{head}</head><body>{main}</body></html>"
        return article.read(answered(body, url=URL, media_type="text/html", **answer), lead)

    return reading


def story(*more: str) -> str:
    lines = "".join(f"<p>{line}</p>" for line in STORY)
    return f"<main><article><h1>{TITLE}</h1>{lines}{''.join(more)}</article></main>"


def ld(**facts: str) -> str:
    record = json.dumps({"@type": "NewsArticle", **facts})
    return f'<script type="application/ld+json">{record}</script>'


def test_text_is_the_paragraphs_parted_by_one_blank_line(read: Read) -> None:
    reading = read(story())

    assert reading.text == "\n\n".join(STORY)
    assert reading.title == TITLE
    assert reading.origin is Origin.PAGE
    assert reading.language == "en"


@pytest.mark.parametrize(
    "around",
    [
        "<nav><ul><li><a href='/a'>Home and away</a></li></ul></nav>",
        "<aside><p>Nine things that you should know about the seaside this winter.</p></aside>",
        "<div class='newsletter-signup'><p>The week in your inbox, every Friday at noon.</p></div>",
        "<div id='cookie-banner'><p>We value your privacy and keep what we want to keep.</p></div>",
        "<div class='related-articles'><p>Caravans to be banned on farms along the coast</p></div>",
        "<figure><img src='/x.jpg'><figcaption>The caravan. A. Person</figcaption></figure>",
        "<p><strong><a href='/other'>COURT FREES BROTHERS OF GANGMASTER</a></strong></p>",
        "<div class='photo-credit'>The caravan. A. Person</div>",
        "<footer><p>Published by the Courier in the town of Northport since 1871.</p></footer>",
        "<script>var text = 'Nothing of this is for the eyes of readers at all.';</script>",
        "<style>p { content: 'Nothing of this is for readers' }</style>",
    ],
)
def test_what_frames_an_article_is_left_out(read: Read, around: str) -> None:
    within = story().replace("</p><p>", f"</p>{around}<p>", 1)

    assert read(story(around)).text == "\n\n".join(STORY)
    assert read(within).text == "\n\n".join(STORY)


def test_name_of_an_aside_on_the_whole_page_is_not_believed(read: Read) -> None:
    assert read(f'<div class="share comments newsletter">{story()}</div>').text == "\n\n".join(
        STORY
    )


@pytest.mark.parametrize("name", ["post tag-sharing hentry", "tag-court", "item__comment"])
def test_name_that_only_resembles_an_asides_is_none(read: Read, name: str) -> None:
    first, *rest = (f"<p>{line}</p>" for line in STORY)

    reading = read(f"<main><h1>{TITLE}</h1><div class='{name}'>{first}</div>{''.join(rest)}</main>")

    assert reading.text == "\n\n".join(STORY)


def test_link_within_a_sentence_stays(read: Read) -> None:
    line = '<p>The <a class="tag" href="/x">Gangmasters Authority</a> had known for a year.</p>'

    assert read(story(line)).text.endswith("The Gangmasters Authority had known for a year.")


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Caravans to be banned",
        "READ MORE: Caravans to be banned",
        "Related: Snapshots of the coast",
        "CLICK HERE TO GET THE COURIER APP",
        "Sign up to our newsletter",
        "Get the day's headlines delivered to your inbox every morning",
        "Advertisement",
        "Share this article",
        "Share on Facebook",
        "12 comments",
        "Image source, Getty Images",
        "Photo: A. Person",
        "© 2026 Courier",
        "Our Standards: The Courier Trust Principles.",
        "Reporting by Jane Roe; Editing by John Doe",
        "Do you have a story to tell? Email us",
        "Follow us on Twitter",
        "This website uses cookies to make it better for you.",
        "* * *",
        "Lesen Sie auch: Wohnwagen verboten",
        "Les også: Noe annet",
        "Das könnte Dich auch interessieren: Wohnwagen verboten",
        "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
        "The farm from the air. (AP/Jane Roe)",
        "Die Felder im Winter. (Symbolbild: Jane Roe)",
        "Originally published in The Courier.",
        "Ad",
    ],
)
def test_line_that_speaks_to_the_reader_is_chaff(line: str) -> None:
    assert chaff.without([*STORY, line]) == list(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "Related charges against his brother were dropped last year.",
        "Pictures of the caravan were shown to the jury.",
        "Reading the verdict took the judge an hour.",
        "Comments by the minister were not well received.",
        "Share prices fell.",
        "He was paid £10 a day (about $13/€12)",
        "They ate what they found (apples, or nothing)",
        "The judge heard of a van (white) and a car/caravan (both stolen).",
        "Advertisements for the work had run in three papers.",
        "Join us at the launch of the report on 12 December.",
        "The group said in its newsletter that the law had failed.",
        "Registered gangmasters must renew each year.",
        "“Follow the money,” she said.",
    ],
)
def test_line_of_the_article_is_no_chaff(line: str) -> None:
    assert chaff.without([*STORY, line]) == [*STORY, line]


def test_headline_byline_and_dateline_are_not_repeated(read: Read) -> None:
    top = f"<p>COURTS: {TITLE}</p><p>By Jane Roe</p><p>Jane Roe, reporter</p><p>2 November 2026</p>"
    lines = "".join(f"<p>{line}</p>" for line in STORY)

    reading = read(
        f"<main><article>{top}{lines}</article></main>", head=ld(headline=TITLE, author="Jane Roe")
    )

    assert reading.text == "\n\n".join(STORY)


def test_pull_quote_comes_once(read: Read) -> None:
    quote = (
        "“"
        + "What a single call by an attentive neighbour can do, we have seen in this court. " * 2
        + "”"
    )

    assert (
        read(story(f"<p>{quote}</p>", f"<p>{quote}</p>")).text.count("attentive neighbour can") == 2
    )


def test_standfirst_stands_first(read: Read) -> None:
    standfirst = "Nine men were lured to a farm on the coast; a call by a neighbour ended it."
    body = "".join(f"<p>{line}</p>" for line in STORY)

    marked = read(f"<header><h1>{TITLE}</h1><p class='standfirst'>{standfirst}</p></header>{body}")
    described = read(
        f"<header><h1>{TITLE}</h1><span>{standfirst}</span></header><main>{body}</main>",
        head=f'<meta name="description" content="{standfirst}">',
    )

    assert marked.text.split("\n\n") == [standfirst, *STORY]
    assert described.text == marked.text


def test_standfirst_that_is_cut_is_of_another_article(read: Read) -> None:
    body = "".join(f"<p>{line}</p>" for line in STORY)
    cut = "Ministers want to end what they call a shame of the countryside, and have asked…"

    top = f"<header><h1>{TITLE}</h1><p class='standfirst'>{cut}</p></header>"
    reading = read(f"{top}<article>{body}</article>")

    assert reading.text.split("\n\n") == [*STORY]


def test_description_that_the_page_does_not_show_is_no_text(read: Read) -> None:
    hidden = "Nine men were lured to a farm on the coast; a call by a neighbour ended it."

    reading = read(story(), head=f'<meta name="description" content="{hidden}">')

    assert hidden not in reading.text
    assert reading.description == hidden


def test_json_ld_decides_which_paragraphs_are_of_the_article(read: Read) -> None:
    reading = read(
        story("<p>The weather stays fine on all coasts until the end of the coming week.</p>"),
        head=ld(articleBody=" ".join(STORY)),
    )

    assert reading.text == "\n\n".join(STORY)


def test_json_ld_stands_in_where_the_page_shows_a_beginning(read: Read) -> None:
    whole = (
        "\n".join(STORY)
        + "\n"
        + "\n".join(f"Witness {n} told the court of the farm." for n in range(20))
    )

    assert (
        "Witness 19 told"
        in read(f"<main><p>{STORY[0]}</p></main>", head=ld(articleBody=whole)).text
    )


def test_teaser_in_json_ld_takes_nothing_away(read: Read) -> None:
    assert read(story(), head=ld(articleBody=STORY[0])).text == "\n\n".join(STORY)


def test_table_is_told_in_lines(read: Read) -> None:
    table = (
        "<table><tr><th>Year</th><th>Cases</th></tr><tr><td>2025</td><td>1,204</td></tr></table>"
    )

    text = read(story(table)).text

    assert "2025 | 1,204" in text
    assert "---" not in text


@pytest.mark.parametrize(
    "main",
    [
        "",
        "<main><h1>Please enable JavaScript</h1></main>",
        "<nav><a href='/a'>A</a></nav>",
        "<p>Short.</p>",
    ],
)
def test_page_without_text_is_no_article(read: Read, main: str) -> None:
    with pytest.raises(ExtractError, match="holds no article text that could be had"):
        read(main)


def test_short_notice_counts_where_the_page_says_it_is_an_article(read: Read) -> None:
    with pytest.raises(ExtractError):
        read(f"<main><p>{STORY[0]}</p></main>")

    assert read(f"<main><p>{STORY[0]}</p></main>", head=ld(headline=TITLE)).text == STORY[0]


def test_teaser_gives_way_to_the_feeds_own_text(read: Read) -> None:
    lead = replace(LEAD, text="\n\n".join(STORY * 3))

    with pytest.raises(ExtractError, match="its feed"):
        read(story(), lead=lead)


def test_text_is_free_of_controls_and_hidden_marks(read: Read) -> None:
    line = (
        "<p>The men were\u200b freed\u202e on the&#x1; farm\x07 by&nbsp;the inspectors at dawn.</p>"
    )

    assert read(story(line)).text.endswith(
        "The men were freed on the farm by the inspectors at dawn."
    )


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        ("Café".encode(), ""),
        ("Café".encode("cp1252"), ""),
        ("Café".encode("cp1252"), "iso-8859-1"),
        ("Café".encode(), "no-such-charset"),
        ("Café".encode(), "unicode_escape"),
        ("Café".encode() + b"\xc3", "utf-8"),
    ],
)
def test_letters_come_through(answered: Callable[..., Page], raw: bytes, charset: str) -> None:
    body = story(
        "<p>ZZ: the men met at a place they knew and waited there for an hour.</p>"
    ).encode()
    page = answered(
        b"<!doctype html><html><body>" + body.replace(b"ZZ", raw),
        url=URL,
        media_type="text/html",
        charset=charset,
    )

    assert "Café" in article.read(page, LEAD).text


def test_page_nested_as_deep_as_it_likes_is_read(answered: Callable[..., Page]) -> None:
    page = answered("<div>" * 20_000 + story() + "</div>" * 20_000, url=URL, media_type="text/html")

    assert article.read(page, LEAD).text == "\n\n".join(STORY)


def test_page_of_too_many_elements_is_refused(answered: Callable[..., Page]) -> None:
    page = answered(story("<b>x</b>" * (dom.MAX_ELEMENTS + 1)), url=URL, media_type="text/html")

    with pytest.raises(ExtractError, match="elements"):
        article.read(page, LEAD)


def test_long_page_is_cut(answered: Callable[..., Page]) -> None:
    page = answered(story() + "x" * (dom.MAX_HTML + 10), url=URL, media_type="text/html")

    assert len(article.read(page, LEAD).text) <= article.MAX_TEXT


def test_articles_of_the_demo_newsroom_come_out_as_written(answered: Callable[..., Page]) -> None:
    now = datetime(2026, 12, 31, tzinfo=UTC)
    seen = 0
    for outlet in OUTLETS:
        for item in published(outlet.id, now):
            if item.pdf:
                continue
            version = item.at(now)
            page = answered(
                pages.article(outlet, item, now),
                url=f"http://{outlet.host}/{item.slug}",
                seen_at=now,
            )

            reading = article.read(page, replace(LEAD, title=version.title))

            assert reading.title == version.title
            for block in version.blocks:
                assert block.removeprefix("## ") in reading.text, item.slug
            assert reading.published is not None
            seen += 1
    assert seen


def test_joiners_of_persian_words_stay(read: Read) -> None:
    told = "پلیس می‌گوید کارگران در خانه‌ای امن هستند و صاحب کارخانه بازداشت شده است. " * 4

    assert "می‌گوید" in read(f"<article><h1>خبر</h1><p>{told}</p><p>{told}</p></article>").text


def test_short_chinese_article_is_read(read: Read) -> None:
    told = "石榴谷法院判处一对奴役年轻家政女工的夫妇七年徒刑。法官裁定夫妇赔偿四十万元。"
    head = "<meta property=og:type content=article>"

    assert read(f"<article><h1>判决</h1><p>{told}</p></article>", head=head).text == told


@pytest.mark.parametrize(
    ("title", "refused"),
    [
        ("Ministers publish review of seasonal visas", True),
        ("Boss of a farm jailed over caravan", False),
        ("Live updates", False),
    ],
)
def test_page_that_a_teaser_was_sent_on_to_is_not_its_article(
    answered: Callable[..., Page], title: str, refused: bool
) -> None:
    teaser = "https://courier.example/teaser"
    lead = replace(LEAD, title=title, url=teaser, canonical_url=teaser)
    page = answered(f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in STORY), url=URL)

    if refused:
        with pytest.raises(ExtractError, match="none of the words"):
            article.read(page, lead)
    else:
        assert article.read(page, lead).title == TITLE
    assert article.read(page, replace(lead, url=URL)).title == TITLE
