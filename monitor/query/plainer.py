"""What a query that cannot be read may have meant: the words in it."""

import re

from monitor.text.words import words

_OPERATOR = re.compile(r"\b(?:AND|OR|NOT|NEAR(?:/\d+)?)\b")


def plainer(query: str) -> str:
    """Return the words of *query* without operators and marks; empty where it has none."""
    told = _OPERATOR.sub(" ", query)
    return " ".join(told[start:end].casefold() for start, end in words(told).spans)
