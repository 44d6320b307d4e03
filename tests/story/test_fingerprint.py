"""Fingerprints are the same everywhere, and hold what tells one event from another."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.document import Document, DocumentKind
from monitor.model.reading import Origin, Quality
from monitor.model.source import Content
from monitor.story.fingerprint import PERMUTATIONS, fingerprint
from tests.quality.documents import document

ROOT = Path(__file__).parents[2]
TEXT = (
    "Police in Marlow freed nine people from a car wash on Tuesday after a neighbour rang the "
    "helpline of the Lantern Trust. Two men aged 34 and 41 were arrested at the site."
)
DOCUMENT = Document(
    id="one",
    source_id="post",
    publisher="Harbour Post",
    kind=DocumentKind.ARTICLE,
    url="https://post.example/1",
    canonical_url="https://post.example/1",
    title="Nine freed from car wash in Marlow",
    text=TEXT,
    description="",
    authors=(),
    language="en",
    published=None,
    updated=None,
    first_seen_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
    content=Content.EXTRACT,
    rights="",
    origin=Origin.PAGE,
    quality=Quality.GOOD,
    pages=(),
    evidence="",
    backfill=False,
)


def test_signature_is_the_one_in_archives() -> None:
    # Changed by a new release of rensa, or by us: then old fingerprints no longer find copies.
    assert fingerprint(DOCUMENT).shingles[:3] == (58156093, 516589115, 3221335494)
    assert len(fingerprint(DOCUMENT).shingles) == PERMUTATIONS


def test_fingerprint_is_the_same_in_another_process() -> None:
    program = (
        "from tests.story.test_fingerprint import DOCUMENT; "
        "from monitor.story.fingerprint import fingerprint; print(fingerprint(DOCUMENT))"
    )

    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout

    assert printed.strip() == str(fingerprint(DOCUMENT))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT.upper(), id="case"),
        pytest.param(TEXT.replace(". ", ".\n\n"), id="blanks"),
        pytest.param(TEXT.replace(".", " …"), id="punctuation"),
    ],
)
def test_case_blanks_and_punctuation_do_not_count(text: str) -> None:
    one, other = fingerprint(DOCUMENT), fingerprint(replace(DOCUMENT, text=text))

    assert one.text_sha256 == other.text_sha256
    assert one.shingles == other.shingles


def test_another_word_counts() -> None:
    other = fingerprint(replace(DOCUMENT, text=TEXT.replace("nine", "ten")))

    assert other.text_sha256 != fingerprint(DOCUMENT).text_sha256
    assert other.shingles != fingerprint(DOCUMENT).shingles


@pytest.mark.parametrize("text", ["", "Read more on our site.", "Nine people were freed."])
def test_too_short_a_text_is_like_no_other(text: str) -> None:
    print_ = fingerprint(replace(DOCUMENT, text=text))

    assert print_.text_sha256 == ""
    assert print_.shingles == ()


def test_names_and_numbers_weigh_more_and_stop_words_nothing() -> None:
    weights = dict(fingerprint(replace(DOCUMENT, title="")).terms)

    assert weights["marlow"] > weights["helplin"]
    assert weights["41"] > weights["helplin"]
    assert "the" not in weights
    assert "were" not in weights


def test_capitals_of_a_headline_in_title_case_are_no_names() -> None:
    title = "Nine People Rescued From Car Wash"

    weights = dict(fingerprint(replace(DOCUMENT, title=title, text="")).terms)

    assert weights["rescu"] == weights["wash"]


def test_terms_are_few_and_heaviest_first() -> None:
    text = " ".join(f"word{number}" for number in range(500))

    terms = fingerprint(replace(DOCUMENT, text=text)).terms

    assert len(terms) == 250
    assert [weight for _, weight in terms] == sorted((w for _, w in terms), reverse=True)


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        pytest.param("ar", "الشرطة حررت تسعة ضحايا للاتجار بالبشر في المدينة", "ضحاي", id="arabic"),
        pytest.param("zh", "警方在港口解救了九名人口贩运受害者", "警方", id="chinese"),
        pytest.param("ru", "Полиция освободила девять человек в Одессе", "полиц", id="cyrillic"),
    ],
)
def test_other_scripts_have_terms(language: str, text: str, term: str) -> None:
    terms = dict(fingerprint(replace(DOCUMENT, title="", text=text, language=language)).terms)

    assert any(each.startswith(term) for each in terms)


def test_long_report_is_quick_enough() -> None:
    report = replace(DOCUMENT, text=TEXT + " Paragraph of a very long report." * 20_000)

    assert len(fingerprint(report).shingles) == PERMUTATIONS


def test_when_something_was_published_does_not_tell_what_it_is_about() -> None:
    text = (
        "The 41 calls from July to September 2026 were counted on 5 October, 9 more than in 2025."
    )
    terms = dict(fingerprint(replace(DOCUMENT, title="Calls", text=text)).terms)

    assert not {"juli", "septemb", "octob", "2026", "5"} & set(terms)
    assert terms["count"] < terms["41"] == terms["2025"]


@settings(deadline=None)  # the first one loads a model of languages
@given(st.text(max_size=120), st.text(max_size=4))
def test_any_text_in_any_language_has_a_fingerprint(text: str, language: str) -> None:
    made = fingerprint(replace(document("x", text[:40], text), language=language))

    assert all(term and weight > 0 for term, weight in made.terms)


@pytest.mark.parametrize(
    ("text", "language", "term"),
    [("警方解救工人", "zh", "解救"), ("BBC 警方解救", "zh", "警方"), ("โรงงานปลา", "th", "งง")],
)
def test_terms_of_scripts_without_blanks_are_pairs(text: str, language: str, term: str) -> None:
    made = fingerprint(replace(document("x", text, text), language=language))

    assert term in dict(made.terms)
