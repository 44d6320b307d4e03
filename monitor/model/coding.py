"""What researchers say of documents: samples, codebooks, codes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.search import Search

UNASSIGNED = "unassigned"
"""The value of every variable for what a coder looked at and could not decide."""


class Stratum(StrEnum):
    """By what a sample may be divided, so that each part is in it in proportion."""

    SOURCE = "source"
    MONTH = "month"
    """In which a document was first seen, in UTC."""
    TOPIC = "topic"
    """The primary one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A document in a sample, as it was then."""

    document_id: str
    revision: int
    stratum: str = ""
    """The part that it was drawn from; empty where the sample was not divided."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sample:
    """Documents drawn by chance from a search: drawn again they are the same ones."""

    name: str
    search: Search
    """With its ``as_of``: what the documents were drawn from."""
    seed: str
    by: tuple[Stratum, ...]
    population: int
    """How many documents the search found."""
    drawn: tuple[Drawn, ...]
    """In the order in which they were drawn: the first n are the sample of size n."""
    made_at: datetime
    who: str

    def __repr__(self) -> str:
        size = f"{len(self.drawn)} of {self.population} documents"
        return f"<Sample {self.name}: {size}, seed {self.seed}>"


class Level(StrEnum):
    """Level of measurement of a variable (Stevens 1946)."""

    NOMINAL = "nominal"
    """Names: either the same or not."""
    ORDINAL = "ordinal"
    """Names in an order."""
    INTERVAL = "interval"
    """Numbers whose differences mean something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What is coded of each document."""

    name: str
    """The column's head: lower case letters, digits and _."""
    level: Level
    values: tuple[str, ...]
    """Those allowed beside ``unassigned``, of an ordinal variable in order. Empty: numbers are."""
    question: str = ""
    """For the coder."""
    least: float | None = None
    most: float | None = None
    """Bounds of numbers; None: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The variables of a study."""

    title: str
    variables: tuple[Variable, ...]

    def variable(self, name: str) -> Variable | None:
        """Return the variable of that name."""
        return next((each for each in self.variables if each.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What a coder said of a document in one respect; the last one counts."""

    sample: str
    document_id: str
    coder: str
    variable: str
    value: str
    """Empty: an earlier code is taken back."""
    at: datetime
