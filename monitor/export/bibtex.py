"""BibTeX in the manner of biblatex (``@article``, ``@online``, ``@report``, UTF-8); bibtexparser
writes it.

Text stays as it is but for the characters that mean something to LaTeX. bibtexparser's own encoder
is not used: it writes every accent as a command, 0.5 ms for an abstract, and wraps addresses.
"""

import re

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_unparse_stack
from bibtexparser.model import Entry, Field

from monitor.export import cite
from monitor.export.names import Name
from monitor.export.record import Record, Work

_TYPES = {Work.NEWS: "article", Work.WEBPAGE: "online", Work.REPORT: "report"}
# Braces come in pairs for BibTeX, also escaped ones: each gets an invisible other one.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"\{\vphantom{\}}",
        "}": r"\vphantom{\{}\}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "|": r"{\textbar}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        **{char: f"\\{char}" for char in "#$%&_"},
    }
)
# In an address nothing is escaped; what would end the field or the address is percent-encoded.
_NOT_IN_ADDRESS = re.compile(r'[\s{}\\^<>"|`]')
# Names of babel, which biblatex knows: with "en" it would print "en".
_LANGUAGES = {
    "ar": "arabic", "bg": "bulgarian", "ca": "catalan", "cs": "czech", "da": "danish",
    "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "he": "hebrew",
    "hi": "hindi", "hr": "croatian", "hu": "hungarian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "lv": "latvian", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sk": "slovak", "sl": "slovenian",
    "sr": "serbian", "sv": "swedish", "th": "thai", "tr": "turkish", "uk": "ukrainian",
    "vi": "vietnamese",
}  # fmt: skip


def written(record: Record) -> str:
    """Return *record* as an entry."""
    told = {name: value for name, value in _fields(record).items() if value}
    entry = Entry(
        _TYPES[record.work], record.key, [Field(name, value) for name, value in told.items()]
    )
    stack = default_unparse_stack(allow_inplace_modification=True)
    return write_string(Library([entry]), unparse_stack=stack)


def escaped(text: str) -> str:
    """Return *text* so that LaTeX prints it as it is.

    >>> escaped("Profit & loss: 100 %")
    'Profit \\\\& loss: 100 \\\\%'
    """
    return text.translate(_ESCAPES)


def _fields(record: Record) -> dict[str, str]:
    publisher = {
        Work.NEWS: ("journaltitle",),
        # biblatex prints the one, Zotero reads the other for a page of the web.
        Work.WEBPAGE: ("organization", "journaltitle"),
        Work.REPORT: ("institution",),
    }[record.work]
    language = escaped(_LANGUAGES.get(record.language, record.language))
    return {
        # Styles would write a headline in small letters: the publisher's own stands.
        "title": f"{{{escaped(record.title)}}}" if record.title else "",
        "author": " and ".join(_name(name) for name in record.authors),
        **dict.fromkeys(publisher, escaped(record.publisher)),
        "type": "Report" if record.work is Work.REPORT else "",
        "entrysubtype": "newspaper" if record.work is Work.NEWS else "",
        "date": cite.published(record),
        "url": _address(record.url),
        "urldate": cite.read(record),
        "note": escaped(cite.version(record)),
        "language": language,
        "keywords": escaped(", ".join(cite.keywords(record))),
        "abstract": escaped(" ".join(record.abstract.split())),
        "annote": cite.proof(record),
    }


def _name(name: Name) -> str:
    if name.literal:
        return f"{{{escaped(name.literal)}}}"
    parts = [name.family, name.suffix, name.given] if name.suffix else [name.family, name.given]
    return ", ".join(_part(part) for part in parts)


def _part(part: str) -> str:
    """Return a part of a name; "and" and commas in it would be read as between names."""
    text = escaped(part)
    return f"{{{text}}}" if "," in text or " and " in f" {text.casefold()} " else text


def _address(url: str) -> str:
    return _NOT_IN_ADDRESS.sub(lambda found: f"%{ord(found.group()):02X}", url)
