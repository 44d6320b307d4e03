"""Which paragraph sums the article up."""

from selectolax.lexbor import LexborHTMLParser

from monitor.extract import outline
from monitor.extract.standfirst import standfirst

TITLE = "Nine people freed from a car wash"
LEAD = "Police raided a car wash on Tuesday and freed nine people who had not been paid for a year."
HEADLINE, MARKED = f"<h1>{TITLE}</h1>", f'<p class="standfirst">{LEAD}</p>'


def found(body: str, description: str = "", beside: bool = False) -> str:
    root = LexborHTMLParser(f"<html><body>{body}</body></html>").root
    assert root is not None
    page = outline.outline(root)
    return standfirst(
        page, title=TITLE, description=description, beside=[beside] * len(page.parents)
    )


def test_it_is_marked_and_stands_below_the_headline() -> None:
    assert found(HEADLINE + MARKED) == LEAD


def test_above_the_headline_a_mark_is_that_of_another_article() -> None:
    assert found(MARKED + HEADLINE) == ""


def test_what_the_page_describes_itself_with_needs_no_mark() -> None:
    assert found(f"{HEADLINE}<p>{LEAD}</p>", description=LEAD) == LEAD
    assert found(f"{HEADLINE}<p>{LEAD}</p>") == ""


def test_it_is_not_beside_the_article_nor_a_link() -> None:
    assert found(HEADLINE + MARKED, beside=True) == ""
    assert found(f'{HEADLINE}<p class="standfirst"><a href="/a">{LEAD}</a></p>') == ""
