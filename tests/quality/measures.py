"""Figures that several sets share."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations


def b_cubed(found: Mapping[str, Hashable], truth: Mapping[str, Hashable]) -> dict[str, float]:
    """Return B-cubed precision, recall and F1 of the groups *found*, by the items of *truth*.

    An item without a group stands alone.
    """
    ours = _members({key: found.get(key, ("alone", key)) for key in truth})
    theirs = _members(truth)
    precision = recall = 0.0
    for key in truth:
        shared = len(ours[key] & theirs[key])
        precision += shared / len(ours[key])
        recall += shared / len(theirs[key])
    number = max(1, len(truth))
    return _named("story", precision / number, recall / number)


def told(name: str, claims: Iterable[tuple[bool, bool]]) -> dict[str, float]:
    """Return precision, recall and F1 of (claimed, true) pairs, under names that begin so."""
    listed = list(claims)
    right = sum(claimed and true for claimed, true in listed)
    claimed = sum(claimed for claimed, _ in listed)
    true = sum(true for _, true in listed)
    return _named(name, right / claimed if claimed else 1.0, right / true if true else 1.0)


def pairs(groups: Mapping[str, Hashable | None]) -> set[tuple[str, str]]:
    """Return every pair of items in one group; None is no group."""
    members: defaultdict[Hashable, list[str]] = defaultdict(list)
    for key, group in groups.items():
        if group is not None:
            members[group].append(key)
    return {pair for keys in members.values() for pair in combinations(sorted(keys), 2)}


def grouped(originals: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return the group of each item from the one that it copies; a chain of copies is one group."""
    groups: dict[str, str | None] = {}
    for key, original in originals.items():
        if original:
            groups[original] = groups.get(original) or original
        groups[key] = groups[original] if original else groups.get(key)
    return groups


def mean(values: Sequence[float]) -> float:
    """Return the mean, 0 of nothing."""
    return sum(values) / max(1, len(values))


def _members(groups: Mapping[str, Hashable]) -> dict[str, set[str]]:
    members: defaultdict[Hashable, set[str]] = defaultdict(set)
    for key, group in groups.items():
        members[group].add(key)
    return {key: members[group] for key, group in groups.items()}


def _named(name: str, precision: float, recall: float) -> dict[str, float]:
    both = precision + recall
    return {
        f"{name}_precision": precision,
        f"{name}_recall": recall,
        f"{name}_f1": 2 * precision * recall / both if both else 0.0,
    }
