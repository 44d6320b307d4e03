"""The page's lines beside the text that its JSON-LD has."""

import pytest

from monitor.extract.stated import Stated, is_confirmed, words

LINES = tuple(
    f"Witness {name} told the court that the men were brought to the farm after dark, and that "
    f"nobody had shown them a contract, a wage slip or the way to the town, {n} miles on."
    for n, name in enumerate(("Adams", "Baker", "Clark", "Davis", "Evans", "Frank"), start=3)
)
CHINESE = tuple(
    f"第{n}名证人告诉法庭，这些人是在天黑之后被带到农场的，没有人给他们看过合同、工资单，"
    f"也没有人告诉他们去镇上的路有{n}英里远。"
    for n in range(3, 9)
)


@pytest.mark.parametrize("lines", [LINES, CHINESE])
def test_lines_that_are_not_stated_go(lines: tuple[str, ...]) -> None:
    found = [*lines, lines[0][::-1]]

    assert Stated(lines).reconciled(found) == list(lines)


@pytest.mark.parametrize("lines", [LINES, CHINESE])
def test_where_more_is_stated_that_is_the_text(lines: tuple[str, ...]) -> None:
    assert Stated(lines).reconciled(lines[:4]) == list(lines)


@pytest.mark.parametrize("stated", [(), LINES[:1], tuple(line[::-1] for line in LINES)])
def test_teasers_and_other_texts_change_nothing(stated: tuple[str, ...]) -> None:
    assert Stated(stated).reconciled(LINES) == list(LINES)
    assert not Stated(stated).agrees(LINES)


@pytest.mark.parametrize("lines", [LINES, CHINESE])
def test_signs_and_case_do_not_matter(lines: tuple[str, ...]) -> None:
    written = [line.upper().replace(",", " –").replace("，", " ") for line in lines]

    assert Stated(lines).agrees(written)
    assert Stated(lines).reconciled([*written, "Sign up."]) == written
    assert not Stated(lines).agrees(written[:3])


def test_words_of_scripts_without_blanks_are_letters() -> None:
    assert words("He said: 农场 on-site") == ["he", "said", "农", "场", "on", "site"]
    assert is_confirmed("农场工人被释放", " ".join(words("昨天农场工人被释放了")))
    assert not is_confirmed("农场工人被释放", " ".join(words("昨天没有人说话")))
