"""Names in a sentence that became others, or are not given any more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model.revision import Piece, Row
from monitor.revision.noise import level
from monitor.text import calendar
from monitor.text.stopwords import is_stopword
from monitor.text.words import fold, words

_NO_NAMES = frozenset(
    fold(name)
    for name in (*calendar.WEEKDAYS.split(), *(n for m in calendar.MONTHS for n in m.split()))
)
# Nouns have capitals, too: only what a title, a preposition of place or another name stands beside.
_CAPITAL_NOUNS = frozenset(("de", "lb", "nds"))
_BESIDE = re.compile(
    r"(?:herr|frau|dr|prof|minister|ministerin|richter|richterin|anwalt|anwältin|präsident|"
    r"präsidentin|sprecher|sprecherin|in|aus|von|nach|bei|namens)\.?\s+$",
    re.IGNORECASE,
)
# Scripts without capitals: what stands beside a form of address.
_TITLED_AFTER = re.compile(
    r"([\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3]{1,6}?)(?:さん|氏|容疑者|被告|先生|女士|씨)"
)
_TITLED_BEFORE = re.compile(
    r"(?:السيد|السيدة|الدكتور|الدكتورة|الوزير|الوزيرة|القاضي|القاضية|المتهم|المدعو|الرئيس|"
    r"آقای|خانم|श्री|श्रीमती|นาย|นาง|นางสาว)\s*([^\s،,.؛:]+(?:\s[^\s،,.؛:]+)?)"
)
_FORMS_OF_ADDRESS = (
    "mr mrs ms miss dr sir lord lady judge justice inspector sergeant constable minister professor "
    "officer senator president herr frau monsieur madame señor señora don doña sr sra dott"
)
_TITLES = frozenset(map(fold, _FORMS_OF_ADDRESS.split()))
_QUOTED = 3


def names_changed(row: Row, before: "Said", after: "Said", language: str) -> str:
    """Return which names of a changed sentence became others, or are gone; empty where none did.

    *before* and *after* are of all of both states: a name that is only said elsewhere is not gone.
    """
    here, there = _names(row.before, language), _names(row.after, language)
    gone = [each for each in here if not any(map(each.is_said_by, there))]
    come = [each for each in there if not any(map(each.is_said_by, here))]
    lost = [each for each in gone if not after.names(each.told)]
    if gone and come:
        fresh = any(not before.names(each.told) for each in come)
        if fresh or lost or _swapped(row):
            return f"{_listed(gone)} became {_listed(come)}"
        return ""
    lost = [each for each in lost if len(each.words) > 1]
    return f"{_listed(lost)} is not named any more" if lost else ""


@dataclass(frozen=True, slots=True)
class _Name:
    told: str
    words: frozenset[str]

    def is_said_by(self, other: "_Name") -> bool:
        """Whether *other* is the same name, longer or shorter: "Melzer", "Jurgen Melzer"."""
        return self.words <= other.words or other.words <= self.words


def _swapped(row: Row) -> bool:
    """Whether the sentence is otherwise the same: one name was put in the other's place."""
    changed = sum(len(piece.text.split()) for piece in row.after if piece.changed)
    return changed * 3 <= len(row.new.split())


def _listed(names: Sequence[_Name]) -> str:
    return ", ".join(f"“{each.told}”" for each in names[:_QUOTED])


def _names(pieces: tuple[Piece, ...], language: str) -> list[_Name]:
    """Return the names in the changed parts of a sentence."""
    sentence = "".join(piece.text for piece in pieces)
    changed: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        if piece.changed:
            changed.append((at, at + len(piece.text)))
        at += len(piece.text)
    found: dict[frozenset[str], str] = {}
    for start, end in _places(sentence, language):
        if any(start < until and since < end for since, until in changed):
            told = sentence[start:end]
            forms = frozenset(words(told, language).forms)
            # Without blanks each character is a word, and their order tells names apart.
            known = forms if " " in told or len(forms) == 1 else frozenset((level(told),))
            found.setdefault(known, told)
    return [_Name(told, known) for known, told in found.items()]


def _places(sentence: str, language: str) -> list[tuple[int, int]]:
    if sentence.upper() == sentence.lower():
        return [
            match.span(1)
            for form in (_TITLED_AFTER, _TITLED_BEFORE)
            for match in form.finditer(sentence)
        ]
    found = words(sentence, language)
    runs: list[list[int]] = []
    for place, (start, _) in enumerate(found.spans):
        if not _is_capital(sentence, found.forms[place], start, language):
            continue
        joins = runs and runs[-1][-1] == place - 1
        between = sentence[found.spans[place - 1][1] : start] if place else ""
        if joins and between in (" ", "-", ". ", "’", "'"):
            runs[-1].append(place)
        else:
            runs.append([place])
    kept = []
    for run in runs:
        start, end = found.spans[run[0]][0], found.spans[run[-1]][1]
        if _is_name(sentence, run, start, language):
            kept.append((start, end))
    return kept


def _is_capital(sentence: str, form: str, start: int, language: str) -> bool:
    return sentence[start].isupper() and form not in _NO_NAMES and not is_stopword(form, language)


def _is_name(sentence: str, run: list[int], start: int, language: str) -> bool:
    """Whether capitals make a name here: the first word of a sentence has one anyway."""
    if len(run) > 1:
        return True
    if not sentence[:start].strip(" \"'“”‘’«»([-–—•"):
        return False
    before = sentence[:start].rstrip(" \"'“”‘’«»([")
    if before[-1:] in ".:!?":
        return False
    return language not in _CAPITAL_NOUNS or _BESIDE.search(sentence[:start]) is not None


class Said:
    """Which names a text says anywhere, found once for all of its sentences."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, language
        self._before: dict[str, set[str]] | None = None

    def names(self, name: str) -> bool:
        """Whether *name*, or its last word, is said, and not as another's last name."""
        parts = words(name, self._language).forms
        if " " not in name and len(parts) != 1:  # of a script without blanks, or hyphened
            return name in self._text
        before = self._index.get(parts[-1], set())
        return any(
            not word[:1].isupper()
            or len(parts) == 1
            or fold(word) in parts
            or fold(word) in _TITLES
            or is_stopword(fold(word), "en")
            for word in before
        )

    @property
    def _index(self) -> dict[str, set[str]]:
        """The words that stand before each word; an empty one before what begins a clause."""
        if self._before is None:
            found, self._before = words(self._text, self._language), {}
            last = 0
            for place, (start, end) in enumerate(found.spans):
                joined = place and not self._text[last:start].strip(". \u00a0")
                one = found.spans[place - 1] if joined else (0, 0)
                self._before.setdefault(found.forms[place], set()).add(self._text[slice(*one)])
                last = end
        return self._before
