"""The words of a document as the index holds them: same words, same stems, as in memory.

A stem carries its document's language (``en:traffick``), for what one language makes of a word is
nothing to another. Both lengths are bounded, for the index drops terms over 65,530 bytes.
"""

import hashlib
from functools import lru_cache

from monitor.text.words import fold, plain_words, raw_words, stem

MAX_FORM = 100
"""Characters; a longer prefix is looked for by its beginning, and then compared in memory."""
_MAX_STEM = 100
_MOST_WORDS = 400_000
"""Different words of a language whose stems are remembered; few archives have so many."""


def of_text(text: str, language: str) -> tuple[str, str]:
    """Return the stems of a *text* in order and its forms, as the index takes them."""
    known = _known(language)
    plain = plain_words(text)
    if plain is not None:
        try:
            found = plain.split()
            return " ".join(map(known.__getitem__, found)), " ".join(dict.fromkeys(found))
        except KeyError:
            pass  # a word that is new, or long
    found = raw_words(text)
    told = {word: _learned(known, word, language) for word in set(found)}
    stems = [told[word][0] for word in found]
    return " ".join(stems), " ".join({form for _, form in told.values()})


def _learned(known: dict[str, str], word: str, language: str) -> tuple[str, str]:
    """Return the tokens of the stem and the form of *word*, and remember the first."""
    form = fold(word)
    stem_token = known.get(word) or stemmed(stem(form, language), language)
    if len(word) <= MAX_FORM:  # longer ones are cut, and their texts are not plain
        known[word] = stem_token
    return stem_token, formed(form)


def _known(language: str) -> dict[str, str]:
    """Return the stems known of a language's words, with room for more."""
    known = _kept(language)
    if len(known) > _MOST_WORDS:
        known.clear()
    return known


@lru_cache(maxsize=8)
def _kept(language: str) -> dict[str, str]:
    return {}


@lru_cache(maxsize=100_000)
def stemmed(stem: str, language: str) -> str:
    """Return the token of a *stem* in a document of that *language*."""
    if len(stem) > _MAX_STEM:
        digest = hashlib.sha256(stem.encode()).hexdigest()
        stem = f"{stem[:40]}#{digest[:32]}"
    return _whole(f"{language}:{stem}")


def formed(form: str) -> str:
    """Return the token of a folded *form*."""
    return _whole(form[:MAX_FORM])


def exact(value: str) -> str:
    """Return a field's *value* as it is compared: whatever its case."""
    folded = value.casefold()
    if any("\ud800" <= char <= "\udfff" for char in folded):
        return "\ufffe"  # half a character, as a shell may pass on: no document has it
    if len(folded) <= MAX_FORM:
        return folded
    return f"{folded[:40]}#{hashlib.sha256(folded.encode()).hexdigest()}"


def beginning(prefix: str) -> str:
    """Return the expression for all forms that begin with the folded *prefix*."""
    return "".join(_literal(char) for char in formed(prefix)) + ".*"


def _literal(char: str) -> str:
    return char if char.isalpha() else rf"\x{{{ord(char):x}}}"


def _whole(token: str) -> str:
    """Return *token* without blanks: a few ligatures are several words when made plain."""
    return "_".join(token.split())
