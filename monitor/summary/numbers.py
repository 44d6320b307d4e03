"""Numbers in a sentence that count something, and not those that name a day, an age or a page."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a number measures."""

    COUNT = "count"
    SHARE = "share"
    MONEY = "money"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number at [start, end) of its sentence."""

    text: str
    start: int
    end: int
    kind: Kind
    size: float
    """0 where it is spelled out."""
    counts_cases: bool
    """What is counted are people or cases, and named right behind the number."""


_CASES = {
    "en": r"""people|persons?|victims?|survivors?|individuals|adults|children|girls|boys|women|men
        |minors|migrants|workers|labourers|laborers|refugees|nationals|suspects|offenders|defendants
        |employees|seafarers|fishermen|domestic workers|referrals?|cases?|calls|arrests?
        |convictions?|prosecutions?|charges|investigations?|decisions|claims|complaints|incidents
        |offences|offenses|crimes|deaths|raids|operations|inspections|visits|checks|applications
        |interviews|families|households|respondents""",
    "fr": r"""personnes|victimes|enfants|femmes|hommes|mineurs|migrants|travailleurs|cas
        |signalements|plaintes|condamnations|enquêtes|affaires|dossiers|appels""",
    "de": r"""menschen|personen|opfer|kinder|frauen|männer|minderjährige|migranten|arbeiter
        |arbeitskräfte|beschäftigte|fälle|verfahren|verurteilungen|ermittlungsverfahren|hinweise""",
    "es": r"""personas|víctimas|niños|niñas|mujeres|hombres|menores|migrantes|trabajadores|casos
        |denuncias|condenas|investigaciones|detenidos|detenciones""",
    "it": r"""persone|vittime|bambini|donne|uomini|minori|migranti|lavoratori|casi|segnalazioni
        |condanne|indagini|arresti""",
    "pt": r"""pessoas|vítimas|crianças|mulheres|homens|menores|migrantes|trabalhadores|casos
        |denúncias|condenações|investigações""",
}
# Other things that a report may count.
_THINGS = (
    "countries|states|companies|firms|businesses|employers|suppliers|sites|vessels|ships|boats|farms"
    "|factories|organisations|organizations|charities|councils|authorities|forces|schools|hospitals"
    "|beds|places|passports|visas|licences|licenses|orders|statements|homes|premises|websites"
    "|adverts|accounts|pounds|euros|dollars"
)
_NUMBER = re.compile(
    r"(?<![\w.,/:+#-])(?<!\d\s)(?P<sign>(?:US|A|C|HK)?[£$€¥]\s?)?"
    r"(?P<digits>\d{1,3}(?:[,.\u00a0\u202f]\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:[.,]\d{1,9})?)"
    r"(?P<scale>\s?(?:million|billion|trillion|thousand|millions|millionen|milliarden|milliards"
    r"|millones|bn|m|k)\b)?"
    r"(?P<share>\s?(?:per\s?cent(?:age\s+points?)?|%|pour cent|prozent|por ciento"
    r"|percentage points?|pc\b))?"
    r"(?![\w/:-]|[.,]\d)",
    re.IGNORECASE,
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_SPELLED = re.compile(
    rf"\b(?:{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:{_ONES}))?)"
    r"\s(?:per\s?cent)\b",
    re.IGNORECASE,
)
# At the beginning of a sentence a share is spelled out.
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|janvier|février|mars|avril|mai|juin|juillet|août"
    "|septembre|octobre|novembre|décembre|januar|februar|märz|juni|juli|oktober|dezember|enero"
    "|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
# What stands before a number that names and does not count.
_NAMING_BEFORE = re.compile(
    rf"(?:\b(?:{_MONTHS})\.?|\b(?:age|aged|ages|over|under|section|sections|article|articles|art|page"
    r"|pages|pp?|table|figure|fig|chart|box|chapter|part|paragraph|paragraphs|paras?|annex|appendix"
    r"|no|nos|number|act|rule|regulation|clause|schedule|volume|vol|issue|question|item|step|stage"
    r"|phase|level|room|route|highway|flight|title|call|phone|tel|telephone|on|note|footnote|ref|version"
    r"|target|goal|sdg|convention|protocol|resolution|day|week|quarter|q|top)\.?|[(\[]|,)\s*$",
    re.IGNORECASE,
)
_SOFT = re.compile(r"(?:over|under|part|number|on|top|[(\[]|,)\.?\s*$", re.IGNORECASE)
# Of these, words that also stand before a count: "over 300 people", "(42 per cent)".
_NAMING_AFTER = re.compile(
    rf"\s*(?:(?:{_MONTHS})\b|(?:th|st|nd|rd|am|pm|a\.m|p\.m|o'clock)\b|[-–]?\s?years?[- ]olds?\b"
    r"|(?:more\s)?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|jahre?n?|monate|ans|mois"
    r"|años|meses|anni)\b|(?:km|kilometres?|miles?|metres?|meters?|feet|ft|kg|tonnes?|degrees|acres?"
    r"|hectares|times)\b|\s\d{3,})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"19\d\d|20\d\d|2100")
_SCALES = {"thousand": 1e3, "k": 1e3, "m": 1e6, "mill": 1e6, "b": 1e9, "milliar": 1e9, "t": 1e12}
_BETWEEN = r"(?:[\s-]+(?!and\b|or\b|but\b|to\b|in\b|on\b|for\b|with\b|by\b|from\b)[\w’'-]+){0,3}?"


def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Return the numbers of the sentence *text* that count people, things, shares or money."""
    spelled = (
        Number(
            text=match.group(),
            start=match.start(),
            end=match.end(),
            kind=Kind.SHARE,
            size=0.0,
            counts_cases=False,
        )
        for match in _SPELLED.finditer(text)
    )
    found = (_number(match, text, language) for match in _NUMBER.finditer(text))
    return (*spelled, *(number for number in found if number is not None))


