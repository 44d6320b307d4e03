"""Who says something of their own: wire copy in nine papers is one voice."""

import re
from collections.abc import Iterable, Mapping, Sequence

from monitor.model.story import Placement, Role

_AGENCIES = {
    "AP": r"AP|A\.P\.|Associated Press",
    "PA": r"PA|P\.A\.|PA Media|Press Association",
    "AFP": r"AFP|Agence[ -]France[ -]Presse",
    "Reuters": r"Reuters|Thomson Reuters",
    "EFE": r"EFE|Agencia EFE",
    "dpa": r"dpa|DPA|Deutsche Presse-Agentur",
    "ANSA": r"ANSA",
    "AAP": r"AAP|Australian Associated Press",
    "Europa Press": r"Europa Press",
    "UPI": r"UPI|United Press International",
    "Xinhua": r"Xinhua",
    "TASS": r"TASS",
    "IANS": r"IANS",
    "PTI": r"PTI|Press Trust of India",
    "Kyodo": r"Kyodo(?: News)?",
    "Yonhap": r"Yonhap",
    "Anadolu": r"AA|Anadolu(?: Agency)?",
    "ANP": r"ANP",
    "APA": r"APA|Austria Presse Agentur",
    "NTB": r"NTB",
    "TT": r"TT",
    "Ritzau": r"Ritzau",
    "Lusa": r"Lusa|LUSA",
    "PAP": r"PAP|Polska Agencja Prasowa",
    "Thomson Reuters Foundation": r"Thomson Reuters Foundation",
}
_NAMES = "|".join(_AGENCIES.values())
_THE = r"(?:[Tt]he\s+)?"
_CREDITS = (
    # WASHINGTON (AP) — … ; BENJINA, Indonesia (Reuters) - … ; Berlin (dpa) - …
    re.compile(rf"\A[^\n()]{{0,60}}\(({_NAMES})\)\s*(?:\.?\s*[-–—:])"),
    # Berlin (dpa/lnw) - … ; dpa names its regional desk
    re.compile(r"\A[^\n()]{0,60}\((dpa)/\w{2,5}\)\s*[-–—]"),
    # (Reuters) - … ; (AFP) …
    re.compile(rf"\A\(({_NAMES})\)"),
    # LONDON, Nov 3 (Reuters) stands above; MADRID, 3 Nov. (EUROPA PRESS) in capitals
    re.compile(rf"\A[^\n()]{{0,60}}\(((?i:{_NAMES}))\)\s*[-–—]"),
    # By the Associated Press ; a last line that credits nobody else
    re.compile(rf"\A(?:[Bb]y|BY)\s+{_THE}({_NAMES})\b"),
    re.compile(rf"(?:^|\n)(?:Source|Agency|Credit)s?:\s*{_THE}({_NAMES})\W*\Z"),
    re.compile(rf"(?:©|\(c\)|[Cc]opyright)\s*(?:\d{{4}}\s+)?{_THE}({_NAMES})\b[^\n]{{0,60}}\Z"),
    re.compile(rf"(?:\(|\[|©\s*|[-–—]\s?)({_NAMES})[)\]]?\.?\s*\Z"),
)
_AUTHOR = re.compile(
    rf"(?:^|[,/|]\s*|\b(?:[Bb]y|[Pp]ar|[Vv]on|[Pp]or|with|avec|mit|con|and|et|und|of)\s+){_THE}({_NAMES})\b(?!\s+[A-Z])"
)
_WHOLE = {name: re.compile(rf"(?:{pattern})", re.IGNORECASE) for name, pattern in _AGENCIES.items()}


def agency(text: str, authors: Sequence[str] = ()) -> str:
    """Return the news agency that *text* or its *authors* credit, empty where there is none."""
    for pattern in _CREDITS:
        if found := pattern.search(text.strip()):
            return _name(found.group(1))
    for author in authors:
        if found := _AUTHOR.search(author.strip()):
            return _name(found.group(1))
    return ""


def _name(credit: str) -> str:
    return next((name for name, pattern in _WHOLE.items() if pattern.fullmatch(credit)), credit)


def independent(
    publishers: Mapping[str, str],
    placements: Iterable[Placement],
    agencies: Mapping[str, str] | None = None,
) -> int:
    """Return how many publishers report a story in words of their own.

    *publishers* and *agencies* are by document id. All who credit one agency are one voice, the
    agency's, and the documents that copy a text add none.
    """
    named = agencies or {}
    own = (each for each in placements if each.role in (Role.FIRST, Role.JOINS))
    return len({named.get(each.document_id) or publishers[each.document_id] for each in own})
