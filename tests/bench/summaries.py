"""CPU time and memory of choosing three sentences, ours beside sumy's algorithms.

Tokenising is part of it, for all alike; loading is not. Memory is what Python and numpy held at
most in a run of its own, of ours alone: tracing makes sumy's algorithms ten times as slow.
"""

import time
import tracemalloc
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from monitor.summary.ranker import LeadRanker
from tests.quality.peers.summaries import ranked, summarizer

SIZES = (20, 50, 200, 1000)
LARGE = 5000
_PEERS = ("lexrank", "textrank", "lsa")
_COMMON = ("worker", "farm", "agent", "inspector", "harvest", "debt", "court", "police", "fee")


def text(number: int) -> list[str]:
    """Return *number* sentences of 17 words; some words are common, as in a report."""
    return [
        f"Inspector {n} of district D{n % 17} found that {_COMMON[n % 9]} W{n * 7 % 997} of the "
        f"{_COMMON[n % 7]} F{n % 91} had paid {n * 13} pounds to {_COMMON[n % 5]} A{n % 53}."
        for n in range(number)
    ]


def milliseconds(answer: Callable[[], Any]) -> str:
    """Return what *answer* took of the CPU."""
    began = time.process_time()
    answer()
    return f"{(time.process_time() - began) * 1000:,.0f} ms"


def megabytes(answer: Callable[[], Any]) -> str:
    """Return what *answer* held at most."""
    tracemalloc.start()
    answer()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"{most / 1e6:,.1f} MB"


def ours(sentences: Sequence[str]) -> str:
    """Return three sentences by our ranker."""
    return ranked(LeadRanker("en"), sentences, 3)


def theirs(name: str, sentences: Sequence[str]) -> str:
    """Return three sentences by an algorithm of sumy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ranked(summarizer(name), sentences, 3)


def table() -> str:
    """Return a Markdown table: sentences, and milliseconds and megabytes of each contender."""
    ours(text(20))
    lines = [f"| sentences | ours | {' | '.join(_PEERS)} |", "|---:|---:|---:|---:|---:|"]
    for name in _PEERS:
        theirs(name, text(20))
    for size in (*SIZES, LARGE):
        sentences = text(size)
        mine = partial(ours, sentences)
        others = _PEERS if size < LARGE else ()
        times = [milliseconds(partial(theirs, name, sentences)) for name in others]
        times += [""] * (len(_PEERS) - len(times))
        told = f"{milliseconds(mine)}, {megabytes(mine)}"
        lines.append(f"| {size:,} | {told} | {' | '.join(times)} |")
    return "\n".join(lines)
