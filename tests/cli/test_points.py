"""What show prints of a report keeps within its rights, however words are counted."""

import dataclasses

from monitor.cli.points import points
from monitor.model.document import MAX_EXTRACT, Document, DocumentKind
from monitor.model.source import Content
from monitor.text.rights import size
from tests.quality.documents import document

ASKS = (
    "The report recommends that the government should give every survivor a case worker at once.",
    "The inquiry calls on employers to pay back recruitment fees within thirty days.",
    "We recommend that police forces should record which form of exploitation they have met with.",
    "The committee urges ministers to let domestic workers change jobs without losing their visas.",
    "The commission recommends that inspectors should board distant vessels twice in each season.",
    "Councils must house children who were trafficked near schools, never in hotels for adults.",
)


def report(content: Content) -> Document:
    held = document("a", "A", "\n\n".join(ASKS))
    return dataclasses.replace(held, kind=DocumentKind.REPORT, content=content)


def words(content: Content) -> int:
    told = points(report(content))
    return sum(size(each["text"]) for rows in told.values() for each in rows)


def test_full_rights_have_no_limit() -> None:
    assert words(Content.FULL) > MAX_EXTRACT


def test_rights_to_an_extract_allow_one_for_all_of_them() -> None:
    assert 0 < words(Content.EXTRACT) <= MAX_EXTRACT


def test_rights_to_a_headline_allow_none() -> None:
    assert words(Content.HEADLINE) == 0
