"""The questions, by kind; words are taken by how many documents have them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from tantivy import Searcher

from monitor.archive import tokens
from monitor.text.words import fold, stem
from tests.bench.archive.corpus import SOURCES, Corpus

COMMON = (0.26, 0.56)
"""Which part of the documents has such a word."""
SOME = (0.03, 0.12)
RARE = (0.0001, 0.0005)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, for any engine to put in its own words."""

    words: tuple[str, ...]
    phrase: bool = False
    prefix: bool = False
    source: str = ""
    since: date | None = None
    until: date | None = None
    newest: bool = False
    facets: bool = False

    @property
    def query(self) -> str:
        """Return it in our query language."""
        said = " ".join(self.words)
        said = f'"{said}"' if self.phrase else f"{said}*" if self.prefix else said
        facts = (("source", self.source), ("since", self.since), ("until", self.until))
        return " ".join((said, *(f"{name}:{value}" for name, value in facts if value)))


def kinds(corpus: Corpus, searcher: Searcher, number: int) -> dict[str, list[Question]]:
    """Return *number* questions of each kind."""
    chance = Random(17)
    common = _between(corpus, searcher, COMMON, number)
    some = _between(corpus, searcher, SOME, 2 * number)
    rare = _between(corpus, searcher, RARE, number)
    pairs = list(zip(some, chance.sample(some, len(some)), strict=True))[:number]
    return {
        "rare word": [Question(words=(word,)) for word in rare],
        "common word": [Question(words=(word,)) for word in common],
        "two words": [Question(words=pair) for pair in pairs if pair[0] != pair[1]],
        "phrase": [Question(words=pair, phrase=True) for pair in _phrases(corpus, number)],
        "prefix": [Question(words=(word[:5],), prefix=True) for word in some[:number]],
        "common, month and source": [_filtered(word, chance) for word in common],
        "common, all facets": [Question(words=(word,), facets=True) for word in common],
        "common, newest first": [Question(words=(word,), newest=True) for word in common],
    }


def share(searcher: Searcher, word: str) -> float:
    """Return which part of the documents has *word* in its text."""
    token = tokens.stemmed(stem(fold(word), "en"), "en")
    return searcher.doc_freq("text", token) / max(searcher.num_docs, 1)


def _between(
    corpus: Corpus, searcher: Searcher, shares: tuple[float, float], number: int
) -> list[str]:
    """Return words of those shares, spread over them; again and again where there are few."""
    least, most = shares
    found: list[str] = []
    rank, step = 0, 1
    while rank < len(corpus.words) and len(found) < 4 * number:
        has = share(searcher, corpus.words[rank])
        if least <= has <= most:
            found.append(corpus.words[rank])
        elif has < least / 4:
            break
        rank += step
        step = 1 if rank < 3_000 else 97
    if not found:
        found = [corpus.words[len(corpus.words) // 500]]
    chosen = found[:: max(1, len(found) // number)]
    return (chosen * number)[:number]


def _phrases(corpus: Corpus, number: int) -> Iterator[tuple[str, str]]:
    """Yield two words that stand side by side in a document."""
    chance = Random(5)
    made = [each.document.text for each in next(corpus.made())]
    for _ in range(number):
        words: Sequence[str] = chance.choice(made).split(". ", 1)[0].lower().split()
        start = chance.randrange(1, max(2, len(words) - 2))
        yield words[start], words[start + 1].strip(".")


def _filtered(word: str, chance: Random) -> Question:
    year, month = chance.randrange(2018, 2026), chance.randrange(1, 13)
    return Question(
        words=(word,),
        source=f"source-{int(SOURCES * chance.random() ** 3)}",
        since=date(year, month, 1),
        until=date(year, month, 28),
    )
