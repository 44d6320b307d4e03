"""Watched pages: a new key when their words change, and the same one when only noise does."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ExtractError
from monitor.extract import watched
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Kind, Source

Leads = Callable[[str], Lead]


@pytest.fixture
def lead(answered: Callable[..., Page], watching: Callable[..., Source]) -> Leads:
    """Read the one lead of a page."""

    def read(body: str) -> Lead:
        (found,) = watched.leads(answered(body), watching(Kind.PAGE))
        return found

    return read


def page(main: str, *, frame: str = "", title: str = "Statistics") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><nav>{frame}</nav>"
        f"<main><h1>{title}</h1>{main}</main><footer>{frame}</footer></body></html>"
    )


BASE = "<p>Referrals rose to 4,500 in the third quarter.</p><p>Next release in spring.</p>"


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(page(BASE + "<p>1,204 views</p>"), id="counter"),
        pytest.param(page(BASE + "<p>Shares: 12</p>"), id="shares"),
        pytest.param(page(BASE + "<time>3 hours ago</time>"), id="time tag"),
        pytest.param(page(BASE + "<p>2 days ago</p>"), id="age"),
        pytest.param(page(BASE, frame="<a href='/x'>Something else</a>"), id="menu"),
        pytest.param(page(BASE + "<script>var now=12</script>"), id="script"),
        pytest.param(page(BASE + "<form>Search</form><button>Go</button>"), id="form"),
        pytest.param(page(BASE.replace("<p>", "<p class='v2'>\n  ")), id="markup"),
        pytest.param(page(BASE.replace("Referrals rose", "REFERRALS  rose")), id="case and blanks"),
        pytest.param(page(BASE + "<p>© 2027</p>"), id="copyright"),
    ],
)
def test_noise_changes_nothing(changed: str, lead: Leads) -> None:
    assert lead(changed).key == lead(page(BASE)).key


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Today is Friday, 20 November 2026, 12:41 GMT",
            "Today is Monday, 23 November 2026, 9.05am",
        ),
        ("Checked on 2026-11-20", "Checked on 2026-11-23"),
        ("Updated Nov 20th, 2026", "Updated Dec 1st, 2026"),
        ("Read 12 minutes ago", "Read 3 days ago"),
    ],
)
def test_clocks_and_calendars_change_nothing(before: str, after: str, lead: Leads) -> None:
    assert lead(page(f"{BASE}<p>{before}</p>")).key == lead(page(f"{BASE}<p>{after}</p>")).key


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(page(BASE.replace("4,500", "4,900")), id="figure"),
        pytest.param(page(BASE.replace("third", "fourth")), id="word"),
        pytest.param(page(BASE + "<p>A note was added.</p>"), id="paragraph"),
    ],
)
def test_words_and_figures_change_the_key(changed: str, lead: Leads) -> None:
    assert lead(changed).key != lead(page(BASE)).key


def test_key_begins_with_the_address(lead: Leads) -> None:
    found = lead(page(BASE))

    assert found.key.startswith("https://paper.example/news#")
    assert found.url == "https://paper.example/news/"
    assert found.title == "Statistics"


def test_title_of_the_page_or_its_source(lead: Leads) -> None:
    assert lead("<body><p>Words and more of them.</p></body>").title == "The Paper"
    shown = "<meta property='og:title' content=' Figures\n of 2026 '><h1>Other</h1><p>Words.</p>"
    assert lead(shown).title == "Figures of 2026"


def test_mark_around_a_teaser_is_not_the_main_part(lead: Leads) -> None:
    body = (
        "<article>A teaser.</article><div>"
        + "<p>Long and real text of the page.</p>" * 9
        + "</div>"
    )

    assert lead(body).key != lead(body.replace("real", "changed")).key


def test_page_without_words_says_so(
    answered: Callable[..., Page], watching: Callable[..., Source]
) -> None:
    with pytest.raises(ExtractError, match="has no visible text"):
        watched.leads(answered("<body><script>render()</script></body>"), watching(Kind.PAGE))


@given(st.text(max_size=200))
def test_levelled_changes_nothing_of_words_alone(text: str) -> None:
    """Levelling twice is levelling once, so that keys do not depend on how often."""
    words = " ".join(part for part in text.split() if part.isalpha())

    assert watched.levelled(watched.levelled(words)) == watched.levelled(words)
