"""Numbers and days in a sentence that became others, or are not given any more."""

from collections import Counter
from collections.abc import Iterable, Sequence

from monitor.model.revision import Row
from monitor.text import calendar
from monitor.text.numerals import Numeral, numerals
from monitor.text.words import fold, words

_SHORTEST = 4
# Letters of a day or month; shorter forms are other words, too.
_DAYS = frozenset(
    fold(name)
    for names in (calendar.WEEKDAYS, *calendar.MONTHS)
    for name in names.split()
    if len(name) >= _SHORTEST
)
_ARTICLES = ("0", "1")
# "One" is an article in most languages: gone alone, it tells nothing.
_NAMED = 3
# Numbers of one sentence that are named.


def numbers_changed(row: Row, values: frozenset[str], language: str) -> str:
    """Return which numbers and days of a sentence changed; empty where none did.

    *values* are the numbers that the later state gives anywhere: what stands there is not gone.
    """
    old, new = numerals(row.old, language), numerals(row.new, language)
    had, has = Counter(each.value for each in old), Counter(each.value for each in new)
    gone, come = _over(old, had - has), _over(new, has - had)
    if gone and come:
        return f"{_listed(row.old, gone)} became {_listed(row.new, come)}"
    lost = [n for n in gone if n.value not in values and n.value not in _ARTICLES]
    if lost:
        return f"{_listed(row.old, lost)} is not given any more"
    return _days_changed(row, language)


def _over(found: Iterable[Numeral], counts: Counter[str]) -> list[Numeral]:
    left = Counter(counts)
    told = []
    for each in found:
        if left[each.value] > 0:
            left[each.value] -= 1
            told.append(each)
    return told


def _listed(text: str, found: Sequence[Numeral]) -> str:
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return ", ".join(f"“{text[n.start : n.end]}”" for n in found[:_NAMED]) + more


def _days_changed(row: Row, language: str) -> str:
    old, new = _days(row.old, language), _days(row.new, language)
    lost = [f"“{told}”" for day, told in old.items() if day not in new]
    come = [f"“{told}”" for day, told in new.items() if day not in old]
    return f"{', '.join(lost)} became {', '.join(come)}" if lost and come else ""


def _days(text: str, language: str) -> dict[str, str]:
    """Return the days and months that *text* names, folded, as they stand."""
    found = words(text, language)
    return {
        form: text[start:end]
        for form, (start, end) in zip(found.forms, found.spans, strict=True)
        if form in _DAYS and text[start].isupper() == (language not in _LOWER)
    }


_LOWER = frozenset(("fr", "es", "it", "pt", "nl", "sv", "da", "nb", "pl", "cs", "ro", "ru", "uk"))
# Languages that write days and months small; elsewhere "may" and "march" are other words.
