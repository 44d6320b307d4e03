"""What the shipped queries do with news of every day."""

import pytest

from monitor.model.source import Kind, Source
from monitor.model.verdict import Tier
from monitor.query.subject import Subject
from monitor.relevance.judge import judge
from monitor.relevance.rules import Rules
from monitor.source import shipped
from monitor.source.load import parse
from tests.relevance.titles import INCLUDED, LEFT_OUT, LOOKED_AT, NOT_REACHED, titles

RULES = Rules.of(parse(shipped.text(), shipped.NAME))
NEWS = Source(id="n", name="N", publisher="N", kind=Kind.FEED, url="https://n.example/")


def tier(title: str, language: str = "en") -> Tier:
    subject = Subject.of(title=title, text="", language=language)
    return judge(subject, NEWS, RULES).tier


@pytest.mark.parametrize(("language", "title"), titles(INCLUDED))
def test_the_fields_own_words_are_included(language: str, title: str) -> None:
    assert tier(title, language).included


@pytest.mark.parametrize(("language", "title"), titles(LOOKED_AT))
def test_what_may_be_ours_is_never_dropped(language: str, title: str) -> None:
    assert tier(title, language) is not Tier.NONE


@pytest.mark.parametrize(("language", "title"), titles(LEFT_OUT))
def test_what_only_sounds_like_ours_is_left_out(language: str, title: str) -> None:
    assert not tier(title, language).included


@pytest.mark.parametrize(("language", "title"), titles(NOT_REACHED))
def test_title_without_a_word_of_the_field_is_not_reached(language: str, title: str) -> None:
    assert tier(title, language) is Tier.NONE


@pytest.mark.parametrize(
    "title",
    [
        "Filipinos trafficked to Myanmar and made to scam strangers",
        "Koreans freed from scam centres in Cambodia return",
        "Children as young as ten groomed into county lines",
        "Vietnamese teenagers found on cannabis farm",
        "Customs stops solar panels from Xinjiang under new import rule",
        "Migrant workers in Qatar wait for wages",
        "Judge: couple kept cleaner as a slave, and paid her nothing",
        "Baby trafficking ring sold infants abroad",
        "Care workers paid agents for jobs and were left in debt",
    ],
)
def test_forms_of_exploitation_are_included_without_the_great_words(title: str) -> None:
    assert tier(title).included


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Tres detenidos por trata de mujeres en Madrid", "es"),
        ("Razzia gegen Menschenhändler in fünf Städten", "de"),
        ("Gericht weist Klage wegen Kindersklaverei ab", "de"),
        ("Traite des êtres humains : douze interpellations", "fr"),
        ("Tratta di esseri umani, otto arresti", "it"),
        ("Trabalho escravo: fiscais resgatam vinte pessoas", "pt"),
        ("Politie pakt vier verdachten van mensenhandel op", "nl"),
        ("Policja rozbiła gang zajmujący się handlem ludźmi", "pl"),
        ("Tre dømt for menneskehandel", "no"),
    ],
)
def test_other_languages_have_their_words(title: str, language: str) -> None:
    assert tier(title, language).included


@pytest.mark.parametrize(
    "title",
    [
        "Victims lured into crypto scam lose millions",
        "Guns trafficked across the border fuel cartel violence",
        "Heavily trafficked road to close for repairs",
        "Pangolins seized at airport were trafficked from Africa",
        "University reveals its links to slavery",
        "Statue of a slave owner removed by the council",
        "Migrants rescued from small boat in the Channel",
        "People smugglers packed boat with 80 migrants",
        "Car wash fined over water use",
        "Xinjiang earthquake kills five",
        "Care worker struck off for abuse of residents",
        "Nurses forced to work double shifts as gang of viruses returns",
        "Trafic de drogue : cinq arrestations",
        "Gang jailed over record cocaine seizure",
    ],
)
def test_neighbouring_news_is_not_included(title: str) -> None:
    assert not tier(title).included


@pytest.mark.parametrize(
    "title",
    [
        "Brothel catering to politicians and doctors busted in Boston",
        "Eight arrests after raids on brothels in flats",
    ],
)
def test_raid_on_a_brothel_is_looked_at(title: str) -> None:
    assert tier(title) is Tier.QUEUE


def test_case_workers_are_no_workers_of_a_supply_chain() -> None:
    about = "The Home Office has fewer case workers for victims of modern slavery."
    subject = Subject.of(title="Case workers and what they decide", text=about)
    farm = Subject.of(title="Workers and what they eat", text="Victims of modern slavery.")

    assert "labour" not in judge(subject, NEWS, RULES).topics
    assert judge(farm, NEWS, RULES).topics[0] == "labour"
