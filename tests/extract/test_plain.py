"""Plain text: what a reader sees of markup, and nothing that hides or breaks."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract import plain

# Letters and signs that break text: controls, marks of direction, blanks, combining marks, tags.
TROUBLE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\t\n\r\x0b\x1c\x85\xa0\xad\u0301\u200b\u202e\u2028\ufeff\ufffe\ud800<>&;"
        ),
    )
)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("exe\u202efdp.pdf", "exefdp.pdf"),
        ("soft\xadhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("cafe\u0301", "café"),
        ("a\xa0b\u2009c\td", "a b c d"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one\n \n\t\n\ntwo\n\n", "one\n\ntwo"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("می‌خواهم", "می‌خواهم"),
        ("👩‍🚒", "👩‍🚒"),
        ("hidden \U000e0041\U000e0042 tags", "hidden tags"),
    ],
)
def test_clean(raw: str, kept: str) -> None:
    assert plain.clean(raw) == kept


@given(TROUBLE)
def test_clean_changes_nothing_the_second_time(text: str) -> None:
    once = plain.clean(text)

    assert plain.clean(once) == once


@given(TROUBLE)
def test_clean_text_can_be_kept_anywhere(text: str) -> None:
    once = plain.clean(text)

    once.encode()
    assert unicodedata.is_normalized("NFC", once)
    assert "\n\n\n" not in once
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in once)


@given(TROUBLE)
def test_line_has_no_line_ends(text: str) -> None:
    for line in (plain.clean_line(text), plain.line_of(text), plain.unescaped_line(text)):
        assert "\n" not in line
        assert line == line.strip()


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<p>One.</p><p>Two<br>lines.</p>", "One.\n\nTwo\nlines."),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>Adults</td><td>45</td></tr></table>", "Adults 45"),
        ("plain, no markup; 3 < 4 & 5 > 2", "plain, no markup; 3 < 4 & 5 > 2"),
        ("Fish &amp; chips &#8211; &eacute;t&eacute;", "Fish & chips – été"),
        ("<script>alert(1)</script>Said<style>p{}</style> so", "Said so"),
        ("<p>Shown</p><!-- hidden --><iframe>frame</iframe>", "Shown"),
        ("<![CDATA[<b>Marked</b> as data]]>", "Marked as data"),
        ("<p>1 &lt; 2</p>", "1 < 2"),
        ("<b>bo</b>ld <i>w</i>ords", "bold words"),
        ("<p>unclosed <b>tags <i>everywhere", "unclosed tags everywhere"),
        ("<img src=x onerror=alert(1)>Alt", "Alt"),
    ],
)
def test_text_of(markup: str, seen: str) -> None:
    assert plain.text_of(markup) == seen


@given(TROUBLE)
def test_text_of_anything_is_clean(markup: str) -> None:
    text = plain.text_of(markup)

    assert plain.clean(text) == text


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<script>", "</script>", "<", "&lt;", "a ", "<!--"]))
)
def test_no_tag_survives(pieces: list[str]) -> None:
    """What is left may look like markup only where a source wrote it as text."""
    text = plain.text_of("".join(pieces))

    assert "<script>" not in text.replace("<script", "") or "&lt;" in "".join(pieces)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Q&amp;amp;A", "Q&amp;A"),
        ("Rights &amp; wrongs", "Rights & wrongs"),
        ("AT&T & co", "AT&T & co"),
        ("&nosuch; stays", "&nosuch; stays"),
    ],
)
def test_unescaped_line(text: str, line: str) -> None:
    assert plain.unescaped_line(text) == line


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("short", 10, "short"),
        ("one two three four", 10, "one two…"),
        ("one two, three", 10, "one two…"),
        ("unbreakableword", 8, "unbreak…"),
    ],
)
def test_shorten(text: str, limit: int, cut: str) -> None:
    assert plain.shorten(text, limit) == cut


@given(st.text(max_size=60), st.integers(2, 80))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert len(plain.shorten(text, limit)) <= limit


def test_what_stands_behind_too_many_tags_is_not_read() -> None:
    nested = "Before " + "<div>" * 100_000 + "behind" + "</div>" * 100_000

    began = time.process_time()
    told = plain.text_of(nested)

    assert told == "Before"
    assert time.process_time() - began < 5


def test_a_long_text_keeps_all_its_paragraphs() -> None:
    told = plain.text_of("<p>One.</p>" * 4_000)

    assert told.count("One.") == 4_000
