"""Progress for people on a terminal, plain lines for a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from monitor.pipeline.progress import Progress

if TYPE_CHECKING:
    from rich.progress import TaskID

_EVERY = 50
"""In a pipe, a line each so many items: enough to see that it lives."""


@contextmanager
def shown(stream: TextIO) -> Iterator[Progress]:
    """Give a function that shows how far a run is on *stream*."""
    if not stream.isatty():
        yield _lines(stream)
        return
    from rich.console import Console  # 77 ms to import: only where a person watches
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=Console(file=stream), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase, total=total)
            bars.update(tasks[phase], completed=done, total=total)

        yield show


def _lines(stream: TextIO) -> Progress:
    def show(phase: str, done: int, total: int) -> None:
        if done == total or done % _EVERY == 0:
            print(f"{phase} {done}/{total}", file=stream, flush=True)

    return show
