"""Words and their stems, with their places; one definition for matching, search and summaries."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

import snowballstemmer

# Vowel signs and accents of Indic, Arabic, Hebrew … are no \w, yet part of their words. All marks
# below U+2000, the last script block before the symbols; later ones are rare scripts.
_MARKS = "".join(chr(c) for c in range(0x300, 0x2000) if unicodedata.category(chr(c))[0] == "M")
# Soft hyphen, zero-width blank and joiners, byte order mark: pages scatter them inside words.
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
# A run of letters and digits; an apostrophe inside a word belongs to it ("victim's").
_RUN = rf"[^\W_]+(?:[{_MARKS}{_UNSEEN}]+[^\W_]+)*[{_MARKS}]*"
_WORD = re.compile(rf"{_RUN}(?:['’ʼ＇]{_RUN})*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
# The same of plain text by a faster way: all else becomes blanks, then apostrophes are looked at.
_PLAIN = "".join(c.lower() if c.isalnum() or c == "'" else " " for c in map(chr, range(128)))
_QUOTED = re.compile("(?<![a-z0-9'])[a-z0-9]*'[a-z0-9']*")
_TYPESET = (
    ("’", "'"),
    ("‘", " "),
    ("“", " "),
    ("”", " "),
    ("–", " "),
    ("—", " "),
    ("…", " "),
    ("\xa0", " "),
)
# Scripts written without blanks: each character counts as a word, so that phrases still match.
# Thai and Lao; Myanmar; Khmer; kana; Han with its extensions and compatibility forms.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
_PIECE = re.compile(f"[{UNSPACED}][{_MARKS}\u3099\u309a]*|[^{UNSPACED}]+")
_DROPPED = re.compile(rf"[{_UNSEEN}\u0640]")  # and tatweel, which only stretches Arabic words
_APOSTROPHES = str.maketrans("’ʼ＇", "'''")
# Letters of their own, though Unicode composes them of a letter and a mark: й is not и.
_WHOLE = frozenset("й")
_ABOVE_OR_BELOW = 200
_POINTS = range(10, 36)

# Korean particles behind a noun, and its plural; Snowball has no Korean.
_PARTICLES = re.compile(
    r"(?<=[가-힣]{2})들?(?:에서는|에서|에게|으로|부터|까지|에는|에도|은|는|이|가|을|를|의|에|도|로|과|와|만)?$"
)
_STEMMERS = {
    "ar": "arabic", "bs": "serbian", "ca": "catalan", "cs": "czech", "da": "danish",
    "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hr": "serbian", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "ko": "korean", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
# One letter with several codes: Persian and Urdu keyboards write another kaf, yeh and heh.
_KEYBOARDS = str.maketrans("یىکہۃ", "ييكهة")
_PERSIAN = str.maketrans("يك", "یک")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text; the three tuples have one entry a word."""

    stems: tuple[str, ...]
    forms: tuple[str, ...]
    """Folded, not stemmed: for prefixes."""
    spans: tuple[tuple[int, int], ...]
    """[start, end) in the text."""


def words(text: str, language: str = "en") -> Words:
    """Tokenise *text* once; pass the result on."""
    pattern = _ASCII_WORD if text.isascii() else _WORD
    matches = list(pattern.finditer(text))
    found = list(map(re.Match.group, matches))
    spans = list(map(re.Match.span, matches))
    if pattern is _WORD and _HAS_UNSPACED.search(text):
        pieces = [p for each, (at, _) in zip(found, spans, strict=True) for p in _pieces(each, at)]
        found, spans = [each for each, _ in pieces], [span for _, span in pieces]
    forms = tuple(map(fold, found))
    algorithm = _STEMMERS.get(language, "")
    stems = tuple(map(_stem, forms, repeat(algorithm))) if algorithm else forms
    return Words(stems, forms, tuple(spans))


def raw_words(text: str) -> list[str]:
    """Return the words of *text* in order, perhaps not folded yet: ``fold`` makes the forms."""
    plain = plain_words(text)
    if plain is not None:
        return plain.split()
    found = _WORD.findall(text)
    if _HAS_UNSPACED.search(text):
        return [piece for each in found for piece, _ in _pieces(each, 0)]
    return found


def plain_words(text: str) -> str | None:
    """Return the folded words of *text* in order, between blanks; None where it has other letters.

    As ``words`` finds them, in a hundredth of its time, where all letters are ASCII.
    """
    if not text.isascii():
        for mark, instead in _TYPESET:
            text = text.replace(mark, instead)
        if not text.isascii():
            return None
    plain = text.translate(_PLAIN)
    return _QUOTED.sub(_unquoted, plain) if "'" in plain else plain


def _unquoted(match: re.Match[str]) -> str:
    return " ".join(map(fold, _ASCII_WORD.findall(match.group())))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return *word* without case, accents and possessive: ``Côte's`` is ``cote``."""
    bare = word.casefold()
    if not bare.isascii():
        bare = _DROPPED.sub("", bare).translate(_APOSTROPHES)
    bare = bare.removesuffix("'s").replace("'", "")
    return (bare if bare.isascii() else _levelled(bare)) or word


def stem(form: str, language: str) -> str:
    """Return the stem of a folded *form*; the form itself where the language has no stemmer."""
    return _stem(form, _STEMMERS.get(language, ""))


def is_unspaced(form: str) -> bool:
    """Whether a *form* of ``words`` is a single character of a script without blanks."""
    return _HAS_UNSPACED.match(form) is not None


def share(char: str) -> float:
    """Return which part of a word a character of a script without blanks is.

    Chinese and Japanese words have 1.6 to 2.2 characters in running text. The Thai, Burmese and
    Khmer of a text has 4 to 6 characters for each word of its English; vowel signs count.
    """
    return 0.5 if char >= "\u2e80" else 0.25  # where CJK starts


def _pieces(word: str, start: int) -> list[tuple[str, tuple[int, int]]]:
    """Return the characters of a *word* at *start*, runs of spaced scripts left whole."""
    return [
        (piece.group(), (start + piece.start(), start + piece.end()))
        for piece in _PIECE.finditer(word)
        if any(map(str.isalnum, piece.group()))
    ]


def _levelled(bare: str) -> str:
    """Return *bare* with compatibility forms made plain and accents dropped."""
    kept = (part for c in unicodedata.normalize("NFC", bare) for part in _letters(c))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_KEYBOARDS)


def _letters(char: str) -> str:
    if char in _WHOLE:
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    parts = unicodedata.normalize("NFKD", char).casefold()
    return "".join(c for c in parts if not _is_accent(c))


def _is_accent(char: str) -> bool:
    """Whether *char* is a mark that people leave out.

    By combining class: 200 and more stand above or below Latin, Greek and Cyrillic letters, 10 to
    35 are Hebrew and Arabic points. Others (Indic, Thai, kana) make another letter.
    """
    place = unicodedata.combining(char)
    return place >= _ABOVE_OR_BELOW or place in _POINTS


@lru_cache(maxsize=65536)
def _stem(form: str, algorithm: str) -> str:
    if algorithm == "korean":
        return _PARTICLES.sub("", form)
    if algorithm == "persian":
        form = form.translate(_PERSIAN)  # the only letters that it knows
    return str(_stemmer(algorithm).stemWord(form)) if algorithm else form


@lru_cache(maxsize=32)
def _stemmer(algorithm: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(algorithm)
