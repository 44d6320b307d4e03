"""PDF reports: what is drawn on pages comes back as a text that can be read and cited."""

import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.demo.pdf import pdf
from monitor.errors import ExtractError
from monitor.extract import (
    legible,
    pdffacts,
    pdflines,
    pdfmargins,
    pdfparagraphs,
    pdfwords,
    report,
)
from monitor.model.dated import Dated, Provenance
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.reading import Origin, Quality, Reading

URL = "https://ministry.example/report.pdf"
LEAD = Lead(
    source_id="ministry", key=URL, url=URL, canonical_url=URL, title="Report (PDF)", language="en"
)
Read = Callable[[bytes], Reading]
Drawn = tuple[float, float, float, str]
"""Left, height, size, text."""

LEFT, RIGHT = 60.0, 320.0
PROSE = (
    "The inspectors visited forty farms in three",
    "counties between June and September and",
    "spoke to two hundred and ten pickers, who",
    "had come from eleven countries to work for",
    "the season. Most of them had paid a fee to",
    "an agent at home before they left.",
)


@pytest.fixture
def read(answered: Callable[..., Page]) -> Read:
    """Read a PDF as the answer of a server."""
    return lambda body: report.read(answered(body, url=URL, media_type="application/pdf"), LEAD)


def drawn(*pages: Sequence[Drawn], facts: str = "", extra: str = "") -> bytes:
    """Return a PDF with these words on its pages."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {facts} >>".encode(),
    ]
    for number, words in enumerate(pages):
        shown = [
            f"BT /F {size} Tf {x} {y} Td (".encode()
            + text.replace("(", r"\(").replace(")", r"\)").encode("cp1252")
            + b") Tj ET"
            for x, y, size, text in words
        ]
        stream = b"\n".join([*shown, extra.encode()])
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            b"<< /F 3 0 R >> >> /Contents %d 0 R >>" % (6 + 2 * number),
            b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        ]
    body = bytearray(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    # Without a table of offsets: readers look for the objects themselves.
    return bytes(body) + b"trailer << /Root 1 0 R /Info 4 0 R >>\n%%EOF\n"


def column(lines: Sequence[str], *, left: float = LEFT, top: float = 700) -> list[Drawn]:
    return [(left, top - 13 * i, 10, line) for i, line in enumerate(lines)]


def report_of(pages: int) -> bytes:
    """Return a report with a header and a page number on each page, and other words on each."""
    return drawn(
        *(
            [
                (LEFT, 800, 8, "Ministry of Farms - Annual report"),
                *column([f"Chapter {chr(65 + n)} tells of the county {chr(65 + n)}.", *PROSE]),
                (LEFT, 40, 8, f"{n + 4}"),
            ]
            for n in range(pages)
        )
    )


def test_lines_become_paragraphs(read: Read) -> None:
    second = ("The fee was highest for those who had", "come the farthest way.")

    text = read(drawn([*column(PROSE), *column(second, top=600)])).text

    assert text == f"{' '.join(PROSE)}\n\n{' '.join(second)}"


def test_first_line_indented_begins_a_paragraph(read: Read) -> None:
    full = "an agent at home before they had left them."
    lines = column(
        [*PROSE[:-1], full, "The rest had borrowed the fee at", "a high rate from a man."]
    )
    lines[6] = (LEFT + 12, *lines[6][1:])

    assert read(drawn(lines)).text.count("\n\n") == 1


def test_line_that_stopped_early_ends_a_paragraph(read: Read) -> None:
    lines = column(["The season ended.", *PROSE])

    assert read(drawn(lines)).text.startswith("The season ended.\n\nThe inspectors")


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        pytest.param(("of the inves-", "tigation in spring"), "investigation", id="syllable"),
        pytest.param(("of the non-", "UK nationals found"), "non-UK", id="capital"),
        pytest.param(
            ("long-term plans and the long-", "term aims of the whole"), "the long-term", id="known"
        ),
        pytest.param(("in the years 2019–", "21 and those before"), "2019–21", id="range"),
    ],
)
def test_words_cut_at_line_ends(lines: Sequence[str], joined: str, read: Read) -> None:
    text = read(drawn(column([f"{PROSE[0]} {lines[0]}", lines[1] + " " + PROSE[1]]))).text

    assert joined in text


def test_headers_and_page_numbers_go_and_pages_stay(read: Read) -> None:
    reading = read(report_of(6))

    assert "Annual report" not in reading.text
    assert "Chapter F tells of the county F." in reading.text
    assert not any(f"\n{n}\n" in f"\n{reading.text}\n" for n in range(4, 10))
    assert [span.number for span in reading.pages] == [1, 2, 3, 4, 5, 6]
    third = reading.pages[2]
    assert reading.text[third.start : third.end].strip().startswith("Chapter C")


def test_pages_cover_the_text_without_gaps(read: Read) -> None:
    reading = read(report_of(4))

    assert reading.pages[0].start == 0
    assert reading.pages[-1].end == len(reading.text)
    for before, after in zip(reading.pages, reading.pages[1:], strict=False):
        assert before.end == after.start


def test_sentence_goes_on_over_a_page_and_over_notes(read: Read) -> None:
    """Nobody can quote half a sentence; each half still has its page."""
    first = column([*PROSE, "They told the inspectors that the caravans"])
    note = (LEFT, 60, 7, "1 All names were changed.")
    second = column(["were cold and that the water had been cut off."])

    reading = read(drawn([*first, note], second))

    assert "the caravans were cold" in reading.text
    assert "names were changed.\n\n" in reading.text
    assert reading.text.index("names were changed") < reading.text.index("the caravans")
    at = reading.text.index("were cold")
    assert next(s.number for s in reading.pages if s.start <= at < s.end) == 2


def test_notes_that_are_drawn_first_come_last(read: Read) -> None:
    note = (LEFT, 60, 7, "1 All names were changed.")

    assert read(drawn([note, *column(PROSE)])).text.endswith("\n\n1 All names were changed.")


def test_columns_stay_one_after_the_other(read: Read) -> None:
    right = [line.replace("The", "These").upper() for line in PROSE]

    text = read(drawn([*column(PROSE), *column(right, left=RIGHT)])).text

    assert text.index(PROSE[-1]) < text.index(right[0][:20])


def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other(read: Read) -> None:
    left = [*PROSE, *PROSE]
    right = [line.upper() for line in left]
    rows = [
        row for pair in zip(column(left), column(right, left=RIGHT), strict=True) for row in pair
    ]

    text = read(drawn(rows)).text

    assert text.index(left[-1]) < text.index(right[0])
    assert " ".join(PROSE[:3]) in text


def test_three_columns_with_a_gap_that_are_drawn_row_by_row(read: Read) -> None:
    words = ("The inspectors saw farms", "in three counties and met", "people who picked there.")
    columns = [[f"{line} {c}" for line in words * 4] for c in "ABC"]
    rows = [
        (LEFT + 170 * c, 700.0 - 13 * i, 10.0, columns[c][i])
        for i in range(12)
        for c in range(3)
        if (i, c) not in ((5, 1), (5, 2), (7, 0))
    ]

    text = read(drawn(rows)).text

    assert text.index("there. A") < text.index("farms B")
    assert text.rindex("there. B") < text.index("farms C")
    assert "farms A in three counties and met A people" in text


def test_rows_of_a_table_are_no_sentence(read: Read) -> None:
    rows = [("Adults", "4,500"), ("Children", "2,310"), ("Not known", "12")]
    cells = [
        (left, 500 - 14 * i, 10, cell)
        for i, row in enumerate(rows)
        for left, cell in zip((LEFT, RIGHT), row, strict=True)
    ]

    text = read(drawn([*column(PROSE), *cells])).text

    assert text.endswith("Adults 4,500\n\nChildren 2,310\n\nNot known 12")


def test_bullets_and_headings_stand_alone(read: Read) -> None:
    lines = [
        (LEFT, 720, 16, "What they found"),
        *column(["The farms had", "• no clean water,", "• no heating, and a single", "  stove."]),
    ]

    paragraphs = read(drawn(lines)).text.split("\n\n")

    assert paragraphs[0] == "What they found"
    assert paragraphs[2] == "• no clean water,"
    assert paragraphs[3].startswith("• no heating")


def test_marks_of_notes_are_not_glued_to_words(read: Read) -> None:
    line = (LEFT, 700, 10, "They paid a fee to an agent")
    mark, after = (181.5, 704, 6, "12"), (190, 700, 10, "at home before they left.")

    text = read(drawn([line, mark, after])).text

    assert text == "They paid a fee to an agent at home before they left."


def test_numbers_of_lines_go(read: Read) -> None:
    numbers = [(40.0, 700.0 - 13 * i, 10.0, str(i + 1)) for i in range(12)]

    text = read(drawn([*numbers, *column([*PROSE, *PROSE])])).text

    assert text.startswith("The inspectors")


def test_text_across_the_page_is_left_out(read: Read) -> None:
    """Watermarks and printers' marks in the margin."""
    body = drawn(column(PROSE), extra="BT /F 30 Tf 0 1 -1 0 300 300 Tm (DRAFT COPY) Tj ET")

    assert "DRAFT" not in read(body).text


