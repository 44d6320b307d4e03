"""Which of the dates that readers see on a page is that of its article."""

from collections.abc import Callable

import pytest

from monitor.extract import dom, metadata
from monitor.model.dated import Provenance
from monitor.model.lead import Lead
from monitor.model.page import Page

URL = "https://courier.example/news/freed"
LEAD = Lead(source_id="courier", key=URL, url=URL, canonical_url=URL, title="")
PROSE = (
    "<p>" + "The nine men were freed by the police near the river on a winter night. " * 4 + "</p>"
)
Day = Callable[..., str]


@pytest.fixture
def day(answered: Callable[..., Page]) -> Day:
    """Return the day that a page with this body was published, empty where none is found."""

    def read(body: str, head: str = "", url: str = URL, lang: str = "en") -> str:
        page = answered(f"<html lang={lang}><head>{head}</head><body>{body}</body></html>", url=url)
        found = metadata.facts(dom.tree(page), page, LEAD).published
        return found.at.date().isoformat() if found else ""

    return read


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Freed</h1><div>2 November 2026</div>{PROSE}<time>9 October 2026</time>",
        f"<h1>Freed</h1><p class=author>Jane Roe, 2 November 2026, Leeds</p>{PROSE}",
        f"<h2>Freed</h2><span>2 November 2026</span>{PROSE}",
        f"<h1>Freed</h1>{PROSE}<div class=submitted>Published on 2 November 2026</div>",
        f"<h1>Freed</h1><time datetime=2026-11-02T09:00:00Z>yesterday at 9</time>{PROSE}",
        f"<h1>Freed</h1><b>Written: 2026-11-02 / Updated: 2026-11-05</b>{PROSE}",
        f"<h1>Freed</h1><p>Leeds (2 November 2026). {PROSE}",
        "<h1>Freed</h1><i>2</i> <i>November</i> <i>2026</i>".replace("<i>2</i>", "<p><i>2</i>"),
        f"{PROSE}<footer>Last updated: 2 November 2026</footer>",
        f"<h1>Freed</h1>{PROSE}<p>Registered 3 May 2019</p><p>2 November 2026</p>",
    ],
)
def test_day_is_that_which_readers_are_shown_for_the_article(day: Day, body: str) -> None:
    assert day(body) == "2026-11-02"


def test_day_below_the_headline_is_believed_before_meta_tags(day: Day) -> None:
    meta = '<meta name="date" content="2026-10-30T10:00:00Z">'

    assert day(f"<h1>Freed</h1><p>2 November 2026</p>{PROSE}", meta) == "2026-11-02"
    assert day(f"<h1>Freed</h1><p>The vote of 2 November 2026</p>{PROSE}", meta) == "2026-10-30"
    assert day(f"<h1>Freed</h1><p>11/02/2026</p>{PROSE}", meta) == "2026-10-30"


def test_meta_tag_of_the_day_shown_keeps_its_time(answered: Callable[..., Page]) -> None:
    page = answered(
        '<meta name="date" content="2026-11-02T10:00:00Z"><h1>Freed</h1><p>2 November 2026</p>'
    )

    found = metadata.facts(dom.tree(page), page, LEAD).published

    assert found is not None
    assert found.provenance is Provenance.META
    assert found.at.hour == 10


@pytest.mark.parametrize(
    ("stated", "path", "lang", "own"),
    [
        ("2026-11-03T05:30:00Z", "2026/11/02/freed", "en", "2026-11-02"),
        ("2026-11-01T23:10:00+00:00", "2026/11/02/freed", "en", "2026-11-02"),
        ("2026-11-05T05:30:00Z", "2026/11/02/freed", "en", "2026-11-05"),
        ("2026-11-02T05:30:00-06:00", "2026/11/01/freed", "en", "2026-11-02"),
        ("2026-11-01T23:00:00Z", "freed", "de", "2026-11-02"),
        ("2026-11-01T23:00:00Z", "freed", "en", "2026-11-01"),
        ("2026-11-01T23:05:00Z", "freed", "de", "2026-11-01"),
    ],
)
def test_day_of_a_time_in_utc_is_that_of_its_publisher(
    day: Day, stated: str, path: str, lang: str, own: str
) -> None:
    script = f'{{"@type":"NewsArticle","datePublished":"{stated}"}}'
    head = f'<script type="application/ld+json">{script}</script>'

    assert day(PROSE, head, f"https://courier.example/{path}", lang) == own


@pytest.mark.parametrize(
    ("head", "url", "found"),
    [
        ('<script>x = {"publishedAt": "2026-11-02T10:00:00Z"}</script>', URL, "2026-11-02"),
        (
            '<script>x = {"createdAt": "2026-10-01", "publishDate": "2026-11-02"}</script>',
            URL,
            "2026-11-02",
        ),
        ('<meta property="courier:sent" content="2026-11-02T10:00:00Z">', URL, "2026-11-02"),
        ('<meta property="courier:expires" content="2026-11-02T10:00:00Z">', URL, ""),
        ('<meta property="og:image" content="/files/2026/11/02/men.png">', URL, "2026-11-02"),
        ("", "https://courier.example/2026/11/freed", "2026-11-01"),
        ("", "https://courier.example/2026-11/02/freed", "2026-11-02"),
    ],
)
def test_day_is_taken_from_the_site_s_own_data_where_none_is_shown(
    day: Day, head: str, url: str, found: str
) -> None:
    assert day(f"<h1>Freed</h1>{PROSE}", head, url) == found


def test_time_in_utc_is_that_which_readers_are_shown_in_their_zone(
    answered: Callable[..., Page],
) -> None:
    head = (
        '<script type="application/ld+json">'
        '{"@type":"NewsArticle","datePublished":"2026-11-03T06:35:29Z"}</script>'
    )
    shown = '<h1>Freed</h1><time datetime="2026-11-02T22:35:29-08:00">Nov 2, 10:35 PM PST</time>'

    page = answered(head + shown, url=URL)
    found = metadata.facts(dom.tree(page), page, LEAD).published

    assert found is not None
    assert found.at.isoformat() == "2026-11-03T06:35:29+00:00"
    assert found.raw == "2026-11-02T22:35:29-08:00"
    assert found.provenance is Provenance.JSON_LD
    assert not found.day_only
