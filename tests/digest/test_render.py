"""Every form of an issue: as it was looked at and found good, and safe whatever comes from outside.

After a change that is meant, ``UPDATE_GOLDEN=1 pytest tests/digest/test_render.py`` writes the
files of golden/ anew; look at each in a browser before it is committed.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.digest import record
from monitor.digest.compose import compose
from monitor.digest.markdown import escaped, link
from monitor.digest.plain import address, line
from monitor.digest.render import Edge, Listed, index, listed, name_of, render
from monitor.model.digest import Digest
from monitor.model.document import DocumentKind
from monitor.model.summary import Sentence, Summary
from tests.digest.conftest import (
    MONDAY,
    WEEK,
    busy,
    document,
    empty,
    hostile,
    material,
    member,
    story,
)

GOLDEN = Path(__file__).parent / "golden"
ATOM = "{http://www.w3.org/2005/Atom}"
EDGE = Edge(name="2026-W47", revision=1, made_at=WEEK.closes_at)
VOID = {"meta", "link", "br", "rect", "line"}


class Page(HTMLParser):
    """What a page holds, and whether its elements are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attrs for name, attrs in self.elements if name == tag)


def page(digest: Digest) -> Page:
    return Page(render(digest, EDGE)["2026-W47.html"])


@pytest.mark.parametrize("suffix", ["html", "txt", "md", "json"])
@pytest.mark.parametrize("kind", ["busy", "hostile", "empty"])
def test_form_is_as_it_was_looked_at(kind: str, suffix: str) -> None:
    digest = {"busy": busy, "hostile": hostile, "empty": empty}[kind]()
    told = render(digest, EDGE)[f"2026-W47.{suffix}"]
    if suffix == "html":  # the style is looked at, not compared
        told = re.sub(r"<style>.*?</style>", "<style></style>", told, flags=re.S)
    path = GOLDEN / f"{kind}.{suffix}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(told, encoding="utf-8")

    assert told == path.read_text(encoding="utf-8")


def test_page_loads_nothing_runs_nothing_and_leads_to_the_web_only(digest: Digest) -> None:
    found = page(digest)

    tags = {tag for tag, _ in found.elements}
    assert not tags & {"script", "iframe", "img", "object", "embed", "form", "base"}
    for _, attrs in found.elements:
        assert "src" not in attrs
        assert not any(name.startswith("on") for name in attrs)
    for attrs in (*found.all("a"), *found.all("link")):
        href = attrs["href"] or ""
        assert urlsplit(href).scheme in ("", "http", "https")
        assert "javascript:" not in href


def test_page_can_be_walked_with_a_screen_reader(digest: Digest) -> None:
    found = page(digest)

    ids = [attrs["id"] for _, attrs in found.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    inner = {(a["href"] or "")[1:] for a in found.all("a") if (a["href"] or "").startswith("#")}
    assert inner <= set(ids)
    assert {a["aria-labelledby"] for a in found.all("section")} <= set(ids)
    assert next(found.all("html"))["lang"] == "en"
    assert next(found.all("a"))["class"] == "skip"
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_chart_has_words_and_numbers_beside_it_and_no_bar_in_a_gap() -> None:
    found = page(busy())

    assert {"title", "desc", "table", "details"} <= {tag for tag, _ in found.elements}
    classes = [a["class"] for a in found.all("rect")]
    assert classes.count("gap") == len(busy().volume.rows)
    assert "no issue" in found.words


def test_titles_say_their_language_and_direction() -> None:
    arabic = [attrs for attrs in page(busy()).all("a") if attrs.get("lang") == "ar"]

    assert arabic
    assert all(attrs["dir"] == "rtl" for attrs in arabic)


def test_each_sentence_leads_to_its_place() -> None:
    links = [attrs["href"] for attrs in page(busy()).all("a")]

    assert "https://post.example/raid#:~:text=Two%20men%20were%20arrested." in links
    assert "https://ministry.example/statistics.pdf#page=1" in links


def test_no_form_holds_a_control_character_or_a_turned_line(digest: Digest) -> None:
    for name, told in render(digest, EDGE).items():
        if not name.endswith(".json"):  # there JSON escapes them
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
        told.encode()


def test_text_keeps_to_72_columns_but_for_addresses(digest: Digest) -> None:
    for told in render(digest, EDGE)["2026-W47.txt"].splitlines():
        assert len(told) <= 72 or re.fullmatch(r" *https?://\S+", told)


@pytest.mark.parametrize("text", ["*a*", "[a](b)", "<b>", "a_b_c", "`x`", "~~x~~", "&amp;", "a|b"])
def test_markdown_has_no_meaning_from_outside(text: str) -> None:
    bare = re.sub(r"\\(.)", "", escaped(text))

    assert not set(bare) & set("*[]<>_`~&|")
    assert re.sub(r"\\(.)", r"\1", escaped(text)) == text


def test_markdown_link_cannot_be_left() -> None:
    assert link("a]b", "https://a.example/(x)") == r"[a\]b](<https://a.example/(x)>)"
    assert link("a", "javascript:alert(1)") == "a"
    assert link("a", "https://a.example/> <b") == "a"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https:///x", False),
        ("//a.example", False),
        ("https://a.example/\u202ex", False),
        ("https://a.example/\nx", False),
        ("https://[", False),
    ],
)
def test_address_is_the_webs_or_nothing(url: str, kept: bool) -> None:
    assert address(url) == (url if kept else "")


def test_line_keeps_marks_that_mixed_directions_need() -> None:
    assert line("\u200fא\u200e b\n\tc") == "\u200fא\u200e b c"


