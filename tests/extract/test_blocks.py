"""What is frame on a page, what leads away from its documents, and what repeats."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

from monitor.extract import blocks
from monitor.extract.item import Item

URL = "https://p.example/news/"


def soup(markup: str) -> BeautifulSoup:
    return BeautifulSoup(markup, "lxml")


@pytest.mark.parametrize(
    "frame",
    [
        "<nav>X</nav>", "<footer>X</footer>", "<aside>X</aside>", "<form>X</form>",
        "<header>X</header>",
        "<div role=navigation>X</div>", "<div class='main-nav'>X</div>", "<ul class='menu'>X</ul>",
        "<div id=sidebar>X</div>", "<div class='breadcrumbs'>X</div>",
        "<div class='cookie-banner'>X</div>",
        "<div class='pagination'>X</div>", "<div class='social share'>X</div>",
    ],
)  # fmt: skip
def test_frame_goes(frame: str) -> None:
    tree = soup(f"<body>{frame}<main>Y</main></body>")

    blocks.without_frame(tree)

    assert tree.get_text() == "Y"


@pytest.mark.parametrize(
    "kept",
    [
        "<div class='news-menu-item'>X</div>", "<article><header>X</header></article>",
        "<li><header>X</header></li>",
        "<div class='navigable'>X</div>", "<section class='filtered-list'>X</section>",
        "<div id=shares-report>X</div>",
    ],
)  # fmt: skip
def test_what_only_sounds_like_frame_stays(kept: str) -> None:
    tree = soup(f"<body>{kept}</body>")

    blocks.without_frame(tree)

    assert tree.get_text() == "X"


@pytest.mark.parametrize(
    "url",
    [
        "", "https://p.example/news", "https://p.example/news/#top", "https://p.example/",
        "https://p.example",
        "https://p.example/tag/farms", "https://p.example/category/x/",
        "https://p.example/about-us",
        "https://p.example/news/page/2/", "https://p.example/news/?page=2",
        "https://p.example/contact.html",
        "https://www.facebook.com/p", "https://x.com/share", "https://t.me/paper",
        "https://p.example/topics/", "https://p.example/login",
    ],
)  # fmt: skip
def test_links_into_the_site_are_passed_over(url: str) -> None:
    assert blocks.is_ignored(url, URL)


@pytest.mark.parametrize(
    "url",
    [
        "https://p.example/news/raid", "https://p.example/about-farms",
        "https://p.example/topics/farms/raid",
        "https://other.example/report.pdf", "https://p.example/search-for-the-missing",
        "https://example.com/x",
    ],
)  # fmt: skip
def test_links_to_documents_are_not(url: str) -> None:
    assert not blocks.is_ignored(url, URL)


def described(element: Tag, link: Tag) -> Item | None:
    title = link.get_text(" ").strip()
    return (
        Item(url=f"https://p.example{link['href']}", title=title, published=None, summary="")
        if title
        else None
    )


@pytest.fixture
def found() -> Callable[[str], list[str]]:
    """Return the titles of the list on a page."""

    def find(markup: str) -> list[str]:
        items = blocks.find(soup(markup), page_url=URL, base=URL, describe=described)
        return [item.title for item in items]

    return find


def links(*titles: str, tag: str = "li") -> str:
    return "".join(f"<{tag}><a href='/d/{t.replace(' ', '-')}'>{t}</a></{tag}>" for t in titles)


LONG = ("Nine freed in a raid on farm", "Ministers publish the draft law now",
        "Court hears of boats and debts", "Inspectors count more than ever")  # fmt: skip


def test_long_titles_that_repeat_are_the_list(found: Callable[[str], list[str]]) -> None:
    short = links("Home", "News", "Work", "Media", "People", tag="p")

    assert found(f"<div>{short}</div><ul>{links(*LONG)}</ul>") == list(LONG)


def test_classes_that_vary_do_not_part_a_list(found: Callable[[str], list[str]]) -> None:
    rows = "".join(
        f"<li class='row {'odd' if n % 2 else 'even'} tag-{n} post-{n}'>"
        f"<a href='/d/{n}'>{title}</a></li>"
        for n, title in enumerate(LONG)
    )

    assert found(f"<ul>{rows}</ul>") == list(LONG)


def test_the_same_link_twice_is_one_item(found: Callable[[str], list[str]]) -> None:
    assert found(f"<ul>{links(*LONG)}</ul><ul>{links(*LONG)}</ul>") == list(LONG)


def test_two_undated_links_are_no_list(found: Callable[[str], list[str]]) -> None:
    assert found(f"<ul>{links(*LONG[:2])}</ul>") == []
    assert found("<p>No links at all.</p>") == []


def test_same_title_everywhere_is_a_button(found: Callable[[str], list[str]]) -> None:
    words = "Order a printed copy of this fine report here now"
    buttons = "".join(f"<b><a href='/x/{n}'>{words}</a></b>" for n in range(9))

    assert found(f"<ul>{links(*LONG)}</ul>{buttons}") == list(LONG)
