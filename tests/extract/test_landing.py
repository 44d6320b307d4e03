"""Which pages exist to offer a report, and which merely mention one."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.demo import pages
from monitor.demo.newsroom import Item, published
from monitor.demo.outlets import OUTLETS, Outlet
from monitor.extract import landing
from monitor.model.page import Page
from tests.quality import pages as recorded

URL = "https://ministry.example/publications/seasonal-work-review"
PDF = "https://ministry.example/media/seasonal-work-review.pdf"
TITLE = "<h1>Seasonal work review 2026</h1>"
ABSTRACT = "<p>" + "The review looks at how pickers were hired and paid. " * 8 + "</p>"
PROSE = "The pickers said that they had paid an agent before they left home. "
ARTICLE = ("<p>" + PROSE * 8 + "</p>") * 12
Link = Callable[..., str]


@pytest.fixture
def link(answered: Callable[..., Page]) -> Link:
    """Return the PDF that a page with this main part is about."""

    def find(main: str, *, head: str = "", frame: str = "") -> str:
        body = f"<html><head>{head}</head><body>{frame}<main>{main}</main></body></html>"
        return landing.report_link(answered(body, url=URL, media_type="text/html"))

    return find


@pytest.mark.parametrize(
    "offer",
    [
        '<a href="/media/seasonal-work-review.pdf">Download the report (PDF, 2 MB)</a>',
        '<p><a href="/media/seasonal-work-review.pdf">Seasonal work review 2026</a> PDF, 2 MB</p>',
        '<div class="attachment"><a href="/media/seasonal-work-review.pdf">Review</a></div>',
        '<iframe src="/media/seasonal-work-review.pdf"></iframe>',
        '<a class="file" href="/media/seasonal-work-review.pdf" download>Download</a>',
    ],
)
def test_short_page_with_one_report_is_followed(link: Link, offer: str) -> None:
    assert link(TITLE + ABSTRACT + offer) == PDF


def test_article_that_mentions_a_report_is_not(link: Link) -> None:
    mention = '<p>The charity said in <a href="/media/review.pdf">its review</a> that it had.</p>'

    assert link(TITLE + ARTICLE + mention) == ""


def test_short_article_that_mentions_a_report_in_a_sentence_is_not(link: Link) -> None:
    mention = (
        '<p>Ministers told the committee that <a href="/media/other.pdf">a report</a> on it '
        "was being written and would be laid before the house in the new year, if time allowed.</p>"
    )

    assert link(TITLE + ABSTRACT + mention) == ""


def test_article_with_a_download_at_its_end_is_not(link: Link) -> None:
    assert link(TITLE + ARTICLE + '<a href="/media/x.pdf">Download the report (PDF)</a>') == ""


def test_long_article_is_not_even_where_it_offers_what_it_is_called(link: Link) -> None:
    offer = '<a href="/media/seasonal-work-review.pdf">Download Seasonal work review 2026 (PDF)</a>'

    assert link(TITLE + ABSTRACT * 4 + offer) == PDF
    assert link(TITLE + ARTICLE + offer) == ""


def test_report_is_told_from_what_comes_with_it(link: Link) -> None:
    offers = "".join(
        f'<li><a href="/media/{name}.pdf">{words} (PDF)</a></li>'
        for name, words in [
            ("easy-read", "Seasonal work review 2026: easy read"),
            ("annex", "Annex A: methodology"),
            ("seasonal-work-review", "Seasonal work review 2026"),
            ("welsh", "Seasonal work review 2026 (Welsh)"),
        ]
    )

    assert link(f"{TITLE}{ABSTRACT}<ul>{offers}</ul>") == PDF


def test_list_of_reports_is_no_landing_page(link: Link) -> None:
    offers = "".join(f'<li><a href="/media/{n}.pdf">Bulletin {n} (PDF)</a></li>' for n in range(20))

    assert link(f"<h1>Publications</h1><ul>{offers}</ul>") == ""


def test_pdf_in_the_frame_of_the_page_is_none(link: Link) -> None:
    frame = '<footer><a href="/accessibility.pdf">Download our policy (PDF)</a></footer>'

    assert link(TITLE + ABSTRACT, frame=frame) == ""


def test_privacy_notice_is_no_report(link: Link) -> None:
    assert link(TITLE + ABSTRACT + '<a href="/privacy.pdf">Privacy policy (PDF)</a>') == ""


def test_repository_names_its_pdf_in_the_head(link: Link) -> None:
    head = '<meta name="citation_pdf_url" content="/media/seasonal-work-review.pdf">'

    assert link(TITLE + ABSTRACT, head=head) == PDF


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"<html>", b"%PDF-1.7"])
def test_what_is_no_page_has_no_report(answered: Callable[..., Page], body: bytes) -> None:
    assert landing.report_link(answered(body, url=URL, media_type="text/html")) == ""


def _newsroom() -> list[tuple[Outlet, Item]]:
    now = datetime(2026, 12, 31, tzinfo=UTC)
    return [(outlet, item) for outlet in OUTLETS for item in published(outlet.id, now)]


def test_demo_newsroom_is_told_apart(answered: Callable[..., Page]) -> None:
    now = datetime(2026, 12, 31, tzinfo=UTC)
    seen = 0
    for outlet, item in _newsroom():
        url = f"http://{outlet.host}/2026/11/{item.slug}"
        body = pages.article(outlet, item, now)
        wanted = f"http://{outlet.host}/media/{item.slug}.pdf" if item.pdf else ""

        assert landing.report_link(answered(body, url=url, media_type="text/html")) == wanted, (
            item.slug
        )
        seen += bool(item.pdf)
    assert seen


def test_recorded_landing_pages_are_followed(shared: Path) -> None:
    files = sorted((shared / "replay/dev/reports/landing").glob("*.html"))

    found = [
        landing.report_link(recorded.page(file, "http://127.0.0.1/publications/x"))
        for file in files
    ]

    assert found
    assert all(link.endswith(".pdf") for link in found)


def test_recorded_articles_are_not(shared: Path) -> None:
    taken = [
        item["url"]
        for name in ("extraction_scrapinghub", "extraction_fundus")
        for item in recorded.items(shared / "data", name)
        if landing.report_link(recorded.page(shared / "data" / name / item["file"], item["url"]))
    ]

    assert len(taken) <= 1, taken
