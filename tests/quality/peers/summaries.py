"""The first and last sentences, and every algorithm of sumy, on the same sentences and words."""

import importlib
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from monitor.summary.tokenizer import Tokenizer
from tests.quality.peer import Peer

Ask = Callable[[Any], tuple[Sequence[str], int, str]]
"""Return the sentences of an item in their order, how many to choose, and its title."""

_MOST = 200
# Sentences that KL and Reduction are given, the last ones: KL takes minutes with 1,000.
_CAPPED = frozenset(["kl", "reduction"])
_ALGORITHMS = {
    "lexrank": "lex_rank.LexRankSummarizer",
    "textrank": "text_rank.TextRankSummarizer",
    "lsa": "lsa.LsaSummarizer",
    "luhn": "luhn.LuhnSummarizer",
    "sumbasic": "sum_basic.SumBasicSummarizer",
    "kl": "kl.KLSummarizer",
    "reduction": "reduction.ReductionSummarizer",
    "edmundson": "edmundson.EdmundsonSummarizer",
}


def peers(ask: Ask, answer: Callable[[Any, str], dict[str, Any]]) -> dict[str, Peer]:
    """Return the peers of a set; *answer* makes a prediction of an item and a summary."""

    def first(item: Any, folder: Any) -> dict[str, Any]:
        sentences, count, _ = ask(item)
        return answer(item, " ".join(sentences[:count]))

    def last(item: Any, folder: Any) -> dict[str, Any]:
        sentences, count, _ = ask(item)
        return answer(item, " ".join(sentences[-count:]))

    def by(name: str) -> Callable[[Any, Any], dict[str, Any]]:
        return lambda item, folder: answer(item, _chosen(name, *ask(item)))

    return {
        "lead": Peer(answer=first),
        "last": Peer(answer=last),
        **{name: Peer(answer=by(name), package="sumy") for name in _ALGORITHMS},
    }


def _chosen(name: str, sentences: Sequence[str], count: int, title: str) -> str:
    """Return what an algorithm of sumy chooses; nothing where it fails."""
    given = sentences[-_MOST:] if name in _CAPPED else sentences
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LexRank divides by zero, LSA warns of short texts
        try:
            return ranked(summarizer(name, Tokenizer().to_words(title)), given, count)
        except (ZeroDivisionError, ValueError):  # a text of stop words alone
            return ""


def ranked(ranker: Any, sentences: Sequence[str], count: int) -> str:
    """Return the *count* sentences that a *ranker* in sumy's convention chooses."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    tokenizer = Tokenizer()
    document = ObjectDocumentModel([Paragraph([Sentence(each, tokenizer) for each in sentences])])
    return " ".join(map(str, ranker(document, count)))


def summarizer(name: str, title: Sequence[str] = ()) -> Any:
    """Return sumy's algorithm *name* with its English stemmer and stop words."""
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    module, kind = _ALGORITHMS[name].split(".")
    made = getattr(importlib.import_module(f"sumy.summarizers.{module}"), kind)(Stemmer("english"))
    stop_words = get_stop_words("english")
    if name == "edmundson":
        made.null_words = stop_words
        made.bonus_words = title or ("significant",)
        made.stigma_words = ("hardly", "impossible")  # those of sumy's own example
    else:
        made.stop_words = stop_words
    return made
