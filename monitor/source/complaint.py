"""What is wrong with an entry, in words for the person who wrote it."""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from monitor.source.lines import Step

# What other programs, and people, call the same thing.
_MEANT = {
    "rss": "feed", "atom": "feed", "json": "feed", "jsonfeed": "feed", "html": "listing",
    "pdf": "listing", "news": "listing", "xml": "sitemap", "all": "none", "open": "full",
    "excerpt": "extract", "headlines": "headline", "headline_only": "headline",
    "quarter": "quarterly", "annual": "yearly", "annually": "yearly",
    "poll_hours": "cadence", "every": "cadence", "interval": "cadence",
    "licence": "rights", "license": "rights", "copyright": "rights", "content_policy": "content",
    "href": "url", "link": "url", "address": "url", "feed": "url", "lang": "language",
    "type": "kind", "title": "name", "comment": "note", "active": "enabled",
    "day": "weekday", "tz": "timezone",
}  # fmt: skip

_MAX_SHOWN = 80


def meant(word: str, known: Collection[str]) -> str:
    """Return “; did you mean …” where one of *known* is close to *word*, else what there is."""
    close = get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    guess = _MEANT.get(word.casefold(), "")
    if guess in known or close:
        return f"; did you mean “{guess if guess in known else close[0]}”?"
    return f"; there are {', '.join(known)}" if known else ""


def about(fault: ValidationError, keys: Collection[str]) -> Iterable[tuple[Sequence[Step], str]]:
    """Return where and why an entry with these *keys* cannot be used, each fault once."""
    errors = fault.errors(include_url=False)
    unknown = [error for error in errors if error["type"] == "extra_forbidden"]
    hints = "".join(meant(str(error["loc"][-1]), keys) for error in unknown)
    for error in errors:
        # A misspelt key is one fault, not two.
        if error["type"] == "missing" and f"“{error['loc'][-1]}”?" in hints:
            continue
        yield error["loc"], _reason(error, keys)


def _reason(error: ErrorDetails, keys: Collection[str]) -> str:
    key = ".".join(str(step) for step in error["loc"])
    if error["type"] == "extra_forbidden":
        # Within a nested mapping the keys are other ones, few, and in docs/sources.md.
        hint = meant(key, keys) if len(error["loc"]) == 1 else "; see docs/sources.md"
        return f"unknown key “{key}”{hint}"
    if error["type"] == "missing":
        return f"“{key}” is missing; add a line {key}: …"
    fact = _fact(error)
    return f"{key}: {fact}" if key else fact


def _fact(error: ErrorDetails) -> str:
    told, context = _shown(error["input"]), error.get("ctx", {})
    kind = error["type"]
    if kind == "value_error":
        return str(context["error"])
    if kind == "enum":
        choices = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        return f"“{told}” is not one of {', '.join(choices)}{_guess(told, choices)}"
    if kind == "string_pattern_mismatch":
        return f"“{told}” is not written as it must be; {_PATTERNS[str(error['loc'][-1])]}"
    return _FACTS[kind].format(told=told, **context) if kind in _FACTS else error["msg"]


def _shown(told: object) -> str:
    """Return *told* as it fits into one line; a list may be aliases of aliases without end."""
    text = " ".join(told.split()) if isinstance(told, str) else "this"
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"


def _guess(word: str, choices: Sequence[str]) -> str:
    hint = meant(word, choices)
    return hint if "did you mean" in hint else ""


_PATTERNS = {
    "language": "write two small letters, such as en",
    "country": "write two capital letters, such as GB (or EU, INT)",
    "confidence": "write A, B, C or D, or leave it out",
}
_FACTS = {
    "string_type": "must be a text; where it has a colon or a bracket, put quotes around it",
    "string_too_short": "is empty; write something after the colon",
    "tuple_type": "must be a list, such as [one, two]",
    "bool_parsing": "“{told}” is neither true nor false; write true or false",
    "bool_type": "must be true or false",
    "int_parsing": "“{told}” is not a whole number",
    "int_type": "must be a whole number",
    "greater_than_equal": "“{told}” is too small; write {ge} or more",
    "less_than_equal": "“{told}” is too large; write {le} or less",
    "model_type": "must be keys with values, such as id: and name:, each on its own line",
    "date_type": "must be a day, such as 2026-11-30",
    "time_type": 'must be a time of day, such as "07:00"',
}
