"""What every answer of the web needs: the archive, the time, and the names of the site."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.requests import HTTPConnection

from monitor.clock import Clock
from monitor.library.library import Library

Open = Callable[[], AbstractContextManager[Library]]
"""Opens the archive to look into it, in the thread that asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Handed to every route as ``request.app.state.desk``."""

    open: Open
    """With a limit on how long one reader may keep the archive busy."""
    whole: Open
    """Without: for exports, which take as long as they take."""
    clock: Clock
    hosts: frozenset[str] = frozenset()
    """Names, in lower case, that the site is called by beside localhost and addresses of digits."""

    url: str = ""
    """The site's own address, with a slash at its end; empty: as the request has it."""

    def knows(self, host: str) -> bool:
        """Whether a request that names *host* is meant for this site.

        A page elsewhere can have its own name lead to this computer and read what it gets (DNS
        rebinding); an address of digits cannot be led anywhere.
        """
        name = _without_port(host).lower().rstrip(".")
        if name in self.hosts or name == "localhost":
            return True
        try:
            ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True


def desk(connection: HTTPConnection) -> Desk:
    """Return the desk of the application that *connection* came to."""
    found: Desk = connection.app.state.desk
    return found


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() and not name.endswith(":") else host


def limited(open_: Open, seconds: float) -> Open:
    """Return *open_* with a limit on how long the archive may be asked between opening and closing.

    A search that goes over it ends with ``SlowError``, so that one reader cannot stop the others.
    Seconds are those of the processor: what others make it wait is not its fault.
    """

    @contextmanager
    def opened() -> Iterator[Library]:
        with open_() as library:
            library.archive.database.give_up_after(seconds, time.thread_time)
            yield library

    return opened
