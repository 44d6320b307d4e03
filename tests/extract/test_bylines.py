"""Who wrote an article: people before the site, stated before shown."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from monitor.extract import dom, metadata
from monitor.model.lead import Lead
from monitor.model.page import Page

URL = "https://courier.example/news/freed"
LEAD = Lead(source_id="courier", key=URL, url=URL, canonical_url=URL, title="")
SITE = '<meta property="og:site_name" content="The Courier">'
Authors = Callable[..., tuple[str, ...]]


@pytest.fixture
def authors(answered: Callable[..., Page]) -> Authors:
    def read(body: str = "", *, head: str = "", ld: Any = None) -> tuple[str, ...]:
        record = json.dumps({"@type": "NewsArticle", "author": ld})
        script = f'<script type="application/ld+json">{record}</script>'
        page = answered(f"<head>{SITE}{script}{head}</head><body>{body}</body>", url=URL)
        return metadata.facts(dom.tree(page), page, LEAD).authors

    return read


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ([{"name": "Jane Roe"}, [{"name": "John Doe"}]], ("Jane Roe", "John Doe")),
        ("Jane Roe and Ann Poe, Pelé", ("Jane Roe", "Ann Poe", "Pelé")),
        ("Roe, Jane", ("Roe, Jane",)),
        ("Autor: Jane Roe", ("Jane Roe",)),
        ("courier.com", ("courier.com",)),
        (
            "Dana A. Ford, James S.A. Corey, Chien-Ming Wang",
            ("Dana A. Ford", "James S.A. Corey", "Chien-Ming Wang"),
        ),
        ("By Jane Roe, John Doe and Ann Poe, The Courier", ("Jane Roe", "John Doe", "Ann Poe")),
        ("View all posts", ()),
    ],
)
def test_authors_are_read_however_they_are_written(
    authors: Authors, stated: Any, names: tuple[str, ...]
) -> None:
    assert authors(ld=stated) == names


@pytest.mark.parametrize(
    "byline",
    [
        '<a href="/author/jane-roe">Jane Roe</a>',
        '<div class="article-byline">By Jane Roe, Crime correspondent</div>',
        '<ul class="authors__list"><li class="authors__list-item">Jane Roe</li></ul>',
        '<span itemprop="author">Jane Roe</span>',
    ],
)
def test_authors_that_readers_are_shown_come_before_the_site(authors: Authors, byline: str) -> None:
    assert authors(f"<h1>Freed</h1>{byline}", ld={"name": "The Courier"}) == ("Jane Roe",)
    assert authors(f"<h1>Freed</h1>{byline}", ld={"name": "courier.com"}) == ("Jane Roe",)


@pytest.mark.parametrize(
    "other",
    [
        '<aside><a href="/author/jane-roe">Jane Roe</a></aside>',
        '<figure><span class="author">Jane Roe</span></figure>',
        '<div class="related-posts"><span class="author">Jane Roe</span></div>',
        '<div class="author">more from our newsroom</div>',
    ],
)
def test_authors_of_pictures_and_other_articles_are_not_taken(authors: Authors, other: str) -> None:
    assert authors(f"<h1>Freed</h1>{other}", ld={"name": "The Courier"}) == ("The Courier",)


@pytest.mark.parametrize("name", ["article:author", "parsely-author", "dcsext.author", "author"])
def test_authors_in_meta_tags_are_read_whoever_named_them(authors: Authors, name: str) -> None:
    assert authors(head=f'<meta name="{name}" content="Jane Roe">') == ("Jane Roe",)
