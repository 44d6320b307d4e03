"""Wire copy is no second witness."""

import pytest

from monitor.model.story import Placement, Role
from monitor.story.families import agency, independent


def placement(key: str, role: Role) -> Placement:
    return Placement(document_id=key, story_id="a", role=role, like=None, similarity=0.0)


PUBLISHERS = {"a": "Post", "b": "Echo", "c": "Times", "d": "Post"}


@pytest.mark.parametrize(
    ("roles", "voices"),
    [
        pytest.param({"a": Role.FIRST}, 1, id="one"),
        pytest.param({"a": Role.FIRST, "b": Role.JOINS}, 2, id="two accounts"),
        pytest.param({"a": Role.FIRST, "b": Role.REPRINT, "c": Role.REPRINT}, 1, id="wire copy"),
        pytest.param({"a": Role.FIRST, "d": Role.JOINS}, 1, id="two of one publisher"),
        pytest.param({"a": Role.FIRST, "d": Role.REPEAT}, 1, id="its own repeat"),
        pytest.param({}, 0, id="none"),
    ],
)
def test_publishers_with_words_of_their_own_are_counted(
    roles: dict[str, Role], voices: int
) -> None:
    assert independent(PUBLISHERS, [placement(*each) for each in roles.items()]) == voices


def test_all_who_credit_one_agency_are_one_voice() -> None:
    found = [placement(key, Role.JOINS) for key in "abc"]

    assert independent(PUBLISHERS, found, {"a": "AP", "b": "AP"}) == 2


@pytest.mark.parametrize(
    ("text", "authors", "name"),
    [
        ("WASHINGTON (AP) — The court has sided with growers.", (), "AP"),
        ("BENJINA, Indonesia (Reuters) - Men sat on the floor.", (), "Reuters"),
        ("MADRID, 3 Nov. (EUROPA PRESS) - La policía detuvo a dos.", (), "Europa Press"),
        ("Berlin (dpa) - Die Polizei befreite neun Menschen.", (), "dpa"),
        ("Berlin (dpa/lnw) - Die Polizei befreite neun Menschen.", (), "dpa"),
        ("Hanói, 3 nov (EFE).- La policía liberó a nueve personas.", (), "EFE"),
        ("Paris, 3 nov (AFP) – La police a libéré neuf personnes.", (), "AFP"),
        ("(ANSA) - ROMA, 03 NOV - La polizia ha liberato nove persone.", (), "ANSA"),
        ("BEIJING, Nov. 3 (Xinhua) -- Police freed nine people.", (), "Xinhua"),
        ("Freed.\n\nCopyright 2026 The Associated Press. All rights reserved.", (), "AP"),
        ("Befreit.\n\n© dpa-infocom, dpa:261103-99-1/2", (), "dpa"),
        ("Nine people were freed.", ("The Associated Press",), "AP"),
        ("Neuf personnes ont été libérées.", ("Par AFP",), "AFP"),
        ("Neuf personnes ont été libérées.", ("Le Monde avec AFP",), "AFP"),
        ("Nine people were freed. Copyright Reuters agreed to was read.\n\nMore.", (), ""),
        ("(AFP) Nine people were freed.", (), "AFP"),
        ("Nine people were freed.\n\nSource: AFP", (), "AFP"),
        ("Die Polizei befreite neun Menschen. (dpa)", (), "dpa"),
        ("Nine people were freed.", ("Press Association",), "PA"),
        ("Nine people were freed.", ("Dana Orme, PA Media",), "PA"),
        ("Nueve personas fueron liberadas.", ("Agencia EFE",), "EFE"),
        ("Nine people were freed.", ("Jo Bell and Associated Press",), "AP"),
        ("Nine people were freed. (AP) reporters saw it.", (), ""),
        ("AP exams start on Monday.", (), ""),
        ("She told Reuters that nine people were freed.", (), ""),
        ("The app (which costs £3) is new.", ("Pat Apsley",), ""),
        ("Police (PA system in hand) spoke.", ("PA Smith",), ""),
        ("", (), ""),
    ],
)
def test_agency_is_read_where_it_is_credited(
    text: str, authors: tuple[str, ...], name: str
) -> None:
    assert agency(text, authors) == name
