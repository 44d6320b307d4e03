"""One request on the wire.

httpx speaks; every request has a connection of its own, made by the guard and closed afterwards. At
our pace a server would have closed it before the next one anyway, an old connection cannot break
under a new request, and httpx's pool, whose work grows with the square of its open connections, is
not needed. Bodies are taken raw: httpx unpacks without limit.
"""

import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from functools import cached_property
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import httpcore

from monitor.errors import RefusedError, TooLargeError, UnreachableError
from monitor.fetch import body, http
from monitor.fetch.address import Address
from monitor.fetch.answer import Answer, Headers, has_content, header
from monitor.fetch.guard import CONNECT, Forbidden, Guard


class Wire:
    """Sends requests and reads answers."""

    def __init__(self, guard: Guard) -> None:
        self._client = http.AsyncClient(
            transport=_Lines(guard),
            trust_env=False,
            timeout=None,  # the caller's deadline counts for all of it
        )
        self._client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))

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
        # An ETag may have any Latin-1 letter, and is sent back as it came.
        sent = [
            (name.encode(), value.encode("latin-1"))
            for name, value in {**headers, "Connection": "close"}.items()
        ]
        try:
            async with self._client.stream("GET", address.url, headers=sent) as response:
                return await _answer(address.url, response, limit=limit, cut=cut)
        except Forbidden as no:
            reason = f"{no}, and the monitor does not go there"
            step = "if it is yours, name its network in the setting allow_networks"
            raise RefusedError(address.url, f"{reason}; {step}") from None
        except _FAULTS as fault:
            raise UnreachableError(address.url, fact(fault)) from fault

    async def close(self) -> None:
        """Give back what the client holds."""
        await self._client.aclose()


class _Lines(http.AsyncBaseTransport):
    """A connection for each request."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return http.create_ssl_context(trust_env=False)

    async def handle_async_request(self, request: http.Request) -> http.Response:
        """Return the answer to *request*, its body still on the line."""
        url, secure = request.url, request.url.scheme == "https"
        port = url.port or (443 if secure else 80)
        line = _Line(self._guard)
        connection = httpcore.AsyncHTTPConnection(
            httpcore.Origin(url.raw_scheme, url.raw_host, port),
            ssl_context=self._tls if secure else None,
            network_backend=line,
        )
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=port, target=url.raw_path),
            headers=request.headers.raw,
        )
        try:
            answer = await connection.handle_async_request(asked)
        except BaseException:
            await _hang_up(connection, line)
            raise
        return _Answered(
            answer.status,
            headers=answer.headers,
            stream=_Stream(answer, connection, line),
            extensions=answer.extensions,
        )


class _Answered(http.Response):
    """An answer whose redirect is not for httpx to look at: it raises where it cannot read one."""

    @property
    def has_redirect_location(self) -> bool:
        """Never: ``client`` follows them."""
        return False


class _Stream(http.AsyncByteStream):
    """The body on its line; closing it ends the connection."""

    def __init__(
        self, answer: httpcore.Response, connection: httpcore.AsyncHTTPConnection, line: "_Line"
    ) -> None:
        self._answer = answer
        self._connection = connection
        self._line = line

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        """Hang up."""
        await _hang_up(self._connection, self._line)


async def _hang_up(connection: httpcore.AsyncHTTPConnection, line: "_Line") -> None:
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


async def _answer(url: str, response: http.Response, *, limit: int, cut: bool) -> Answer:
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in response.headers.raw
    )
    peer = _peer(response.extensions["network_stream"])
    content = b""
    if has_content(response.status_code):
        if not cut and _promised(headers) > limit:
            raise TooLargeError(url, body.too_large(limit), status=response.status_code)
        content = await body.read(
            url, response.aiter_raw(), coding=_coding(headers), limit=limit, cut=cut
        )
    return Answer(status=response.status_code, headers=headers, body=content, peer=peer)


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
