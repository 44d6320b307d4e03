"""How the API and the feeds answer: JSON, an ETag, 304 where nothing changed, links to go on."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitor import __version__
from monitor.archive.saved import last_seq
from monitor.errors import SearchError
from monitor.library.library import Library
from monitor.library.permalink import unknown
from monitor.plainly import plain

Item = TypeVar("Item")

MOST, USUAL = 100, 20
"""Of a page: more are clamped; where nobody asks."""
LONGEST_CURSOR = 2000


def told(
    request: Request, value: object, *, etag: str | None = None, next_: str | None = None
) -> Response:
    """Return *value*, a shape, as JSON."""
    body = json.dumps(plain(value), ensure_ascii=False).encode("utf-8", "replace")
    if not accepts(request.headers.get("accept", ""), "application/json"):
        raise HTTPException(406, "this answers with application/json; ask for that, or for */*")
    return answered(request, body, "application/json", etag=etag, next_=next_)


def accepts(header: str, media_type: str) -> bool:
    """Whether *header* (Accept, RFC 9110 12.5.1) takes *media_type*: its nearest range decides."""
    weights: dict[str, float] = {}
    for each in header.split(","):
        name, *parameters = (part.strip().lower() for part in each.split(";"))
        told_ = [part.removeprefix("q=") for part in parameters if part.startswith("q=")]
        try:
            weights[name] = float(told_[0]) if told_ else 1.0
        except ValueError:
            weights[name] = 1.0
    ranges = (media_type, f"{media_type.split('/')[0]}/*", "*/*")
    found = [weights[name] for name in ranges if name in weights]
    return not header.strip() or bool(found and found[0] > 0)


def answered(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    etag: str | None = None,
    next_: str | None = None,
) -> Response:
    """Return *body*, or 304 where the client has it; the hash of *body* is its ETag if none is."""
    etag = etag or f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": etag}
    if next_:
        headers["link"] = f'<{next_}>; rel="next"'
    if has(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def standing(request: Request, library: Library, more: str = "") -> str:
    """Return the weak ETag of what is asked of the archive as it is now.

    It costs one look at the log: what is found, and how it is shown, hangs on what the archive has
    learned so far, on sources.yaml, on this program, on what was asked, and on *more*.
    """
    rules = library.watchlist.sha256 if library.watchlist else ""
    parts = (str(last_seq(library.archive)), rules, __version__, str(request.url), more)
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


def has(request: Request, etag: str) -> bool:
    """Whether the client has what *etag* names (RFC 9110, 13.1.2: compared weakly)."""
    given = request.headers.get("if-none-match", "")
    names = [each.strip().removeprefix("W/") for each in given.split(",")]
    return given.strip() == "*" or etag.removeprefix("W/") in names


def unchanged(etag: str) -> Response:
    """Return that the client has it already."""
    return Response(status_code=304, headers={"etag": etag})


def only(request: Request, *names: str) -> None:
    """Refuse parameters that are not called as in *names*, or are given twice.

    Raises:
        SearchError: There is one.
    """
    seen = set()
    for name, _ in request.query_params.multi_items():
        if name not in names:
            listed = unknown(name, names) if names else "is no parameter of this; it takes none"
            raise SearchError(name[:100], listed)
        if name in seen:
            raise SearchError(name, "is given twice; leave one of them out")
        seen.add(name)


def limit(given: str | None, usual: int = USUAL, most: int = MOST) -> int:
    """Return how many are to be on a page: what was asked for, clamped to what is given.

    Raises:
        SearchError: It is no whole number.
    """
    return min(max(whole("limit", given, usual), 1), most)


def whole(name: str, given: str | None, usual: int) -> int:
    """Return a whole number from 0 on that fits the archive.

    Raises:
        SearchError: It is none.
    """
    if given is None or not given.strip():
        return usual
    text = given.strip()
    if not (text.isascii() and text.isdecimal()):
        raise SearchError(name, f"“{text[:80]}” is not a whole number; write one such as {usual}")
    return min(int(text[:20]), 1 << 62)


def page(
    request: Request, items: Iterable[tuple[str, Item]]
) -> tuple[tuple[Item, ...], str | None]:
    """Return a page of *items*, each with its key, in their order, and the address of the next one.

    Raises:
        SearchError: The parameters cannot be used.
    """
    only(request, "limit", "cursor")
    most = limit(request.query_params.get("limit"), MOST, MOST)
    after = request.query_params.get("cursor")
    every = list(items)
    start = 0
    if after:
        keys = [key for key, _ in every]
        if after not in keys:
            raise SearchError("cursor", "is of no page of this; begin without it")
        start = keys.index(after) + 1
    found = every[start : start + most]
    more = start + most < len(every)
    next_ = turned(request, [("limit", str(most)), ("cursor", found[-1][0])]) if more else None
    return tuple(item for _, item in found), next_


def turned(request: Request, parameters: Sequence[tuple[str, Any]]) -> str:
    """Return the address of what was asked for, with other parameters; it begins with a slash."""
    path = quote(request.url.path)
    return f"{path}?{urlencode(parameters)}" if parameters else path
