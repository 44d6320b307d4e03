"""Tiers, their reasons, and topics."""

from dataclasses import replace

import pytest

from monitor.model.source import Filter, Kind, Source
from monitor.model.verdict import Field, Tier, Verdict
from monitor.model.watchlist import Tiers, Topic, Watchlist
from monitor.query.subject import Subject
from monitor.relevance.judge import MAX_TERMS, judge, promising
from monitor.relevance.rules import Rules

WATCHLIST = Watchlist(
    sources=(),
    topics=(
        Topic(id="courts", name="Courts", section="Courts", query="jailed OR court"),
        Topic(id="sea", name="Sea", section="Sea", query="trawler OR $VESSEL"),
        Topic(id="law", name="Law", section="Law", query="bill"),
    ),
    editions=(),
    help=(),
    coming_up=(),
    macros={"VESSEL": "ship OR boat"},
    tiers=Tiers(
        include='"human trafficking" OR "modern slavery"',
        include_unless="slavery OR enslaved",
        unless="museum OR cocaine",
        queue="exploitation OR trafficking",
    ),
    problems=(),
    sha256="",
)
RULES = Rules.of(WATCHLIST)


def source(filter_: Filter = Filter.TIERED, topics: tuple[str, ...] = ()) -> Source:
    return Source(
        id="post",
        name="Post",
        publisher="Post",
        kind=Kind.FEED,
        url="https://post.example/",
        filter=filter_,
        topics=topics,
    )


def verdict(title: str, text: str = "", filter_: Filter = Filter.TIERED) -> Verdict:
    return judge(Subject.of(title=title, text=text), source(filter_), RULES)


@pytest.mark.parametrize(
    ("title", "filter_", "tier"),
    [
        ("Human trafficking ring", Filter.TIERED, Tier.STRONG),
        ("Human trafficking and cocaine", Filter.TIERED, Tier.STRONG),
        ("Slavery on farms", Filter.TIERED, Tier.MEDIUM),
        ("Slavery museum", Filter.TIERED, Tier.QUEUE),
        ("Exploitation of pickers", Filter.TIERED, Tier.QUEUE),
        ("Cocaine trafficking", Filter.TIERED, Tier.NONE),
        ("Weather", Filter.TIERED, Tier.NONE),
        ("Human trafficking ring", Filter.STRONG, Tier.STRONG),
        ("Slavery on farms", Filter.STRONG, Tier.NONE),
        ("Exploitation of pickers", Filter.STRONG, Tier.NONE),
        ("Weather", Filter.NONE, Tier.SPECIALIST),
        ("Slavery museum", Filter.NONE, Tier.SPECIALIST),
    ],
)
def test_tier(title: str, filter_: Filter, tier: Tier) -> None:
    assert verdict(title, filter_=filter_).tier is tier


def test_title_and_text_count_alike_and_matches_say_where() -> None:
    found = verdict("Two jailed", "For human trafficking, a court heard; slavery was not named.")

    assert found.tier is Tier.STRONG
    assert [(each.term, each.field) for each in found.matches] == [
        ("human trafficking", Field.TEXT)
    ]
    assert found.reason == "matched “human trafficking” in the text"


def test_match_lies_where_it_says() -> None:
    text = "They spoke of Human Trafficking."
    (match,) = verdict("Two jailed", text).matches

    assert text[match.start : match.end] == "Human Trafficking"


def test_false_friend_is_named() -> None:
    lowered = verdict("Slavery museum opens")
    out = verdict("Cocaine trafficking")

    assert [each.term for each in lowered.against] == ["museum"]
    assert lowered.reason == "queued: “slavery” beside the false friend “museum”"
    assert [each.term for each in out.against] == ["cocaine"]
    assert out.reason == "“trafficking” beside the false friend “cocaine”"
    assert out.topics == ()


@pytest.mark.parametrize(
    ("title", "filter_", "reason"),
    [
        ("Slavery here", Filter.TIERED, "matched “slavery” in the title, and no false friend"),
        ("Exploitation", Filter.TIERED, "queued: “exploitation” in the title may be ours or not"),
        ("Weather", Filter.TIERED, "no term of ours"),
        ("Weather", Filter.STRONG, "no strong term, and nothing less counts for this source"),
        ("Weather", Filter.NONE, "from a specialist body"),
    ],
)
def test_reason_is_one_line_for_a_person(title: str, filter_: Filter, reason: str) -> None:
    assert verdict(title, filter_=filter_).reason == reason


