"""Which language a text is in."""

import pytest

from monitor.text.language import detect

ENGLISH = (
    "Police in Marlow freed nine people from a car wash on Tuesday after a neighbour rang the "
    "helpline of the Lantern Trust, and two men were arrested."
)
FRENCH = (
    "La police a libéré neuf personnes dans une station de lavage mardi, après l'appel d'un voisin "
    "à la ligne d'aide, et deux hommes ont été arrêtés."
)


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        pytest.param(FRENCH, "", "fr", id="read"),
        pytest.param(FRENCH, "en", "fr", id="a long text knows better"),
        pytest.param(ENGLISH, "fr", "en", id="and so does English"),
        pytest.param("Police free nine", "", "und", id="too short to guess"),
        pytest.param("Police free nine", "en", "en", id="short, and said"),
        pytest.param("Police free nine", "en-GB", "en", id="with a country"),
        pytest.param("Police free nine", "EN_us", "en", id="however written"),
        pytest.param("Police free nine", "und", "und", id="said to be unknown"),
        pytest.param("Police free nine", "english please", "und", id="no code"),
        pytest.param(FRENCH[:60], "en", "fr", id="middling, and plainly not what is said"),
        pytest.param(
            "Luigi Mangione Pleads Guilty", "en", "en", id="middling: what is said counts"
        ),
        pytest.param(FRENCH[:60], "", "fr", id="middling, and nothing said"),
        pytest.param("", "", "und", id="nothing"),
    ],
)
def test_language(text: str, declared: str, expected: str) -> None:
    assert detect(text, declared) == expected


def test_dummy_text_is_in_no_language_that_nobody_writes() -> None:
    rows = (
        "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor. "
    )

    assert detect(2 * rows, "en") == "en"
    assert detect(2 * rows) == "und"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("警察は日曜日の夜、水産加工場で働かされていた十一人を保護したと発表した。" * 3, "ja"),
        ("英国内政部周四公布的数据显示，去年共有一万九千人被确认为潜在受害者。" * 3, "zh"),
        ("أعلنت وزارة الداخلية أن عدد ضحايا الاتجار بالبشر ارتفع هذا العام. " * 2, "ar"),
        ("Полиция освободила одиннадцать рабочих на рыбном заводе в воскресенье. " * 2, "ru"),
    ],
)
def test_other_scripts(text: str, expected: str) -> None:
    assert detect(text) == expected


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("ရဲက အလုပ်သမားများကို ကယ်တင်", "", "my"),
        ("ตำรวจจับกุม", "en", "th"),
        ("경찰, 노동자 11명 구출", "", "ko"),
        ("Αστυνομία", "en", "el"),
        ("המשטרה שחררה", "en", "he"),
        ("警察は十一人を保護", "zh", "ja"),
        ("警方解救十一名工人", "en", "zh"),
        ("警方解救十一名工人", "ja", "ja"),
        ("شرطة", "en", "ar"),
        ("پولیس", "ur", "ur"),
        ("Police free nine", "ar", "und"),
        ("Полиция", "en", "ru"),
        ("Поліція", "uk", "uk"),
    ],
)
def test_script_tells_where_a_text_is_short_or_a_page_is_wrong(
    text: str, declared: str, expected: str
) -> None:
    assert detect(text, declared) == expected


def test_quotation_does_not_change_the_language_of_a_text() -> None:
    quoted = "قالت الشرطة إن أحد عشر عاملا أنقذوا من المصنع"

    assert detect(f"{ENGLISH} “{quoted}”, the notice said. {ENGLISH}", "en") == "en"
    assert detect(f"{quoted}. {quoted}. {quoted} (BBC News, Lantern Trust).", "en") == "ar"


def test_near_languages_are_told_by_the_page() -> None:
    text = "Politiet befridde ni personer fra en bilvask på tirsdag etter at en nabo ringte. " * 2

    assert detect(text, "nb") == "nb"
    assert detect(text, "en") in ("no", "nb", "da")
