"""Family and given names where they can be told, the byline as it stands where not."""

import pytest

from monitor.export.names import Name, name_of


@pytest.mark.parametrize(
    ("told", "family", "given"),
    [
        ("Jane Roe", "Roe", "Jane"),
        ("Roe, Jane", "Roe", "Jane"),
        ("Jane van der Roe", "van der Roe", "Jane"),
        ("van der Roe, Jane", "van der Roe", "Jane"),
        ("Ludwig von Mises", "von Mises", "Ludwig"),
        ("A. J. P. Taylor", "Taylor", "A. J. P."),
        ("Jean-Luc O’Neill", "O’Neill", "Jean-Luc"),
        ("Dr Jane Roe", "Roe", "Dr Jane"),
        ("JANE ROE", "ROE", "JANE"),
        ("Анна Иванова", "Иванова", "Анна"),
        ("Fatima al Zahra", "al Zahra", "Fatima"),
    ],
)
def test_a_person(told: str, family: str, given: str) -> None:
    assert name_of(told) == Name(family=family, given=given)


@pytest.mark.parametrize(
    "told",
    [
        "Home Office",
        "BBC News",
        "Reuters",
        "AFP Berlin",
        "Department for Business, Energy and Industry",
        "Roe Institute, London",
        "Anti-Slavery International",
        "our correspondent",
        "Jane Roe and John Doe",
        "王小明",
        "محمد علي",
        "@reporter",
        "",
        "Agent 47",
        "The very long name of something that is no person",
    ],
)
def test_anybody_else_stands_as_it_is(told: str) -> None:
    assert name_of(told) == Name(literal=told)


def test_a_suffix_is_no_family_name() -> None:
    told = Name(family="Roe", given="John", suffix="Jr.")
    assert name_of("John Roe, Jr.") == told
    assert name_of("John Henry Roe III") == Name(family="Roe", given="John Henry", suffix="III")
    assert told.sorted == "Roe, John, Jr."
    assert told.shown == "John Roe Jr."


def test_the_publisher_is_no_person_whatever_it_is_called() -> None:
    assert name_of("Harbour Echo", "Harbour Echo") == Name(literal="Harbour Echo")
