"""The words of a document as the index holds them: same words, same stems, as in memory.

A stem carries its document's language (``en:traffick``), for what one language makes of a word is
nothing to another. Both lengths are bounded, for the index drops terms over 65,530 bytes.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache

from monitor.text.words import fold, raw_words, stem

MAX_FORM = 100
"""Characters; a longer prefix is looked for by its beginning, and then compared in memory."""
_MAX_STEM = 100
_MOST_WORDS = 200_000
"""Different words of a language that are remembered, in some 40 MB."""


def of_text(text: str, language: str) -> tuple[str, str]:
    """Return the stems of a *text* in order and its forms once each, as the index takes them."""
    stems, forms = _tables(language)
    found = raw_words(text)
    return " ".join(map(stems.__getitem__, found)), " ".join(
        set(map(forms.__getitem__, set(found)))
    )


class _Table(dict[str, str]):
    """What becomes of words as they stand in texts; worked out once for each, within bounds."""

    def __init__(self, answer: Callable[[str], str]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        told = self[word] = self._answer(word)
        return told


@lru_cache(maxsize=8)
def _tables(language: str) -> tuple[_Table, _Table]:
    """Return the tables of stems and of forms."""
    return (
        _Table(lambda word: stemmed(stem(fold(word), language), language)),
        _Table(lambda word: formed(fold(word))),
    )


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
