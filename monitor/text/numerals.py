"""Numbers in a text, in digits of any script or spelled out, and their values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

# From nought, by language; a form with "|" is one of several. Then the tens from twenty, and how a
# ten and a one are joined: "twenty-one", "einundzwanzig", "treinta y uno".
_SPELLED = {
    "en": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen",
        "twenty thirty forty fifty sixty seventy eighty ninety",
        "{ten}-{one} {ten}~{one}",
    ),
    "de": (
        "null ein|eins|eine|einen|einem|einer zwei drei vier fünf sechs sieben acht neun zehn elf "
        "zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
        "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
        "{one}und{ten}",
    ),
    "fr": (
        "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
        "quinze seize dix-sept dix-huit dix-neuf",
        "vingt trente quarante cinquante soixante soixante-dix quatre-vingt|quatre-vingts "
        "quatre-vingt-dix",
        "{ten}-{one} {ten}~et~{one} {ten}-et-{one}",
    ),
    "es": (
        "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
        "quince dieciséis diecisiete dieciocho diecinueve",
        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "{ten}~y~{one} veinti{one}",
    ),
    "it": (
        "zero un|uno|una due tre quattro cinque sei sette otto nove dieci undici dodici tredici "
        "quattordici quindici sedici diciassette diciotto diciannove",
        "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
        "{ten}{one}",
    ),
    "pt": (
        "zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze "
        "catorze|quatorze quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove",
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        "{ten}~e~{one}",
    ),
    "nl": (
        "nul een|één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
        "vijftien zestien zeventien achttien negentien",
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        "{one}en{ten} {one}ën{ten}",
    ),
    "sv": (
        "noll en|ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton "
        "sjutton arton nitton",
        "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
        "{ten}{one}",
    ),
    "da": (
        "nul en|et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten "
        "sytten atten nitten",
        "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems",
        "{one}og{ten}",
    ),
    "nb": (
        "null en|ett to tre fire fem seks sju|syv åtte ni ti elleve tolv tretten fjorten femten "
        "seksten sytten atten nitten",
        "tjue tretti førti femti seksti sytti åtti nitti",
        "{ten}{one}",
    ),
    "pl": (
        "zero jeden|jedna|jedno dwa|dwie|dwoje|dwóch trzy|troje|trzech cztery|czworo|czterech "
        "pięć|pięcioro|pięciu sześć|sześcioro|sześciu siedem|siedmioro|siedmiu osiem|ośmioro|ośmiu "
        "dziewięć|dziewięcioro|dziewięciu dziesięć|dziesięcioro|dziesięciu jedenaście|jedenastu "
        "dwanaście|dwunastu trzynaście|trzynastu czternaście|czternastu piętnaście|piętnastu "
        "szesnaście|szesnastu siedemnaście|siedemnastu osiemnaście|osiemnastu "
        "dziewiętnaście|dziewiętnastu",
        "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt "
        "osiemdziesiąt dziewięćdziesiąt",
        "{ten}~{one}",
    ),
    "ru": (
        "ноль один|одна|одного два|две|двух|двое три|трёх|трех|трое четыре|четырёх|четырех|четверо "
        "пять|пяти|пятеро шесть|шести|шестеро семь|семи|семеро восемь|восьми|восьмеро "
        "девять|девяти|девятеро десять|десяти одиннадцать|одиннадцати двенадцать|двенадцати "
        "тринадцать|тринадцати четырнадцать|четырнадцати пятнадцать|пятнадцати "
        "шестнадцать|шестнадцати семнадцать|семнадцати восемнадцать|восемнадцати "
        "девятнадцать|девятнадцати",
        "двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти "
        "шестьдесят|шестидесяти семьдесят|семидесяти восемьдесят девяносто",
        "{ten}~{one}",
    ),
    "tr": (
        "sıfır bir iki üç dört beş altı yedi sekiz dokuz on",
        "yirmi otuz kırk elli altmış yetmiş seksen doksan",
        "{ten}~{one}",
    ),
    "ar": (
        "صفر واحد|واحدة اثنان|اثنين|اثنتان|اثنتين ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع "
        "ثمانية|ثماني تسعة|تسع عشرة|عشر",
        "عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين "
        "تسعون|تسعين",
        "{one}~و{ten}",
    ),
}  # fmt: skip
_ALIKE = {"no": "nb", "nn": "nb", "uk": "ru", "be": "ru", "gl": "pt"}
_MORE = {
    "en": {
        "dozen": 12,
        "hundred": 100,
        "thousand": 1000,
        # "First" and "second" are other words as well.
        "third": 3,
        "fourth": 4,
        "fifth": 5,
        "sixth": 6,
        "seventh": 7,
        "eighth": 8,
        "ninth": 9,
        "tenth": 10,
        "eleventh": 11,
        "twelfth": 12,
    },
    "de": {"dutzend": 12, "hundert": 100, "tausend": 1000},
    "fr": {"douzaine": 12, "cent": 100, "mille": 1000},
    "es": {"docena": 12, "cien": 100, "mil": 1000},
    "it": {"dozzina": 12, "cento": 100, "mille": 1000},
    "pt": {"dúzia": 12, "cem": 100, "mil": 1000},
    "ar": {"مئة": 100, "مائة": 100, "ألف": 1000},
}
_MULTIPLES = {
    "thousand": 3, "tausend": 3, "mille": 3, "mil": 3, "тысяч": 3, "тыс": 3, "k": 3,
    "million": 6, "millions": 6, "millionen": 6, "millón": 6, "millones": 6, "milioni": 6,
    "milhões": 6, "miljoen": 6, "miljoner": 6, "millioner": 6, "миллион": 6, "миллионов": 6,
    "млн": 6, "مليون": 6, "m": 6, "mn": 6,
    "billion": 9, "bn": 9, "milliard": 9, "milliards": 9, "milliarden": 9, "miliardi": 9,
    "miljard": 9, "миллиардов": 9, "млрд": 9, "مليار": 9,
    "万": 4, "萬": 4, "만": 4, "億": 8, "亿": 8, "억": 8,
}  # fmt: skip
# No letter of an alphabet with words of its own may touch it: "A4" is none; an Arabic "and" may.
_DIGITS = re.compile(r"(?<![A-Za-z\u00c0-\u04ff\d])\d+(?:[.,'’٬٫\u00a0\u202f]\d+)*(?::\d\d)*")
_GROUP = re.compile(r"[.,'’٬\u00a0\u202f](?=\d{3}(?!\d))")
_HAN = re.compile(
    r"[一二三四五六七八九十百千两兩〇零]+(?=[名人個个岁歲年月日次件万萬亿億元円家条條处處起所間间艘隻只位])"
)
_HAN_ONES = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at [start, end) of a text."""

    value: str
    """The same for every way of writing it: ``4,913`` and ``4913``, ``nine`` and ``9``."""
    start: int
    end: int


