"""Codes of a small study."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from monitor.model.coding import Code, Codebook, Level, Variable

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
STAGE = Variable(name="stage", level=Level.NOMINAL, values=("raid", "charge", "NGO report"))
REMEDY = Variable(name="remedy", level=Level.ORDINAL, values=("nothing", "a mention", "much"))
VICTIMS = Variable(name="victims", level=Level.INTERVAL, values=(), least=0, most=500)
BOOK = Codebook(title="A study", variables=(STAGE, REMEDY, VICTIMS))


def coded(variable: Variable, given: Mapping[str, Sequence[object]]) -> list[Code]:
    """Return the codes of coders, each a sequence over the same documents; None is missing."""
    return [
        Code(
            sample="s",
            document_id=f"d{place:03}",
            coder=coder,
            variable=variable.name,
            value=str(value),
            at=NOW,
        )
        for coder, values in given.items()
        for place, value in enumerate(values)
        if value is not None
    ]
