"""Serve the site until somebody says stop."""

import signal
import socket
from collections.abc import Callable

import uvicorn

from monitor import wiring
from monitor.errors import SettingsError
from monitor.library.opener import Opener
from monitor.settings import Settings
from monitor.web.app import application

_CONNECTIONS = 500
"""More are told to come back later: each holds memory while it is open."""
_LAST_ANSWERS = 10
"""Seconds for those that are being answered when it is stopped."""


def serve(settings: Settings, host: str, port: int, *, say: Callable[[str], None]) -> None:
    """Serve the project folder at *host* and *port* (0: a free one) until SIGTERM or SIGINT.

    *say* is told the address once it can be opened.

    Raises:
        ArchiveError: There is no archive, or it cannot be read.
        SettingsError: The port is taken, or the host is none of this computer's.
    """
    opener = Opener(settings)
    with opener():
        pass  # it is there, and of this version: better said now than to each reader
    named = {*settings.web_hosts, host}
    app = application(opener, clock=wiring.now_of(settings), hosts=named)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # it would write down what people search for; guard.py logs
        server_header=False,
        date_header=True,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    with _listening(host, port) as listening:
        # uvicorn raises a signal again when it is done; it has been answered by then.
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: None)
        say(_address(listening))
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that hears at *host* and *port*.

    Raises:
        SettingsError: It cannot.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, _, _, address = found[0]
        made = socket.socket(family, kind)
    except OSError as fault:
        raise SettingsError(
            f"--host {host}: {fault.strerror}; give an address of this computer"
        ) from fault
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)
    except OSError as fault:
        made.close()
        raise SettingsError(
            f"port {port} of {host}: {fault.strerror}; give another one with --port"
        ) from fault
    return made


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
