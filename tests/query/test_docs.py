"""What docs/query.md says is so."""

import re
from pathlib import Path

import pytest

from monitor.errors import QueryError
from monitor.query.match import match
from monitor.query.parse import parse
from monitor.query.subject import Subject

PAGE = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")
MACROS = {"STRONG": "word"}


def rows(heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the table under *heading*, the code marks of the first column gone."""
    (part,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    found = re.findall(r"^\| (`.*) \|$", part, re.M)
    return [(cells[0].strip("`"), *cells[1:]) for cells in (row.split(" | ") for row in found)]


def language(text: str) -> str:
    for letters, name in (("а-я", "ru"), ("\u0600-\u06ff", "ar"), ("一-鿿", "zh")):
        if re.search(f"[{letters}]", text):
            return name
    return "en"


def found(query: str, text: str) -> bool:
    subject = Subject.of(title="", text=text, language=language(text))
    return match(parse(query, MACROS), subject) is not None


@pytest.mark.parametrize("row", rows("What can be written"), ids=lambda row: row[0])
def test_an_example_can_be_read_and_written_back(row: tuple[str, ...]) -> None:
    query = parse(row[0], MACROS)

    assert parse(str(query)) == query


@pytest.mark.parametrize(
    ("query", "does", "does_not"), rows("What is found, and what is not"), ids=lambda row: row[:20]
)
def test_an_example_finds_what_it_says(query: str, does: str, does_not: str) -> None:
    assert found(query, does)
    assert not found(query, does_not)


@pytest.mark.parametrize(("query", "message"), rows("When a query is refused"))
def test_a_refusal_reads_as_it_says(query: str, message: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert str(refused.value) == message


def test_an_example_within_a_sentence_can_be_read() -> None:
    for query in re.findall(r"`((?:visa|query: ').*?)`", PAGE):
        parse(query.removeprefix("query: ").strip("'"))
