"""One item of a listing: which of its words are title, date and summary."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup, Tag

from monitor.extract import item
from monitor.extract.item import Item

SEEN_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def element(markup: str) -> Tag:
    found = BeautifulSoup(markup, "lxml").select_one("body > *")
    assert found
    return found


def read(markup: str) -> Item | None:
    tag = element(markup)
    link = item.main_link(tag)
    assert link
    return item.read(tag, link, base="https://p.example/news/", seen_at=SEEN_AT, language="en")


@pytest.mark.parametrize(
    "text",
    [
        "Read more", "Read more about this report", "Learn more", "More", "Download", "here",
        "Click here",
        "Download (PDF, 2 MB)", "Download the full report [PDF]", "PDF", "View PDF version",
        "1.3 MB",
        "Weiterlesen", "Lire la suite", "Télécharger le rapport", "Leer más", "12 comments", "»",
        "→ 2",
    ],
)  # fmt: skip
def test_generic_links_name_nothing(text: str) -> None:
    assert item.is_generic(text)


@pytest.mark.parametrize(
    "text",
    [
        "Report on farms", "Download figures fall for a third year", "More people freed",
        "Here is the plan",
        "Annual report 2026", "PDF files that lie", "Read the law", "Open borders, closed doors",
    ],
)  # fmt: skip
def test_titles_are_not_generic(text: str) -> None:
    assert not item.is_generic(text)


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<li><h3><a href='/a'>A report</a></h3><a href='/a'>Read more</a></li>", "A report"),
        ("<li><h3>On farms</h3><p>Words.</p><a href='/a.pdf'>Download</a></li>", "On farms"),
        ("<li><a href='/a'><h3>A report</h3><p>And its first lines.</p></a></li>", "A report"),
        ("<a href='/a.pdf'>A report (PDF, 2 MB)</a>", "A report"),
        ("<a href='/a.pdf'>A report – PDF 1.3MB, 40 pages</a>", "A report"),
        ("<li><a href='/a' title='A report on farms'>Read more</a></li>", "A report on farms"),
        ("<li><a href='/a' aria-label='Read more about A report'>More</a></li>", "A report"),
        ("<li><a href='/a'><img alt='A report on ports' src='x'></a></li>", "A report on ports"),
        ("<li>The farm report <a href='/a.pdf'>Download</a></li>", "The farm report"),
        ("<a href='/files/farm-report_2026.pdf'>Download</a>", "farm report 2026"),
        ("<li><h4>12 May 2026</h4><a href='/a'>A report</a></li>", "A report"),
    ],
)  # fmt: skip
def test_title(markup: str, title: str) -> None:
    found = read(markup)

    assert found
    assert found.title == title


def test_item_that_nothing_names_is_none() -> None:
    assert read("<li><a href='/a'>Read more</a></li>") is None


def test_link_in_the_heading_is_the_main_one() -> None:
    tag = element(
        "<li><a href='/topic'>A long name of a topic</a><h3><a href='/a'>Short</a></h3></li>"
    )
    link = item.main_link(tag)

    assert link
    assert link["href"] == "/a"


def test_mail_and_script_are_no_main_links() -> None:
    tag = element(
        "<li><a href='mailto:a@b.example'>Write to the whole team</a><a href='/a'>A</a></li>"
    )
    link = item.main_link(tag)

    assert link
    assert link["href"] == "/a"
    assert (
        item.main_link(element("<li><a href='#top'>Up</a><a href='javascript:x'>Y</a></li>"))
        is None
    )


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ("<time datetime='2026-05-12T10:00Z'>last week</time>", "2026-05-12"),
        ("<time>12 May 2026</time>", "2026-05-12"),
        ("<span itemprop='datePublished' content='2026-05-12'>x</span>", "2026-05-12"),
        ("<span class='post-date'>12 May 2026</span>", "2026-05-12"),
        ("<p>12 May 2026</p>", "2026-05-12"),
        ("<p><b>12</b> <b>May</b> <i>2026</i></p>", "2026-05-12"),
        ("<p>A long line of prose that has 12 May 2026 in its middle and goes on for a while, as "
         "prose does when it is allowed to, about that day and others that came before it, and "
         "after it, until somebody stops it at last, which may take longer than one had thought."
         "</p>", None),
        ("<p>Nothing</p>", None),
    ],
)  # fmt: skip
def test_date(markup: str, day: str | None) -> None:
    found = read(f"<li><a href='/a'>A report on farms</a>{markup}</li>")

    assert found
    assert (found.published and found.published.at.date().isoformat()) == day


def test_month_in_a_title_is_its_subject_and_a_day_its_date() -> None:
    month, day = (
        read("<a href='/a'>Report for May 2026</a>"),
        read("<a href='/a'>Report, 12 May 2026</a>"),
    )

    assert month
    assert day
    assert month.published is None
    assert day.published


def test_summary_is_neither_title_nor_date() -> None:
    found = read(
        "<li><a href='/a'>A report</a><p>12 May 2026</p>"
        "<p>A report that tells of farms, at some length.</p>"
        "<p>It tells of the farms at some length, and of those who pick there.</p></li>"
    )

    assert found
    assert found.summary == "It tells of the farms at some length, and of those who pick there."


@pytest.mark.parametrize(
    ("url", "claim"),
    [("/a.pdf", True), ("/a.PDF?v=1", True), ("/a.docx", True), ("/a", False), ("/pdf/", False)],
)
def test_is_document(url: str, claim: bool) -> None:
    found = read(f"<a href='{url}'>A report on farms</a>")

    assert found
    assert found.is_document is claim
