"""Listing pages: by selectors, and by their shape where nobody gave any."""

import contextlib
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.errors import ExtractError
from monitor.extract import listing
from monitor.model.dated import Provenance
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Kind, Selectors, Source

Answered = Callable[..., Page]
Watching = Callable[..., Source]
Leads = Callable[..., tuple[Lead, ...]]

NAV = (
    "<header><nav><ul><li><a href='/about'>About the whole of our office</a></li>"
    "<li><a href='/contact'>Contact the press team now</a></li>"
    "<li><a href='/news/archive'>The archive of older items</a></li></ul></nav></header>"
)
ITEMS = (
    ("raid", "Nine freed in a raid on a farm", "19 November 2026"),
    ("law", "Ministers publish the new draft law", "12 November 2026"),
    ("count", "Annual statistics on referrals", "5 November 2026"),
)


@pytest.fixture
def leads(answered: Answered, watching: Watching) -> Leads:
    """Read a listing's body, with selectors where they are given."""

    def read(body: str, **selectors: str) -> tuple[Lead, ...]:
        source = watching(Kind.LISTING, selectors=Selectors(**selectors))
        return listing.leads(answered(body), source)

    return read


def page(main: str) -> str:
    footer = "<footer><a href='/privacy'>Privacy and cookies</a></footer>"
    return f"<!doctype html><html><body>{NAV}<main>{main}</main>{footer}</body></html>"


def cards(items: tuple[tuple[str, str, str], ...] = ITEMS) -> str:
    return "".join(
        f"<article class='card card--{n}'>"
        f"<h3><a href='/news/{slug}?utm_source=list'>{title}</a></h3>"
        f"<time datetime=''>{day}</time><p>What the item tells in a sentence that is long enough "
        f"to be one: {title}.</p><a href='/news/{slug}'>Read more</a></article>"
        for n, (slug, title, day) in enumerate(items)
    )


def rows(items: tuple[tuple[str, str, str], ...] = ITEMS) -> str:
    inside = "".join(
        f"<tr><td>{day}</td><td><a href='/news/{slug}'>{title}</a></td></tr>"
        for slug, title, day in items
    )
    return f"<table><tr><th>Date</th><th>Title</th></tr>{inside}</table>"


def bare(items: tuple[tuple[str, str, str], ...] = ITEMS) -> str:
    return "<ul>" + "".join(
        f"<li><a href='/files/{slug}.pdf'>{title}</a> (PDF, 1.2 MB), {day}</li>"
        for slug, title, day in items
    ) + "</ul>"  # fmt: skip


@pytest.mark.parametrize("shape", [cards, rows, bare])
def test_list_is_found_by_its_shape(shape: Callable[[], str], leads: Leads) -> None:
    found = leads(page(shape()))

    assert [lead.title for lead in found] == [title for _, title, _ in ITEMS]
    days = [lead.published.at.strftime("%-d %B %Y") for lead in found if lead.published]
    assert days == [day for _, _, day in ITEMS]
    assert all(lead.published and lead.published.provenance is Provenance.LISTING for lead in found)


def test_lead_of_a_card(leads: Leads) -> None:
    first = leads(page(cards()))[0]

    assert first.url == "https://paper.example/news/raid?utm_source=list"
    assert first.canonical_url == first.key == "https://paper.example/news/raid"
    assert first.summary.startswith("What the item tells")
    assert "Read more" not in first.summary


def test_order_of_the_page_stays(leads: Leads) -> None:
    found = leads(page(cards(tuple(reversed(ITEMS)))))

    assert [lead.title for lead in found] == [title for _, title, _ in reversed(ITEMS)]


def test_two_lists_of_one_kind_are_one(leads: Leads) -> None:
    """Many offices begin a new list with each year."""
    older = tuple((f"{slug}-2025", f"{title} of last year", day.replace("2026", "2025"))
                  for slug, title, day in ITEMS)  # fmt: skip
    body = f"<h2>2026</h2><div class=a>{rows()}</div><h2>2025</h2><div class=b>{rows(older)}</div>"

    assert len(leads(page(body))) == 6


def test_dates_are_read_in_the_language_of_the_source(
    answered: Answered, watching: Watching
) -> None:
    items = tuple((slug, title, f"{n}/12/2025") for n, (slug, title, _) in enumerate(ITEMS, 1))
    body = answered(page(rows(items)))

    def months(language: str) -> set[int]:
        found = listing.leads(body, watching(Kind.LISTING, language=language))
        return {lead.published.at.month for lead in found if lead.published}

    assert months("en") == {12}
    assert months("en-US") == {1, 2, 3}


