"""The file that everybody starts from."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from monitor.model.source import Content, Filter, Kind, Source
from monitor.model.verdict import Tier
from monitor.query.subject import Subject
from monitor.relevance.judge import judge
from monitor.relevance.rules import Rules
from monitor.source import shipped
from monitor.source.load import load

FILE = Path(__file__).parents[2] / "sources.yaml"
WATCHLIST = load(FILE)
RULES = Rules.of(WATCHLIST)
NEWS = Source(id="n", name="N", publisher="N", kind=Kind.FEED, url="https://n.example/")


def test_there_is_one_copy() -> None:
    assert shipped.text() == FILE.read_text(encoding="utf-8")


def test_nothing_in_it_is_refused() -> None:
    assert WATCHLIST.problems == ()


@pytest.mark.parametrize("source", WATCHLIST.sources, ids=lambda source: source.id)
def test_source_states_what_a_person_must_know(source: Source) -> None:
    assert source.rights
    assert source.confidence or source.verified_on
    assert source.enabled or "Off " in source.note, "a source that is off says why"
    assert not (source.enabled and source.confidence in ("C", "D")), "uncertain, and asked"
    assert source.content is not Content.FULL or any(
        word in source.rights for word in ("Open", "CC BY 4.0")
    )


def test_bbc_is_read_privately_with_its_terms_stated() -> None:
    bbc = [source for source in WATCHLIST.sources if source.publisher == "BBC"]

    assert any(source.enabled for source in bbc)
    assert all(source.content is Content.EXTRACT for source in bbc)
    assert all("terms" in source.rights for source in bbc)


def test_general_news_is_filtered() -> None:
    for publisher in ("BBC", "The Guardian", "The Independent"):
        enabled = [s for s in WATCHLIST.sources if s.publisher == publisher and s.enabled]
        assert enabled
        assert all(source.filter is not Filter.NONE for source in enabled)


def test_edition_holds_every_topic_once() -> None:
    (edition,) = WATCHLIST.editions

    assert sorted(edition.topics) == sorted(topic.id for topic in WATCHLIST.topics)
    assert edition.weekday == "monday"
    assert edition.time.isoformat("minutes") == "07:00"


def test_no_number_of_the_help_box_claims_a_check_that_nobody_made() -> None:
    assert all(line.verified_on is None for line in WATCHLIST.help)
    assert all("0432 0804" not in line.phone for line in WATCHLIST.help)


def test_days_to_come_are_in_order_and_within_a_year() -> None:
    days = [day.date for day in WATCHLIST.coming_up]

    assert days == sorted(days)
    assert date(2026, 11, 24) <= days[0]
    assert days[-1] <= date(2026, 11, 24) + timedelta(days=365)


def tier(title: str, text: str = "") -> Tier:
    return judge(Subject.of(title=title, text=text), NEWS, RULES).tier


@pytest.mark.parametrize(
    "title",
    [
        "Two jailed for trafficking women into the UK for forced prostitution",
        "Police rescue 12 people trafficked into the UK to work in car washes",
        "Human traffickers convicted after five-year inquiry",
        "Modern-day slavery referrals at record high",
        "Government to review National Referral Mechanism",
        "Couple kept as domestic slaves: domestic servitude trial opens",
        "Drug gang used trafficked children in county lines operation, court hears",
        "Sex-trafficking ring broken up in Spain",
        "Anti-slavery commissioner warns of gaps",
        "Bonded labourers freed from brick kiln",
    ],
)
def test_news_of_the_field_is_included(title: str) -> None:
    assert tier(title) is Tier.STRONG


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Slavery found in the tomato fields", Tier.MEDIUM),
        ("Girls were trafficked by the group, court hears", Tier.MEDIUM),
        ("Slavery museum to open on the quay", Tier.QUEUE),
        ("Prostitution: victims tell of abuse", Tier.QUEUE),
    ],
)
def test_doubtful_news_is_lowered_by_one_tier(title: str, expected: Tier) -> None:
    assert tier(title) is expected


@pytest.mark.parametrize(
    "title",
    [
        "Man jailed for drug trafficking after cocaine find",
        "Ivory seized in wildlife trafficking raid",
        "Traffic on the ring road to be diverted",
        "Cuckoos return as RSPB reports record spring",
        "Greta Thunberg joins climate march",
        "Museveni's NRM wins in Uganda as police patrol",
        "Hackers exploit zero day in router",
        "He is a slave to the rhythm",
    ],
)
def test_false_friends_stay_out(title: str) -> None:
    assert tier(title) is Tier.NONE


def test_ivory_coast_is_no_false_friend() -> None:
    assert tier("Slavery on cocoa farms in Ivory Coast") is Tier.MEDIUM


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Modern slavery bill: lords table amendment", "policy"),
        ("Traffickers jailed for modern slavery at crown court", "prosecutions"),
        ("Modern slavery survivors wait for safe house and legal aid", "support"),
        ("Forced labour found in supply chains of factories", "labour"),
        ("Sex trafficking: brothels and pimps", "sexual"),
        ("Child trafficking: unaccompanied minors missing", "children"),
        ("Modern slavery claims and asylum: visa rules and deportation", "immigration"),
        ("Modern slavery statistics: referrals up in last quarter", "statistics"),
        ("University study of human trafficking: new research", "research"),
        ("Forced labour in Qatar: United Nations report", "international"),
    ],
)
def test_each_topic_takes_its_own(title: str, topic: str) -> None:
    assert topic in judge(Subject.of(title=title, text=""), NEWS, RULES).topics


@pytest.mark.parametrize("topic", WATCHLIST.topics, ids=lambda topic: topic.id)
def test_topic_does_not_take_any_news(topic: object) -> None:
    verdict = judge(
        Subject.of(title="Council opens new library in the old mill", text=""), NEWS, RULES
    )

    assert verdict.topics == ()
