"""How long a connection may take to send its request, and how many may be open at once.

uvicorn waits for the first bytes of a request for good: 1,100 connections that send nothing, or a
letter now and then, kept all others out (measured).
"""

import asyncio
import resource
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10.0
"""Seconds from when a connection is made, or its last answer was given, to a whole request."""
CONNECTIONS = 4000
"""More are told to come back later: each holds memory, and a file."""
_COMING_IN = (h11.IDLE, h11.SEND_BODY)


class Patient(H11Protocol):
    """Speaks HTTP/1.1, and hangs up on who does not finish what they began to ask."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came; wait no more once it is a whole request."""
        super().data_received(data)
        if self.conn.their_state not in _COMING_IN:
            self._stop()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop()
        self._waiting = self.loop.call_later(PATIENCE, self._give_up)

    def _stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


def options() -> dict[str, Any]:
    """Return what uvicorn is told, and let this process open as many files as that needs."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 1000 if most == resource.RLIM_INFINITY else min(most, CONNECTIONS + 1000)
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return {"http": Patient, "limit_concurrency": CONNECTIONS, "backlog": 1024}
