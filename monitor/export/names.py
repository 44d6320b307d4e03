"""People and bodies: how a name is written in a citation, where that can be told.

Bylines are text ("Jane Roe", "BBC News"). A citation needs to know the family name of a person, and
that a body has none. What is no person beyond doubt is kept as it stands: a body that is cited as
"Office, Home" is worse than a person who is cited as "Jane Roe".
"""

import re
import unicodedata
from dataclasses import dataclass

from monitor.export.tidy import line

_LONGEST_PERSON = 5
"""Words of a person's name, particles included."""
_PARTICLES_TEXT = """
af al ap auf av bin da dal de del della den der des di do dos du el ibn la las le los saint
san st ten ter van vom von zu zum zur
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# Words that stand in the names of bodies and not in those of people.
_BODY_TEXT = """
action advisory affairs agencies agency alliance and apne army association authority bbc board
branch bulletin bureau cabinet campaign center centre charity chronicle church citizens city
coalition college commission commissioner committee commons community company confederation
congress constabulary cooperation council country county court crime daily delegation
department desk directorate division editorial editors embassy europol exchange federation
forum foundation fund gazette global government group guardian helpline herald home house in
inspectorate institute institution international interpol journal justice labor labour library
limited ltd mail media migration ministry mirror mission monitor national nations network news
newsdesk newsroom observatory of office officer online organisation organization pa panel
parliament partnership police policy post press program programme project prosecution reporter
reporters republic research reuters rights school secretariat section service services society
staff standard statistics survey taskforce team telegraph the times today tribunal tribune
trust un unicef union unit united university university's unodc watch with workers world
writers
"""
_BODY = frozenset(_BODY_TEXT.split())
_PERSONAL = re.compile(r"[^\W\d_][^\W\d_]*(?:[.'’\-][^\W\d_]*)*", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person with *family* and *given*, or anybody else with *literal* alone."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    """Such as Jr."""
    literal: str = ""

    @property
    def shown(self) -> str:
        """As it stands in running text."""
        if self.literal:
            return self.literal
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    @property
    def sorted(self) -> str:
        """As it stands in a list: ``Roe, Jane``."""
        return self.literal or ", ".join(
            part for part in (self.family, self.given, self.suffix) if part
        )


def name_of(told: str, publisher: str = "") -> Name:
    """Return the name that a byline of *publisher* tells.

    >>> name_of("Jane van der Roe").sorted
    'van der Roe, Jane'
    >>> name_of("Roe, Jane").shown
    'Jane Roe'
    >>> name_of("Home Office").sorted
    'Home Office'
    """
    text = line(told)
    before, comma, behind = text.partition(",")
    if comma and "," not in behind:
        if behind.strip().casefold() in _SUFFIXES:
            return _person(before.split(), behind.strip()) or Name(literal=text)
        text = f"{behind.strip()} {before.strip()}".strip()
        if _are_words_of_a_person(text.split()):
            return Name(family=before.strip(), given=behind.strip())
        return Name(literal=line(told))
    if not comma and text.casefold() != line(publisher).casefold():
        words = text.split()
        suffix = words.pop() if len(words) > 2 and words[-1].casefold() in _SUFFIXES else ""
        found = _person(words, suffix)
        if found:
            return found
    return Name(literal=text)


def _person(words: list[str], suffix: str) -> Name | None:
    if not _are_words_of_a_person(words):
        return None
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return Name(family=" ".join(words[first:]), given=" ".join(words[:first]), suffix=suffix)


def _are_words_of_a_person(words: list[str]) -> bool:
    if not 2 <= len(words) <= _LONGEST_PERSON:
        return False
    if any(word.casefold() in _BODY or not _PERSONAL.fullmatch(word) for word in words):
        return False
    if any(len(word) > 2 and word.isupper() for word in words) and not all(
        word.isupper() for word in words
    ):
        return False  # an acronym among other words: "AFP Berlin"
    return all(word[0].isupper() or word.casefold() in _PARTICLES for word in words) and all(
        _is_cased(word) for word in (words[0], words[-1])
    )


def _is_cased(word: str) -> bool:
    """Whether capitals tell names from words in the script of *word*; in Chinese they do not."""
    return unicodedata.category(word[0]) in ("Lu", "Lt", "Ll")