def test_page_on_its_side_is_read(read: Read) -> None:
    """A wide table is printed on a page that is turned, or written upwards on an upright one."""
    shown = "\n".join(
        f"BT /F 10 Tf 0 1 -1 0 {100 + 13 * i} 60 Tm ({line}) Tj ET" for i, line in enumerate(PROSE)
    )

    assert read(drawn([], extra=shown)).text == " ".join(PROSE)


@pytest.mark.parametrize(
    ("facts", "heading", "title"),
    [
        ("/Title (Work on farms)", "Work on farms", "Work on farms"),
        ("/Title (Microsoft Word - farms_v3.docx)", "Work on farms", "Work on farms"),
        ("/Title (Department template)", "Work on farms", "Work on farms"),
        ("", "Contents", "Report (PDF)"),
        ("/Title (untitled)", "", "Report (PDF)"),
        ("", "WARN Report*", "WARN Report"),
        ("", "the next day and warned them about striking.", "Report (PDF)"),
    ],
)
def test_title(facts: str, heading: str, title: str, read: Read) -> None:
    lines = [(LEFT, 740, 20, heading), *column(PROSE)] if heading else column(PROSE)

    assert read(drawn(lines, facts=facts)).title == title


@pytest.mark.parametrize(
    ("line", "created", "day", "provenance"),
    [
        ("Published 12 May 2026", "", "2026-05-12", Provenance.TEXT),
        ("12 May 2026", "D:20260601101500Z", "2026-05-12", Provenance.TEXT),
        ("May 2026", "D:20260512101500+01'00'", "2026-05-12", Provenance.PDF),
        ("Reply before 30 June 2026", "D:20260512101500Z", "2026-05-12", Provenance.PDF),
        ("Reply before 5 May 2026", "D:20260512101500Z", "2026-05-12", Provenance.PDF),
        ("Consultation 30 June 2026", "D:20260512101500Z", "2026-05-12", Provenance.PDF),
        ("", "D:20260512", "2026-05-12", Provenance.PDF),
        ("", "yesterday", None, None),
        ("", "D:19700101000000Z", None, None),
    ],
)
def test_date(
    line: str, created: str, day: str | None, provenance: Provenance | None, read: Read
) -> None:
    lines = [*column(PROSE), *([(LEFT, 500.0, 10.0, line)] if line else [])]

    found = read(drawn(lines, facts=f"/CreationDate ({created})" if created else "")).published

    assert (found and found.at.date().isoformat()) == day
    assert (found and found.provenance) == provenance