def test_undated_list_of_files_is_a_list(leads: Leads) -> None:
    items = tuple((slug, title, "") for slug, title, _ in ITEMS)

    assert [lead.published for lead in leads(page(bare(items)))] == [None, None, None]


def test_page_of_prose_with_links_is_no_list(leads: Leads) -> None:
    prose = "".join(
        f"<p>A long paragraph of prose that tells of <a href='/x{n}'>one thing</a> and of much "
        "else beside, as pages about an office do.</p>"
        for n in range(6)
    )

    with pytest.raises(ExtractError, match=r"no list of links found; give selectors"):
        leads(page(prose))


def test_empty_body_says_so(leads: Leads) -> None:
    with pytest.raises(ExtractError, match="empty body"):
        leads(" ")


def test_selectors_say_what_is_what(leads: Leads) -> None:
    body = "".join(
        f"<div class=x><b class=t>{title}</b><a href='/first'>A first link</a>"
        f"<a class=go href='/news/{slug}'>Go</a><i>{day}</i><u>Told.</u></div>"
        for slug, title, day in ITEMS
    )

    found = leads(page(body), item=".x", link=".go", title=".t", date="i", summary="u")

    assert [lead.title for lead in found] == [title for _, title, _ in ITEMS]
    assert [lead.url.rsplit("/", 1)[1] for lead in found] == [slug for slug, _, _ in ITEMS]
    assert [lead.summary for lead in found] == ["Told."] * 3
    assert all(lead.published for lead in found)


def test_selector_of_links_alone_is_enough(leads: Leads) -> None:
    assert len(leads(page(cards()), link="article h3 a")) == 3


@pytest.mark.parametrize(
    ("selectors", "fact"),
    [
        ({"item": ".gone"}, "selector item '.gone' matches nothing; the page has changed"),
        ({"link": ".gone"}, "selector link '.gone' matches nothing"),
        ({"item": "article", "date": ".gone"}, "selector date '.gone' matches nothing in any item"),
        ({"item": "article["}, "selector item 'article[' cannot be read"),
        ({"item": "article", "title": "h3::"}, "selector title 'h3::' cannot be read"),
        ({"item": "article:hover("}, "cannot be read"),
        ({"item": "footer", "link": "p"}, "matches nothing in any item"),
        ({"item": "h3 a span, main"}, ""),
    ],
)
def test_selector_that_fits_nothing_is_named(
    selectors: dict[str, str], fact: str, leads: Leads
) -> None:
    if not fact:
        assert leads(page(cards()), **selectors)
        return
    with pytest.raises(ExtractError) as caught:
        leads(page(cards()), **selectors)

    assert fact in caught.value.reason


def test_items_are_bounded(leads: Leads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MAX_ITEMS", 2)

    assert len(leads(page(cards()))) == 2


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("<a rel='next' href='?page=2'>2</a>", "https://paper.example/news/?page=2"),
        ("<a href='/news/page/2/'>Older posts »</a>", "https://paper.example/news/page/2/"),
        ("<a href='/news/?p=2' aria-label='Next page'>›</a>", "https://paper.example/news/?p=2"),
        ("<a href='/news/2'>Weiter</a>", "https://paper.example/news/2"),
        ("<a href='/other/thing'>Next</a>", ""),
        ("<a href='https://elsewhere.example/news/2'>Next</a>", ""),
        ("<a href='/news/'>Next</a>", ""),
        ("<a href='/news/3'>The next big thing</a>", ""),
        ("", ""),
    ],
)
def test_next_page(link: str, found: str, answered: Answered) -> None:
    assert listing.next_page(answered(page(cards() + link))) == found


def test_recorded_publications_page(shared: Path, answered: Answered, watching: Watching) -> None:
    """All documents of two real pages, in order, with their titles and days."""
    reports = shared / "replay/dev/reports"
    for name in ("listing-1.html", "listing-2.html"):
        body = (reports / name).read_bytes()
        found = listing.leads(answered(body), watching(Kind.LISTING))

        assert len(found) == body.count(b'class="publication"')
        assert all(lead.title and lead.canonical_url for lead in found)
        assert sum(lead.published is not None for lead in found) >= body.count(b"<time")


def test_recorded_articles_are_read_or_refused(
    shared: Path, answered: Answered, watching: Watching
) -> None:
    """Articles are no listings; whatever comes of them, it is no other error."""
    paths = sorted((shared / "data/extraction_scrapinghub").rglob("*.html.gz"))[:12]
    assert paths
    for path in paths:
        with contextlib.suppress(ExtractError):
            found = listing.leads(
                answered(gzip.decompress(path.read_bytes())), watching(Kind.LISTING)
            )
            assert all(lead.url for lead in found)
