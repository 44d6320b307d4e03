"""Words, their forms and stems, in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.words import fold, plain_words, raw_words, stem, words


@pytest.mark.parametrize(
    ("text", "language", "forms"),
    [
        ("Police freed 11 workers.", "en", ["police", "freed", "11", "workers"]),
        ("The victim's and the victims’ rights", "en", ["the", "victim", "and", "the", "victims",
                                                       "rights"]),
        ("modern-day slavery", "en", ["modern", "day", "slavery"]),
        ("don't", "en", ["dont"]),
        ("Côte d’Ivoire", "fr", ["cote", "divoire"]),
        ("traffi\u00adcking", "en", ["trafficking"]),
        ("traf\u200bficking", "en", ["trafficking"]),
        ("Straße", "de", ["strasse"]),
        ("ﬁnance", "en", ["finance"]),
        ("Ёлка и чай", "ru", ["елка", "и", "чай"]),
        ("人口贩运", "zh", ["人", "口", "贩", "运"]),
        ("BBC中文网2026年", "zh", ["bbc", "中", "文", "网", "2026", "年"]),
        ("がく", "ja", ["が", "く"]),
        ("الاِتِّجار بالبشر", "ar", ["الاتجار", "بالبشر"]),
        ("شـــكر", "ar", ["شكر"]),
        ("मानव तस्करी", "hi", ["मानव", "तस्करी"]),
        ("أُنقذ ١١ عاملًا", "ar", ["انقذ", "11", "عاملا"]),
        ("می‌شود", "fa", ["ميشود"]),
        ("snake_case e-mail", "en", ["snake", "case", "e", "mail"]),
        ("… — “”", "en", []),
        ("", "en", []),
    ],
)  # fmt: skip
def test_forms(text: str, language: str, forms: list[str]) -> None:
    assert list(words(text, language).forms) == forms


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("trafficking", "trafficked", "en"),
        ("traffickers", "trafficking", "en"),
        ("exploited", "exploitation", "en"),
        ("victimes", "victime", "fr"),
        ("Opfern", "Opfer", "de"),
        ("víctimas", "víctima", "es"),
        ("إسرائيل", "اسرائیل", "ar"),
        ("жертвы", "жертвам", "ru"),
        ("여권도", "여권을", "ko"),
        ("노동자", "노동자들은", "ko"),
        ("ofiary", "ofiarami", "pl"),
        ("کودکان", "كودک", "fa"),
        ("kurbanlar", "kurbanları", "tr"),
        ("θύματα", "θυμάτων", "el"),
        ("मज़दूरों", "मज़दूर", "hi"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str, language: str) -> None:
    assert words(one, language).stems == words(other, language).stems


def test_language_without_a_stemmer_keeps_its_forms() -> None:
    found = words("трафик на хора", "bg")

    assert found.stems == found.forms
    assert stem("хора", "bg") == "хора"


def test_stem_of_a_form_is_that_of_the_word() -> None:
    assert stem(fold("Trafficking"), "en") == words("Trafficking").stems[0]


@given(
    st.text(max_size=200),
    st.sampled_from(["en", "fr", "ar", "fa", "zh", "hi", "pl", "und", "", "no such code"]),
)
def test_places_point_at_the_words_of_any_text(text: str, language: str) -> None:
    found = words(text, language)

    assert len(found.forms) == len(found.stems) == len(found.spans)
    assert list(found.spans) == sorted(found.spans)
    for form, (start, end) in zip(found.forms, found.spans, strict=True):
        assert 0 <= start < end <= len(text)
        assert form
        assert fold(text[start:end]) == form


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(
    text=st.text()
    | st.text(alphabet="ab'’S \x1f9_-é人", max_size=30)
    | st.text(alphabet="aB'sS \x1f\x7f9_-‘’“”–—…\xa0", max_size=30)
)
def test_raw_words_are_the_same_words(text: str) -> None:
    assert tuple(fold(each) for each in raw_words(text)) == words(text).forms


def test_plain_words_are_folded_and_others_are_left_to_the_other_way() -> None:
    text = "The “victims’ account” — O'Brien's; it’s 9.5…"
    assert (plain_words(text) or "").split() == list(words(text).forms)
    assert plain_words("café") is None


def test_a_word_without_end_is_read_in_a_moment() -> None:
    text = "a" * 300_000 + "'" + "b'" * 100_000
    assert raw_words(text) == list(words(text).forms)
