"""Which language a text is in."""

import re
from collections.abc import Callable
from functools import cache

UNKNOWN = "und"
# Of 4,600 English headlines and summaries, py3langid took 145 of the 2,140 below 100 characters for
# another language, and 1 of the others: below, the source's own word is better, and below 40 a
# guess is worse than none.
_SURE = 100
_ENOUGH = 40
_SAMPLE = 2000
_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)
# Nigerian Pidgin: nearly always an English headline, and English stems fit it best.
_ALIKE = {"pcm": "en"}
# Tables of names and numbers, and dummy text, are taken for these, which no source writes.
_UNWRITTEN = frozenset({"la", "vo"})


def detect(text: str, declared: str = "") -> str:
    """Return the ISO 639-1 code of *text*, or *declared*, or ``und`` where neither tells."""
    sample = text[:_SAMPLE].strip()
    stated = _CODE.fullmatch(declared.strip().lower())
    known = stated.group(1) if stated and stated.group(1) != UNKNOWN else ""
    if len(sample) >= (_SURE if known else _ENOUGH):
        code = _identify(sample)
        return code if code not in _UNWRITTEN else known or UNKNOWN
    return known or UNKNOWN


def _identify(sample: str) -> str:
    code = str(_identifier()(sample)[0])
    return _ALIKE.get(code, code)


@cache
def _identifier() -> Callable[[str], tuple[str, float]]:
    from py3langid import classify  # 258 ms of CPU to import: only when a text is read

    known: Callable[[str], tuple[str, float]] = classify
    return known