def numerals(text: str, language: str) -> tuple[Numeral, ...]:
    """Return the numbers of *text* in order; spelled ones up to 99 where *language* is known."""
    found = [*_digits(text), *_spelled(text, language), *_han(text)]
    return tuple(sorted(found, key=lambda each: each.start))


def _digits(text: str) -> Iterator[Numeral]:
    for match in _DIGITS.finditer(text):
        written = match.group()
        if ":" in written:
            yield Numeral(written, match.start(), match.end())
            continue
        bare = _GROUP.sub("", written).replace("٫", ".").replace(",", ".")
        if bare.count(".") > 1:  # a date, a version: 12.11.2026
            yield Numeral(written, match.start(), match.end())
            continue
        multiple = _MULTIPLE.match(text, match.end())
        power = _MULTIPLES[multiple[1].casefold()] if multiple else 0
        end = multiple.end() if multiple else match.end()
        yield Numeral(_told(Decimal(bare) * 10**power), match.start(), end)


def _told(value: Decimal) -> str:
    """Return *value* without zeros that say nothing."""
    told = f"{value:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def _spelled(text: str, language: str) -> Iterator[Numeral]:
    known = _words(_ALIKE.get(language, language))
    if known is None:
        return
    values, pattern = known
    for match in pattern.finditer(text):
        # In lower case a Turkish İ would be two characters.
        value = values.get(" ".join(match.group().replace("İ", "i").casefold().split()))
        if value is not None:
            yield Numeral(str(value), match.start(), match.end())


def _han(text: str) -> Iterator[Numeral]:
    for match in _HAN.finditer(text):
        total, one = 0, 0
        for sign in match.group():
            if sign in _HAN_TENS:
                total += max(1, one) * _HAN_TENS[sign]
                one = 0
            else:
                one = _HAN_ONES[sign]
        yield Numeral(str(total + one), match.start(), match.end())


@cache
def _words(language: str) -> tuple[Mapping[str, int], re.Pattern[str]] | None:
    """Return the spelled numbers of a language with their values, and how to find them."""
    if language not in _SPELLED:
        return None
    ones, tens, joins = _SPELLED[language]
    values: dict[str, int] = dict(_MORE.get(language, {}))
    values |= {form: n for n, forms in enumerate(ones.split()) for form in forms.split("|")}
    small = [(f, n) for n, forms in enumerate(ones.split()) for f in forms.split("|") if n]
    for number, forms in enumerate(tens.split(), start=2):
        for ten in forms.split("|"):
            values[ten] = number * 10
            for one, n in small:
                if n > 9 and not (language == "fr" and number in (6, 8)):
                    continue
                for join in joins.split():
                    told = join.format(ten=ten, one=one).replace("~", " ")
                    values.setdefault(told, number * 10 + n)
    forms_ = "|".join(map(re.escape, sorted(values, key=len, reverse=True))).replace("\\ ", r"\s")
    pattern = re.compile(rf"(?<![\w-])(?:{forms_})(?![\w]|-\w)", re.IGNORECASE)
    return values, pattern


_MULTIPLE = re.compile(
    r"[\s\u00a0]?("
    + "|".join(re.escape(each) for each in sorted(_MULTIPLES, key=len, reverse=True))
    + r")(?![a-zа-я])",
    re.IGNORECASE,
)
