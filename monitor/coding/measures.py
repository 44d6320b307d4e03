"""Coefficients of agreement, from libraries that others have checked; each is loaded when asked."""

import math
from collections.abc import Sequence

from monitor.model.coding import Level

RESAMPLES = 1000


def kappa(codes: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa (1960) of two coders; None where all their codes are the same value.

    Chance would agree on everything then, and 0 / 0 says nothing.
    """
    if len({value for pair in codes for value in pair}) < 2:
        return None
    from nltk.metrics.agreement import AnnotationTask  # 1.5 s of CPU

    told = [(coder, item, pair[coder]) for item, pair in enumerate(codes) for coder in (0, 1)]
    return float(AnnotationTask(told).kappa_pairwise(0, 1))


def alpha(counts: Sequence[Sequence[int]], domain: Sequence[float], level: Level) -> float | None:
    """Return Krippendorff's alpha; None where it is undefined: one value, or nothing to compare.

    *counts* says of each document how many coders gave it each value of *domain*, in its order.
    """
    import numpy
    from krippendorff import alpha as measured

    table = numpy.asarray(counts, dtype=numpy.int64).reshape(len(counts), len(domain))
    table = table[table.sum(axis=1) > 1]
    if (table.sum(axis=0) > 0).sum() < 2:
        return None
    found = float(
        measured(
            value_counts=table,
            value_domain=numpy.asarray(domain, dtype=numpy.float64),
            level_of_measurement=level.value,
        )
    )
    return found if math.isfinite(found) else None


def interval(
    counts: Sequence[Sequence[int]], domain: Sequence[float], level: Level, seed: int
) -> tuple[float, float] | None:
    """Return between which bounds 95 % of alpha lie when documents are drawn anew, with repeats.

    The percentiles of 1000 such samples (Efron 1979). None where most of them have no alpha.
    """
    import numpy

    table = numpy.asarray(counts, dtype=numpy.int64).reshape(len(counts), len(domain))
    chance = numpy.random.default_rng(seed)
    found = []
    for _ in range(RESAMPLES):
        again = table[chance.integers(0, len(table), len(table))]
        if (value := alpha(again.tolist(), domain, level)) is not None:
            found.append(value)
    if len(found) < RESAMPLES // 2:
        return None
    low, high = numpy.percentile(found, [2.5, 97.5])
    return float(low), float(high)