def test_date_of_the_lead_comes_first(answered: Callable[..., Page]) -> None:
    stated = Dated(
        at=datetime(2026, 5, 1, tzinfo=UTC),
        provenance=Provenance.LISTING,
        confidence=0.9,
        day_only=True,
        raw="1 May 2026",
    )
    lead = Lead(
        source_id="m", key="k", url=URL, canonical_url=URL, title="A report", published=stated
    )

    reading = report.read(answered(drawn([(LEFT, 700, 10, "Published 12 May 2026")])), lead)

    assert reading.published == stated


def test_authors_are_those_that_the_pages_show(read: Read) -> None:
    lines = [*column(["By Dana Orme and others", *PROSE])]

    assert read(drawn(lines, facts="/Author (Dana Orme)")).authors == ("Dana Orme",)
    assert read(drawn(lines, facts="/Author (jsmith)")).authors == ()
    assert read(drawn(lines, facts="/Author (John Clerk)")).authors == ()


def test_report_of_the_demo(read: Read) -> None:
    story = "The unit looked at every referral of the year and found that most waited for long. "
    blocks = [story * 3, "## Findings", *[story * 4] * 9]

    reading = read(pdf("Referrals in the year to March", "Ministry", "12 November 2026", blocks))

    assert reading.title == "Referrals in the year to March"
    assert reading.published
    assert reading.published.at == datetime(2026, 11, 12, tzinfo=UTC)
    assert reading.origin is Origin.PDF
    paragraphs = reading.text.split("\n\n")
    assert paragraphs[1:4] == ["Ministry, 12 November 2026", (story * 3).strip(), "Findings"]
    assert paragraphs[4:] == [(story * 4).strip()] * 9
    assert len(reading.pages) > 1


