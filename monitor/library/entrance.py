"""``monitor.open``: light to import, since everything that imports the package imports this."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.library.reader import Reader


def open_project(path: str | Path = ".") -> "Reader":
    """Open the archive of the project folder *path*, to read in it; close it, or use ``with``.

    Others may write meanwhile. One thread reads in what it opened; each may open its own.

    Raises:
        SettingsError: It is no folder, or its settings cannot be used.
        ArchiveError: There is no archive in it, or it cannot be read.
    """
    from monitor import settings
    from monitor.library.reader import Reader

    return Reader(settings.load(Path(path), os.environ))
