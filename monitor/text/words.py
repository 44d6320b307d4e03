"""Words and their stems, with their places; one definition for matching, search and summaries."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

# A run of letters and digits; an apostrophe inside a word belongs to it ("victim's").
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Scripts written without blanks: each character counts as a word, so that phrases still match.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff]")

_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian",
    "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip


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
    places = []
    for found in _WORD.finditer(text):
        start, end = found.span()
        if _UNSPACED.search(found.group()):
            places += [(i, i + 1) for i in range(start, end)]
        else:
            places.append((start, end))
    forms = tuple(fold(text[a:b]) for a, b in places)
    return Words(tuple(stem(form, language) for form in forms), forms, tuple(places))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return *word* without case, accents and possessive: ``Côte's`` is ``cote``."""
    bare = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    parts = unicodedata.normalize("NFKD", bare)
    return "".join(c for c in parts if not unicodedata.combining(c))


def stem(form: str, language: str) -> str:
    """Return the stem of a folded *form*; the form itself where the language has no stemmer."""
    return _stem(form, _STEMMERS.get(language, ""))


@lru_cache(maxsize=65536)
def _stem(form: str, algorithm: str) -> str:
    return str(_stemmer(algorithm).stemWord(form)) if algorithm else form


@lru_cache(maxsize=32)
def _stemmer(algorithm: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(algorithm)
