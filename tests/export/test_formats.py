"""What holds in every format."""

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from monitor.export.formats import Format, whole
from monitor.export.tidy import line
from monitor.model.source import Content
from tests.export.records import LONG, a_record

BEHIND = "Zanzibar"
"""A word behind the extract that may be shown."""
_CITATIONS = [form for form in Format if form not in (Format.CSV, Format.JSONL)]


@pytest.mark.parametrize("form", Format)
def test_what_may_not_be_shown_is_in_no_format(form: Format) -> None:
    text = f"{LONG} {BEHIND}"
    for content in (Content.HEADLINE, Content.EXTRACT):
        told = whole(form, [a_record(content=content, text=text, description=BEHIND)])
        assert BEHIND not in told, content

    told = whole(form, [a_record(content=Content.HEADLINE, text=text, description=BEHIND)])
    assert "car wash" not in told
    assert "Nine freed" in told


@pytest.mark.parametrize("form", _CITATIONS)
def test_a_citation_names_the_version_the_day_and_the_copy(form: Format) -> None:
    told = whole(form, [a_record()])

    assert "4k7qz2m5w3xa-r2" in told
    assert "2026-11-04T07:12:44Z" in told
    assert "2026/2026-11-04-0001.warc.gz" in told
    assert "https://post.example/a?b=1" in told


@pytest.mark.parametrize("form", Format)
def test_the_same_records_are_the_same_bytes(form: Format) -> None:
    assert whole(form, [a_record(), a_record()]) == whole(form, [a_record(), a_record()])


@pytest.mark.parametrize("form", Format)
def test_naughty_strings_break_no_format(form: Format, shared: Path) -> None:
    naughty = json.loads((shared / "hostile/blns/blns.json").read_text(encoding="utf-8"))
    records = [a_record(title=each, publisher=each, text=each, authors=(each,)) for each in naughty]

    told = whole(form, records)

    assert "\x00" not in told
    assert told.encode()
    if form is Format.JSONL:
        titles = [json.loads(each)["title"] for each in told.split("\n")[:-1]]
        assert titles == [line(each) for each in naughty]
    if form is Format.RIS:
        assert told.count("TY  - ") == told.count("ER  - ") == len(naughty)


@pytest.mark.parametrize(
    "told",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "![x](http://x.example/x.png)",
        "*bold* _it_ `code` ~~no~~ &amp; \\ | # x",
        "1. one",
        "- one",
        "](<x>) [",
    ],
)
def test_markdown_shows_text_as_it_is(told: str) -> None:
    record = a_record(title=told, publisher=told, text=told, authors=(told,))

    tokens = MarkdownIt("commonmark", {"html": True}).parse(whole(Format.MARKDOWN, [record]))

    inside = [child for token in tokens for child in token.children or []]
    kinds = {child.type for child in inside}
    assert kinds <= {"text", "text_special", "softbreak", "link_open", "link_close", "code_inline"}
    assert [c.attrs["href"] for c in inside if c.type == "link_open"] == [
        "https://post.example/a?b=1&c=d_e%20f~g#h;i"
    ]
    assert "".join(c.content for c in inside).count(told) == 4
    assert "html_block" not in {token.type for token in tokens}


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    told = whole(Format.MARKDOWN, [a_record(url="javascript:alert(1)")])

    assert "javascript" not in told


def test_half_a_character_is_left_out() -> None:
    told = "Nine\ud800 freed"

    for form in Format:
        record = a_record(title=told, publisher=told, authors=(told,), rights=told, url=told)
        assert "Nine freed" in whole(form, [record])