@pytest.mark.parametrize(
    ("body", "fact"),
    [
        (b"", "is an empty file, no PDF"),
        (b"<html><body>Sign in</body></html>", "is no PDF but a web page or XML"),
        (b"{\\rtf1 A report}", "is no PDF but an RTF file"),
        (b"PK\x03\x04 docx", "is no PDF but a ZIP or Office file"),
        (b"%PDF-1.7\n and then nothing", "is a broken or incomplete PDF"),
        (drawn(), "is a broken or incomplete PDF"),
        (drawn([]), "is a PDF of empty pages"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, fact: str, read: Read) -> None:
    with pytest.raises(ExtractError) as caught:
        read(body)

    assert caught.value.reason == fact
    assert caught.value.url == URL


def test_picture_of_a_page_is_a_scan_and_no_error(read: Read) -> None:
    picture = "BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI"

    reading = read(drawn([], extra=f"q 595 0 0 842 0 0 cm {picture} Q"))

    assert reading.quality is Quality.SCAN
    assert reading.text == ""
    assert reading.pages == ()
    assert reading.title == "Report (PDF)"


def test_stamp_on_a_scan_is_no_text(read: Read) -> None:
    picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"

    assert read(drawn([(60, 30, 8, "Received 12 May")], extra=picture)).quality is Quality.SCAN


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(
            "7KH LQVSHFWRUV YLVLWHG IRUW\\ IDUPV LQ WKUHH FRXQWLHV EHWZHHQ ", id="shifted"
        ),
        pytest.param("$%&' ()*+ ,-./ :;<= >?@[ ]^_` {|}~ !!## %%&& ", id="signs"),
    ],
)
def test_letters_that_are_no_language_are_garbled(words: str, read: Read) -> None:
    lines = column([words.replace("\\", "")] * 8)

    assert read(drawn(lines)).quality is Quality.GARBLED


def test_unnamed_shapes_are_garbled() -> None:
    word = pdfwords.Word("\ue012\ue013\ue014", 0.0, 10.0, 0.0, 10.0, False, 0)
    leaf = pdfwords.Leaf(number=1, words=(word,) * 30, width=595, height=842, drawn=True)

    assert legible.quality([leaf]) is Quality.GARBLED


def test_character_limit_leaves_the_rest_out(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfwords, "MAX_CHARACTERS", 700)

    reading = read(report_of(6))

    assert [span.number for span in reading.pages] == [1, 2, 3]
    assert reading.text.endswith("Chapter C tells of")
    assert "\n5\n" not in reading.text


def test_page_limit_leaves_the_rest_out(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfwords, "MAX_PAGES", 2)

    assert [span.number for span in read(report_of(6)).pages] == [1, 2]


def test_no_text_at_all_has_no_pages() -> None:
    assert pdfparagraphs.written([]) == ("", (), ())


def test_hostile_files_are_read_or_refused(shared: Path, read: Read) -> None:
    files = sorted((shared / "hostile/pdf-hostile").rglob("*.pdf"))
    assert len(files) > 100
    for path in files:
        try:
            reading = read(path.read_bytes())
        except ExtractError:
            continue
        reading.text.encode()  # no lone surrogates, or the archive could not keep it
        assert reading.pages or not reading.text, path
        assert (reading.quality is Quality.SCAN) <= (reading.text == ""), path