def _number(match: re.Match[str], text: str, language: str) -> Number | None:
    kind = _kind(match)
    if kind is Kind.COUNT and _names(match, text):
        return None
    named = _NAMED.get(language, _NAMED["en"])
    counts_cases = named.cases_behind.match(text, match.end()) is not None
    if kind is Kind.COUNT and not counts_cases:
        behind = named.things_behind.match(text, match.end())
        if behind is None and not (_is_grouped(match) and named.cases.search(text)):
            return None
    return Number(
        text=match.group().strip(),
        start=match.start(),
        end=match.end(),
        kind=kind,
        size=_size(match),
        counts_cases=counts_cases,
    )


def _kind(match: re.Match[str]) -> Kind:
    if match["share"]:
        return Kind.SHARE
    return Kind.MONEY if match["sign"] else Kind.COUNT


def _names(match: re.Match[str], text: str) -> bool:
    """Whether a bare number is a date, an age, a duration, a page, a year or a telephone number."""
    if _NAMING_AFTER.match(text, match.end()):
        return True
    digits = match["digits"]
    if digits.startswith("0") and len(digits) > 1 and digits.isdigit():
        return True
    before = text[: match.start()]
    naming = _NAMING_BEFORE.search(before[-20:])
    if naming and not _SOFT.search(before[-20:]):
        return True
    bare_year = _YEAR.fullmatch(digits) is not None and not match["scale"]
    return bare_year and not _CASE_NEXT.match(text, match.end())


def _is_grouped(match: re.Match[str]) -> bool:
    """Whether it is written as counts are, ``19,125``: no age or page has a thousand."""
    return (
        match["scale"] is not None
        or re.search(r"\d[,.\u00a0\u202f]\d{3}", match["digits"]) is not None
    )


def _size(match: re.Match[str]) -> float:
    digits = re.sub(r"[,.\u00a0\u202f](?=\d{3}(?!\d))", "", match["digits"])
    scale = (match["scale"] or "").strip().lower()
    factor = next(
        (_SCALES[s] for s in sorted(_SCALES, key=len, reverse=True) if scale.startswith(s)), 1.0
    )
    return float(digits.replace(",", ".")) * factor


@dataclass(frozen=True, slots=True)
class _Nouns:
    cases_behind: re.Pattern[str]
    things_behind: re.Pattern[str]
    cases: re.Pattern[str]


def _nouns(listed: str) -> _Nouns:
    names = re.sub(r"\s*\n\s*", "", listed)
    return _Nouns(
        re.compile(rf"{_BETWEEN}[\s-]+(?:{names})\b", re.IGNORECASE),
        re.compile(rf"{_BETWEEN}[\s-]+(?:{_THINGS})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{names})\b", re.IGNORECASE),
    )


_NAMED = {language: _nouns(listed) for language, listed in _CASES.items()}
_CASE_NEXT = re.compile(r"\s+(?:people|persons|victims|children|women|men|cases|referrals)\b")
