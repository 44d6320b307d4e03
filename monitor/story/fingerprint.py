"""What placing needs to know of a document: its levelled text, shingles and weightiest words."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rensa import RMinHash

from monitor.model.document import Document
from monitor.model.story import Fingerprint
from monitor.text.telling import terms
from monitor.text.words import Words, words

PERMUTATIONS = 128
# Standard error of an estimated Jaccard of 0.5: sqrt(0.5 * 0.5 / 128) = 0.044.
_SEED = 20
# Changing the seed, the number of permutations or the shingles makes archived fingerprints
# worthless; tests/story/test_fingerprint.py pins a signature.
_SHINGLE = 3
_ENOUGH = 20
# Words below which copies cannot be told: one edit changes a sixth of 18 shingles.
_MOST = 5000
# Words of a long report that are looked at: more tell copies and events no better.
_KEPT = 250
_NAME_WEIGHT = 2.0
_NUMBER_WEIGHT = 1.5
_NAMES = "january february march april june july august september october november december"
# Without "may", which is more often a verb. A month and the present year tell nothing: two reports
# on one quarter are two events. A day of the month tells nothing either: with half the weight of a
# number, cluster_ecbplus is grouped just as well.
_MONTHS = frozenset(_NAMES.split())
_DAY = re.compile("[0-9]{1,2}")


def fingerprint(document: Document) -> Fingerprint:
    """Return the fingerprint of *document*, the same on every machine."""
    body = words(document.text, document.language)
    return Fingerprint(
        document_id=document.id,
        publisher=document.publisher,
        at=document.first_seen_at,
        title=document.title,
        language=document.language,
        text_sha256=_levelled(body),
        shingles=_signature(body.forms[:_MOST]),
        terms=_terms(document, body),
        published=document.published.at if document.published else None,
    )


def _levelled(body: Words) -> str:
    """Return the hash of the words alone; empty where there are too few to be a text."""
    if len(body.forms) < _ENOUGH:
        return ""
    return hashlib.sha256(" ".join(body.forms).encode()).hexdigest()


def _signature(forms: Sequence[str]) -> tuple[int, ...]:
    if len(forms) < _ENOUGH:
        return ()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update([" ".join(forms[i : i + _SHINGLE]) for i in range(len(forms) - _SHINGLE + 1)])
    return tuple(sketch.digest())


def _terms(document: Document, body: Words) -> tuple[tuple[str, float], ...]:
    """Return the stems of title and text, heaviest first."""
    title = words(document.title, document.language)
    headline_case = _is_headline_case(title, document.title)
    weights: defaultdict[str, float] = defaultdict(float)
    for stem, weight in _weighed(body, document.text, document.language):
        weights[stem] += weight
    for stem, weight in _weighed(title, document.title, document.language, headline_case):
        weights[stem] += weight
    weights.pop(str(document.first_seen_at.year), None)
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return tuple((stem, round(weight**0.5, 4)) for stem, weight in heaviest[:_KEPT])


def _weighed(
    found: Words, text: str, language: str, plain: bool = False
) -> Iterator[tuple[str, float]]:
    """Yield each telling stem with its weight; *plain* where capitals tell nothing."""
    for stem, place in terms(found, language):
        if place >= _MOST:
            return
        form, start = found.forms[place], found.spans[place][0]
        if form in _MONTHS:
            continue
        if form[0].isdigit():
            if not is_day(found.forms, place):
                yield stem, _NUMBER_WEIGHT
        elif not plain and text[start].isupper() and not _opens_sentence(text, start):
            yield stem, _NAME_WEIGHT
        else:
            yield stem, 1.0


def is_day(forms: Sequence[str], place: int) -> bool:
    """Whether the number stands beside a month's name."""
    beside = (*forms[max(0, place - 1) : place], *forms[place + 1 : place + 2])
    return _DAY.fullmatch(forms[place]) is not None and not _MONTHS.isdisjoint(beside)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \"'“”‘’«»([")
    return not before or before[-1] in ".!?:\n–—-"


def _is_headline_case(title: Words, text: str) -> bool:
    """Whether Most Words Are Capitalised, so that capitals tell no names."""
    long = [start for start, end in title.spans if end - start > 3]
    return sum(text[start].isupper() for start in long) > 0.6 * len(long)
