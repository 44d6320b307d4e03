"""Key figures: numbers that count something, with what they count."""

import time
from dataclasses import replace

import pytest

from monitor.model.document import Document, DocumentKind
from monitor.model.source import Content
from monitor.summary.figures import figures
from monitor.summary.grounding import untraceable
from monitor.summary.numbers import Kind, numbers
from tests.quality.documents import document

STATISTICS = replace(
    document(
        "q3",
        "Referral statistics",
        "Between 1 July and 30 September 2026 the office received 5,214 referrals of potential "
        "victims of modern slavery, compared with 4,783 in the quarter before.\n\n"
        "Of all decisions, 58 per cent were positive. The office has 12 rooms on 3 floors.\n\n"
        "He said that 900 cases were waiting.\n\n"
        "The fund paid £2.1 million to survivors of trafficking in the year.",
    ),
    kind=DocumentKind.REPORT,
)


def values(text: str, language: str = "en") -> list[str]:
    return [number.text for number in numbers(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The office received 19,125 referrals in the year.", ["19,125"]),
        ("Referrals rose to 19,125 in the year.", ["19,125"]),
        ("Of those referred, 42 per cent were children.", ["42 per cent"]),
        ("Twenty-five per cent owed money.", ["Twenty-five per cent"]),
        ("Some 31% of the 611 workers owed money.", ["31%", "611"]),
        ("The fund paid £2.1 million to survivors.", ["£2.1 million"]),
        ("An estimated 50 million people live in modern slavery.", ["50 million"]),
        ("Police arrested 47 people in 9 countries.", ["47", "9"]),
        ("More than 300 potential victims were found.", ["300"]),
        ("In all 2,000 women called.", ["2,000"]),
        ("Some 2000 women called.", ["2000"]),
        ("On average 16 Vietnamese nationals arrive.", ["16"]),
    ],
)
def test_counts_shares_and_money_are_figures(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The strategy of 2026 replaces that of 2014 for all victims.", id="years"),
        pytest.param("The victims came on 12 May and left on May 14.", id="dates"),
        pytest.param("The report for 2025/26 and for 2024-25 names victims.", id="spans"),
        pytest.param("A man aged 34 and a 41-year-old woman met victims.", id="ages"),
        pytest.param("Liam Pike, 34, found victims.", id="age in commas"),
        pytest.param("She was 17 years old when victims were found.", id="years old"),
        pytest.param("Victims may call 0800 0121 700 or 020 7946 0000.", id="telephone"),
        pytest.param("Victims may call +44 20 7946 0000.", id="telephone abroad"),
        pytest.param("The trafficker of victims got 14 years in prison.", id="sentence"),
        pytest.param("Victims waited 481 days and 12 months.", id="duration"),
        pytest.param("The 3rd and the 21st victim came.", id="ordinals"),
        pytest.param("Section 45 and article 4 protect victims, see page 12.", id="sections"),
        pytest.param("Table 3 and paragraph 17 name victims.", id="tables"),
        pytest.param("Victims came at 10:30 and at 9pm.", id="times"),
        pytest.param("Covid-19 and the G20 changed what victims do.", id="names"),
        pytest.param("Victims walked 30 km.", id="measures"),
        pytest.param("The road is 14 metres wide.", id="nothing counted"),
    ],
)
def test_numbers_that_name_are_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("En 2025, 4\u202f823 victimes ont été identifiées.", "fr", ["4\u202f823"]),
        ("En 2025, 4 823 victimes ont été identifiées.", "fr", []),
        ("Die Polizei fand 1.204 Opfer, 12 Prozent mehr.", "de", ["1.204", "12 Prozent"]),
        ("La policía liberó a 1.204 personas.", "es", ["1.204"]),
    ],
)
def test_other_languages(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language) == expected


def test_size_is_read() -> None:
    text = "They counted 19,125 people, 1.2 million people, 3k people and £2bn."

    assert [number.size for number in numbers(text, "en")] == [19125, 1.2e6, 3000, 2e9]
    assert numbers(text, "en")[-1].kind is Kind.MONEY


def test_best_figure_first_with_the_sentence_that_defines_it() -> None:
    found = figures([STATISTICS])

    assert [figure.value for figure in found] == ["5,214", "£2.1 million", "58 per cent"]
    assert found[0].definition == found[0].sentence.text
    assert found[0].definition.startswith("Between 1 July and 30 September 2026")
    assert not untraceable((figure.sentence for figure in found), {"q3": STATISTICS.text})
    assert all(figure.definition in figure.sentence.text for figure in found)
    assert all(0 <= figure.score <= 1 for figure in found)


def test_statistics_of_a_report_come_before_the_count_of_a_case() -> None:
    raid = document("raid", "Raid", "Police freed 11 workers in Saltmere on Sunday night.")

    assert figures([raid, STATISTICS])[0].value == "5,214"


def test_how_many_were_asked_is_no_finding() -> None:
    survey = document(
        "survey",
        "Harvest",
        "The trust interviewed 611 workers on farms in 2026. "
        "Some 73 workers owed money for their recruitment in 2026.",
    )

    assert [figure.value for figure in figures([survey])] == ["73", "611"]


def test_what_is_no_longer_true_is_not_the_figure() -> None:
    survey = document(
        "survey",
        "Harvest",
        "Twelve per cent owed money, down from 20 per cent. Nine per cent were unpaid.",
    )

    assert [each.value for each in figures([survey])] == ["Twelve per cent", "Nine per cent"]


def test_a_value_is_given_once_at_its_best() -> None:
    news = document("news", "Record", "There were 5,214 people, a minister told the house.")

    found = [figure for figure in figures([news, STATISTICS]) if figure.value == "5,214"]

    assert [figure.sentence.document_id for figure in found] == ["q3"]


def test_long_sentence_is_cut_to_the_clause_of_its_number() -> None:
    clause = "the office counted 5,214 referrals of potential victims"
    tail = "; " + "and the committee heard of many other things that it will look at later " * 3
    text = f"After the ministry had announced it, {clause}{tail.rstrip()}."
    found = figures([document("long", "", text)])

    assert found[0].definition == f"After the ministry had announced it, {clause}"


@pytest.mark.parametrize(
    "unusable", [replace(STATISTICS, content=Content.HEADLINE), replace(STATISTICS, text="")]
)
def test_no_text_no_figures(unusable: Document) -> None:
    assert figures([unusable]) == ()


def test_charges_against_two_men_are_the_size_of_a_case() -> None:
    trial = document("t", "Trial", "Two brothers face 59 charges of sex trafficking and rape.")
    raids = document("r", "Raids", "Police made 59 arrests for sex trafficking and rape.")

    assert figures([trial])[0].score < figures([raids])[0].score - 0.2


def test_row_of_digits_is_no_number() -> None:
    assert values(f"The office received {'9' * 5_000} referrals and 12 cases.") == ["12"]
    assert values(f"The office received 1{',999' * 1_000} referrals and 12 cases.") == ["12"]


def test_sentence_of_ten_thousand_numbers_ends_soon_in_no_figure() -> None:
    endless = replace(STATISTICS, text="1 million per cent of 12 women " * 10_000 + "were found.")

    began = time.process_time()
    assert figures([endless]) == ()
    assert time.process_time() - began < 3.0  # before, a minute and more
