"""What surrounds every answer, errors included: the Host check, the headers, the log line."""

import logging
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from monitor.log import event
from monitor.web import faults
from monitor.web.desk import desk

_log = logging.getLogger(__name__)

HEADERS = {
    # No script, no frame, no font, nothing from elsewhere: what an archived text says stays text.
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # A reader's searches are nobody else's, and an answer is as new as the archive.
    "cache-control": "private, no-cache",
}
"""Set on every answer that does not set its own."""


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 0

        async def sent(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope, receive)
        try:
            if desk(request).knows(request.headers.get("host", "")):
                await self._app(scope, receive, sent)
            else:
                await faults.misdirected(request)(scope, receive, sent)
        except Exception as bug:
            if status:  # half an answer is out: the connection has to be cut
                raise
            event(_log, logging.ERROR, "fault", path=scope["path"], fact=type(bug).__name__)
            _log.debug("traceback", exc_info=bug)
            await faults.broken(request)(scope, receive, sent)
        finally:
            # Without the query: what a person searches for is in no log.
            spent = round((time.perf_counter() - begun) * 1000)
            told = {"method": scope["method"], "path": scope["path"], "status": status}
            event(_log, logging.INFO, "request", **told, ms=spent)
