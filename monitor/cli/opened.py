"""The archive of a project, opened for a command that asks or keeps something."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor.cli.terminal import plain
from monitor.errors import SourceError

if TYPE_CHECKING:
    from monitor.library.library import Library
    from monitor.settings import Settings


@contextmanager
def opened(
    settings: "Settings", *, writes: bool = False, rules: bool = True
) -> "Iterator[Library]":
    """Open a project to look into it, or with *writes* to keep what a person says.

    A sources.yaml that cannot be used is told of: what it takes back of rights does not count then.
    Without *rules* it is not read: where no document is shown.

    Raises:
        ArchiveError: There is no archive, or it cannot be opened so.
    """
    from monitor.library.opening import readable, writable

    with (writable if writes else readable)(settings, _tell, rules=rules) as library:
        yield library


def _tell(fault: SourceError) -> None:
    print(f"monitor: {plain(str(fault))}; rights are as they were", file=sys.stderr)
