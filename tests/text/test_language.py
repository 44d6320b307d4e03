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
        pytest.param(FRENCH[:60], "en", "en", id="middling: what is said counts"),
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
