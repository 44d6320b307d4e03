"""Recommendations and key figures of a report, within its rights."""

from dataclasses import replace

import pytest

from monitor.digest.compose import compose
from monitor.digest.material import Counted, StoryMaterial
from monitor.digest.points import points
from monitor.digest.render import Edge, render
from monitor.model.document import DocumentKind
from monitor.model.reading import Origin, PageSpan
from monitor.model.source import Content
from monitor.model.summary import Summary
from tests.digest.conftest import MONDAY, document, material, member, sentence, story

ASKS = (
    "The government should give every survivor a case worker.",
    "Employers should pay back every fee within thirty days.",
    "Police forces should record the form of exploitation.",
)
COUNTS = ("In 2026 the office counted 5,214 referrals.", "Of them 1,616 people were children.")


def reported(content: Content = Content.FULL, said: int = 10) -> StoryMaterial:
    """A report that asks three things, counts two, and whose extract has *said* words."""
    opening = " ".join(["word"] * (said - 1)) + " end."
    text = "\n\n".join((opening, *ASKS, *COUNTS))
    held = document(
        "report",
        text=text,
        kind=DocumentKind.REPORT,
        origin=Origin.PDF,
        content=content,
        url="https://ministry.example/report.pdf",
        pages=(PageSpan(number=3, start=0, end=len(text)),),
    )
    numbers = (("5,214", COUNTS[0]), ("1,616", COUNTS[1]))
    return story(
        "told",
        member(held),
        summary=Summary(sentences=(sentence(held, opening, 3),)),
        recommendations=tuple(sentence(held, each, 3) for each in ASKS),
        figures=tuple(
            Counted(value=value, definition=words, sentence=sentence(held, words, 3))
            for value, words in numbers
        ),
    )


def test_two_of_each_are_named() -> None:
    told = reported()
    asked, counted = points(told, told.summary.sentences)
    assert [each.text for each in asked] == list(ASKS[:2])
    assert [each.value for each in counted] == ["5,214", "1,616"]


@pytest.mark.parametrize("said", [10, 40, 52, 60])
def test_under_rights_to_an_extract_all_of_it_has_no_more_words_than_one(said: int) -> None:
    told = reported(Content.EXTRACT, said)
    asked, counted = points(told, told.summary.sentences)
    quoted = (*told.summary.sentences, *asked, *(each.sentence for each in counted))
    assert sum(len(each.text.split()) for each in quoted) <= 60
    assert bool(asked) is (said < 52)


def test_a_headline_has_none() -> None:
    assert points(reported(Content.HEADLINE), ()) == ((), ())


def test_what_the_extract_says_is_not_said_again() -> None:
    told = reported()
    asked, _ = points(told, told.recommendations[:1])
    assert [each.text for each in asked] == [ASKS[1], ASKS[2]]


@pytest.mark.parametrize("form", ["html", "txt", "md", "json"])
def test_every_form_shows_them_with_their_page(form: str) -> None:
    digest = compose(material(reported()))
    edge = Edge(name="issue", revision=1, made_at=MONDAY)
    shown = " ".join(render(digest, edge)[f"issue.{form}"].split())
    assert ASKS[0] in shown
    assert "5,214" in shown
    place = {"txt": "(p. 3)", "json": '"page": 3'}.get(form, "report.pdf#page=3")
    assert place in shown.replace("\u00a0", " ")
    assert "It recommends" not in " ".join(
        render(compose(material(replace(reported(), recommendations=()))), edge)[
            f"issue.{form}"
        ].split()
    )


def test_all_that_an_item_quotes_is_looked_up() -> None:
    item = compose(material(reported())).items[0]
    assert {*ASKS[:2], *COUNTS} <= {each.text for each in item.quoted}
