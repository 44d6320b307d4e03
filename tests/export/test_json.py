"""JSON Lines, and CSL-JSON by the schema of the Citation Style Language."""

import json
from typing import Any

import jsonschema_rs

from monitor.export.formats import Format, whole
from monitor.model.document import DocumentKind
from monitor.model.source import Content
from tests.export.records import a_record
from tests.export.test_ris import WEB

_TEXTS = (
    "title", "container-title", "publisher", "URL", "language", "abstract", "keyword",
    "archive", "archive_location", "note",
)  # fmt: skip
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": ["string", "number"]},
            },
        }
    },
    "additionalProperties": False,
}
_NAME = {
    "type": "object",
    "properties": {part: {"type": "string"} for part in ("family", "given", "suffix", "literal")},
    "additionalProperties": False,
}
# The part of csl-data.json (draft-07, CSL 1.0.2) that we write; it allows no other properties.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["article-newspaper", "webpage", "report"]},
            "id": {"type": ["string", "number"]},
            "author": {"type": "array", "items": _NAME},
            "issued": _DATE,
            "accessed": _DATE,
            "custom": {"type": "object"},
            **{name: {"type": "string"} for name in _TEXTS},
        },
    },
}


def _items(told: str) -> list[dict[str, Any]]:
    items = json.loads(told)
    jsonschema_rs.Draft7Validator(SCHEMA).validate(items)
    return list(items)


def test_csl_items_are_what_the_schema_allows() -> None:
    news, page, report = _items(
        whole(
            Format.CSL,
            [a_record(), a_record(WEB, published=None), a_record(kind=DocumentKind.REPORT)],
        )
    )

    assert news["type"] == "article-newspaper"
    assert news["id"] == "4k7qz2m5w3xa-r2"
    assert news["author"] == [
        {"family": "van der Roe", "given": "Jane"},
        {"literal": "Home Office"},
    ]
    assert news["issued"] == {"date-parts": [[2026, 11, 1]]}
    assert news["accessed"] == {"date-parts": [[2026, 11, 4]]}
    assert news["container-title"] == "Harbour Post"
    assert news["archive"] == "web.archive.example"
    assert news["archive_location"].startswith("https://web.archive.example/web/2026/")
    assert "2026/2026-11-04-0001.warc.gz" in news["note"]
    assert page["type"] == "webpage"
    assert "issued" not in page
    assert "no date of publication stated" in page["note"]
    assert report["publisher"] == "Harbour Post"


def test_no_items_are_an_array_too() -> None:
    assert _items(whole(Format.CSL, [])) == []


def test_a_line_of_json_is_one_for_everybody() -> None:
    told = whole(Format.JSONL, [a_record(title="a\u2028b\x85c", text="x\u2029y\n\nz")] * 2)

    assert len(told.splitlines()) == told.count("\n") == 2
    first = json.loads(told.splitlines()[0])
    assert first["title"] == "a b c"
    assert first["text"] == "x\ny\n\nz"


def test_how_exactly_a_date_was_stated_is_told() -> None:
    told = json.loads(whole(Format.JSONL, [a_record()]))
    undated = json.loads(whole(Format.JSONL, [a_record(published=None)]))

    assert (told["published"], told["published_precision"], told["published_from"]) == (
        "2026-11-01",
        "day",
        "json-ld",
    )
    assert (undated["published"], undated["published_precision"]) == ("", "")
    assert undated["first_seen"] == "2026-11-02T09:30:00Z"


def test_what_rights_allow() -> None:
    told = {
        content: json.loads(whole(Format.JSONL, [a_record(content=content)])) for content in Content
    }

    assert told[Content.HEADLINE]["text"] == told[Content.HEADLINE]["description"] == ""
    assert told[Content.EXTRACT]["description"] == ""
    assert len(told[Content.EXTRACT]["text"].split()) <= 61
    assert told[Content.FULL]["text"] == a_record(content=Content.FULL).text
    assert [each["withheld"] for each in told.values()] == [True, True, False]
    assert {each["words"] for each in told.values()} == {240}
