"""How a long run tells how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a phase (``asking`` or ``reading``), how many are done, and of how many."""


def quiet(phase: str, done: int, total: int) -> None:
    """Show nothing."""
