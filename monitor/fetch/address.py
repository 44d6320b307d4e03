"""Where to ask: one reading of a URL, for robots.txt, the guard and the wire alike.

Two parsers of one URL can see two hosts in it, and the guard would check the one that is not
dialled. So everything here goes by what httpx reads.
"""

from contextlib import suppress
from dataclasses import dataclass

from monitor.errors import RefusedError
from monitor.fetch import http

_PORTS = {"http": 80, "https": 443}
_LAST_RESERVED_PORT = 1023
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web address, read and found fit to be asked."""

    url: str
    """Without fragment."""
    scheme: str
    host: str
    """ASCII, lower case; an IPv6 address without brackets."""
    port: int
    place: str
    """For the Host header: host, and port where it is not the scheme's."""
    target: str
    """Path and query, as sent."""

    @property
    def site(self) -> str:
        """Whom we are polite to: one name, by http or https and on any port, is one."""
        return self.host.rstrip(".")

    @property
    def origin(self) -> str:
        """Whose robots.txt counts: each scheme and port of a host has its own (RFC 9309, 2.3)."""
        return f"{self.scheme}://{self.site}:{self.port}"


def parse(url: str) -> Address:
    """Return the address that *url* names.

    Raises:
        RefusedError: It is none, is not http(s), carries a password, or names a port where no web
            server is expected.
    """
    try:
        parts = http.URL(url.strip())
    except (http.InvalidURL, ValueError) as fault:
        raise RefusedError(url, f"is no web address ({fault})") from None
    if parts.scheme not in _PORTS:
        raise RefusedError(url, f"“{parts.scheme or url[:40]}” is neither http nor https")
    if not parts.raw_host:  # not host, which decodes it, and fails at “xn--”
        raise RefusedError(url, "is no web address (names no host)")
    if parts.userinfo:
        raise RefusedError(url, "carries a name or password; the monitor signs in nowhere")
    port = parts.port if parts.port is not None else _PORTS[parts.scheme]
    if port > _LAST_PORT:
        raise RefusedError(url, f"is no web address (there is no port {port})")
    if port <= _LAST_RESERVED_PORT and port not in _PORTS.values():
        raise RefusedError(url, f"port {port} is not a web server's")
    return Address(
        url=str(parts.copy_with(fragment=None)),
        scheme=parts.scheme,
        host=parts.raw_host.decode("ascii"),
        port=port,
        place=parts.netloc.decode("ascii"),
        target=parts.raw_path.decode("ascii"),
    )


def follow(base: Address, location: str) -> Address:
    """Return where a redirect to *location*, a header as it came, leads from *base*.

    Raises:
        RefusedError: Nowhere that may be asked.
    """
    # A header is Latin-1 by the letter; addresses in it that are not ASCII are UTF-8, as browsers
    # take them.
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        joined = str(http.URL(base.url).join(location.strip()))
    except (http.InvalidURL, ValueError) as fault:
        raise RefusedError(location, f"is no web address ({fault})") from None
    return parse(joined)


def robots_of(address: Address) -> Address:
    """Return where the robots.txt of *address* is."""
    return parse(f"{address.scheme}://{address.place}/robots.txt")
