"""Bytes to trees: which letters they are, and what is relative to what."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract import markup
from monitor.model.page import Page, Validators

Answered = Callable[..., Page]


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("café".encode(), "", "café"),
        ("café".encode("latin-1"), "iso-8859-1", "café"),
        ("café".encode("latin-1"), "", "café"),
        ("café".encode(), "no-such-charset", "café"),
        ("café".encode("latin-1"), "utf-8", "café"),
        (b"\xef\xbb\xbf" + "café".encode(), "latin-1", "café"),
        ("café".encode("utf-16"), "", "café"),
        (b"<meta charset=windows-1251>" + "дом".encode("cp1251"), "", "дом"),
        (
            b'<meta http-equiv="x" content="text/html; charset=koi8-r">' + "дом".encode("koi8-r"),
            "",
            "дом",
        ),
        (b"\x93quoted\x94", "", "“quoted”"),
    ],
)
def test_decoded(body: bytes, charset: str, text: str, answered: Answered) -> None:
    assert markup.decoded(answered(body, charset=charset)).endswith(text)


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "utf-8", "utf-16", "idna", "hex", "rot13", "ascii"]),
)
def test_any_bytes_can_be_decoded(body: bytes, charset: str) -> None:
    page = _page(body, charset)

    assert isinstance(markup.decoded(page), str)
    assert markup.soup(page) is not None


def _page(body: bytes, charset: str) -> Page:
    return Page(
        url="https://p.example/", final_url="https://p.example/", status=200, headers=(), body=body,
        media_type="", charset=charset, fetched_at=datetime(2026, 11, 20, tzinfo=UTC), sha256="",
        peer="", validators=Validators(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "claim"),
    [
        ("<!doctype html><html>", True),
        ("\ufeff\n <html lang=en>", True),
        ("<!-- saved --> <HTML>", True),
        ("<body>", True),
        ("<?xml version='1.0'?><rss>", False),
        ("<rss><item><description>&lt;html></description>", False),
        ("", False),
        ("{}", False),
    ],
)
def test_looks_like_html(body: str, claim: bool, answered: Answered) -> None:
    assert markup.looks_like_html(answered(body)) is claim


def test_page_that_is_one_address_is_a_page(answered: Answered) -> None:
    assert markup.soup(answered("https://p.example/a")).get_text() == "https://p.example/a"


def test_scripts_and_styles_are_gone(answered: Answered) -> None:
    tree = markup.soup(answered("<script>a</script><style>b</style><noscript>c</noscript><p>d</p>"))

    assert tree.get_text() == "d"


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("", "https://paper.example/news/"),
        ("<base href='/other/'>", "https://paper.example/other/"),
        ("<base href='https://cdn.example/'>", "https://cdn.example/"),
        ("<base href='javascript:1'>", "https://paper.example/news/"),
        ("<base target='_blank'>", "https://paper.example/news/"),
    ],
)
def test_base_url(head: str, base: str, answered: Answered) -> None:
    page = answered(f"<html><head>{head}</head><body></body></html>")

    assert markup.base_url(markup.soup(page), page) == base


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("<link rel='alternate' type='application/rss+xml' href='/feed'>", "https://paper.example/feed"),
        ("<link rel='ALTERNATE home' type='Application/Atom+XML; charset=utf-8' href='a.xml'>",
         "https://paper.example/news/a.xml"),
        ("<link rel='alternate' hreflang='de' href='/de'>", ""),
        ("<link rel='stylesheet' type='application/rss+xml' href='/x'>", ""),
    ],
)  # fmt: skip
def test_feed_link(link: str, found: str, answered: Answered) -> None:
    assert markup.feed_link(answered(f"<html><head>{link}</head></html>")) == found


def test_attribute(answered: Answered) -> None:
    tag = markup.soup(answered("<a class='one two' href=''>x</a>")).a

    assert tag
    assert markup.attribute(tag, "class") == "one two"
    assert markup.attribute(tag, "href") == ""
    assert markup.attribute(tag, "title") == ""