def test_topics_are_in_the_watchlists_order_with_those_of_the_source() -> None:
    subject = Subject.of(title="Modern slavery on a boat: four jailed", text="")

    assert judge(subject, source(), RULES).topics == ("courts", "sea")
    assert judge(subject, source(topics=("law",)), RULES).topics == ("courts", "sea", "law")
    assert judge(subject, source(topics=("gone",)), RULES).topics == ("courts", "sea", "gone")


def test_specialist_bodys_item_is_explained_by_its_topic() -> None:
    found = verdict("A court sat", filter_=Filter.NONE)

    assert [each.term for each in found.matches] == ["court"]


def test_specialist_bodys_strong_terms_come_before_its_topics() -> None:
    found = verdict("A court sat on modern slavery", filter_=Filter.NONE)

    assert [each.term for each in found.matches] == ["modern slavery"]


def test_matches_are_few_and_in_order_of_place() -> None:
    terms = " OR ".join(f"word{n}" for n in range(2 * MAX_TERMS))
    rules = Rules(
        include=None, include_unless=None, unless=None, queue=None, topics=(), subjects={}
    )
    many = Rules.of(
        Watchlist(
            sources=(), topics=(), editions=(), help=(), coming_up=(), macros={},
            tiers=Tiers(include=terms), problems=(), sha256="",
        )
    )  # fmt: skip
    text = " ".join(f"word{n}" for n in reversed(range(2 * MAX_TERMS)))

    found = judge(Subject.of(title="word3", text=text), source(), many)

    assert len({each.term for each in found.matches}) == MAX_TERMS
    assert found.matches[0].field is Field.TITLE
    places = [each.start for each in found.matches if each.field is Field.TEXT]
    assert places == sorted(places)
    assert judge(Subject.of(title="word3", text=""), source(), rules).tier is Tier.NONE


@pytest.mark.parametrize(
    ("title", "summary", "filter_", "expected"),
    [
        pytest.param("Human trafficking", "A summary of more than eight words about what it is.",
                     Filter.TIERED, True, id="strong"),
        pytest.param("Weather", "It will rain in the north and be dry in the south.",
                     Filter.TIERED, False, id="nothing of ours"),
        pytest.param("Weather", "It will rain.", Filter.TIERED, True, id="too short to tell"),
        pytest.param("Slavery museum", "It opens again on Saturday after two years of work.",
                     Filter.TIERED, True, id="the page may say more"),
        pytest.param("Exploitation", "It was seen again on farms in the north and the south.",
                     Filter.STRONG, False, id="weak, and only strong counts"),
        pytest.param("Weather", "It will rain in the north and be dry in the south.",
                     Filter.NONE, True, id="specialist"),
    ],
)  # fmt: skip
def test_page_is_fetched_where_the_lead_promises(
    title: str, summary: str, filter_: Filter, expected: bool
) -> None:
    assert promising(title, summary, source(filter_), RULES) is expected


def test_what_the_title_names_comes_before_what_the_text_mentions() -> None:
    ours = '"human trafficking" OR "modern slavery"'
    rules = Rules.of(
        replace(
            WATCHLIST,
            topics=(
                Topic(id="work", name="", section="", query=f"trawler OR (({ours}) AND workers)"),
                Topic(id="courts", name="", section="", query=f"({ours}) AND (jailed OR court)"),
                Topic(id="law", name="", section="", query=f"({ours}) AND (strategy OR bill)"),
            ),
        )
    )

    def topics(title: str, text: str) -> tuple[str, ...]:
        return judge(Subject.of(title=title, text=text), source(), rules).topics

    about = "A strategy on modern slavery: workers may go to court."
    assert topics("Draft strategy sets a target", about) == ("law", "work", "courts")
    assert topics("Modern slavery: what is planned", about) == ("work", "courts", "law")
    assert topics("Court hears of strategy", about) == ("courts", "law", "work")
