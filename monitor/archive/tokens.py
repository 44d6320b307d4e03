"""The words of a document as the index holds them: same words, same stems, as in memory.

A stem carries its document's language (``en:traffick``), for what one language makes of a word is
nothing to another. Both lengths are bounded, for the index drops terms over 65,530 bytes.
"""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

MAX_FORM = 100
"""Characters; a longer prefix is looked for by its beginning, and then compared in memory."""
_MAX_STEM = 100


@lru_cache(maxsize=65536)
def stemmed(stem: str, language: str) -> str:
    """Return the token of a *stem* in a document of that *language*."""
    if len(stem) > _MAX_STEM:
        digest = hashlib.sha256(stem.encode()).hexdigest()
        stem = f"{stem[:40]}#{digest[:32]}"
    return _whole(f"{language}:{stem}")


@lru_cache(maxsize=65536)
def formed(form: str) -> str:
    """Return the token of a folded *form*."""
    return _whole(form[:MAX_FORM])


def joined(tokens: Iterable[str]) -> str:
    """Return *tokens* as the index's tokenizer takes them: between blanks."""
    return " ".join(tokens)


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
