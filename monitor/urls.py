"""When are two addresses the same, and where does a sentence stand behind one."""

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say how a reader came, not what is read. at_*: the BBC's feeds; ns_*: its older
# ones; CMP: the Guardian; the rest: analytics vendors' own documentation.
_TRACKING = re.compile(
    r"(?:utm_|at_|ns_|pk_|mtm_|hsa_|_hs|mc_[ce]id$|(?:fbclid|gclid|dclid|msclkid|yclid|igshid|"
    r"cmp|cmpid|ocid|smid|ito|ref_src|xtor|icid|guccounter|ftcamp)$)",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE_PATH = "/:@!$&'()*+,;=-._~"
_WWW = re.compile(r"^(?:www\.)+(?=[^.]+\.)")
# Second labels under which a country registers names, as in example.org.uk.
_SECOND = frozenset(
    ("ac", "co", "com", "edu", "gob", "gouv", "gov", "govt", "judiciary", "ltd", "mil", "mod",
     "net", "nhs", "nic", "or", "org", "plc", "police", "sch")
)  # fmt: skip
_WHOLE = 8
# Words; a longer sentence is named by its first and last.


def canonical(url: str) -> str:
    """Return the identity of the page at *url*; empty where it is no http(s) address.

    Two addresses with one identity show the same page: tracking parameters, fragments, default
    ports, ``www.``, the order of parameters, a closing slash and http against https do not matter.
    The identity is itself an address that can be opened, always with https. Idempotent.

    >>> canonical("http://www.bbc.co.uk/news/articles/cn4x?at_medium=RSS&at_campaign=rss#0")
    'https://bbc.co.uk/news/articles/cn4x'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    scheme, name = parts.scheme.lower(), _host(parts.hostname)
    if scheme not in _DEFAULT_PORTS or not name:
        return ""
    name = _WWW.sub("", name)
    place = name if port in (None, *_DEFAULT_PORTS.values()) else f"{name}:{port}"
    query = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(key)
    )
    # A fragment that begins with an exclamation mark names a page of its own; no other does.
    fragment = quote(parts.fragment, safe=_SAFE_PATH + "?%") if parts.fragment[:1] == "!" else ""
    return urlunsplit(("https", place, _path(parts.path), urlencode(query), fragment))


def untracked(url: str) -> str:
    """Return *url* as it is, without the parameters that say how a reader came.

    >>> untracked("https://www.bbc.co.uk/news/a?id=7&at_medium=RSS&utm_source=x#c")
    'https://www.bbc.co.uk/news/a?id=7#c'
    """
    bare, mark, fragment = url.partition("#")
    address, asks, query = bare.partition("?")
    kept = [part for part in query.split("&") if part and not _TRACKING.match(part.split("=")[0])]
    if not asks or len(kept) == len(query.split("&")):
        return url
    return address + ("?" if kept else "") + "&".join(kept) + mark + fragment


def _host(name: str | None) -> str:
    bare = (name or "").rstrip(".").lower()
    if ":" in bare:
        return f"[{bare}]"
    try:
        return bare.encode("idna").decode() if not bare.isascii() else bare
    except UnicodeError:
        return ""


def _path(path: str) -> str:
    # An escaped slash is no separator, so it stays escaped.
    pieces = (unquote(p, errors="surrogateescape") for p in re.split("%2f", path, flags=re.I))
    plain = "%2F".join(quote(p, safe=_SAFE_PATH, errors="surrogateescape") for p in pieces)
    parts = posixpath.normpath(plain) if plain else ""
    clean = re.sub(r"^/+", "/", parts)
    return "" if clean in ("/", ".") else clean


def absolute(base: str, href: str) -> str:
    """Return *href* as an address, seen from *base*; empty where that is no http(s) address."""
    try:
        joined = urljoin(base, href.strip())
        parts = urlsplit(joined)
        if parts.scheme.lower() in _DEFAULT_PORTS and parts.hostname:
            return joined
    except ValueError:
        pass
    return ""


def host(url: str) -> str:
    """Return the host name in *url*, lower case; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def akin(one: str, other: str) -> bool:
    """Whether the hosts of two addresses are one, or one's name is under the other's.

    >>> akin("https://amp.post.example/a", "https://www.post.example/a")
    True
    >>> akin("https://one.blogs.example/a", "https://two.blogs.example/a")
    False
    """
    mine, its = (_WWW.sub("", _host(host(url))) for url in (one, other))
    shorter, longer = sorted((mine, its), key=len)
    # A bare word is a top level domain, not somebody.
    return mine == its or ("." in shorter and longer.endswith(f".{shorter}"))


def site(url: str) -> str:
    """Return the part of the host name that somebody registered, by rule and without a list.

    >>> site("https://news.example.org.uk/a"), site("https://static.example.com/")
    ('example.org.uk', 'example.com')
    """
    labels = host(url).removeprefix("www.").split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND
    return ".".join(labels[-3:] if country else labels[-2:])


def text_fragment(url: str, sentence: str) -> str:
    """Return *url* so that a browser marks *sentence* on the page (WICG text fragments).

    Long sentences are named by their first and last words, as the specification allows.
    """
    words = sentence.split()
    bare = url.partition("#")[0]
    if not words:
        return bare
    if len(words) <= _WHOLE:
        return f"{bare}#:~:text={_directive(' '.join(words))}"
    start, end = " ".join(words[:4]), " ".join(words[-4:])
    return f"{bare}#:~:text={_directive(start)},{_directive(end)}"


def _directive(text: str) -> str:
    # Dash, comma and ampersand mean something inside a text directive.
    return quote(text, safe="").replace("-", "%2D")
