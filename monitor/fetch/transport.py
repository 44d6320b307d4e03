"""One request on the wire.

Every request has a connection of its own, made by the guard and closed afterwards. At our pace a
server would have closed it before the next one anyway, an old connection cannot break under a new
request, and httpx's pool, whose work grows with the square of its open connections, is not needed.
Nor is its client: it unpacks without limit, keeps cookies and reads the environment.
"""

import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any

import httpcore
import httpx

from monitor.errors import RefusedError, TooLargeError, UnreachableError
from monitor.fetch import body
from monitor.fetch.address import Address
from monitor.fetch.answer import Answer, Headers, has_content, header
from monitor.fetch.guard import CONNECT, Forbidden, Guard


class Wire:
    """Sends requests and reads answers."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=False)

    async def ask(
        self, address: Address, headers: Mapping[str, str], *, limit: int, cut: bool = False
    ) -> Answer:
        """Return the answer to a GET of *address*; its body only where the status promises one.

        *limit* is in bytes; what is over it is left unread where *cut* is true.

        Raises:
            RefusedError: The guard does not let us.
            TooLargeError: The body is over *limit*.
            UnreachableError: There was no whole answer.
        """
        try:
            async with self._response(address, headers) as response:
                return await _answer(address.url, response, limit=limit, cut=cut)
        except Forbidden as no:
            raise RefusedError(address.url, f"{no}, and the monitor does not go there") from None
        except _FAULTS as fault:
            raise UnreachableError(address.url, fact(fault)) from fault

    @asynccontextmanager
    async def _response(
        self, address: Address, headers: Mapping[str, str]
    ) -> AsyncIterator[httpcore.Response]:
        scheme, host = address.scheme.encode(), address.host.encode()
        line = _Line(self._guard)
        connection = httpcore.AsyncHTTPConnection(
            httpcore.Origin(scheme, host, address.port),
            ssl_context=self._tls if address.scheme == "https" else None,
            network_backend=line,
        )
        request = httpcore.Request(
            b"GET",
            httpcore.URL(
                scheme=scheme, host=host, port=address.port, target=address.target.encode()
            ),
            headers=[
                (name.encode(), value.encode("latin-1"))
                for name, value in {"Host": address.place, **headers, "Connection": "close"}.items()
            ],
        )
        try:
            yield await connection.handle_async_request(request)
        finally:
            try:
                await connection.aclose()
            finally:
                await line.hang_up()


class _Line(httpcore.AsyncNetworkBackend):
    """The connection of one request, closed with it.

    httpcore alone would leave it open where the deadline ends a TLS handshake.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._stream: httpcore.AsyncNetworkStream | None = None

    async def connect_tcp(
        self, host: str, port: int, *_: Any, **__: Any
    ) -> httpcore.AsyncNetworkStream:
        """Connect by way of the guard, which has time limits of its own."""
        self._stream = await self._guard.connect(host, port)
        return self._stream

    async def hang_up(self) -> None:
        """Close the connection, if there is one and it still is."""
        if self._stream:
            await self._stream.aclose()


async def _answer(url: str, response: httpcore.Response, *, limit: int, cut: bool) -> Answer:
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in response.headers
    )
    content = b""
    if has_content(response.status):
        if not cut and _promised(headers) > limit:
            raise TooLargeError(url, body.too_large(limit), status=response.status)
        content = await body.read(
            url, response.aiter_stream(), coding=_coding(headers), limit=limit, cut=cut
        )
    return Answer(
        status=response.status,
        headers=headers,
        body=content,
        peer=_peer(response.extensions["network_stream"]),
    )


def _promised(headers: Headers) -> int:
    # The parser has refused anything else that is not a number.
    return int(header(headers, "content-length") or 0)


def _coding(headers: Headers) -> str:
    return ", ".join(value for name, value in headers if name == "content-encoding")


def _peer(stream: httpcore.AsyncNetworkStream) -> str:
    address = stream.get_extra_info("server_addr")
    host, port = address[:2] if address else ("", 0)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


_FAULTS = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    OSError,
    UnicodeError,
)
"""All that the network, TLS and the other side can do to us; UnicodeError is a host name's."""


def fact(fault: BaseException) -> str:
    """Return what happened, for a person."""
    causes = list(_causes(fault))
    told = (tell(each) for each in causes for kind, tell in _FACTS if isinstance(each, kind))
    return next(told, f"no connection ({_last_words(causes[-1])})")


def _last_words(cause: BaseException) -> str:
    number = cause.errno if isinstance(cause, OSError) else None
    return os.strerror(number).lower() if number else str(cause)


_FACTS: tuple[tuple[type[BaseException], Callable[[Any], str]], ...] = (
    (
        ssl.SSLCertVerificationError,
        lambda fault: f"its TLS certificate is not valid ({fault.verify_message})",
    ),
    (ssl.SSLError, lambda fault: f"TLS failed ({fault.reason or fault})"),
    (socket.gaierror, lambda _: "its host name does not resolve"),
    (UnicodeError, lambda _: "its host name does not resolve"),
    (ConnectionRefusedError, lambda _: "the host refuses connections"),
    (httpcore.ConnectTimeout, lambda _: f"no connection within {CONNECT:g} s"),
    (httpcore.ProtocolError, lambda fault: _broken(str(fault))),
    (httpcore.ReadError, lambda _: "the connection was cut"),
    (httpcore.WriteError, lambda _: "the connection was cut"),
    (ConnectionError, lambda _: "the connection was cut"),
)


def _broken(message: str) -> str:
    if "disconnected" in message:
        return "the host hung up without an answer"
    if "closed" in message:
        return "the answer broke off in the middle"
    return f"the answer is not HTTP ({message})"


def _causes(fault: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = fault
    while cause is not None:
        yield cause
        cause = cause.__cause__
