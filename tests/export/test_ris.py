"""RIS as its specification, rispy and Zotero read it."""

import re
from dataclasses import replace
from hashlib import sha256

import pytest
import rispy

from monitor.export.formats import Format, whole
from monitor.export.record import Record
from monitor.model.document import DocumentKind
from monitor.model.verdict import Tier
from tests.export.records import LONG, STANDING, a_record

WEB = replace(STANDING, revision=1, tier=Tier.SPECIALIST)

# What Zotero's importer makes of a tag (zotero/translators, RIS.js of 2023-07-28), by the type of
# item that TY gives; the fields named are ones that such an item has.
ZOTERO_TYPES = {"NEWS": "newspaperArticle", "ELEC": "webpage", "RPRT": "report"}
ZOTERO_FIELDS = {
    "ID": "ignored",  # a person can let Zotero keep it (RIS.import.keepID)
    "TI": "title",
    "AU": "creators/author",
    "DA": "date",
    "PY": "date",  # only where there is no DA
    "AB": "abstractNote",
    "KW": "tags",
    "UR": "url",
    "Y2": "accessDate",
    "LA": "language",
    "N1": "notes",
    "DB": "archive",
    "AN": "archiveLocation",
}
ZOTERO_BY_TYPE = {
    "newspaperArticle": {"T2": "publicationTitle"},
    "webpage": {"T2": "websiteTitle"},
    "report": {"PB": "institution"},
}
# Fields that Zotero has for every type, but archive and its place for web pages.
NOT_OF_WEBPAGES = {"DB", "AN"}


def read(told: str) -> list[list[tuple[str, str]]]:
    """Read RIS by its specification: two letters or digits, two blanks, a hyphen, a blank."""
    found: list[list[tuple[str, str]]] = []
    for line in told.split("\r\n"):
        if not line:
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert match, line
        if match[1] == "TY":
            found.append([])
        found[-1].append((match[1], match[2]))
    assert all(entry[0][0] == "TY" and entry[-1] == ("ER", "") for entry in found)
    return found


def _records() -> list[Record]:
    return [
        a_record(),
        a_record(WEB, published=None),
        a_record(id="m5w3xa4k7qz2", kind=DocumentKind.REPORT, authors=()),
    ]


def test_a_news_article() -> None:
    (entry,) = read(whole(Format.RIS, [a_record(text="Nine people were freed.")]))

    assert entry == [
        ("TY", "NEWS"),
        ("ID", "4k7qz2m5w3xa-r2"),
        ("TI", "Nine freed"),
        ("AU", "van der Roe, Jane"),
        ("AU", "Home Office"),
        ("T2", "Harbour Post"),
        ("DA", "2026/11/01"),
        ("PY", "2026"),
        ("AB", "Nine people were freed."),
        ("KW", "Forced labour"),
        ("KW", "Law policy courts"),
        ("UR", "https://post.example/a?b=1&c=d_e%20f~g#h;i"),
        ("Y2", "2026/11/04"),
        ("LA", "en"),
        (
            "N1",
            "Version 2 of 4k7qz2m5w3xa, read 2026-11-04T07:12:44Z; archived as "
            "https://web.archive.example/web/2026/https://post.example/a and "
            "2026/2026-11-04-0001.warc.gz (record of 2026-11-04T07:12:44.500000Z).",
        ),
        (
            "N1",
            f"SHA-256 of the text {sha256(b'Nine people were freed.').hexdigest()}. "
            f"SHA-256 of the bytes {'ab' * 32}.",
        ),
        ("DB", "web.archive.example"),
        ("AN", "https://web.archive.example/web/2026/https://post.example/a"),
        ("ER", ""),
    ]


def test_zotero_has_a_place_for_everything() -> None:
    for entry in read(whole(Format.RIS, _records())):
        kind = ZOTERO_TYPES[entry[0][1]]
        for tag, _ in entry[1:-1]:
            assert tag in ZOTERO_FIELDS or tag in ZOTERO_BY_TYPE[kind], (kind, tag)
            assert not (kind == "webpage" and tag in NOT_OF_WEBPAGES)


def test_zotero_sees_the_first_record_within_four_lines_and_no_number_before_it() -> None:
    assert whole(Format.RIS, _records()).startswith("TY  - NEWS\r\n")


def test_zotero_takes_no_note_for_a_field_of_procite() -> None:
    # "Language: fr" in a note would become the language.
    for entry in read(whole(Format.RIS, _records())):
        for note in (value for tag, value in entry if tag == "N1"):
            assert not re.match(r"[A-Za-z,\s]+\s*:", note)


def test_rispy_reads_it_back() -> None:
    told = whole(Format.RIS, _records())

    found = rispy.loads(told, newline="\r\n")

    assert [each["type_of_reference"] for each in found] == ["NEWS", "ELEC", "RPRT"]
    assert [each["id"] for each in found] == [
        "4k7qz2m5w3xa-r2",
        "4k7qz2m5w3xa-r1",
        "m5w3xa4k7qz2-r2",
    ]
    assert found[0]["authors"] == ["van der Roe, Jane", "Home Office"]
    assert "date" not in found[1]
    assert found[2]["publisher"] == "Harbour Post"
    assert all(each["abstract"].startswith("Nine people") for each in found)


@pytest.mark.parametrize(
    ("told", "is_read"),
    [
        ("One.\nTY  - NEWS\nER  - ", "One. TY - NEWS ER -"),
        ("One.\r\nTwo.\u2028Three.\x85Four.\x0bFive.", "One. Two. Three. Four. Five."),
        ("\x00Nine\x07", "Nine"),
        ("x" * 10_000, "x" * 10_000),
        ("\u202eright to left", "\u202eright to left"),
    ],
)
def test_no_text_leaves_its_line(told: str, is_read: str) -> None:
    record = a_record(title=told, publisher=told, text=told, authors=(told,))

    (entry,) = read(whole(Format.RIS, [record]))

    tags = dict(entry)
    assert tags["TI"] == tags["T2"] == tags["AB"] == is_read


def test_a_comma_in_the_name_of_a_body_makes_it_no_person() -> None:
    (entry,) = read(whole(Format.RIS, [a_record(authors=("Roe Institute, London, England",))]))

    assert ("AU", "Roe Institute London England") in entry


def test_no_more_than_an_extract_of_a_text_under_full_rights() -> None:
    (entry,) = read(whole(Format.RIS, [a_record(text=LONG, description="")]))

    assert len(dict(entry)["AB"].split()) <= 61
