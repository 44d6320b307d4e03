"""How far coders agree about a variable."""

from dataclasses import dataclass

from monitor.model.coding import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two coders."""

    coders: tuple[str, str]
    items: int
    """Documents that both coded."""
    percent: float
    """On how many of them both wrote the same, in percent."""
    kappa: float | None
    """Cohen's; None where it is undefined, or the variable is of numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two values that coders gave to the same documents."""

    values: tuple[str, str]
    """In the order of the codebook."""
    items: tuple[str, ...]
    """Ids of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What can be said of the agreement of coders about one variable."""

    variable: str
    level: Level
    coders: tuple[str, ...]
    items: int
    """Documents of the sample."""
    coded: int
    """Documents that at least one coder coded."""
    pairable: int
    """Documents that at least two coders coded: all figures are of these."""
    missing: int
    """Codes that would be there if all these coders had coded all documents that anyone coded."""
    percent: float | None
    """Of all pairs of codes of the same document, those that are the same; None where there are
    none."""
    pairs: tuple[Pair, ...]
    kappa: float | None
    """The mean of Cohen's kappa over all pairs of coders; None where one of them is undefined."""
    alpha: float | None
    """Krippendorff's; None where it is undefined."""
    interval: tuple[float, float] | None
    """95 % of alpha, by drawing documents anew; None where there are too few."""
    counts: tuple[tuple[str, int], ...]
    """How often each value was given to those documents, in the order of the codebook."""
    confusion: tuple[tuple[int, ...], ...]
    """How often one coder gave the value of the row and another, later by name, that of the column
    to the same document; both in the order of *counts*."""
    disagreements: tuple[Disagreement, ...]
    """Most frequent first."""
    cautions: tuple[str, ...]
    """What a reader must know before believing a figure; each one sentence."""
