"""Words and phrases as written in a query."""

from monitor.errors import QueryError
from monitor.query.tree import Phrase, Prefix, Word
from monitor.text.words import words

# One letter would match a tenth of all words.
_SHORTEST_PREFIX = 2
# Soft hyphen, zero-width blank and joiners: between two scripts they end up at a word's edge.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def word(query: str, raw: str, column: int) -> Word | Prefix | Phrase:
    """Return the term written as *raw*, without blanks; ``foo-bar`` is a phrase.

    Raises:
        QueryError: It has no letters or digits, or a ``*`` that is not at its end.
    """
    if raw.startswith("NEAR/"):
        raise QueryError(query, "NEAR/ needs a number right after it: NEAR/5", column=column)
    return _term(query, _parts(query, raw, column), raw, column)


def phrase(query: str, content: str, column: int) -> Word | Prefix | Phrase:
    """Return what stood between quotation marks; a single word stays a word.

    Raises:
        QueryError: There are no words, or a ``*`` is not at the end of one.
    """
    parts = [part for raw in content.split() for part in _parts(query, raw, column)]
    return _term(query, parts, content, column)


def _term(query: str, parts: list[Word | Prefix], raw: str, column: int) -> Word | Prefix | Phrase:
    if not parts:
        reason = f"“{raw}” has no letters or digits" if raw.strip() else "the quotes are empty"
        raise QueryError(query, reason, column=column)
    return parts[0] if len(parts) == 1 else Phrase(tuple(parts))


def _parts(query: str, raw: str, column: int) -> list[Word | Prefix]:
    stem = raw.rstrip("*")
    if "*" in stem:
        raise QueryError(query, f"in “{raw}” the * is not at the end of a word", column=column)
    found: list[Word | Prefix] = [Word(stem[a:b].strip(_UNSEEN)) for a, b in words(stem).spans]
    if stem == raw:
        return found
    last = found[-1].text if found else ""
    if len(found) > 1 and len(words(last * 2).spans) > 1:
        # A script without blanks: each character is a word, and none begins a longer one.
        return found
    if len(last) < _SHORTEST_PREFIX:
        reason = f"“{raw}” needs at least {_SHORTEST_PREFIX} letters before the *"
        raise QueryError(query, reason, column=column)
    return [*found[:-1], Prefix(last)]
