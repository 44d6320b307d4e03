"""Serve the site until somebody says stop."""

import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from threading import Thread

import uvicorn

from monitor import wiring
from monitor.archive.access import every
from monitor.errors import ArchiveError, SettingsError
from monitor.library.opener import Opener
from monitor.log import event
from monitor.settings import Settings
from monitor.web import patience
from monitor.web.app import application
from monitor.web.gate import Rules

_log = logging.getLogger(__name__)

_LAST_ANSWERS = 10
"""Seconds for those that are being answered when it is stopped."""


def serve(settings: Settings, host: str, port: int, *, say: Callable[[str], None]) -> None:
    """Serve the project folder at *host* and *port* (0: a free one) until SIGTERM or SIGINT.

    *say* is told the address once it can be opened.

    Raises:
        ArchiveError: There is no archive, or it cannot be read.
        SettingsError: The port is taken, or the host is none of this computer's.
    """
    with wiring.reading(settings):
        pass  # it is there, and of this version: better said now than to each reader
    with _listening(host, port) as listening:
        server = _server(settings, host)
        # uvicorn raises a signal again when it is done; it has been answered by then.
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: None)
        say(_address(listening))
        server.run(sockets=[listening])


@contextmanager
def beside(
    settings: Settings, host: str, port: int, *, say: Callable[[str], None]
) -> Iterator[None]:
    """Serve the project folder in a thread of its own while what is inside goes on.

    There need not be an archive yet; until there is one, pages say so.

    Raises:
        SettingsError: The port is taken, or the host is none of this computer's.
    """
    with _listening(host, port) as listening:
        server = _server(settings, host)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, name="web")
        thread.start()
        try:
            say(_address(listening))
            yield
        finally:
            server.should_exit = True
            thread.join()


def _server(settings: Settings, host: str) -> uvicorn.Server:
    local = _is_local(host)
    rules = Rules(
        token=settings.web_access == "token" or (settings.web_access == "auto" and not local),
        per_minute=settings.web_rate,
    )
    _warn(settings, rules, local=local)
    app = application(
        Opener(settings),
        clock=wiring.now_of(settings),
        hosts={*settings.web_hosts, host},
        url=settings.web_url,
        rules=rules,
    )
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,  # it would write down what people search for; guard.py logs
            server_header=False,
            proxy_headers=False,  # anyone on this computer could say from where they come
            date_header=True,
            **patience.options(),
            timeout_graceful_shutdown=_LAST_ANSWERS,
        )
    )


def _is_local(host: str) -> bool:
    """Whether *host* is heard on this computer alone."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _warn(settings: Settings, rules: Rules, *, local: bool) -> None:
    """Say what of how it is served may not be what is wanted."""
    if rules.token and settings.database_path.exists():
        # Beside monitor run there may be no archive yet.
        with suppress(ArchiveError), wiring.reading(settings) as archive:
            now = wiring.now_of(settings)()
            if not any(token.holds(now) for token in every(archive)):
                event(_log, logging.WARNING, "nobody has a token", next="monitor tokens add NAME")
    elif not rules.token and not local:
        event(_log, logging.WARNING, "open to whoever reaches it", next="set web_access: token")


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
        made.listen(1024)
    except OSError as fault:
        made.close()
        raise SettingsError(
            f"port {port} of {host}: {fault.strerror}; give another one with --port"
        ) from fault
    return made


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
