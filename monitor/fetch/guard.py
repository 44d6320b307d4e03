"""No request to this computer or its neighbours, whatever a page or a resolver says.

The check sits where the connection is made: a name is resolved once, every address it has is
checked, and exactly a checked address is dialled. A name that answers otherwise the second time
(DNS rebinding) gains nothing, and redirects, robots.txt and odd spellings such as ``2130706433``
come through here as everything else does.
"""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpcore

Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host name and port → numeric addresses, most wanted first."""

CONNECT = 10.0
"""Seconds for one address to accept the connection; then the next address is tried."""

_V4 = tuple(
    (IPv4Network(network), what)
    for network, what in {
        "0.0.0.0/8": "this network",
        "10.0.0.0/8": "private",
        "100.64.0.0/10": "inside a provider's network",
        "127.0.0.0/8": "this computer",
        "168.63.129.16/32": "a cloud's own service",
        "169.254.0.0/16": "link-local, or a cloud's metadata",
        "172.16.0.0/12": "private",
        "192.0.0.0/24": "reserved",
        "192.0.2.0/24": "for documentation",
        "192.88.99.0/24": "reserved",
        "192.168.0.0/16": "private",
        "198.18.0.0/15": "for benchmarks",
        "198.51.100.0/24": "for documentation",
        "203.0.113.0/24": "for documentation",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved",
    }.items()
)
# IANA's special-purpose registry, and what is no single host. Python's own is_global depends on
# the version: 3.11.7 lets 12 of 38 special addresses pass.
_V6_GLOBAL = IPv6Network("2000::/3")
_V6 = tuple(
    (IPv6Network(network), what)
    for network, what in {
        "2001::/23": "a tunnel or reserved",
        "2001:db8::/32": "for documentation",
        "2002::/16": "a tunnel (6to4)",
        "3fff::/20": "for documentation",
    }.items()
)
_NAT64 = IPv6Network("64:ff9b::/96")


class Forbidden(Exception):  # noqa: N818 - a verdict; the client turns it into a RefusedError
    """The guard says no; the message says why."""


def refusal(address: str, allowed: Iterable[Network] = ()) -> str:
    """Return why *address* must not be dialled; empty where it may.

    >>> refusal("127.0.0.1"), refusal("93.184.216.34")
    ('127.0.0.1 is not a public address (this computer)', '')
    """
    number = ip_address(address.partition("%")[0])
    if isinstance(number, IPv6Address) and number.ipv4_mapped:
        # The system dials the IPv4 address that is in it.
        number = number.ipv4_mapped
    # An address of one family is never in a network of the other.
    if any(number in network for network in allowed):
        return ""
    what = _special(number)
    return f"{address} is not a public address ({what})" if what else ""


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Return the networks written in *texts*."""
    return tuple(ip_network(text) for text in texts)


def _special(number: IPv4Address | IPv6Address) -> str:
    """Return what *number* is instead of a public address; empty where it is one."""
    if isinstance(number, IPv4Address):
        return next((what for network, what in _V4 if number in network), "")
    if number in _NAT64:
        return _special(IPv4Address(int(number) & 0xFFFFFFFF))
    if number not in _V6_GLOBAL:
        return "this computer" if number.is_loopback else "local or reserved"
    return next((what for network, what in _V6 if number in network), "")


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of *host* by the system's resolver.

    Raises:
        OSError: It has none.
    """
    return await in_thread(lambda: _looked_up(host, port))


def _looked_up(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def in_thread(function: Callable[[], Sequence[str]]) -> Sequence[str]:
    """Return ``function()``, called in a thread that nobody waits for at the end.

    A resolver may be silent for half a minute, and asyncio's own threads are waited for: the
    monitor would not end when it is told to.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(found: Sequence[str] | Exception) -> None:
        if answer.done():
            return  # nobody waits any more
        if isinstance(found, Exception):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    def call() -> None:
        found: Sequence[str] | Exception
        try:
            found = function()
        except (OSError, UnicodeError) as fault:
            found = fault
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=call, name="resolver", daemon=True).start()
    return await answer


class Guard:
    """Makes connections, to allowed addresses only."""

    def __init__(
        self,
        allowed: Sequence[Network],
        routes: Mapping[str, tuple[str, int]],
        resolve: Resolve = resolve,
    ) -> None:
        self._allowed = allowed
        self._routes = routes
        self._resolve = resolve
        self._dial = httpcore.AnyIOBackend()

    async def connect(self, host: str, port: int) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of *host* that answers; each has ``CONNECT`` seconds.

        Raises:
            Forbidden: One of its addresses is not allowed.
            OSError: It has no address.
            httpcore.NetworkError: None answered.
        """
        host, port = self._routes.get(host, (host, port))
        addresses = await self._addresses(host, port)
        for address in addresses:
            reason = refusal(address, self._allowed)
            if reason:
                raise Forbidden(reason if address == host else f"{host} has an address, {reason}")
        failure: Exception = socket.gaierror(socket.EAI_NONAME, "no address")
        for address in addresses:
            try:
                return await self._dial.connect_tcp(address, port, timeout=CONNECT)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as fault:
                failure = fault
        raise failure

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            ip_address(host)
        except ValueError:
            return await self._resolve(host, port)
        return [host]
