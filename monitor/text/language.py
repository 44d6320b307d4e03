"""Which language a text is in."""

from functools import cache

UNKNOWN = "und"
# Below this many characters py3langid guesses; the source's own word is better.
_ENOUGH = 40


def detect(text: str, declared: str = "") -> str:
    """Return the ISO 639-1 code of *text*, or *declared*, or ``und`` where neither tells."""
    sample = text[:2000].strip()
    if len(sample) >= _ENOUGH:
        return str(_identify(sample))
    return declared.split("-")[0].lower() or UNKNOWN


def _identify(sample: str) -> str:
    return _identifier()(sample)[0]


@cache
def _identifier():  # type: ignore[no-untyped-def]
    from py3langid import classify  # 258 ms of CPU to import: only when a text is read

    return classify
