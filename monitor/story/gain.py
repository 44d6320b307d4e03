"""What each document adds to its story: a voice of its own, a stage, a number, a name. Pure.

It is told from the documents in their order of arrival and is stored nowhere.
"""

import re
from collections.abc import Iterable, Iterator

from monitor.model.document import Document
from monitor.model.story import Gain, GainKind, Placement, Role
from monitor.story.families import agency
from monitor.story.fingerprint import is_day
from monitor.text.stopwords import is_stopword
from monitor.text.telling import telling
from monitor.text.words import Words, words

_OPENING = 600
"""Characters; what news tells anew, it tells there."""
_KNOWN = 20_000
"""Characters of an earlier document in which a fact counts as told."""
_NEW_WORDS = 6
# In a script without capitals, the telling words of an opening that must be new. The demo's two
# follow-ups have 16 and 18, its copies none.
_STAGES = {
    "arrest": r"arrest(?:ed|s)|under arrest|an arrest|arrest warrants?|détenu|interpellé\w*"
    r"|verhaftet|festgenommen|detenid[oa]s?"
    r"|arrestat[oi]|задержан\w*|اعتقل\w*|逮捕",
    "charge": r"charged (?:with|over|in connection|by police)|(?:be|been|is|are|was|were) charged"
    r"|(?:fac(?:es?|ing)|criminal|press(?:ed)?|denies|denied) charges|charges (?:of|against|over)"
    r"|indict(?:ed|ment)|mis en examen|angeklagt|acusad[oa]s?|imputat[oi]"
    r"|обвин\w+",
    "trial": r"(?:on|to face|stand) trial|trial began|procès|prozess|juicio|processo|суд над",
    "conviction": r"convicted|conviction|found guilty|pleaded guilty|reconnus? coupables?"
    r"|verurteilt|culpables?|осужд\w+|مدان\w*|定罪",
    "acquittal": r"acquitted|cleared of|acquitté\w*|freigesprochen|absuelt[oa]s?",
    "sentence": r"sentenced(?: to [\w-]+ (?:years?|months?|life))?|jailed(?: for [\w-]+ \w+)?"
    r"|condamnés? à [\w-]+ \w+|condenad[oa]s? a [\w-]+ \w+|приговор\w*|判刑|判处",
    "appeal": r"appealed (?:against|his|her|its|their|the)|lost (?:his|her|their|an) appeal"
    r"|court of appeal|interjeté appel",
    "rescue": r"rescued|freed(?! up)|libérées?|befreit|rescatad[oa]s?|liberat[ei]"
    r"|освобожд\w+|获救|解救",
    "answer": r"government (?:response|responded|rejected|accepted)|minister(?:s)? (?:responded"
    r"|rejected|accepted)|inquiry (?:opened|launched)",
}
# "Charged" batteries, an "arrest" of prices and funds "freed up" are no stage.
_STAGE = re.compile(
    "|".join(
        # No letter of the alphabet may touch it; Chinese has no blanks to be touched by.
        rf"(?P<{name}>(?<![^\W\d_\u2e80-\uffff])(?:{found})(?![^\W\d_\u2e80-\uffff]))"
        for name, found in _STAGES.items()
    ),
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d[\d.,]*")
_FURTHER = 3
# Words behind a number among which its noun is looked for: "9 other Vietnamese people".
_LONGEST = 80
# Characters; a longer name or number is a line in capitals or no word at all.


def gains(told: Iterable[tuple[Document, Placement]]) -> tuple[Gain, ...]:
    """Return what each document added to its story, given in order of arrival.

    The first adds nothing, it begins the story. Neither does a copy, whoever prints it.
    """
    found: list[Gain] = []
    known: _Known | None = None
    for document, placement in told:
        if placement.role in (Role.REPRINT, Role.REPEAT) and known is not None:
            continue
        if known is None:
            known = _Known()
        else:
            found += known.news(document)
        known.learn(document)
    return tuple(found)


def voice(document: Document) -> str:
    """Return who speaks in *document*: the agency that it credits, or its publisher."""
    return agency(document.text, document.authors) or document.publisher


class _Known:
    """What the documents of a story have told so far."""

    def __init__(self) -> None:
        self._voices: set[str] = set()
        self._stages: set[str] = set()
        self._numbers: set[tuple[str, str]] = set()
        self._words: set[str] = set()
        self._stems: set[str] = set()

    def learn(self, document: Document) -> None:
        text = f"{document.title}\n{document.text[:_KNOWN]}"
        found = words(text, document.language)
        self._voices.add(voice(document))
        self._stages |= {stage for stage, _ in _stages(text)}
        self._numbers |= {key for key, _ in _numbers(text, found, document.language)}
        self._words |= set(found.forms)
        self._stems |= telling(text, document.language)

    def news(self, document: Document) -> Iterator[Gain]:
        """Yield what *document* tells and none before it did."""
        text = f"{document.title}\n{document.text[:_OPENING]}"
        for kind, what in dict.fromkeys(self._news(document, text)):
            if kind is GainKind.PUBLISHER or len(what) <= _LONGEST:
                yield Gain(
                    at=document.first_seen_at, document_id=document.id, kind=kind, what=what.strip()
                )

    def _news(self, document: Document, text: str) -> Iterator[tuple[GainKind, str]]:
        if (who := voice(document)) not in self._voices:
            yield GainKind.PUBLISHER, who
        fullest: dict[str, str] = {}
        for stage, what in _stages(text):
            if stage not in self._stages:
                fullest[stage] = max(fullest.get(stage, ""), what, key=len)
        yield from ((GainKind.STAGE, what) for what in fullest.values())
        found = words(text, document.language)
        for key, what in _numbers(text, found, document.language):
            if key not in self._numbers:
                yield GainKind.NUMBER, what
        headline = set(words(document.title, document.language).forms)
        for forms, what in _names(text, found, document.language):
            # Every account names somebody anew; who matters is in the headline.
            if self._words.isdisjoint(forms) and not headline.isdisjoint(forms):
                yield GainKind.NAME, what
        new = telling(text, document.language) - self._stems
        if text.upper() == text.lower() and len(new) >= _NEW_WORDS:
            yield GainKind.WORDS, ""


def _stages(text: str) -> Iterator[tuple[str, str]]:
    """Yield each stage that *text* names, with the words that name it."""
    for match in _STAGE.finditer(text):
        yield str(match.lastgroup), match.group()


def _numbers(text: str, found: Words, language: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield each number with the word that it counts, as a key and as it stands; no dates."""
    for place, form in enumerate(found.forms):
        if not _NUMBER.fullmatch(form) or _YEAR.fullmatch(form):
            continue
        if is_day(found.forms, place):
            continue
        start = found.spans[place][0]
        if start and text[start - 1] in ":.,/-–":
            continue  # a time of day, a date, what follows a thousand's comma
        noun = _noun(text, found, place, language)
        if noun is not None:
            last = _end(text, found, place, noun, language)
            yield (form, found.stems[noun]), text[start : found.spans[last][1]]


def _noun(text: str, found: Words, place: int, language: str) -> int | None:
    """Return the place of the word that the number at *place* counts, None where there is none."""
    for behind in range(place + 1, min(place + 1 + _FURTHER, len(found.forms))):
        between = text[found.spans[behind - 1][1] : found.spans[behind][0]]
        form = found.forms[behind]
        if between.strip(" \u00a0") or form[0].isdigit():
            return None
        if not is_stopword(form, language):
            return behind
    return None


def _end(text: str, found: Words, place: int, noun: int, language: str) -> int:
    """Return the place of the last word to show: "14 distant" is no fact, its trawlers are one."""
    for behind in range(noun + 1, min(place + 1 + _FURTHER, len(found.forms))):
        between = text[found.spans[behind - 1][1] : found.spans[behind][0]]
        if between.strip(" \u00a0") not in ("", "-") or is_stopword(found.forms[behind], language):
            return behind - 1
    return min(place + _FURTHER, len(found.forms) - 1)


def _names(text: str, found: Words, language: str) -> Iterator[tuple[frozenset[str], str]]:
    """Yield each run of two and more capitalised words of a body, as a key and as it stands."""
    first = text.find("\n") + 1  # a headline may Capitalise Every Word
    run: list[int] = []
    for place, (start, _) in enumerate(found.spans):
        joined = not run or text[found.spans[place - 1][1] : start] in (" ", "-")
        named = text[start].isupper() and not is_stopword(found.forms[place], language)
        if start >= first and named and joined:
            run.append(place)
            continue
        yield from _run(text, found, run)
        run = [place] if start >= first and named else []
    yield from _run(text, found, run)


def _run(text: str, found: Words, run: list[int]) -> Iterator[tuple[frozenset[str], str]]:
    if len(run) > 1:
        span = text[found.spans[run[0]][0] : found.spans[run[-1]][1]]
        yield frozenset(found.forms[each] for each in run), span
