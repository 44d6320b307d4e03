"""What a document adds to its story."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model.document import Document
from monitor.model.story import GainKind, Placement, Role
from monitor.story.gain import gains
from tests.story.test_place import RAID, RAID_HERE, START, document

JOINS = Role.JOINS


def grown(*told: tuple[Document, Role]) -> list[tuple[str, GainKind, str]]:
    rows = []
    for number, (each, role) in enumerate(told):
        seen = replace(each, first_seen_at=START + timedelta(hours=number))
        rows.append(
            (seen, Placement(document_id=each.id, story_id="s", role=role, like=None, similarity=0))
        )
    return [(gain.document_id, gain.kind, gain.what) for gain in gains(rows)]


FIRST = (RAID_HERE, Role.FIRST)


def later(text: str, **changes: object) -> Document:
    return document("later", "More on the raid", text, **changes)


def test_the_first_document_begins_a_story_and_adds_nothing() -> None:
    assert grown(FIRST) == []
    assert grown() == []


def test_another_publisher_with_words_of_its_own_is_a_gain() -> None:
    echo = later("Police in Marlow freed nine people.", publisher="Valley Echo")

    assert grown(FIRST, (echo, JOINS)) == [("later", GainKind.PUBLISHER, "Valley Echo")]


@pytest.mark.parametrize("role", [Role.REPRINT, Role.REPEAT])
def test_a_copy_is_no_gain(role: Role) -> None:
    copy = later(RAID + " Dana Orme was sentenced.", publisher="Valley Echo")

    assert grown(FIRST, (copy, role)) == []


def test_two_who_credit_one_agency_are_one_voice() -> None:
    wire = "LONDON (Reuters) - Police in Marlow freed nine people."
    one = replace(later(wire, publisher="Valley Echo"), id="one")
    two = replace(later(wire + " Officers searched three flats.", publisher="Times"), id="two")

    assert grown(FIRST, (one, JOINS), (two, JOINS)) == [("one", GainKind.PUBLISHER, "Reuters")]


def test_a_year_counts_nothing() -> None:
    dated = later("Police in Marlow freed nine people in 2019 raids.")

    assert grown(FIRST, (dated, JOINS)) == []


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        (
            "The two men were sentenced to nine years on Tuesday.",
            GainKind.STAGE,
            "sentenced to nine years",
        ),
        (
            "Police freed nine people and 14 other victims in Marlow.",
            GainKind.NUMBER,
            "14 other victims",
        ),
        ("Owners of 14 deep-sea trawlers knew.", GainKind.NUMBER, "14 deep-sea trawlers"),
        ("The council has 210 more case workers.", GainKind.NUMBER, "210 more case workers"),
    ],
)
def test_a_fact_that_none_had_is_a_gain(text: str, kind: GainKind, what: str) -> None:
    found = grown(FIRST, (later(text), JOINS))

    assert [each[1] for each in found] == [kind]
    assert found[0][2] == what


def test_a_name_is_a_gain_where_the_headline_has_it() -> None:
    told = later("Police in Marlow are looking for Viktor Stane.")

    assert grown(FIRST, (told, JOINS)) == []
    assert grown(FIRST, (replace(told, title="Stane sought by police"), JOINS)) == [
        ("later", GainKind.NAME, "Viktor Stane")
    ]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        pytest.param("Two men were charged on Friday.", True, id="were charged"),
        pytest.param("A man, charged with trafficking, spoke.", True, id="charged with"),
        pytest.param("The owner faces charges.", True, id="faces charges"),
        pytest.param("The crew charged batteries overnight.", False, id="batteries"),
        pytest.param("The car wash charged customers little.", False, id="prices"),
        pytest.param("It asked for an end to recruitment charges.", False, id="fees"),
        pytest.param("The owner appealed against it.", True, id="appealed against"),
        pytest.param("The mayor appealed for calm.", False, id="appealed for"),
    ],
)
def test_a_stage_is_told_by_words_that_mean_one(text: str, stage: bool) -> None:
    kinds = [each[1] for each in grown(FIRST, (later(text), JOINS))]

    assert (GainKind.STAGE in kinds) is stage


@pytest.mark.parametrize("text", ["Funds are freed up.", "It may arrest the decline of wages."])
def test_nobody_is_freed_or_arrested_by_a_figure_of_speech(text: str) -> None:
    first = document("first", "Wages in Marlow", "Workers in Marlow wait for their wages.")

    assert grown((first, Role.FIRST), (later(text), JOINS)) == []


def test_a_fact_is_a_gain_once() -> None:
    one = replace(later("The two men were sentenced."), id="one")
    two = replace(later("The two men were jailed."), id="two")

    assert grown(FIRST, (one, JOINS), (two, JOINS)) == [("one", GainKind.STAGE, "sentenced")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Two men aged 34 and 41 were arrested in Marlow.", id="told before"),
        pytest.param("In Marlow, nine people were freed in 2026 at 10:15.", id="year and time"),
        pytest.param("In Marlow, nine people were freed on 11 October.", id="date"),
        pytest.param("Dana Orme of the Lantern Trust spoke of Penrose Street.", id="names known"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_was_told_is_no_gain(text: str) -> None:
    assert grown(FIRST, (later(text), JOINS)) == []


@pytest.mark.parametrize(
    ("language", "one", "other", "what"),
    [
        ("de", "Die Polizei hat zwei Männer verhaftet.", "Zwei Männer wurden angeklagt.", "angekl"),
        ("ru", "Полиция задержала двух мужчин.", "Двух мужчин осудили, осуждены.", "осуждены"),
        ("zh", "警方逮捕两名男子。", "两名男子被判刑。", "判刑"),
    ],
)
def test_stages_are_told_in_other_languages(language: str, one: str, other: str, what: str) -> None:
    first = document("first", "", one, language=language)

    found = grown((first, Role.FIRST), (later(other, language=language), JOINS))

    assert [each[2].startswith(what) for each in found if each[1] is GainKind.STAGE] == [True]


def test_much_that_is_new_is_a_gain_where_there_are_no_capitals() -> None:
    first = document("first", "", "警方在马洛一家洗车场解救九名越南人", language="zh")
    more = document("more", "", "法院表示船东扣押护照拖欠工资两年", language="zh")

    assert (("more", GainKind.WORDS, "")) in grown((first, Role.FIRST), (more, JOINS))


@pytest.mark.parametrize(
    "text",
    [
        "Officers met " + "Dana " * 40 + "there.",
        "Officers found 12 " + "m" * 300 + ".",
        "Officers found " + "9" * 300 + " men.",
    ],
    ids=["names", "word", "digits"],
)
def test_what_no_reader_would_take_for_a_name_or_number_is_no_gain(text: str) -> None:
    assert grown(FIRST, (later(text), JOINS)) == []
