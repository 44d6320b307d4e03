"""One request on the wire.

httpx speaks; every request has a connection of its own, made by the guard and closed afterwards. At
our pace a server would have closed it before the next one anyway, an old connection cannot break
under a new request, and httpx's pool, whose work grows with the square of its open connections, is
not needed. Bodies are taken raw: httpx unpacks without limit.
"""

import asyncio
import hashlib
import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import httpcore

from monitor.clock import Clock
from monitor.errors import RefusedError, TooLargeError, UnreachableError
from monitor.fetch import body, http
from monitor.fetch.address import Address
from monitor.fetch.answer import Answer, Headers, has_content, header
from monitor.fetch.guard import CONNECT, Forbidden, Guard
from monitor.model.exchange import Exchange, Truncated

Record = Callable[[Exchange], None]
"""Takes note of every exchange, before anything is decided about it."""

_ASIDE_BYTES, _ASIDE_SECONDS = 64_000, 2.0
"""What is taken of the body of an error or a redirect: it is evidence, and nobody waits for it."""


class Wire:
    """Sends requests and reads answers."""

    def __init__(self, guard: Guard, *, clock: Clock, record: Record) -> None:
        self._clock = clock
        self._record = record
        self._client = http.AsyncClient(
            transport=_Lines(guard),
            trust_env=False,
            timeout=None,  # the caller's deadline counts for all of it
        )
        self._client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))

    async def ask(
        self,
        address: Address,
        headers: Mapping[str, str],
        *,
        limit: int,
        cut: bool = False,
        body: bytes | None = None,
    ) -> Answer:
        """Return the answer to a GET of *address*; its body only where the status promises one.

        With *body* it is a POST. *limit* is in bytes; what is over it is left unread where *cut* is
        true.

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
        at = self._clock()
        try:
            method = "GET" if body is None else "POST"
            request = self._client.stream(method, address.url, headers=sent, content=body)
            async with request as response:
                hearing = _Hearing(address.url, at, response)
                try:
                    return await hearing.answer(limit=limit, cut=cut)
                finally:
                    self._record(hearing.exchange())
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
            content=request.content or None,
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


class _Hearing:
    """One answer while it comes."""

    def __init__(self, url: str, at: datetime, response: http.Response) -> None:
        self._url = url
        self._at = at
        self._response = response
        self._headers = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1"))
            for name, value in response.headers.raw
        )
        self._peer = _peer(response.extensions["network_stream"])
        self._raw = bytearray()
        self._truncated = Truncated.DISCONNECT
        self._sha256, self._size = "", 0

    async def answer(self, *, limit: int, cut: bool) -> Answer:
        """Return the answer; its body only where the status promises one.

        Raises:
            TooLargeError: The body is over *limit*, and is not to be *cut*.
            UnreachableError: It is damaged, or packed in a way that we did not ask for.
        """
        status, content = self._response.status_code, b""
        try:
            if has_content(status):
                content = await self._content(limit, cut)
            else:
                await self._aside()
        except asyncio.CancelledError:
            self._truncated = Truncated.TIME
            raise
        except TooLargeError:
            self._truncated = Truncated.LENGTH
            self._raw.clear()  # what is too large to be read is too large to be kept
            raise
        return Answer(status=status, headers=self._headers, body=content, peer=self._peer)

    def exchange(self) -> Exchange:
        """Return what was said, as far as it came."""
        request, response = self._response.request, self._response
        line = b" ".join((request.method.encode(), request.url.raw_path, b"HTTP/1.1"))
        version = response.extensions.get("http_version", b"HTTP/1.1")
        phrase = response.extensions.get("reason_phrase", b"")
        first = b" ".join((version, str(response.status_code).encode(), phrase))
        told = [(name, value) for name, value in response.headers.raw if name.lower() != _CHUNKS]
        return Exchange(
            url=self._url,
            at=self._at,
            peer=self._peer,
            request=_head(line, request.headers.raw) + request.content,
            status=response.status_code,
            response=_head(first, told),
            body=bytes(self._raw),
            truncated=self._truncated,
            sha256=self._sha256,
            size=self._size,
        )

    async def _content(self, limit: int, cut: bool) -> bytes:
        if not cut and _promised(self._headers) > limit:
            raise TooLargeError(self._url, body.too_large(limit), status=self._response.status_code)
        coding = _coding(self._headers)
        content = await body.read(self._url, self._chunks(), coding=coding, limit=limit, cut=cut)
        over = len(self._raw) > limit or len(content) == limit
        self._truncated = Truncated.LENGTH if cut and over else Truncated.NO
        self._sha256, self._size = hashlib.sha256(content).hexdigest(), len(content)
        return content

    async def _aside(self) -> None:
        """Take some of a body that changes nothing; what becomes of it is no fault."""
        self._truncated = Truncated.NO
        try:
            async with asyncio.timeout(_ASIDE_SECONDS):
                async for _ in self._chunks():
                    if len(self._raw) > _ASIDE_BYTES:
                        self._truncated = Truncated.LENGTH
                        del self._raw[_ASIDE_BYTES:]
                        return
        except TimeoutError:
            self._truncated = Truncated.TIME
        except _FAULTS:
            self._truncated = Truncated.DISCONNECT

    async def _chunks(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_raw():
            self._raw += chunk
            yield chunk


_CHUNKS = b"transfer-encoding"


def _head(line: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"\r\n".join([line, *(b": ".join(pair) for pair in headers), b"", b""])


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
