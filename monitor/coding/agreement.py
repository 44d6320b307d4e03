"""How far coders agree: codes → figures, with what a reader must know before believing them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from monitor.coding.measures import alpha, interval, kappa
from monitor.model.agreement import Agreement, Disagreement, Pair
from monitor.model.coding import UNASSIGNED, Code, Level, Variable

FEW = 10
"""Documents below which no figure says much: one code more or less moves it by a tenth."""

Given = Mapping[str, Mapping[str, str]]
"""The value that each coder gave, by document and coder."""


def agreement(variable: Variable, codes: Sequence[Code], items: int, seed: int = 0) -> Agreement:
    """Return how far coders agree about *variable* on a sample of *items* documents.

    ``unassigned`` is a value of a nominal variable like any other; it has no place in an order and
    no distance, so that ordinal and interval variables count it as missing.
    """
    given = _given(variable, codes)
    coders = tuple(sorted({coder for told in given.values() for coder in told}))
    pairable = {item: told for item, told in given.items() if len(told) > 1}
    values = _values(variable, pairable)
    pairs = tuple(_pair(variable, given, *two) for two in combinations(coders, 2))
    pairs = tuple(pair for pair in pairs if pair.items)
    same, compared = _compared(pairable)
    domain, counts = _table(variable, values, pairable)
    found = alpha(counts, domain, variable.level) if pairable else None
    wide = found is not None and len(pairable) >= FEW
    kappas = [pair.kappa for pair in pairs]
    return Agreement(
        variable=variable.name,
        level=variable.level,
        coders=coders,
        items=items,
        coded=len(given),
        pairable=len(pairable),
        missing=len(coders) * len(given) - sum(len(told) for told in given.values()),
        percent=100 * same / compared if compared else None,
        pairs=pairs,
        kappa=_mean([each for each in kappas if each is not None]) if all_told(kappas) else None,
        alpha=found,
        interval=interval(counts, domain, variable.level, seed) if wide else None,
        counts=tuple(_counted(values, pairable)),
        confusion=_confusion(values, pairable),
        disagreements=_disagreements(values, pairable),
        cautions=tuple(_cautions(variable, coders, pairable, values, codes)),
    )


def all_told(kappas: Sequence[float | None]) -> bool:
    """Whether there are any, and each is defined."""
    return bool(kappas) and all(each is not None for each in kappas)


def _given(variable: Variable, codes: Sequence[Code]) -> dict[str, dict[str, str]]:
    given: dict[str, dict[str, str]] = {}
    for code in codes:
        if code.variable != variable.name or not code.value:
            continue
        if code.value == UNASSIGNED and variable.level is not Level.NOMINAL:
            continue
        given.setdefault(code.document_id, {})[code.coder] = code.value
    return given


def _values(variable: Variable, given: Given) -> list[str]:
    """Return the values that were given, in the order of the codebook, or of numbers."""
    seen = {value for told in given.values() for value in told.values()}
    if variable.level is Level.INTERVAL:
        return sorted(seen, key=float)
    order = [*variable.values, UNASSIGNED]
    return [each for each in order if each in seen] + sorted(seen - set(order))


def _table(
    variable: Variable, values: Sequence[str], given: Given
) -> tuple[list[float], list[list[int]]]:
    """Return the values as numbers, and how often each document was given each of them."""
    numbers = variable.level is Level.INTERVAL
    domain = [float(value) if numbers else float(at) for at, value in enumerate(values)]
    tallies = [Counter(told.values()) for told in given.values()]
    return domain, [[tally[value] for value in values] for tally in tallies]


def _pair(variable: Variable, given: Given, one: str, other: str) -> Pair:
    both = [(told[one], told[other]) for told in given.values() if {one, other} <= told.keys()]
    same = sum(left == right for left, right in both)
    counted = variable.level is not Level.INTERVAL
    return Pair(
        coders=(one, other),
        items=len(both),
        percent=100 * same / len(both) if both else 0.0,
        kappa=kappa(both) if both and counted else None,
    )


def _compared(given: Given) -> tuple[int, int]:
    """Return how many pairs of codes of one document are the same, and how many there are."""
    pairs = [pair for told in given.values() for pair in combinations(told.values(), 2)]
    return sum(left == right for left, right in pairs), len(pairs)


def _counted(values: Sequence[str], given: Given) -> list[tuple[str, int]]:
    tally = Counter(value for told in given.values() for value in told.values())
    return [(value, tally[value]) for value in values]


def _confusion(values: Sequence[str], given: Given) -> tuple[tuple[int, ...], ...]:
    tally: Counter[tuple[str, str]] = Counter()
    for told in given.values():
        tally.update(combinations([told[coder] for coder in sorted(told)], 2))
    return tuple(tuple(tally[row, column] for column in values) for row in values)


def _disagreements(values: Sequence[str], given: Given) -> tuple[Disagreement, ...]:
    found: dict[tuple[str, str], list[str]] = {}
    for item, told in given.items():
        seen = [value for value in values if value in told.values()]
        for pair in combinations(seen, 2):
            found.setdefault(pair, []).append(item)
    listed = [Disagreement(values=pair, items=tuple(items)) for pair, items in found.items()]
    return tuple(sorted(listed, key=lambda each: -len(each.items)))


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _cautions(
    variable: Variable,
    coders: Sequence[str],
    pairable: Given,
    values: Sequence[str],
    codes: Sequence[Code],
) -> list[str]:
    told = []
    if len(coders) < 2:
        who = f"only {coders[0]} has coded it" if coders else "nobody has coded it"
        return [f"{who}: agreement needs two coders"]
    if not pairable:
        return ["no document was coded by two coders: there is nothing to compare"]
    if len(pairable) < FEW:
        told.append(
            f"only {len(pairable)} documents were coded by two or more: too few for any figure "
            "to mean much"
        )
    if len(values) == 1:
        told.append(
            f"everybody wrote “{values[0]}” everywhere: kappa and alpha are undefined, because "
            "agreement by chance would be perfect, too"
        )
    unassigned = sum(c.variable == variable.name and c.value == UNASSIGNED for c in codes)
    if unassigned and variable.level is not Level.NOMINAL:
        told.append(f"{unassigned} codes are {UNASSIGNED} and count as missing")
    strange = [v for v in values if variable.values and v not in (*variable.values, UNASSIGNED)]
    if strange:
        told.append(f"no longer in the codebook, and counted: {', '.join(strange)}")
    return told
