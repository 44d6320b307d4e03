"""Documents offered one after another; ``python -m tests.quality.grouping``: does order matter?"""

import importlib
import os
import random
from collections.abc import Iterable, Mapping, Sequence

from monitor.model.document import Document
from monitor.model.story import Fingerprint, Placement, Role
from monitor.story.fingerprint import fingerprint
from monitor.story.place import place
from monitor.story.window import Window
from tests.quality.measure import data_folder
from tests.quality.measures import b_cubed, mean

ORDERS = 5
"""Random orders of arrival that are compared with the one of the set."""


def placed(documents: Iterable[Document]) -> dict[str, Placement]:
    """Return the placement of each document by id, offered in order."""
    return _placed(map(fingerprint, documents))


def copied(placement: Placement) -> str | None:
    """Return the document whose text this one repeats, if it does."""
    return placement.like if placement.role in (Role.REPRINT, Role.REPEAT) else None


def order_f1(documents: Iterable[Document]) -> float:
    """Return how alike the stories of random orders are to those of the order given: mean B³ F1."""
    prints = [fingerprint(each) for each in documents]
    given = _stories(prints)
    chance, found = random.Random(20), []
    for _ in range(ORDERS):
        shuffled = chance.sample(prints, len(prints))
        found.append(b_cubed(_stories(shuffled), given)["story_f1"])
    return mean(found)


def _stories(prints: Sequence[Fingerprint]) -> Mapping[str, str]:
    return {key: each.story_id for key, each in _placed(prints).items()}


def _placed(prints: Iterable[Fingerprint]) -> dict[str, Placement]:
    window, found = Window(), {}
    for print_ in prints:
        found[print_.document_id] = place(print_, window)
        window.add(print_, found[print_.document_id])
    return found


def _main() -> None:
    """Print the figure for every set that has stories."""
    folder = data_folder(None, os.environ)
    for name in ("cluster_ecbplus", "cluster_wikiref220"):
        module = importlib.import_module(f"tests.quality.sets.{name}")
        found = order_f1([module.read(item) for item in module.items(folder)])
        print(f"{name}: order_f1 {found:.3f}", flush=True)  # noqa: T201 - a program of its own


if __name__ == "__main__":
    _main()