def test_encrypted_file_says_so(shared: Path, read: Read) -> None:
    body = (shared / "data/pdf_reports/files/completely_encrypted.pdf").read_bytes()

    with pytest.raises(ExtractError, match="asks for a password"):
        read(body)


def test_truncated_file_is_read_or_refused(shared: Path, read: Read) -> None:
    body = (shared / "data/pdf_reports/files/obama_arts.pdf").read_bytes()
    for share in (0.1, 0.5, 0.9):
        with contextlib.suppress(ExtractError):
            read(body[: int(len(body) * share)])


def test_a_document_of_the_gazette_is_titled_by_what_stands_above_its_agency() -> None:
    def row(text: str, base: float, *, bold: bool, size: float = 9.0) -> pdflines.Line:
        return pdflines.Line(
            page=1, text=text, cells=1, left=45, right=200, base=base, size=size, tall=size,
            bold=float(bold), lead=False, first=20, item=False, numbered=False,
        )  # fmt: skip

    page = [
        row("Proposed Rules", 720, bold=True, size=18),
        row("DEPARTMENT OF TRANSPORT", 580, bold=True),
        row("Safety Directives; The Example", 482, bold=True),
        row("Company Ships", 472, bold=True),
        row("AGENCY: Harbour Office.", 456, bold=False),
    ]
    found = pdffacts.title([page], "")
    assert found == "Safety Directives; The Example Company Ships"


def test_without_larger_words_the_running_header_is_the_title() -> None:
    pages = [[(60, 800, 8, f"{n} THE SIEGE OF A HARBOUR"), *column(PROSE)] for n in range(49, 55)]
    facts = "/Title (Binder1.pdf)"
    body = drawn(*pages, facts=facts)
    leaves = pdfwords.read(body, URL).leaves
    kept, margins = pdfmargins.without_margins([pdflines.lines(leaf) for leaf in leaves])
    assert pdffacts.title(kept, "Binder1.pdf", margins) == "THE SIEGE OF A HARBOUR"


def test_proceedings_are_dated_by_their_imprint(read: Read) -> None:
    imprint = [
        (60.0, 40.0, 9.0, "Proceedings of the 12th Meeting on Labour Inspection, pages 3 to 9"),
        (60.0, 29.0, 9.0, "July 5 - 10, 2020. \251 2020 Society for Labour Inspection"),
    ]
    published = read(
        drawn([*column(PROSE), *imprint], facts="/CreationDate (D:20200518)")
    ).published
    assert published is not None
    assert published.at.date().isoformat() == "2020-07-05"
    assert published.provenance is Provenance.TEXT


def test_a_drawn_page_with_a_stamp_on_it_is_a_scan(read: Read) -> None:
    stamp = [(60.0, 800.0, 8.0, "Case: 21-1298 Page: 1")]
    assert read(drawn(stamp, extra="0 0 595 842 re f")).quality is Quality.SCAN
    assert read(drawn(stamp)).quality is Quality.GOOD


def test_a_sentence_that_a_table_interrupts_stays_whole(read: Read) -> None:
    first = [*column(PROSE[:2], top=200)]
    rows = [
        (x, 760.0 - 14 * n, 11.0, f"{w}{n}")
        for n in range(4)
        for x, w in ((60.0, "Farm "), (300.0, "4"))
    ]
    caption = [(60.0, 780.0, 11.0, "Table 2: Farms that were visited")]
    reading = read(drawn(first, [*caption, *rows, *column(PROSE[2:], top=600)]))
    text = " ".join(PROSE)
    assert text in reading.text
    assert reading.text.index("Table 2") > reading.text.index("before they left.")
    assert [span.number for span in reading.pages] == [1, 2]
    assert "Farm 3 43" in reading.text.split("\n\n")


def test_behind_a_table_a_capital_begins_a_paragraph(read: Read) -> None:
    first = [*column(PROSE[:2], top=200)]
    rows = [
        (x, 760.0 - 14 * n, 11.0, f"{w}{n}")
        for n in range(4)
        for x, w in ((60.0, "Farm "), (300.0, "4"))
    ]
    reading = read(drawn(first, [*rows, *column(("Wages were paid late.",), top=600)]))
    assert "three Wages" not in reading.text
    assert "Wages were paid late." in reading.text.split("\n\n")
