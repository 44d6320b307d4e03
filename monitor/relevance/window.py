"""The part of a document that relevance looks at."""

import re

# About four paragraphs of news: what a digest is for is said there, and a passing mention in the
# fortieth paragraph is not.
MAX_WORDS = 120
_MAX_CHARACTERS = 1_200
"""For scripts without blanks, where a word has no end."""
_WORD = re.compile(r"\S+\s*")


def lead_of(title: str, description: str, text: str) -> str:
    """Return the *description* and the opening of *text*, without what they or *title* repeat."""
    opening = _opening(text.strip().removeprefix(title.strip()).strip())
    described = description.strip()
    if not described or _level(described) in _level(opening):
        return opening
    return f"{described}\n\n{opening}" if opening else described


def _opening(text: str) -> str:
    end = 0
    for count, word in enumerate(_WORD.finditer(text), start=1):
        end = word.end()
        if count == MAX_WORDS or end >= _MAX_CHARACTERS:
            break
    return text[: min(end, _MAX_CHARACTERS)].rstrip()


def _level(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".… ")
