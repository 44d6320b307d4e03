"""What an issue holds, in what order, and how its own lines are worded."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.choose import NO_TOPIC
from monitor.digest.compose import compose
from monitor.digest.material import Counted, Material, PastWeek
from monitor.model.digest import Item
from monitor.model.document import MAX_EXTRACT, DocumentKind
from monitor.model.reading import Origin, Quality
from monitor.model.source import Content
from monitor.model.story import Role
from monitor.model.summary import Sentence, Summary
from monitor.model.verdict import Field, Match, Tier
from monitor.model.watchlist import ComingUp, HelpEntry
from tests.digest.conftest import (
    EDITION,
    MONDAY,
    TOPICS,
    busy,
    document,
    material,
    member,
    sentence,
    simple,
    story,
)


def shown(made: Material) -> dict[str, list[str]]:
    """Return the stories of an issue by section."""
    return {s.title: [item.story_id for item in s.items] for s in compose(made).sections}


def only(made: Material) -> Item:
    (item,) = compose(made).items
    return item


def test_sections_follow_the_edition_and_topicless_stories_come_last() -> None:
    edition = replace(EDITION, topics=("labour", "courts"))
    stories = (simple("a"), simple("b", "courts"), simple("c", "labour"))

    assert list(shown(material(*stories, edition=edition)).items()) == [
        ("Labour and supply chains", ["c"]),
        ("Prosecutions and policing", ["b"]),
        (NO_TOPIC, ["a"]),
    ]


def test_story_stands_once_under_its_first_topic() -> None:
    assert shown(material(simple("a", "labour", "courts"))) == {"Labour and supply chains": ["a"]}


def test_edition_about_some_topics_leaves_the_others_out() -> None:
    edition = replace(EDITION, topics=("courts",))

    assert shown(material(simple("a", "labour"), simple("b", "courts"), edition=edition)) == {
        "Prosecutions and policing": ["b"]
    }


def test_topics_with_one_section_share_it() -> None:
    topics = (*TOPICS, replace(TOPICS[0], id="police"))

    found = shown(material(simple("a", "police"), simple("b", "courts"), topics=topics))

    assert sorted(found["Prosecutions and policing"]) == ["a", "b"]


def test_most_reported_first_then_surest_then_newest() -> None:
    weak = story("weak", member(document("weak"), "courts", tier=Tier.MEDIUM))
    stories = [
        simple("old", "courts", hours=1),
        weak,
        simple("new", "courts", hours=50),
        simple("many", "courts", publishers=3),
    ]

    assert shown(material(*stories)) == {
        "Prosecutions and policing": ["many", "new", "old", "weak"]
    }


def test_limits_keep_a_first_story_of_every_section_and_count_the_rest() -> None:
    courts = [simple(f"c{n}", "courts", publishers=9 - n) for n in range(6)]
    edition = replace(EDITION, max_items=4, max_per_section=3)
    digest = compose(material(*courts, simple("r", "reports"), edition=edition))

    assert {s.title: len(s.items) for s in digest.sections} == {
        "Prosecutions and policing": 3,
        "Research and reports": 1,
    }
    assert digest.sections[0].more == 3
    assert digest.coverage.limited == 3


@given(
    sizes=st.lists(st.integers(0, 9), min_size=3, max_size=3),
    most=st.integers(1, 30),
    each=st.integers(1, 10),
)
def test_limits_hold_whatever_the_week(sizes: list[int], most: int, each: int) -> None:
    stories = [
        simple(f"{topic.id}-{n}", topic.id)
        for topic, size in zip(TOPICS, sizes, strict=True)
        for n in range(size)
    ]
    edition = replace(EDITION, max_items=most, max_per_section=each)

    digest = compose(material(*stories, edition=edition))

    assert len(digest.items) == min(most, sum(min(size, each) for size in sizes))
    assert all(len(section.items) <= each for section in digest.sections)
    assert len(digest.items) + sum(s.more for s in digest.sections) == sum(sizes)


@given(seed=st.integers())
def test_order_of_what_is_handed_in_does_not_matter(seed: int) -> None:
    stories = [simple(f"s{n}", TOPICS[n % 3].id, publishers=1 + n % 2, hours=n) for n in range(9)]
    past = [PastWeek(week=f"2026-W4{n}", stories=(("Courts", n),)) for n in range(7)]
    coming = [ComingUp(date=date(2026, 12, n), title="Day") for n in range(1, 9)]
    expected = compose(material(*stories, past=tuple(past), coming_up=tuple(coming)))
    for each in (stories, past, coming):
        random.Random(seed).shuffle(each)

    assert compose(material(*stories, past=tuple(past), coming_up=tuple(coming))) == expected


def test_own_words_lead_and_copies_are_counted_apart() -> None:
    wire = document("wire", publisher="Wire", first_seen_at=MONDAY + timedelta(hours=2))
    copy = document("copy", publisher="Echo", first_seen_at=MONDAY + timedelta(hours=1))
    again = document("again", publisher="Echo", first_seen_at=MONDAY + timedelta(hours=3))
    found = only(
        material(
            story(
                "s",
                member(copy, role=Role.REPRINT),
                member(wire),
                member(again, role=Role.REPEAT),
            )
        )
    )

    assert found.lead.document_id == "wire"
    assert [each.document_id for each in found.also] == ["copy"]
    assert found.reprints == 1


def test_what_may_be_quoted_leads_before_a_headline() -> None:
    headline = document("h", text="", content=Content.HEADLINE, origin=Origin.NONE)
    page = document("p", publisher="Echo", first_seen_at=MONDAY + timedelta(hours=20))

    assert only(material(story("s", member(page), member(headline)))).lead.document_id == "p"


def test_report_leads_before_what_is_said_about_it() -> None:
    leak = document("leak", publisher="Wire")
    report = document(
        "report",
        publisher="Ministry",
        kind=DocumentKind.REPORT,
        origin=Origin.PDF,
        first_seen_at=MONDAY + timedelta(days=2),
    )

    assert only(material(story("s", member(leak), member(report)))).lead.document_id == "report"


def test_story_told_before_comes_again_only_with_something_new() -> None:
    told = member(document("told"), told=True)
    also = member(document("also", publisher="Times"), told=True, role=Role.JOINS)
    copy = member(document("copy", publisher="Echo"), role=Role.REPRINT)
    same = member(document("same"), role=Role.JOINS)
    other = member(document("other", publisher="Echo"), role=Role.JOINS)
    more = (
        "The owner, Viktor Stane, pleaded guilty at Dunmoor crown court and was jailed for years."
    )
    follow = member(document("follow", "Owner jailed", more), role=Role.JOINS)

    def telling(*fresh: object) -> list[Item]:
        members = (told, also, *fresh)
        made = story("s", *members, told_in=("2026-W45", "2026-W46"))  # type: ignore[arg-type]
        return list(compose(material(made)).items)

    assert telling(copy) == []
    assert telling(same) == []
    assert telling(other)[0].update
    (again,) = telling(follow)
    assert (again.update, again.lead.document_id) == (True, "follow")
    assert again.also == ()
    new = "New: first mention of “jailed”, “pleaded guilty”."
    assert again.note == f"First told in 2026-W45. {new}"


def test_extract_is_whole_sentences_within_sixty_words() -> None:
    text = "\n\n".join(" ".join(["word"] * 25) + "." for _ in range(4))
    held = document("d", text=text)
    found = [
        Sentence(document_id="d", start=m * 127, end=m * 127 + 125, text=text[:125])
        for m in range(4)
    ]

    item = only(material(story("s", member(held), summary=Summary(sentences=tuple(found)))))

    assert item.extract == tuple(found[:2])


@given(lengths=st.lists(st.integers(1, 70), max_size=8))
def test_never_more_words_than_allowed(lengths: list[int]) -> None:
    held = document("d")
    found = tuple(
        Sentence(document_id="d", start=0, end=1, text=" ".join(["w"] * n)) for n in lengths
    )

    item = only(material(story("s", member(held), summary=Summary(sentences=found))))

    assert sum(len(each.text.split()) for each in item.extract) <= MAX_EXTRACT


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"content": Content.HEADLINE}, id="rights allow a headline"),
        pytest.param({"quality": Quality.GARBLED}, id="a garbled PDF"),
        pytest.param({"origin": Origin.NONE}, id="no text"),
    ],
)
def test_what_may_not_be_quoted_is_not(changes: dict[str, Any]) -> None:
    held = document("d", **changes)

    assert only(material(story("s", member(held)))).extract == ()


def test_a_sentence_of_a_document_that_is_not_cited_is_not_shown() -> None:
    again = document("again", publisher="Harbour Post")
    item = only(
        material(
            story(
                "s",
                member(document("lead")),
                member(again, role=Role.REPEAT),
                summary=Summary(sentences=(sentence(again, "Two men were arrested."),)),
            )
        )
    )

    assert item.extract == ()


def test_why_names_terms_and_publishers() -> None:
    held = document("d", "Inquiry into forced labour at sea")
    found = (
        Match(term="forced labor", field=Field.TITLE, start=13, end=26),
        Match(term="forced labor", field=Field.TEXT, start=0, end=4),
        Match(term="debt bondage", field=Field.TEXT, start=0, end=4),
        Match(term="passport*", field=Field.TEXT, start=0, end=4),
    )

    item = only(material(story("s", member(held, matches=found), publishers=3)))

    assert item.why == "“forced labour” in the title, “debt bondage” in the text; 3 publishers"


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (
            [("trafficking for forced", 3, 25), ("trafficking for forced labour", 3, 32)],
            "“trafficking for forced labour” in the text",
        ),
        (
            [("debt bondage", 3, 15), ("trafficked*", 20, 30)],
            "“debt bondage” and “trafficked” in the text",
        ),
    ],
)
def test_why_reads_as_a_person_would_say_it(found: list[tuple[str, int, int]], why: str) -> None:
    matches = tuple(Match(term=t, field=Field.TEXT, start=s, end=e) for t, s, e in found)

    assert only(material(story("s", member(document("d"), matches=matches)))).why == why


def test_why_of_a_specialist_says_so() -> None:
    item = only(material(story("s", member(document("d"), tier=Tier.SPECIALIST))))

    assert item.why == "from a specialist body"


def test_changes_are_three_from_different_sections_first() -> None:
    stories = [
        simple("a", "courts", publishers=5),
        simple("b", "courts", publishers=4),
        simple("c", "labour"),
        simple("d", "reports", publishers=2),
        simple("e", publishers=9),
    ]

    found = compose(material(*stories)).changes

    assert [story_id for story_id, _ in found] == ["a", "d", "c"]
    assert found[0][1] == "Title of a (Harbour Post and 4 more)"


def test_number_of_the_week_is_the_best_of_a_document_that_is_cited() -> None:
    cited, elsewhere = document("cited"), document("elsewhere")
    figures = tuple(
        Counted(value=v, definition=d, sentence=sentence(held, "Two men were arrested."))
        for v, d, held in (("9", "people", elsewhere), ("8", " ", cited), ("2", "men", cited))
    )

    found = compose(material(story("s", member(cited)), figures=figures)).figure

    assert found is not None
    assert (found.value, found.citation.document_id) == ("2", "cited")
    assert compose(material(story("s", member(cited)), figures=figures[:2])).figure is None


def test_volume_has_gaps_where_no_issue_was_made() -> None:
    volume = busy().volume

    assert volume.weeks == ("2026-W44", "2026-W45", "2026-W46", "2026-W47")
    assert volume.rows[0] == ("Prosecutions and policing", (3, None, 0, 2))
    assert volume.rows[1] == ("Labour and supply chains", (0, None, 5, 2))


def test_volume_crosses_a_year_that_has_53_weeks() -> None:
    past = tuple(PastWeek(week=week, stories=(("X", 1),)) for week in ("2026-W52", "2026-W53"))
    from monitor.digest.week import week

    made = material(week=week(EDITION, "2027-W01"), past=past)

    assert compose(made).volume.weeks == ("2026-W52", "2026-W53", "2027-W01")


def test_coming_up_is_the_next_two_months_in_order() -> None:
    days = (date(2027, 1, 23), date(2026, 11, 23), date(2026, 11, 22), date(2027, 1, 22))
    made = material(coming_up=tuple(ComingUp(date=each, title="Day") for each in days))

    assert [each.date for each in compose(made).coming_up] == [days[1], days[3]]


def test_help_number_without_a_recent_check_is_not_printed() -> None:
    checked = HelpEntry(name="Line", phone="1", verified_on=date(2026, 5, 27))
    made = material(
        help=(
            checked,
            replace(checked, verified_on=date(2026, 5, 26), note="By night."),
            replace(checked, verified_on=None),
            HelpEntry(name="Leaflet", url="https://help.example/"),
        )
    )

    kept, old, never, leaflet = compose(made).help

    assert kept == checked
    assert old.phone == never.phone == ""
    assert old.note == (
        "By night. Its number was last checked 181 days ago, so it is not printed here."
    )
    assert "never checked" in never.note
    assert leaflet.note == ""


def test_open_week_says_until_when() -> None:
    until = MONDAY + timedelta(days=2)

    assert compose(material(cut=until)).open_until == until
    assert compose(material()).open_until is None


def test_title_from_outside_is_one_line_without_tricks() -> None:
    item = only(material(story("s", member(document("d", "A\u202egnp.exe\x1b[31m\n b\ud800")))))

    assert item.lead.title == "Agnp.exe [31m b"
