"""Which documents a sample holds: chance that anyone can repeat.

Each document has a lot: the SHA-256 of seed and id. Documents are drawn in the order of their lots.
So the same seed draws the same ones from the same documents on any machine, in whatever order they
came; a larger sample holds the smaller one; and a document that joins a search changes a sample
only by taking a place in it.

Divided into strata, the j-th document of a stratum of N comes at (j - 1/2) / N. The first n are
then an allocation in proportion, by the method of Webster and Sainte-Laguë, which (unlike rounding
by largest remainders) never takes back a place as n grows.
"""

import hashlib
import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from monitor.model.coding import Drawn


def lot(seed: str, document_id: str) -> str:
    """Return the place of a document in the order of drawing.

    >>> lot("7", "4k7qz2m5w3xa")[:16]
    'cf52378d1954e778'
    """
    return hashlib.sha256(f"{seed}\n{document_id}".encode()).hexdigest()


def draw(population: Iterable[Drawn], seed: str, size: int) -> tuple[Drawn, ...]:
    """Return *size* of *population* in the order of drawing, all where there are no more.

    Those of one stratum are drawn in proportion to its size.
    """
    strata: dict[str, list[tuple[str, Drawn]]] = {}
    for each in population:
        strata.setdefault(each.stratum, []).append((lot(seed, each.document_id), each))
    places: list[tuple[float, str, Drawn]] = []
    for lots in strata.values():
        lots.sort(key=lambda told: told[0])
        # IEEE 754 rounds a division correctly: equal places are equal numbers on every machine.
        places += [
            ((2 * place + 1) / (2 * len(lots)), told, each)
            for place, (told, each) in enumerate(lots)
        ]
    places.sort(key=lambda told: told[:2])
    return tuple(each for _, _, each in places[: max(size, 0)])


def share(of: int, percent: float) -> int:
    """Return how many are *percent* of *of*, rounded up: at least that share.

    >>> share(61, 20)
    13
    """
    return math.ceil(Fraction(percent).limit_denominator(10**6) * of / 100)


def shuffled(items: Sequence[Drawn], sample: str, coder: str) -> tuple[Drawn, ...]:
    """Return *items* in an order by chance that is this coder's own, and always the same."""
    seed = f"{sample}\n{coder}"
    return tuple(sorted(items, key=lambda each: lot(seed, each.document_id)))
