"""Sections of reports: what a heading announces, and how far it reaches."""

import os

import pytest

from monitor.extract import pdflines, pdfmargins, pdfparagraphs, pdfwords, sections
from monitor.model.section import Section, SectionKind
from tests.quality.measure import data_folder

_BODY, _HEAD, _SUB = 11.0, 16.0, 13.0


def line(text: str, base: float, *, size: float = _BODY, page: int = 1) -> pdflines.Line:
    return pdflines.Line(
        page=page, text=text, cells=1, left=60, right=60 + 5 * len(text), base=base, size=size,
        tall=size, bold=0.0, lead=False, first=20, item=text.startswith("\u2022"), numbered=False,
    )  # fmt: skip


def found(*lines: pdflines.Line) -> tuple[tuple[Section, ...], str]:
    text, _, placed = pdfparagraphs.written(pdfparagraphs.paragraphs([lines]))
    return sections.sections(placed, len(text)), text


PROSE = "The inspectors visited forty farms in three counties and spoke to two hundred pickers."


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Executive Summary", SectionKind.SUMMARY),
        ("1. Executive summary", SectionKind.SUMMARY),
        ("URGENT ACTION SUMMARY:", SectionKind.SUMMARY),
        ("Résumé exécutif", SectionKind.SUMMARY),
        ("Zusammenfassung", SectionKind.SUMMARY),
        ("Resumen ejecutivo", SectionKind.SUMMARY),
        ("Key findings", SectionKind.FINDINGS),
        ("Part 3: Key findings of the inquiry", SectionKind.FINDINGS),
        ("Conclusions and recommendations", SectionKind.RECOMMENDATIONS),
        ("Recommandations", SectionKind.RECOMMENDATIONS),
        ("Chapter 6 Conclusion", SectionKind.CONCLUSION),
        ("2. Méthodologie et consultations", SectionKind.METHOD),
        ("Table of contents", SectionKind.CONTENTS),
        ("Annex A: Terms of reference", SectionKind.NOTES),
        ("Endnotes", SectionKind.NOTES),
        ("Recruitment fees in the north", SectionKind.BODY),
        ("4.1 Overview", SectionKind.BODY),
    ],
)
def test_a_heading_says_what_its_section_is_for(title: str, kind: SectionKind) -> None:
    assert sections.kind_of(title) is kind


def test_a_section_reaches_to_the_next_heading_of_its_size() -> None:
    told, text = found(
        line("Recommendations", 700, size=_HEAD),
        line("To the government", 660, size=_SUB),
        line(PROSE, 630),
        line("Wages on farms", 580, size=_HEAD),
        line(PROSE, 550),
    )
    assert [(each.kind, each.title) for each in told] == [
        (SectionKind.RECOMMENDATIONS, "Recommendations"),
        (SectionKind.BODY, "Wages on farms"),
    ]
    assert "To the government" in text[told[0].start : told[0].end]
    assert "Wages" not in text[told[0].start : told[0].end]
    assert told[0].page == 1


def test_an_entry_of_a_list_of_contents_opens_no_section() -> None:
    told, _ = found(
        line("Contents", 760, size=_HEAD),
        line("Executive summary", 730),
        line("Recommendations", 700),
        line("Executive summary", 640, size=_HEAD),
        line(PROSE, 610),
    )
    assert [(each.kind, each.start > 50) for each in told] == [(SectionKind.SUMMARY, True)]


def test_prose_without_headings_has_no_sections() -> None:
    assert found(line(PROSE, 700)) == ((), PROSE)
    assert sections.sections((), 0) == ()


# Read from the pages by the makers of this project; no other truth is known to us.
HEADINGS = [
    ("openaleph_demo", "Executive Summary", SectionKind.SUMMARY, 2),
    ("wcep_acl20_paper_twocolumn", "Abstract", SectionKind.SUMMARY, 1),
    ("wcep_acl20_paper_twocolumn", "6 Conclusion", SectionKind.CONCLUSION, 5),
    ("amnesty_urgent_action", "URGENT ACTION SUMMARY:", SectionKind.SUMMARY, 1),
    ("chelsea_pdta", "Table des matières", SectionKind.CONTENTS, 3),
    ("chelsea_pdta", "2. Méthodologie et consultations", SectionKind.METHOD, 7),
    ("issue-982-example", "REFERENCES", SectionKind.NOTES, 5),
]


@pytest.mark.parametrize(("name", "title", "kind", "page"), HEADINGS)
def test_sections_of_real_reports_are_found(
    name: str, title: str, kind: SectionKind, page: int
) -> None:
    path = data_folder(None, os.environ) / "pdf_reports" / "files" / f"{name}.pdf"
    if not path.is_file():
        pytest.skip(f"no recorded report at {path}")
    leaves = pdfwords.read(path.read_bytes(), "https://reports.example/").leaves
    pages, _ = pdfmargins.without_margins([pdflines.lines(leaf) for leaf in leaves])
    text, _, placed = pdfparagraphs.written(pdfparagraphs.paragraphs(pages))
    told = [(each.title, each.kind, each.page) for each in sections.sections(placed, len(text))]
    assert (title, kind, page) in told
