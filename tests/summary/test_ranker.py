"""The summarizer in sumy's convention."""

import time

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from monitor.summary.ranker import LeadRanker
from monitor.summary.tokenizer import Tokenizer
from tests.bench.summaries import ours, text, theirs

RAID = [
    "Police freed eleven workers from a fish plant in Saltmere on Sunday night.",
    "The workers at the fish plant in Saltmere had been kept from leaving it at night.",
    "Tides were high that night in all harbours along the coast.",
    "Two managers of the fish plant were arrested and the workers were brought to safety.",
]


def chosen(sentences: list[str], count: int | str, ranker: LeadRanker | None = None) -> list[str]:
    tokenizer = Tokenizer()
    document = ObjectDocumentModel([Paragraph([Sentence(each, tokenizer) for each in sentences])])
    return [str(each) for each in (ranker or LeadRanker())(document, count)]


def test_count_may_be_a_number_or_a_share_and_the_order_is_the_text_s() -> None:
    assert len(chosen(RAID, 2)) == 2
    assert len(chosen(RAID, "50%")) == 2
    assert chosen(RAID, 3) == [each for each in RAID if each in chosen(RAID, 3)]


def test_what_the_text_is_about_is_chosen_and_an_aside_is_not() -> None:
    assert RAID[2] not in chosen(RAID, 3)


def test_no_sentence_no_summary() -> None:
    assert chosen([], 3) == []


def test_sentence_that_is_bound_comes_only_with_the_one_before_it() -> None:
    for count in (1, 2, 3):
        found = chosen(RAID, count, LeadRanker("en", bound=[1, 3]))
        assert RAID[1] not in found or RAID[0] in found
        assert RAID[3] not in found or RAID[2] in found
    assert chosen(RAID, 3, LeadRanker("en", bound=[1])) == [RAID[0], RAID[1], RAID[3]]


def test_stop_words_are_the_user_s_where_they_are_given() -> None:
    ranker = LeadRanker("en")
    ranker.stop_words = ["Fish"]

    assert ranker.stop_words == {"fish"}


def test_another_language_without_stop_words_of_sumy_is_ranked() -> None:
    assert len(chosen(["Une phrase de la police.", "Zwei Sätze."], 1, LeadRanker("xx"))) == 1


def spent(answer: object, times: int = 1) -> float:
    assert callable(answer)
    began = time.process_time()
    for _ in range(times):
        answer()
    return (time.process_time() - began) / times


def test_cost_grows_with_the_sentences_and_not_with_their_pairs() -> None:
    few, many = text(500), text(5_000)
    ours(few)

    assert spent(lambda: ours(many)) < 25 * spent(lambda: ours(few), 3)


def test_lexrank_takes_ten_times_as_long_at_200_sentences() -> None:
    sentences = text(200)
    ours(sentences), theirs("lexrank", sentences[:20])

    assert spent(lambda: theirs("lexrank", sentences)) > 10 * spent(lambda: ours(sentences), 5)
