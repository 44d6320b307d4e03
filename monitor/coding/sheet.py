"""What a coder gets to fill in, and nothing that could sway them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.coding.codebook import FIXED, LONG
from monitor.model.coding import Code, Codebook

MOST = 32_000
"""Characters of a cell: Excel cuts off what is longer than 32,767."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A document on a coder's sheet: no verdict, no topics, nobody's codes."""

    item: str
    title: str
    publisher: str
    published: str
    """A day, or empty."""
    url: str
    extract: str
    """As much of its text as may be shown."""

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of the columns; a cell is one line."""
        told = (self.item, self.title, self.publisher, self.published, self.url, self.extract)
        return tuple(" ".join(cell.split())[:MOST] for cell in told)


def wide(
    codebook: Codebook, sample: str, coder: str, lines: Iterable[Line]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a sheet with a column for each variable."""
    variables = tuple(each.name for each in codebook.variables)
    yield (*FIXED, *variables)
    for line in lines:
        yield (sample, coder, *line.cells, *("" for _ in variables))


def long(
    codebook: Codebook, sample: str, coder: str, lines: Iterable[Line]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a sheet with a line for each document and variable."""
    yield (*FIXED, *LONG)
    for line in lines:
        for variable in codebook.variables:
            yield (sample, coder, *line.cells, variable.name, "", "")


def told(codes: Iterable[Code]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a file of codes, one on each line."""
    yield ("sample", "item", "coder", *LONG)
    for code in codes:
        yield (
            code.sample, code.document_id, code.coder, code.variable, code.value,
            code.at.isoformat(),
        )  # fmt: skip


def told_wide(codebook: Codebook, codes: Sequence[Code]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a file of codes that stand, one line for each document and coder."""
    names = tuple(each.name for each in codebook.variables)
    yield ("sample", "item", "coder", *names)
    cells: dict[tuple[str, str, str], dict[str, str]] = {}
    for code in codes:
        key = (code.sample, code.document_id, code.coder)
        cells.setdefault(key, {})[code.variable] = code.value
    for key in sorted(cells):
        yield (*key, *(cells[key].get(name, "") for name in names))
