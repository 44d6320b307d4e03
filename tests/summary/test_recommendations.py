"""Recommendations: what a report asks of others, word for word."""

from dataclasses import replace

import pytest

from monitor.model.document import Document, DocumentKind
from monitor.model.section import Section, SectionKind
from monitor.summary.candidates import candidates
from monitor.summary.grounding import untraceable
from monitor.summary.recommendations import recommendations
from tests.quality.documents import document


def report(*parts: tuple[SectionKind, str]) -> Document:
    """Return a report of these sections, each under a heading."""
    text, found = "", []
    for number, (kind, words) in enumerate(parts, 1):
        text += f"Heading {number}\n\n"
        found.append(
            Section(
                kind=kind, title=f"Heading {number}", start=len(text), end=len(text + words), page=1
            )
        )
        text += f"{words}\n\n"
    return replace(
        document("report", "A report", text.strip()),
        kind=DocumentKind.REPORT,
        sections=tuple(found),
    )


def asked(*parts: tuple[SectionKind, str]) -> list[str]:
    return [each.text for each in recommendations(report(*parts))]


LISTED = """\
Recommendation 1: The Home Office should give every survivor a case worker within five days.

2. Publish the number of visas withdrawn from farms each quarter

• Ensure that inspectors can enter worker housing without notice; and

Work began in May."""


def test_points_of_the_list_are_found_whole_without_their_numbers() -> None:
    found = report((SectionKind.RECOMMENDATIONS, LISTED))
    sentences = recommendations(found)
    assert sorted(each.text for each in sentences) == [
        "Ensure that inspectors can enter worker housing without notice",
        "Publish the number of visas withdrawn from farms each quarter",
        "The Home Office should give every survivor a case worker within five days.",
    ]
    assert untraceable(sentences, {found.id: found.text}) == ()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("The inquiry recommends that the government repeal the farm visa rules at once.", True),
        ("The charity calls on ministers to end the detention of trafficked children.", True),
        ("Das Institut fordert die Regierung auf, Opfer von Menschenhandel zu schützen.", True),
        ("The government published 40 pages on farms and visas in the spring of 2026.", False),
        ("Calls for the release of records gained support among journalists last year.", False),
        ("It should be noted that authorities count trafficking cases in other ways.", False),
        ("The government should have acted on trafficking years before the ship sank.", False),
        ("Workers should know their rights before they travel to the farms in summer.", False),
    ],
)
def test_in_the_body_it_takes_who_asks_whom(text: str, is_one: bool) -> None:
    assert (asked((SectionKind.BODY, text)) == [text]) is is_one


def test_a_summary_that_repeats_the_last_chapter_says_it_once() -> None:
    first = "The government should give every survivor of trafficking a case worker at once."
    again = "Government should at once give every survivor of trafficking a case worker."
    assert len(asked((SectionKind.SUMMARY, first), (SectionKind.RECOMMENDATIONS, again))) == 1


def test_notes_and_articles_recommend_nothing() -> None:
    text = "The inquiry recommends that the government repeal the farm visa rules at once."
    assert asked((SectionKind.NOTES, text)) == []
    article = replace(report((SectionKind.BODY, text)), kind=DocumentKind.ARTICLE)
    assert recommendations(article) == ()


def test_a_report_is_summed_up_from_its_own_summary() -> None:
    summary = " ".join(
        f"In district {n} inspectors found forty workers who had paid a fee to an agent at home."
        for n in range(5)
    )
    body = "Chapter one tells how the inspectors travelled between districts by car and train."
    found = candidates(report((SectionKind.SUMMARY, summary), (SectionKind.BODY, f"{body} " * 20)))
    assert len(found) == 5
    assert all(each.sentence.text.startswith("In district") for each in found)


def test_methods_are_no_candidates() -> None:
    told = "Forty workers were found in barns behind the orchard by inspectors in September."
    how = "Interviews were held in four languages with the help of sworn interpreters in March."
    found = candidates(report((SectionKind.BODY, told), (SectionKind.METHOD, how)))
    assert [each.sentence.text for each in found] == [told]
