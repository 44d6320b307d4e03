"""A project folder opened for those who ask.

Light to import: what reads archives is imported when one is opened.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.errors import SourceError
    from monitor.library.library import Library
    from monitor.model.watchlist import Watchlist
    from monitor.settings import Settings

    Tell = Callable[[SourceError], None]
    """Hears of a sources.yaml that cannot be used."""


def _silent(_: "SourceError") -> None:
    pass


@contextmanager
def readable(
    settings: "Settings", tell: "Tell" = _silent, *, rules: bool = True
) -> Iterator["Library"]:
    """Open a project to look into it; without *rules* sources.yaml, which takes long, is not read.

    Raises:
        ArchiveError: There is no archive, or it cannot be read.
    """
    from monitor import wiring
    from monitor.library.library import Library

    with wiring.reading(settings) as archive:
        yield Library(archive, _watchlist(settings, tell) if rules else None)


@contextmanager
def writable(
    settings: "Settings", tell: "Tell" = _silent, *, rules: bool = True
) -> Iterator["Library"]:
    """Open a project to keep what a person says, beside a monitor that is at work.

    Without *rules* sources.yaml is not read.

    Raises:
        ArchiveError: There is no archive, it is of an older version, or it cannot be opened.
    """
    from monitor import wiring
    from monitor.library.library import Library

    with wiring.deciding(settings) as archive:
        yield Library(archive, _watchlist(settings, tell) if rules else None)


def _watchlist(settings: "Settings", tell: "Tell") -> "Watchlist | None":
    """Return what sources.yaml says; None where it cannot be used: as was allowed counts then."""
    from monitor.errors import SourceError
    from monitor.source.load import load

    try:
        return load(settings.sources_path)
    except SourceError as fault:
        tell(fault)
        return None
