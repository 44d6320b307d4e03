"""How near a document came to another tier."""

from dataclasses import replace

import pytest

from monitor.model.source import Filter, Kind, Source
from monitor.model.verdict import Nearest, Tier, Verdict
from monitor.plainly import plain, whole
from monitor.query.parse import parse
from monitor.query.subject import Subject
from monitor.relevance.judge import judge
from monitor.relevance.rules import Rules

RULES = Rules(
    include=parse('"human trafficking"'),
    include_unless=parse("slavery OR trafficking NEAR/10 (women OR victims OR girls OR men)"),
    unless=parse("museum OR ivory"),
    queue=parse("(trafficking OR exploitation) AND (police OR gang)"),
    topics=(),
    subjects={},
)
NEWS = Source(id="n", name="N", publisher="N", kind=Kind.FEED, url="https://n.example/")


def judged(title: str, filter_: Filter = Filter.TIERED) -> Verdict:
    return judge(Subject.of(title=title, text=""), replace(NEWS, filter=filter_), RULES)


@pytest.mark.parametrize(
    ("title", "tier", "other", "told"),
    [
        ("Human trafficking ring", Tier.STRONG, Tier.NONE,
         "without “human trafficking” in the title it would be left out"),
        ("Human trafficking is slavery", Tier.STRONG, Tier.MEDIUM,
         "without “human trafficking” in the title it would be included"),
        ("Slavery on farms", Tier.MEDIUM, Tier.NONE,
         "without “slavery” in the title it would be left out"),
        ("Slavery museum", Tier.QUEUE, Tier.MEDIUM,
         "would be included if not for the false friend “museum” in the title"),
        ("Police stop trafficking", Tier.QUEUE, Tier.MEDIUM,
         "would be included with one of “women”, “victims”, “girls” … within 10 words; "
         "there is “trafficking” in the title"),
        ("Ivory trafficking: police act", Tier.NONE, Tier.QUEUE,
         "would be queued for a person if not for the false friend “ivory” in the title"),
        ("Exploitation of gas fields", Tier.NONE, Tier.QUEUE,
         "would be queued for a person with one of “police”, “gang”; "
         "there is “exploitation” in the title"),
    ],
)  # fmt: skip
def test_nearest_tier_and_what_lies_between(title: str, tier: Tier, other: Tier, told: str) -> None:
    found = judged(title)

    assert found.tier is tier
    assert found.nearest is not None
    assert (found.nearest.tier, found.nearest.told) == (other, told)


@pytest.mark.parametrize("title", ["Weather", "Police stop a gang", "Women and men"])
def test_other_news_is_near_nothing(title: str) -> None:
    assert judged(title).nearest is None


def test_specialist_bodys_document_is_compared_with_an_outlets() -> None:
    found = judged("Slavery museum", Filter.NONE).nearest

    assert found is not None
    assert found.tier is Tier.QUEUE
    assert found.told == (
        "from a general outlet it would be queued for a person: "
        "queued: “slavery” beside the false friend “museum”"
    )


def test_false_friend_is_named_where_no_term_of_ours_stands() -> None:
    found = judged("The museum is closed")

    assert found.reason == "no term of ours, but the false friend “museum”"
    assert [each.term for each in found.against] == ["museum"]


def test_verdict_is_kept_with_its_nearest_miss_and_read_without_it() -> None:
    found = judged("Slavery museum")
    told = plain(found)

    assert whole(Verdict, told) == found
    del told["nearest"]
    assert whole(Verdict, told) == replace(found, nearest=None)
    assert isinstance(found.nearest, Nearest)
