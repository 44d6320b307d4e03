"""What a request has to pass: length, token, rate. It stands inside ``Guard``."""

import base64
import binascii
from collections.abc import MutableMapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any

from anyio import CapacityLimiter
from anyio.to_thread import current_default_thread_limiter, run_sync
from starlette.datastructures import MutableHeaders
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from monitor.errors import MonitorError
from monitor.library.tokens import holder
from monitor.web import faults
from monitor.web.desk import desk
from monitor.web.rate import Left, Rates

MAX_BODY = 256_000
"""Bytes; only a search is ever sent, and its query has at most 10,000 characters."""
MAX_ADDRESS = 32_000
"""Bytes of path and query: a query of 10,000 letters of Latin script, each percent-encoded."""
AT_ONCE = 8
"""Requests that are answered at once; the others wait, so that each is done soon once begun."""
OPEN_TO_ALL = ("/style/", "/api/v1/health")
"""They hold nothing of the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is asked of readers."""

    token: bool = False
    """Whether only holders of a token may read."""
    per_minute: int = 0
    """Requests that a token, or an address without one, may make; 0: any number."""
    seconds: float = 2.0
    """How long one request may keep the archive busy."""


class Gate:
    """The layer between ``Guard`` and the routes."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = RequestBodyLimitMiddleware(app, MAX_BODY)
        self._rules = rules
        self._rates = Rates(rules.per_minute)
        self._looks: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._looks is None:
            # Threads of their own: whoever waits for a search must not keep others from the door.
            self._looks = CapacityLimiter(4)
            current_default_thread_limiter().total_tokens = AT_ONCE
        request = Request(scope, receive)
        if request.method == "HEAD" and request.url.path.startswith(faults.PROGRAMS):
            # Their routes know GET alone.
            scope["method"], send = "GET", _headless(send)
        refused, left = await self._checked(request)
        if refused is not None:
            await _counted(refused, left)(scope, receive, send)
            return
        await self._app(scope, receive, _counting(send, left))

    async def _checked(self, request: Request) -> tuple[Response | None, Left | None]:
        """Return why *request* is not answered, None where it may be, and what is left to whom."""
        raw = request.scope.get("raw_path") or b""
        if len(raw) + len(request.scope["query_string"]) > MAX_ADDRESS:
            detail = f"The address has more than {MAX_ADDRESS} bytes; send a long search by POST."
            return faults.problem(request, 414, detail), None
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > MAX_BODY:  # one without is stopped on its way
            return faults.problem(request, 413, f"At most {MAX_BODY} bytes can be sent."), None
        if request.url.path.startswith(OPEN_TO_ALL):
            return None, None
        address = _network(request)
        who = f"address {address}"
        if self._rules.token:
            if self._rates.failed_too_often(address):
                detail = "Too many requests without a token that holds; wait a minute."
                return _later(faults.problem(request, 429, detail), 60), None
            try:
                name = await self._holder(request)
            except MonitorError as fault:
                return faults.archive(request, fault), None
            if name is None:
                self._rates.failed(address)
                return _unknown(request), None
            who = f"token {name}"
        left = self._rates.taken(who)
        if left is not None and not left.allowed:
            detail = f"More than {left.quota} requests in a minute; go on in {left.resets} s."
            return _later(faults.problem(request, 429, detail), left.resets), left
        return None, left

    async def _holder(self, request: Request) -> str | None:
        """Return who asks, by the token that was sent; None where it is none, or holds no more."""
        secret = _secret(request.headers.get("authorization", ""))
        if not secret:
            return None
        found = desk(request)

        def looked_up() -> str | None:
            with found.open() as library:
                token = holder(library.archive, secret, found.clock())
            return token.name if token else None

        return await run_sync(looked_up, limiter=self._looks)


def _secret(header: str) -> str:
    """Return the token of an Authorization header, as Bearer or as the password of Basic."""
    scheme, _, told = header.partition(" ")
    if scheme.lower() == "bearer":
        return told.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        pair = base64.b64decode(told.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    return pair.partition(":")[2]


def _network(request: Request) -> str:
    """Return from where is asked: an address, of IPv6 the network that one reader has (/64)."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return "nowhere"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)


def _unknown(request: Request) -> Response:
    detail = (
        "A token is needed: send it as Authorization: Bearer TOKEN, or as the password of any user "
        "name. Whoever runs this archive makes one with monitor tokens add."
    )
    answer = faults.problem(request, 401, detail)
    answer.headers.append("www-authenticate", 'Bearer realm="archive"')
    answer.headers.append("www-authenticate", 'Basic realm="archive", charset="UTF-8"')
    return answer


def _later(answer: Response, seconds: int) -> Response:
    answer.headers["retry-after"] = str(seconds)
    return answer


def _counted(answer: Response, left: Left | None) -> Response:
    if left is not None:
        answer.headers.update(left.headers)
    return answer


def _counting(send: Send, left: Left | None) -> Send:
    """Return *send* that tells with each answer what is left."""
    if left is None:
        return send
    told = left

    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(told.headers)
        await send(message)

    return sent


def _headless(send: Send) -> Send:
    """Return *send* that leaves out the body."""

    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sent