def test_open_week_draft_and_revision_say_so() -> None:
    until = MONDAY.replace(hour=12)
    so_far = render(empty(cut=until), replace(EDGE, revision=3))
    draft = render(busy(), replace(EDGE, draft=True))

    for told in (so_far["2026-W47.html"], so_far["2026-W47.txt"], so_far["2026-W47.md"]):
        assert "The week is not over" in told
        assert "Monday 16 November 2026, 12:00" in " ".join(told.split())
        assert "Revision 3" in told
    assert sorted(draft) == [f"2026-W47.draft.{s}" for s in ("html", "json", "md", "txt")]
    assert "Draft" in draft["2026-W47.draft.html"]


def test_sentences_of_one_page_name_it_once_and_its_number_is_not_broken_off() -> None:
    report = document(
        "r", kind=DocumentKind.REPORT, text="One is said. Two is said. Three is said."
    )
    places = (("One is said.", 1), ("Two is said.", 1), ("Three is said.", 2))
    extract = tuple(
        Sentence(document_id="r", start=(at := report.text.index(said)), end=at + len(said),
                 text=said, page=page)
        for said, page in places
    )  # fmt: skip
    told = story("s", member(report), summary=Summary(sentences=extract))

    forms = render(compose(material(told)), EDGE)

    assert "“One is said. Two is said.” (p. 1) “Three is said.” (p. 2)" in forms["2026-W47.txt"]
    assert (
        "One is said. Two is said. (p.\u00a01) Three is said. (p.\u00a02)" in forms["2026-W47.md"]
    )
    assert forms["2026-W47.html"].count("(p.\u00a01)") == 1


@pytest.mark.parametrize("suffix", ["html", "txt", "md"])
def test_section_says_how_many_stories_are_beyond_its_limit(suffix: str) -> None:
    first, *others = busy().sections

    def told(more: int) -> str:
        digest = replace(busy(), sections=(replace(first, more=more), *others))
        return render(digest, EDGE)[f"2026-W47.{suffix}"]

    assert "1 more story here" in told(1)
    assert "1,234 more stories here" in told(1234)


def test_empty_week_says_why_and_a_week_nobody_looked_into_is_a_gap() -> None:
    coverage = replace(empty().coverage, answered=0)

    assert "No story of this edition" in render(empty(), EDGE)["2026-W47.txt"]
    assert "not a quiet week" in render(empty(coverage=coverage), EDGE)["2026-W47.txt"]


def entries(*weeks: str) -> list[Listed]:
    """Issues of those weeks, revised."""
    return [
        replace(
            listed(record.dump(busy()), replace(EDGE, name=week, revision=2)),
            week=replace(WEEK, key=week, ends_at=WEEK.ends_at.replace(day=number)),
            made_at=datetime(2026, 11, number, 7, 0, 0, 5, tzinfo=UTC),
        )
        for number, week in enumerate(weeks, start=1)
    ]


def test_feed_is_atom_with_stable_ids_newest_first() -> None:
    told = index("Title & <more>", entries("2026-W45", "2026-W46", "2026-W47"))["feed.atom"]
    feed = ElementTree.fromstring(told)  # noqa: S314 - our own

    found = feed.findall(f"{ATOM}entry")
    assert feed.findtext(f"{ATOM}title") == "Title & <more>"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert feed.findtext(f"{ATOM}updated") == "2026-11-03T07:00:00Z"
    ids = [each.findtext(f"{ATOM}id") for each in (feed, *found)]
    assert len(set(ids)) == 4
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each or "") for each in ids)
    links = [each.find(f"{ATOM}link") for each in found]
    assert [each.get("href") for each in links if each is not None] == [
        "2026-W47.html",
        "2026-W46.html",
        "2026-W45.html",
    ]
    assert all(each.findtext(f"{ATOM}updated") and each.findtext(f"{ATOM}title") for each in found)
    # The id of a week does not change with its revision, or with the issues around it.
    alone = ElementTree.fromstring(index("T", entries("2026-W45"))["feed.atom"])  # noqa: S314
    assert alone.findtext(f"{ATOM}entry/{ATOM}id") == ids[3]


def test_feed_survives_whatever_a_title_holds() -> None:
    told = [listed(record.dump(hostile()), EDGE)]

    files = index("A\x0b\ufffe", told)

    ElementTree.fromstring(files["feed.atom"])  # noqa: S314 - our own
    assert "<script" not in Page(files["index.html"]).words
    assert not any(tag == "script" for tag, _ in Page(files["index.html"]).elements)


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=80))
def test_no_title_breaks_a_form(title: str) -> None:
    held = document("d", title, publisher=title or "x", url=f"https://post.example/{title}")
    digest = compose(material(story("s", member(held))))
    files = render(digest, EDGE)

    assert line(title) in "".join(Page(files["2026-W47.html"]).words)
    assert record.load(files["2026-W47.json"]) == digest
    for told in (*files.values(), *index(title, [listed(record.dump(digest), EDGE)]).values()):
        told.encode()
    ElementTree.fromstring(index(title, [])["feed.atom"])  # noqa: S314 - our own


def test_index_of_nothing_is_a_page() -> None:
    files = index("T", [])

    Page(files["index.html"])
    ElementTree.fromstring(files["feed.atom"])  # noqa: S314 - our own


def test_first_edition_has_the_plain_names() -> None:
    assert name_of("weekly", "2026-W47", first="weekly") == "2026-W47"
    assert name_of("labour", "2026-W47", first="weekly") == "labour-2026-W47"
