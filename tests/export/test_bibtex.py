"""BibTeX as bibtexparser, BibTeX's own rule of braces, and Zotero read it."""

import re

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.latex_encoding import LatexDecodingMiddleware
from bibtexparser.middlewares.middleware import Middleware
from bibtexparser.middlewares.names import SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from monitor.export.bibtex import escaped
from monitor.export.formats import Format, whole
from monitor.export.record import Record
from monitor.export.tidy import line
from monitor.model.document import DocumentKind
from tests.export.records import a_record
from tests.export.test_ris import WEB

# Zotero's importer (zotero/translators, BibTeX.js): its types, and the fields it looks at.
ZOTERO_TYPES = {"article": "journalArticle", "online": "webpage", "report": "report"}
ZOTERO_FIELDS = {
    "title": "title",
    "author": "creators/author",
    "journaltitle": "publicationTitle",
    "organization": "publisher",
    "institution": "publisher",
    "type": "type",
    "date": "date",
    "url": "url",
    "urldate": "accessDate",
    "note": "notes",
    "annote": "notes",
    "language": "language",
    "keywords": "tags",
    "abstract": "abstractNote",
}
ONLY_OF_BIBLATEX = {"entrysubtype"}


def _records() -> list[Record]:
    return [
        a_record(),
        a_record(WEB, published=None),
        a_record(id="m5w3xa4k7qz2", kind=DocumentKind.REPORT, authors=()),
    ]


def _entries(told: str, *more: Middleware) -> list[Entry]:
    library = parse_string(told, append_middleware=more)
    assert not library.failed_blocks
    return list(library.entries)


def _value(entry: Entry, name: str) -> str:
    return str(entry.fields_dict[name].value)


def _decoder() -> LatexNodes2Text:
    """Return pylatexenc's reader, with the names of five characters that it lacks or mistakes."""
    names = {"bar": "|", "less": "<", "greater": ">", "asciicircum": "^", "asciitilde": "~"}
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(f"text{name}", simplify_repl=char) for name, char in names.items()]
    context.add_context_category("more", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context, math_mode="text")


def braces_pair(told: str) -> bool:
    """Whether BibTeX finds the end of each field where it is: a backslash means nothing to it."""
    depth = 0
    for char in told:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


def test_a_news_article() -> None:
    (entry,) = _entries(whole(Format.BIBTEX, [a_record(title="Law & order: 50% of NRM_cases")]))

    assert (entry.entry_type, entry.key) == ("article", "4k7qz2m5w3xa-r2")
    assert _value(entry, "title") == r"{Law \& order: 50\% of NRM\_cases}"
    assert _value(entry, "author") == "van der Roe, Jane and {Home Office}"
    assert _value(entry, "journaltitle") == "Harbour Post"
    assert _value(entry, "date") == "2026-11-01"
    assert _value(entry, "url") == "https://post.example/a?b=1&c=d_e%20f~g#h;i"
    assert _value(entry, "urldate") == "2026-11-04"
    assert _value(entry, "language") == "english"
    assert _value(entry, "keywords") == "Forced labour, Law policy courts"
    assert _value(entry, "note").startswith("Version 2 of 4k7qz2m5w3xa, read 2026-11-04T07:12:44Z")


def test_zotero_has_a_place_for_everything() -> None:
    for entry in _entries(whole(Format.BIBTEX, _records())):
        assert entry.entry_type in ZOTERO_TYPES
        assert {field.key for field in entry.fields} <= ZOTERO_FIELDS.keys() | ONLY_OF_BIBLATEX


def test_each_kind_has_what_biblatex_wants_of_it() -> None:
    news, page, report = _entries(whole(Format.BIBTEX, _records()))

    assert {"title", "author", "journaltitle", "date"} <= news.fields_dict.keys()
    assert {"title", "url", "urldate", "organization"} <= page.fields_dict.keys()
    assert "date" not in page.fields_dict
    assert {"title", "type", "institution", "date"} <= report.fields_dict.keys()
    assert "author" not in report.fields_dict


NASTY = (
    "plain",
    r"\input{/etc/passwd}",
    "un{balanced",
    "}{ ba}cked {",
    "100% & #1 $x$ a_b ~ ^ | < >",
    'a "quoted" title',
    "trailing backslash\\",
    "{\\",
    "\\}",
    "Côte d’Ivoire, 人口贩卖, الاتجار",
    "@article{x, title = {y}}",
    "% no comment\n@comment",
    "x" * 10_000,
    "\x00Nine\x07",
)


@pytest.mark.parametrize("told", NASTY, ids=range(len(NASTY)))
def test_nasty_text_comes_back_as_it_was(told: str) -> None:
    record = a_record(title=told, publisher=told, text=told, authors=(told, "Jane Roe"))
    written = whole(Format.BIBTEX, [record, a_record(id="m5w3xa4k7qz2")])

    entry, after = _entries(written, LatexDecodingMiddleware(decoder=_decoder()))

    assert braces_pair(written)
    assert after.key == "m5w3xa4k7qz2-r2"
    for name in ("title", "journaltitle", "abstract"):
        assert " ".join(_value(entry, name).split()) == line(told), name


@pytest.mark.parametrize("told", [*NASTY, "Rock and Roll AND Friends", "A, B, C and D"])
def test_a_name_stays_one_name(told: str) -> None:
    record = a_record(authors=(told, "Jane Roe"))

    (entry,) = _entries(whole(Format.BIBTEX, [record]), SeparateCoAuthors(), SplitNameParts())

    names = entry.fields_dict["author"].value
    assert len(names) == 2
    assert (names[1].first, names[1].last) == (["Jane"], ["Roe"])


def test_an_address_is_never_escaped_and_never_ends_its_field() -> None:
    (entry,) = _entries(whole(Format.BIBTEX, [a_record(url="https://x.example/{a}\\b c_d%20&#~")]))

    assert _value(entry, "url") == "https://x.example/%7Ba%7D%5Cb%20c_d%20&#~"


def test_nothing_that_latex_acts_on_is_left() -> None:
    told = escaped("".join(map(chr, range(32, 127))))

    left = re.sub(r"\{\\text\w+\}|\\vphantom\{\\[{}]\}|\\[{}#$%&_]", "", told)
    assert not set(left) & set("\\{}#$%&_^~")
