"""Summaries of one document and of several, checked against their texts."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.document import Document, DocumentKind
from monitor.model.reading import PageSpan, Quality
from monitor.model.source import Content
from monitor.model.summary import Summary
from monitor.summary.grounding import untraceable
from monitor.summary.story import summarise
from monitor.text.clip import length
from tests.quality.documents import document

RAID = document(
    "raid",
    "Police free eleven workers from fish plant",
    "Eleven people were found working in conditions of forced labour at a fish plant in Saltmere "
    "on Sunday night, police said.\n\n"
    "Two managers, aged 41 and 53, were arrested on suspicion of trafficking offences. He denies "
    "everything.\n\n"
    "“They had no passports,” she said.\n\n"
    "Read more about fish plants in our newsletter every week.\n\n"
    "A spokesman for the owner said the company was helping the police.",
)
ECHO = document(
    "echo",
    "Raid at fish plant",
    "Eleven people were found in forced labour at the fish plant in Saltmere, police said.\n\n"
    "Each worker was told to repay 3,400 pounds in recruitment fees, the labour inspector said.",
)


def chosen(*documents: Document, max_words: int = 60, max_sentences: int = 3) -> Summary:
    """Return the summary, after checking what holds for every summary."""
    summary = summarise(documents, max_words=max_words, max_sentences=max_sentences)
    assert not untraceable(summary.sentences, {each.id: each.text for each in documents})
    assert sum(length(each.text) for each in summary.sentences) <= max_words
    assert len(summary.sentences) <= max_sentences
    assert len({(each.document_id, each.start) for each in summary.sentences}) == len(
        summary.sentences
    )
    return summary


def texts(summary: Summary) -> list[str]:
    return [each.text for each in summary.sentences]


def test_whole_sentences_that_stand_alone_in_reading_order() -> None:
    assert texts(chosen(RAID)) == [
        "Eleven people were found working in conditions of forced labour at a fish plant in "
        "Saltmere on Sunday night, police said.",
        "Two managers, aged 41 and 53, were arrested on suspicion of trafficking offences.",
        "A spokesman for the owner said the company was helping the police.",
    ]


def test_another_document_adds_what_is_new_and_not_what_was_said() -> None:
    summary = chosen(RAID, ECHO)

    assert summary.sentences[0].document_id == "raid"
    assert [each.text for each in summary.sentences if each.document_id == "echo"] == [
        "Each worker was told to repay 3,400 pounds in recruitment fees, the labour inspector said."
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(RAID.text, id="a copy"),
        pytest.param("We ask police in Saltmere for a person who opens every letter.", id="we"),
        pytest.param("Letters to Saltmere police must be opened, our lawyers say.", id="our"),
        pytest.param(
            "One call in four came from a worker and not a bystander.", id="another matter"
        ),
    ],
)
def test_another_document_adds_nothing_that_is_copied_or_spoken_by_itself(text: str) -> None:
    other = replace(ECHO, text=text)

    assert {each.document_id for each in chosen(RAID, other).sentences} == {"raid"}


def test_quotation_may_say_we() -> None:
    other = replace(
        ECHO, text="“We ask the police to open letters from the plant,” said Liam Pike, a lawyer."
    )

    assert "echo" in {each.document_id for each in chosen(RAID, other).sentences}


def test_the_first_document_leads() -> None:
    assert chosen(ECHO, RAID).sentences[0].document_id == "echo"


@pytest.mark.parametrize("most", [1, 2, 3])
def test_number_of_sentences_is_kept(most: int) -> None:
    assert len(chosen(RAID, ECHO, max_words=500, max_sentences=most).sentences) == most


def test_where_the_best_sentence_is_too_long_a_shorter_one_is_taken() -> None:
    assert texts(chosen(RAID, max_words=13)) == [
        "Two managers, aged 41 and 53, were arrested on suspicion of trafficking offences."
    ]


def test_where_nothing_fits_there_is_no_summary() -> None:
    assert chosen(RAID, max_words=4).sentences == ()


@pytest.mark.parametrize(
    "unusable",
    [
        pytest.param(replace(RAID, content=Content.HEADLINE), id="rights"),
        pytest.param(replace(RAID, quality=Quality.GARBLED), id="garbled"),
        pytest.param(replace(RAID, quality=Quality.SCAN), id="scan"),
        pytest.param(replace(RAID, text="  \n"), id="empty"),
    ],
)
def test_unusable_document_is_never_quoted(unusable: Document) -> None:
    assert chosen(unusable).sentences == ()
    assert {each.document_id for each in chosen(unusable, ECHO).sentences} == {"echo"}
    assert {each.document_id for each in chosen(ECHO, unusable).sentences} == {"echo"}


def test_no_documents_no_summary() -> None:
    assert summarise([]) == Summary(sentences=())


def test_a_sentence_is_said_once() -> None:
    again = replace(RAID, text=RAID.text.split("\n\n", maxsplit=1)[0] + "\n\n" + RAID.text)

    assert len(set(texts(chosen(again, max_words=200)))) == 3


def test_what_the_headline_says_is_not_said_again() -> None:
    headed = replace(RAID, text="Police free eleven workers from fish plant.\n\n" + RAID.text)

    assert "Police free eleven workers from fish plant." not in texts(chosen(headed))


def test_other_languages_are_not_mixed_in() -> None:
    other = replace(
        ECHO, language="fr", text="La police a arrêté un troisième homme au port, dit le juge."
    )

    assert {each.document_id for each in chosen(RAID, other).sentences} == {"raid"}


def test_page_of_a_report_is_named() -> None:
    first = "The office received 5,214 referrals of potential victims between July and September."
    second = "Officers made 3,960 conclusive grounds decisions in the quarter that ended then."
    report = replace(
        RAID,
        kind=DocumentKind.REPORT,
        title="Statistics",
        text=f"{first}\n\n{second}",
        pages=(
            PageSpan(number=3, start=0, end=len(first) + 2),
            PageSpan(number=4, start=len(first) + 2, end=len(first) + 2 + len(second)),
        ),
    )

    assert [each.page for each in chosen(report).sentences] == [3, 4]


def test_report_is_summed_up_from_its_own_summary() -> None:
    filler = " ".join(["The committee met in the town hall and heard what the members said."] * 3)
    found = (
        "Twelve per cent of the workers owed money for their recruitment. Labour inspectors saw "
        "one farm in four, and found debts on most of those that they saw in the year."
    )
    report = replace(
        RAID,
        kind=DocumentKind.REPORT,
        title="Harvest",
        text=f"Contents\n\nForeword\n\nExecutive summary\n\nMethods\n\nForeword\n\n{filler}\n\n"
        f"Executive summary\n\n{found}\n\nMethods\n\n{filler}",
    )

    assert texts(chosen(report))[0].startswith("Twelve per cent")


def test_chinese_is_counted_by_characters() -> None:
    text = (
        "英国内政部周四公布的数据显示，去年共有一万九千人被确认为现代奴役的潜在受害者。"
        "警方表示，大多数受害者来自阿尔巴尼亚和越南。"
    )
    chinese = document("zh", "", text, language="zh")

    assert texts(chosen(chinese)) == [text[:39], text[39:]]
    assert len(chosen(chinese, max_words=20).sentences) == 1


def test_long_report_takes_less_than_a_second() -> None:
    sentences = (
        f"Inspector number {n} of district {n % 17} found that worker {n * 7} of farm {n % 91} had "
        f"paid {n * 13} pounds to agent {n % 53} before the harvest of season {n % 29} began."
        for n in range(5_000)
    )
    report = replace(RAID, kind=DocumentKind.REPORT, text="\n\n".join(sentences))
    began = time.process_time()

    assert chosen(report).sentences
    assert time.process_time() - began < 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=4), st.integers(min_value=0, max_value=80))
def test_any_text_is_summarised_within_its_bounds(bodies: list[str], most: int) -> None:
    chosen(*(replace(RAID, id=str(n), text=body) for n, body in enumerate(bodies)), max_words=most)


@pytest.mark.parametrize("label", ["SUMMARY: ", "Abstract—", "Key findings: "])
def test_heading_that_runs_on_is_left_out(label: str) -> None:
    said = "Referrals of children rose by nine per cent in the second quarter of the year."
    told = summarise([document("d", "Statistics", f"{label}{said}")])

    assert [each.text for each in told.sentences] == [said]


@given(st.lists(st.text(max_size=60), max_size=4), st.text(max_size=4))
@settings(max_examples=50)
def test_any_text_in_any_language_is_summed_up_or_not(texts: list[str], language: str) -> None:
    documents = [
        replace(document(str(place), text[:20], text), language=language)
        for place, text in enumerate(texts)
    ]

    summary = summarise(documents)

    assert not untraceable(summary.sentences, {each.id: each.text for each in documents})


def test_sentence_that_points_back_stands_only_behind_the_one_it_follows() -> None:
    first = "Police in Saltmere arrested the owner of a fish plant, Otto Brand, on Sunday night."
    second = "He denies that eleven workers of the fish plant in Saltmere were kept there by force."
    apart = "The weather in the harbour was fine, and the market opened at nine as always."

    assert texts(chosen(document("d", "", f"{first} {second}"))) == [first, second]
    assert texts(chosen(document("d", "", second))) == []
    assert second not in texts(chosen(document("d", "", f"{first} {second}"), max_words=15))
    assert second not in texts(chosen(document("d", "", f"Go on! {second} {apart}")))


def test_what_earlier_issues_said_is_not_said_again() -> None:
    old, new = (each.text for each in chosen(RAID, max_sentences=2).sentences)
    again = summarise([RAID], told=[old])

    assert old not in texts(again)
    assert new in texts(again)


def test_where_all_was_said_before_it_is_said_again() -> None:
    one = document("d", "", "Police in Saltmere freed eleven workers of a fish plant on Sunday.")

    assert texts(summarise([one], told=[one.text])) == [one.text]
