"""Which language a text is in: its script tells first, then its words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache

UNKNOWN = "und"
# Of 4,600 English headlines and summaries, py3langid took 145 of the 2,140 below 100 characters for
# another language, and 1 of the others: below, the source's own word is better, and below 40 a
# guess is worse than none …
_SURE = 100
_ENOUGH = 40
_FEWEST = 20
_MARGIN = 20.0
# … unless the text is so many times likelier (natural logarithm) in another language than in the
# stated one. None of 2,114 English headlines is (the highest has 12.5), and 98 % of 156 titles and
# openings in other languages are.
_SAMPLE = 2000
_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)
# Nigerian Pidgin: nearly always an English headline, and English stems fit it best.
_ALIKE = {"pcm": "en", "iw": "he", "in": "id", "ji": "yi"}
# Tables of names and numbers, and dummy text, are taken for these, which no source writes.
_UNWRITTEN = frozenset({"la", "vo"})

# Scripts as Unicode's names of letters begin, with the languages written in them, the one that is
# meant where nothing else tells first. py3langid knows no Burmese and no Tibetan.
_WRITTEN = {
    "ARABIC": "ar fa ur ps ku ckb ug sd ks",
    "ARMENIAN": "hy",
    "BENGALI": "bn as",
    "CJK": "zh ja",
    "CYRILLIC": "ru uk be bg sr mk kk ky mn tg tt uz",
    "DEVANAGARI": "hi mr ne",
    "ETHIOPIC": "am ti",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he yi",
    "KANA": "ja",
    "KANNADA": "kn",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAANA": "dv",
    "THAI": "th",
    "TIBETAN": "bo dz",
}
_LANGUAGES = {script: tuple(codes.split()) for script, codes in _WRITTEN.items()}
_IN_LATIN_TOO = frozenset(["az", "kk", "ku", "ky", "mn", "sr", "tt", "uz"])
_NEVER_LATIN = frozenset(c for codes in _LANGUAGES.values() for c in codes) - _IN_LATIN_TOO
_KANA = 0.05
# Of a text's letters; Japanese news has 40 to 60 %, Chinese news a name now and then.

# Languages so near that a page's own word is the better judge.
_NEAR = (
    frozenset(["no", "nb", "nn", "da"]),
    frozenset(["hr", "bs", "sr", "sl"]),
    frozenset(["id", "ms", "jv"]),
    frozenset(["es", "gl", "an", "ca", "pt"]),
    frozenset(["fr", "oc", "wa"]),
    frozenset(["de", "lb"]),
    frozenset(["nl", "af"]),
    frozenset(["zu", "xh"]),
    frozenset(["cs", "sk"]),
    frozenset(["bg", "mk"]),
)


def detect(text: str, declared: str = "") -> str:
    """Return the ISO 639-1 code of *text*, or *declared*, or ``und`` where neither tells.

    Most of its letters decide on the script; a language that is not written in it is not believed,
    whoever declares it.
    """
    sample = text[:_SAMPLE].strip()
    known = _stated(declared)
    script = _script(sample)
    if script in _LANGUAGES:
        return _of_script(sample, known, _LANGUAGES[script])
    if script == "LATIN" and known in _NEVER_LATIN:
        known = ""
    if len(sample) >= (_SURE if known else _ENOUGH):
        return _weighed(_identify(sample), known)
    plainly = _plainly(sample, known) if len(sample) >= _FEWEST else ""
    return plainly or known or UNKNOWN


def _stated(declared: str) -> str:
    stated = _CODE.fullmatch(declared.strip().lower())
    code = stated.group(1) if stated and stated.group(1) != UNKNOWN else ""
    return _ALIKE.get(code, code)


def _script(sample: str) -> str:
    """Return the script of most letters; ``KANA`` where so many are that it is Japanese."""
    found = Counter(
        unicodedata.name(char, "").split(" ", 1)[0] for char in sample if char.isalpha()
    )
    kana = sum(found.pop(name, 0) for name in ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"))
    if kana > _KANA * (kana + found["CJK"]):
        found["KANA"] = kana + found.pop("CJK", 0)
    return found.most_common(1)[0][0] if found else ""


def _of_script(sample: str, known: str, languages: tuple[str, ...]) -> str:
    """Return which of the *languages* of one script *sample* is in."""
    if len(languages) == 1:
        return languages[0]
    if len(sample) < (_SURE if known in languages else _ENOUGH):
        return known if known in languages else languages[0]
    code = _identify(sample)
    if code in languages:
        return _weighed(code, known if known in languages else "")
    return known if known in languages else languages[0]


def _weighed(code: str, known: str) -> str:
    """Return *code*, or what is *known* where the two are easily taken for each other."""
    if code in _UNWRITTEN:
        return known or UNKNOWN
    return known if any(code in near and known in near for near in _NEAR) else code


def _plainly(sample: str, known: str) -> str:
    """Return a language that fits much better than *known*, or than any other; else nothing."""
    (best, score), *others = _ranked(sample)
    rivals = (its for code, its in others if (code == known if known else code != best))
    margin = score - next(rivals, score)
    return _weighed(best, known) if margin >= _MARGIN else ""


def _identify(sample: str) -> str:
    return _ranked(sample)[0][0]


def _ranked(sample: str) -> list[tuple[str, float]]:
    """Return languages with how likely they are (natural logarithm), likeliest first."""
    return [(_ALIKE.get(code, code), float(score)) for code, score in _identifier()(sample)]


@cache
def _identifier() -> Callable[[str], list[tuple[str, float]]]:
    from py3langid import rank  # 258 ms of CPU to import: only when a text is read

    known: Callable[[str], list[tuple[str, float]]] = rank
    return known
