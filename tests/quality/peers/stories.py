"""Peers that group news: TF-IDF likeness joined by plain rules, and hashes that tell copies.

Those that need a threshold get the best there is for the very items they are asked about, in the
better of two TF-IDF modes, with the document frequencies of the whole set: more than anyone has
who must decide as documents come.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.quality.measures import b_cubed
from tests.quality.peer import Peer

Item = dict[str, Any]
Texts = Callable[[Item], tuple[str, str]]
"""Returns the headline and the text of an item."""
Copies = Callable[[Sequence[str]], Iterable[tuple[int, int]]]
THRESHOLDS = tuple(number / 50 for number in range(1, 50))
_MODES: tuple[dict[str, Any], ...] = ({}, {"sublinear_tf": True, "stop_words": "english"})


def story_peers(texts: Texts, truth: str) -> dict[str, Peer]:
    """Return the peers that group the items of a set; *truth* names the field of their group."""

    def of(chosen: Callable[[Item], str], rule: Callable[[Any, float], list[int]]) -> Any:
        def answer(items: Sequence[Item], _folder: Path) -> list[Item]:
            groups = _best([chosen(each) for each in items], items, truth, rule)
            return [
                {"id": item["id"], "story": f"s{group}", "duplicate_of": None, "relevant": False}
                for item, group in zip(items, groups, strict=True)
            ]

        return answer

    figures = ("story_precision", "story_recall", "story_f1")
    return {
        "TF-IDF nearest, best threshold": Peer(
            answer=of(lambda item: "\n".join(texts(item)), _nearest),
            package="scikit-learn",
            figures=figures,
        ),
        "headlines single-link, best threshold": Peer(
            answer=of(lambda item: texts(item)[0], _single), package="scikit-learn", figures=figures
        ),
    }


def _best(
    texts: Sequence[str], items: Sequence[Item], field: str, rule: Callable[[Any, float], list[int]]
) -> list[int]:
    truth: dict[str, Hashable] = {i["id"]: i[field] or ("alone", i["id"]) for i in items}
    tried = [rule(alike, each) for alike in _likenesses(texts) for each in THRESHOLDS]
    return max(
        tried or [list(range(len(texts)))],
        key=lambda groups: b_cubed(dict(zip(truth, groups, strict=True)), truth)["story_f1"],
    )


def _likenesses(texts: Sequence[str]) -> Iterator[Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    for mode in _MODES:
        try:
            vectors = TfidfVectorizer(**mode).fit_transform(texts)
        except ValueError:  # no word is left
            continue
        yield (vectors @ vectors.T).toarray()


def _nearest(alike: Any, threshold: float) -> list[int]:
    """Return the group of each text: that of the nearest before it, if it is near enough."""
    groups: list[int] = []
    for place, row in enumerate(alike):
        nearest = int(row[:place].argmax()) if place else -1
        joins = nearest >= 0 and row[nearest] >= threshold
        groups.append(groups[nearest] if joins else place)
    return groups


def _single(alike: Any, threshold: float) -> list[int]:
    rows, columns = (alike >= threshold).nonzero()
    return _linked(len(alike), zip(rows.tolist(), columns.tolist(), strict=True))


def _linked(number: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return the group of each of *number* things, of which *pairs* belong together."""
    parent = list(range(number))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, other in pairs:
        parent[root(one)] = root(other)
    return [root(each) for each in range(number)]


def exact(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of equal texts, blanks and case levelled."""
    hashes = [hashlib.sha256(" ".join(t.casefold().split()).encode()).digest() for t in texts]
    yield from (pair for pair in _every(texts) if hashes[pair[0]] == hashes[pair[1]])


def minhash(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of MinHash likeness 0.8, word triples, 128 permutations: the usual way."""
    from rensa import RMinHash

    sketches = []
    for text in texts:
        words = text.casefold().split()
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update([" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))])
        sketches.append(sketch)
    yield from (
        pair for pair in _every(texts) if sketches[pair[0]].jaccard(sketches[pair[1]]) >= 0.8
    )


def cosine(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of TF-IDF cosine 0.7 and more."""
    for alike in _likenesses(texts):
        yield from (pair for pair in _every(texts) if alike[pair] >= 0.7)
        return


COPY_RULES: dict[str, tuple[Copies, str]] = {
    "exact hash": (exact, ""),
    "MinHash 0.8": (minhash, "rensa"),
    "TF-IDF cosine 0.7": (cosine, "scikit-learn"),
}


def copy_peers(text: Callable[[Item], str], figures: tuple[str, ...]) -> dict[str, Peer]:
    """Return the peers that tell copies among all items of a set."""

    def of(rule: Copies) -> Any:
        def answer(items: Sequence[Item], _folder: Path) -> list[Item]:
            groups = _linked(len(items), rule([text(each) for each in items]))
            return [
                {
                    "id": item["id"],
                    "story": f"s{group}",
                    "duplicate_of": None if place == group else items[group]["id"],
                    "relevant": False,
                }
                for place, (item, group) in enumerate(zip(items, groups, strict=True))
            ]

        return answer

    return {
        name: Peer(answer=of(rule), package=package, figures=figures)
        for name, (rule, package) in COPY_RULES.items()
    }


def _every(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    yield from combinations(range(len(texts)), 2)
