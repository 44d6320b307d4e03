"""Dates as feeds, listings and pages write them.

A date is what the source stated, or None: never the present. A day without a time is that day's
midnight, UTC; a time without a zone is taken as UTC and trusted less. A date before 1990 (no page
is older than the web; broken systems write 1970) or more than two days after it was seen is None:
it is an event, or a mistake, and an unknown date does less harm than a wrong one.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from monitor.model.dated import Dated, Provenance
from monitor.text import calendar

# How far a form is trusted. The order is what matters; the figures are judgement, not measured.
ZONED, DAY, NAIVE, AMBIGUOUS, NO_YEAR, MONTH = 0.95, 0.9, 0.8, 0.6, 0.5, 0.3

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
TOLERANCE = timedelta(days=2)
# Longer than any date; a publisher may send 200 kB of digits.
_LONGEST = 300


def _folded(text: str) -> str:
    """Return *text* in lower case, without accents, on one line."""
    if text.isascii():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(bare.replace("’", "'").split())


_MONTHS = {
    _folded(name): number
    for number, names in enumerate(calendar.MONTHS, 1)
    for name in names.split()
}
_WORDS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "mez": 60, "cest": 120,
    "mesz": 120, "eet": 120, "eest": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip

_ZONE = r"(?P<zone>(?:gmt|utc)?\s?[+-]\d{2}:?\d{2}\b|[+-]\d{2}\b|(?:" + "|".join(_ZONES) + r")\b)"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?!\d)(?:[:.](?P<second>\d{2})(?!\d)(?:[.,]\d{1,9})?)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s*" + _ZONE + r")?"
)
_TIME = r"(?:(?:\s?t\s?|\s*(?:[,|–-]|at|um|kl|a las?|alle|as)?\s*)" + _CLOCK + r")?"
# Patterns are of ASCII, so that digits are; the ends of words are not.
_START, _END = r"(?<![a-z\u0400-\u04ff])", r"(?![a-z\u0400-\u04ff])"
_MONTH_WORD = rf"(?P<month>{_WORDS}){_END}\.?"
# Year, month and day in Chinese and Japanese, and in Korean as folding takes it apart.
_YEAR_SIGN, _MONTH_SIGN, _DAY_SIGN = (
    rf"(?:{sign}|{_folded(korean)})" for sign, korean in (("年", "년"), ("月", "월"), ("日", "일"))
)
_DAY = r"(?<![\d.:/])(?P<day>\d{1,2})"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|a)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_SHORT_YEAR = r"(?P<year>\d{4}|'?\d{2})(?![\d:])"

_UNITS = {
    "minute": ("minutes minute mins min minuten minuto minutos", timedelta(minutes=1)),
    "hour": ("hours hour hrs hr stunden stunde heures heure horas hora", timedelta(hours=1)),
    "day": ("days day tagen tag jours jour dias dia", timedelta(days=1)),
    "week": ("weeks week wochen woche semaines semaine semanas semana", timedelta(weeks=1)),
    "month": ("months month monaten monat mois meses mes", timedelta(days=30)),
    "year": ("years year jahren jahr ans an anos ano", timedelta(days=365)),
}
_UNIT = {word: unit for unit, (words, _) in _UNITS.items() for word in words.split()}
_UNIT_WORDS = "|".join(sorted(_UNIT, key=len, reverse=True))
_COUNT = r"(?P<count>\d{1,3}|an?|one|einem|einer|une?|una)"
_DAYS_AGO = {
    "today": 0, "yesterday": 1, "heute": 0, "gestern": 1, "aujourd'hui": 0, "hier": 1,
    "hoy": 0, "ayer": 1,
}  # fmt: skip

# Words that stand beside dates and say nothing else.
_MARKS = (
    "published publication posted updated date dated issued released release on at by of the last "
    "am pm uhr um publie publiee mis a jour le en de del di du den vom stand datum veroffentlicht "
    "fecha publicado actualizado el st nd rd th er t h"
)
_BESIDE = "|".join((_WORDS, *_ZONES, *calendar.WEEKDAYS.split(), *_MARKS.split()))
_ABOUT_DATES = re.compile(rf"(?<![a-z])(?:{_BESIDE})(?![a-z])")

_Build = Callable[[re.Match[str], datetime, bool], tuple[datetime, float, bool]]


def parse(
    raw: str, *, seen_at: datetime, provenance: Provenance, language: str = "en"
) -> Dated | None:
    """Return the first date that *raw*, a short string, states; None where it states none.

    *language* decides whether 5/12/2026 is a day in December or, in ``en-US`` alone, in May.
    """
    text = _folded(raw[:_LONGEST])
    month_first = language.casefold().replace("_", "-") == "en-us"
    for pattern, build in _FORMS:
        found = pattern.search(text)
        if found is None:
            continue
        try:
            at, confidence, day_only = build(found, seen_at, month_first)
        except (ValueError, OverflowError):  # 31 February, 25:61
            continue
        return dated(at, seen_at=seen_at, provenance=provenance, confidence=confidence,
                     day_only=day_only, raw=raw)  # fmt: skip
    return None


def states_day(text: str) -> bool:
    """Whether *text* names a day, with its month."""
    return any(map(str.isdigit, text[:_LONGEST])) and _states_day(text[:_LONGEST])


@lru_cache(maxsize=2_000)  # a page's dates are asked for again and again
def _states_day(text: str) -> bool:
    folded = _folded(text)
    return any(
        pattern.search(folded) for pattern, build in _FORMS if build not in (_relative, _named_day)
    )


def is_bare(text: str) -> bool:
    """Whether *text* is a date and nothing else: "Published: Tue 12 May 2026, 9am"."""
    if not states_day(text):
        return False
    rest = _ABOUT_DATES.sub(" ", _folded(text[:_LONGEST]))
    return not any(letter.isalpha() for letter in rest)


def dated(
    at: datetime,
    *,
    seen_at: datetime,
    provenance: Provenance,
    confidence: float,
    day_only: bool,
    raw: str,
) -> Dated | None:
    """Return the value for *at*, None where no document can be of that time."""
    if not EARLIEST <= at <= seen_at + TOLERANCE:
        return None
    kept = " ".join(raw.split())[:100]
    return Dated(at=at, provenance=provenance, confidence=confidence, day_only=day_only, raw=kept)


def _stated(
    found: re.Match[str], seen_at: datetime, month_first: bool
) -> tuple[datetime, float, bool]:
    """Build from year, month as word or number, day, and perhaps a time."""
    month = found["month"]
    number = _MONTHS[month] if month in _MONTHS else int(month)
    return _timed(found, _year(found["year"]), number, int(found["day"]))


def _slashed(
    found: re.Match[str], seen_at: datetime, month_first: bool
) -> tuple[datetime, float, bool]:
    """Build from two numbers that may be day and month in either order."""
    day, month = int(found["one"]), int(found["two"])
    # With dots it is day first wherever dots are used.
    ambiguous = day <= 12 and month <= 12 and day != month and found["mark"] not in ".|"
    if month > 12 or (month_first and day <= 12 and found["mark"] not in ".|"):
        day, month = month, day
    at, confidence, day_only = _timed(found, _year(found["year"]), month, day)
    return at, min(confidence, AMBIGUOUS) if ambiguous else confidence, day_only


def _without_year(
    found: re.Match[str], seen_at: datetime, month_first: bool
) -> tuple[datetime, float, bool]:
    """Take the latest year that does not lie ahead."""
    month, day = _MONTHS[found["month"]], int(found["day"])
    at = datetime(seen_at.year, month, day, tzinfo=UTC)
    if at > seen_at + TOLERANCE:
        at = at.replace(year=at.year - 1)
    return at, NO_YEAR, True


def _month_only(
    found: re.Match[str], seen_at: datetime, month_first: bool
) -> tuple[datetime, float, bool]:
    month = found["month"]
    number = _MONTHS[month] if month in _MONTHS else int(month)
    return datetime(int(found["year"]), number, 1, tzinfo=UTC), MONTH, True


def _relative(
    found: re.Match[str], seen_at: datetime, month_first: bool
) -> tuple[datetime, float, bool]:
    count = int(found["count"]) if found["count"].isdigit() else 1
    unit = _UNIT[found["unit"]]
    at = seen_at.astimezone(UTC) - count * _UNITS[unit][1]
    if unit in ("minute", "hour"):
        return at, NAIVE, False
    confidence = {"day": NAIVE, "week": NO_YEAR}.get(unit, MONTH)
    return at.replace(hour=0, minute=0, second=0, microsecond=0), confidence, True


def _named_day(
    found: re.Match[str], seen_at: datetime, month_first: bool
) -> tuple[datetime, float, bool]:
    at = seen_at.astimezone(UTC) - timedelta(days=_DAYS_AGO[found["name"]])
    return at.replace(hour=0, minute=0, second=0, microsecond=0), NAIVE, True


def _year(digits: str) -> int:
    """Return the year; of two digits, RFC 2822 section 4.3 (and 68 as POSIX has it)."""
    number = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) == 4:
        return number
    return number + (2000 if number <= 68 else 1900)


def _timed(found: re.Match[str], year: int, month: int, day: int) -> tuple[datetime, float, bool]:
    """Add the time and zone that *found* has, if any."""
    parts = found.groupdict()
    if parts.get("hour") is None or not (parts["minute"] or parts["half"]):
        return datetime(year, month, day, tzinfo=UTC), DAY, True
    hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"] == "p" else 0)
    later = timedelta(days=1) if hour == 24 and minute == 0 else timedelta()
    second = min(int(parts["second"] or 0), 59)  # a leap second
    zone = parts["zone"]
    at = datetime(year, month, day, 0 if later else hour, minute, second, tzinfo=_zone(zone))
    return (at + later).astimezone(UTC), ZONED if zone else NAIVE, False


def _zone(text: str | None) -> timezone:
    if not text:
        return UTC
    if text in _ZONES:
        return timezone(timedelta(minutes=_ZONES[text]))
    sign = -1 if "-" in text else 1
    digits = re.sub(r"\D", "", text).ljust(4, "0")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _form(pattern: str, build: _Build) -> tuple[re.Pattern[str], _Build]:
    return re.compile(pattern, re.ASCII), build


# Tried in this order: what cannot be misread comes first.
_FORMS = (
    _form(rf"(?<!\d)(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?!\d){_TIME}",
          _stated),
    _form(rf"(?<!\d)(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)t(?P<hour>\d\d):?(?P<minute>\d\d):?"
          rf"(?:(?P<second>\d\d)(?:[.,]\d{{1,9}})?)?(?P<half>(?!))?{_ZONE}?", _stated),
    _form(rf"(?<!\d)(?P<year>\d{{4}})(?P<mark>[/.])\s?(?P<month>\d{{1,2}})(?P=mark)\s?(?P<day>\d{{1,2}})(?!\d){_TIME}",
          _stated),
    _form(rf"(?<!\d)(?P<year>\d{{4}})\s?{_YEAR_SIGN}\s?(?P<month>\d{{1,2}})\s?{_MONTH_SIGN}\s?(?P<day>\d{{1,2}})"
          rf"\s?{_DAY_SIGN}{_TIME}", _stated),
    _form(rf"{_START}{_MONTH_WORD} (?P<day>\d{{1,2}}),? {_CLOCK},? {_YEAR}", _stated),  # C
    _form(rf"{_DAY}{_ORDINAL}(?:\s?[-/]\s?|\s?(?:de|of|di)?\s?){_MONTH_WORD}(?:\s?[-/,]\s?|\s?(?:de|del)?\s?)"
          rf"{_SHORT_YEAR}{_TIME}", _stated),
    _form(rf"{_START}{_MONTH_WORD}\s?(?P<day>\d{{1,2}}){_ORDINAL},?\s?{_YEAR}{_TIME}", _stated),
    _form(rf"(?<![\d./])(?P<one>\d{{1,2}})\s?(?P<mark>[/.|-])\s?(?P<two>\d{{1,2}})\s?(?P=mark)\s?{_SHORT_YEAR}(?!\.\d){_TIME}",
          _slashed),
    _form(rf"\b{_COUNT}\s?(?P<unit>{_UNIT_WORDS})\s+ago\b", _relative),
    _form(rf"\b(?:vor|il y a|hace)\s+{_COUNT}\s?(?P<unit>{_UNIT_WORDS})\b", _relative),
    _form(rf"^(?:\w+:? )?(?P<name>{'|'.join(_DAYS_AGO)})\b", _named_day),
    _form(r"^(?P<year>\d{4})-(?P<month>\d\d)$", _month_only),
    _form(rf"(?<!\d ){_START}{_MONTH_WORD}(?:\s?[-/,]\s?|\s?(?:de|of)?\s?){_YEAR}", _month_only),
    # Without a year only where the whole string is the date: "May 12" in prose may be anything.
    _form(rf"^(?:\w+,? )?{_DAY}{_ORDINAL}\s?(?:de|of)?\s?{_MONTH_WORD}$", _without_year),
    _form(rf"^(?:\w+,? )?{_MONTH_WORD}\s?(?P<day>\d{{1,2}}){_ORDINAL}$", _without_year),
)  # fmt: skip
