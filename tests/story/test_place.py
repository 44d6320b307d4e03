"""Where documents belong: copies, the same event, and stories of their own."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.dated import Dated, Provenance
from monitor.model.document import Document, DocumentKind
from monitor.model.reading import Origin, Quality
from monitor.model.source import Content
from monitor.model.story import Placement, Role
from monitor.story.fingerprint import fingerprint
from monitor.story.place import place
from monitor.story.window import Window

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
RAID = (
    "Police in Marlow freed nine people from a car wash on Tuesday after a neighbour rang the "
    "helpline of the Lantern Trust. Two men aged 34 and 41 were arrested at the site, and officers "
    "searched three flats in Penrose Street. The nine, all from Vietnam, were taken to a place of "
    "safety. Chief Inspector Dana Orme said that the investigation had lasted five months."
)
FISHING = (
    "Eleven fishermen from Ghana told a court in Aberdeen that the owners of the trawler Silver "
    "Wren kept their passports and paid them nothing for two years. The judge, Lady Harrow, "
    "adjourned the hearing until December. The owners deny all charges."
)


def document(key: str, title: str, text: str, **changes: object) -> Document:
    plain = Document(
        id=key,
        source_id="post",
        publisher="Harbour Post",
        kind=DocumentKind.ARTICLE,
        url=f"https://post.example/{key}",
        canonical_url=f"https://post.example/{key}",
        title=title,
        text=text,
        description="",
        authors=(),
        language="en",
        published=None,
        updated=None,
        first_seen_at=START,
        content=Content.EXTRACT,
        rights="",
        origin=Origin.PAGE,
        quality=Quality.GOOD,
        pages=(),
        evidence="",
        backfill=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a mapping of any fields


def placed(documents: Iterable[Document], window: Window | None = None) -> dict[str, Placement]:
    window = Window() if window is None else window
    found = {}
    for each in documents:
        print_ = fingerprint(each)
        found[each.id] = place(print_, window)
        window.add(print_, found[each.id])
    return found


RAID_HERE = document("raid", "Nine freed from Marlow car wash", RAID)
RAID_THERE = document(
    "raid-echo",
    "Marlow car wash raid: two arrested",
    "Two men were arrested in Marlow after nine Vietnamese people were found working without pay "
    "at a car wash. Officers led by Chief Inspector Dana Orme also searched flats in Penrose "
    "Street.",
    publisher="Valley Echo",
)
TRIAL = document("trial", "Trawler crew tell Aberdeen court of unpaid years", FISHING)


def test_first_document_starts_a_story_named_after_it() -> None:
    first = placed([RAID_HERE])["raid"]

    assert first == Placement(
        document_id="raid", story_id="raid", role=Role.FIRST, like=None, similarity=0.0
    )


def test_two_accounts_of_one_event_are_one_story() -> None:
    found = placed([RAID_HERE, TRIAL, RAID_THERE])

    assert found["raid-echo"].role is Role.JOINS
    assert found["raid-echo"].story_id == "raid"
    assert found["raid-echo"].like == "raid"
    assert 0 < found["raid-echo"].similarity <= 1


def test_the_same_kind_of_event_elsewhere_is_another_story() -> None:
    other = document(
        "other",
        "Six freed from nail bar in Corby",
        "Police in Corby freed six people from a nail bar on Friday. A woman aged 52 was arrested. "
        "Sergeant Liam Pike said that the investigation began in the spring.",
    )

    assert placed([RAID_HERE, other])["other"].role is Role.FIRST


@pytest.mark.parametrize(
    ("publisher", "role"),
    [
        pytest.param("Harbour Post", Role.REPEAT, id="same publisher"),
        pytest.param("Valley Echo", Role.REPRINT, id="wire copy"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(RAID, id="same text"),
        pytest.param(RAID.upper(), id="levelled"),
        pytest.param(RAID + " This story was updated at noon.", id="with a line more"),
        pytest.param(RAID.replace("five months", "nearly half a year"), id="edited"),
    ],
)
def test_a_text_again_is_a_copy(publisher: str, role: Role, text: str) -> None:
    again = document("again", "Car wash: nine freed", text, publisher=publisher)

    found = placed([RAID_HERE, again])["again"]

    assert (found.role, found.story_id, found.like) == (role, "raid", "raid")


def test_a_copy_is_found_under_any_title_of_another_publisher() -> None:
    again = document("again", "What the neighbour saw", RAID, publisher="Valley Echo")

    assert placed([RAID_HERE, again])["again"].role is Role.REPRINT


def test_its_own_earlier_copy_counts_before_that_of_others() -> None:
    echo = replace(RAID_HERE, id="echo", publisher="Valley Echo")
    again = replace(RAID_HERE, id="again", publisher="Valley Echo")

    found = placed([RAID_HERE, echo, again])["again"]

    assert (found.role, found.like) == (Role.REPEAT, "echo")


def test_a_notice_in_place_of_the_text_makes_no_copies() -> None:
    notice = "We value your privacy. " * 10
    one = document("one", "Trawler crew tell court of unpaid years", notice)
    other = document("other", "Ministry counts more referrals", notice)

    assert placed([one, other])["other"].role is not Role.REPEAT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Referral statistics, quarter 3 2026", "Referral statistics, quarter 2 2026"),
        ("Annual report 2025", "Annual report 2026"),
        ("Referral statistics: October", "Referral statistics: November"),
    ],
)
def test_the_next_issue_of_a_series_is_another_story(one: str, other: str) -> None:
    text = "The number of people referred rose. Most were men. " + RAID

    found = placed([document("one", one, text), document("other", other, text + " It rose.")])

    assert found["other"].role is Role.FIRST


def test_a_rising_toll_is_the_same_story() -> None:
    one = document("one", "9 freed from Marlow car wash", RAID)
    other = replace(RAID_THERE, title="11 freed from Marlow car wash", id="other")

    assert placed([one, other])["other"].story_id == "one"


def test_documents_without_words_are_stories_of_their_own() -> None:
    empty = [document(str(number), "", "") for number in range(3)]

    assert {each.role for each in placed(empty).values()} == {Role.FIRST}


def test_a_document_in_the_window_is_not_like_itself() -> None:
    window = Window()
    placed([RAID_HERE], window)

    assert place(fingerprint(RAID_HERE), window).role is Role.FIRST


def test_placing_leaves_the_window_as_it_is() -> None:
    window = Window()
    placed([RAID_HERE], window)

    first = place(fingerprint(RAID_THERE), window)

    assert len(window) == 1
    assert place(fingerprint(RAID_THERE), window) == first


@pytest.mark.parametrize(("days", "role"), [(13, Role.JOINS), (15, Role.FIRST)])
def test_a_story_is_joined_for_two_weeks(days: int, role: Role) -> None:
    later = replace(RAID_THERE, first_seen_at=START + timedelta(days=days))

    assert placed([RAID_HERE, later])["raid-echo"].role is role


def test_a_story_outlives_its_first_document() -> None:
    days = [
        replace(RAID_HERE, id=str(n), first_seen_at=START + timedelta(days=9 * n)) for n in range(4)
    ]

    assert {each.story_id for each in placed(days).values()} == {"0"}


def test_one_story_does_not_swallow_its_neighbours_by_a_roundup() -> None:
    roundup = document(
        "roundup",
        "News in brief",
        "Police in Marlow freed nine people from a car wash. Eleven fishermen told a court in "
        "Aberdeen that the owners of the trawler Silver Wren kept their passports.",
    )

    found = placed([RAID_HERE, TRIAL, roundup, RAID_THERE])

    assert found["raid-echo"].story_id == "raid"
    assert found["trial"].story_id == "trial"


@pytest.mark.parametrize("seed", range(6))
def test_order_of_arrival_does_not_change_who_stands_together(seed: int) -> None:
    documents = [RAID_HERE, RAID_THERE, replace(RAID_HERE, id="copy", publisher="Echo"), TRIAL]
    random.Random(seed).shuffle(documents)

    found = placed(documents)

    raids = {found[key].story_id for key in ("raid", "raid-echo", "copy")}
    assert len(raids) == 1
    assert found["trial"].story_id == "trial"


@pytest.mark.parametrize(
    ("language", "one", "other", "stranger"),
    [
        pytest.param(
            "ar",
            "حررت الشرطة في مدينة مارلو تسعة أشخاص من مغسلة سيارات واعتقلت رجلين",
            "اعتقلت الشرطة رجلين في مارلو بعد تحرير تسعة أشخاص من مغسلة سيارات",
            "قال صيادون من غانا أمام محكمة في أبردين إنهم لم يتقاضوا أجورهم",
            id="arabic",
        ),
        pytest.param(
            "zh",
            "警方在马洛一家洗车场解救九名越南人并逮捕两名男子",
            "两名男子在马洛被捕九名越南人从洗车场获救",
            "加纳渔民向阿伯丁法院表示船东扣押护照拖欠工资",
            id="chinese",
        ),
        pytest.param(
            "ru",
            "Полиция Марлоу освободила девять человек с автомойки и задержала двух мужчин",
            "Двое мужчин задержаны в Марлоу: девять человек освобождены с автомойки",
            "Рыбаки из Ганы рассказали суду в Абердине, что им не платили",
            id="cyrillic",
        ),
    ],
)
def test_other_scripts_find_their_stories(
    language: str, one: str, other: str, stranger: str
) -> None:
    texts = {"one": one, "other": other, "stranger": stranger}

    found = placed(document(key, "", text, language=language) for key, text in texts.items())

    assert found["other"].story_id == "one"
    assert found["stranger"].role is Role.FIRST


@pytest.mark.parametrize(("days", "role"), [(10, Role.JOINS), (20, Role.FIRST)])
def test_what_was_published_long_before_is_another_event(days: int, role: Role) -> None:
    def stated(day: datetime) -> Dated:
        return Dated(at=day, provenance=Provenance.META, confidence=0.9, day_only=False, raw="")

    one = replace(RAID_HERE, published=stated(START))
    later = replace(RAID_THERE, published=stated(START - timedelta(days=days)))

    assert placed([one, later])["raid-echo"].role is role


def test_a_long_story_stays_in_one_piece() -> None:
    accounts = [
        replace(RAID_THERE, id=f"echo{n}", publisher=f"Echo {n}", text=f"{RAID_THERE.text} {more}")
        for n, more in enumerate(
            [
                "Neighbours said they had noticed vans at night.",
                "The council closed the site on Wednesday.",
                "A charity found beds for all of them.",
                "The owner of the land knew nothing of it, his lawyer said.",
            ]
        )
    ]
    others = [replace(TRIAL, id=f"trial{n}", publisher=f"Mail {n}") for n in range(20)]

    found = placed([RAID_HERE, *accounts, *others, replace(RAID_THERE, id="last")])

    assert found["last"].story_id == "raid"
