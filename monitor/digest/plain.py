"""Text from outside, made harmless for one line of any form."""

import re
import unicodedata
from urllib.parse import urlsplit

# Overrides and isolates turn the text after them around, and can make a headline or an address
# read as another; marks (U+200E, U+200F) only help text of mixed directions, and stay.
# The last two are no characters at all, and XML forbids them.
_UNWANTED = re.compile("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_SCHEMES = ("http", "https")


def line(text: str) -> str:
    """Return *text* in one line, without control characters and turned directions."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text)
    return " ".join(_UNWANTED.sub("", "".join(kept)).split())


def address(url: str) -> str:
    """Return *url* if it is an http(s) address that can be printed as it is, else nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname or line(url) != url:
        return ""
    return "" if re.search(r"[\s<>\"]", url) else url
