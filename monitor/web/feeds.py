"""Feeds of searches: Atom and JSON Feed, with the next page in each."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from monitor.errors import SearchError
from monitor.export.feeds import ATOM, JSON, Feed, atom, json_feed
from monitor.library import feed as made
from monitor.library.permalink import pairs, read
from monitor.web.api_lists import kept
from monitor.web.desk import desk
from monitor.web.openapi import parameter, search_parameters
from monitor.web.telling import answered, cursor, has, only, standing, unchanged

router = APIRouter(tags=["feeds"])

_CURSOR = parameter("cursor", "That of the link to the next page.", {"type": "string"})
_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The documents, newest first, 50 on a page.",
        "content": {ATOM: {"schema": {"type": "string"}}},
    }
}
_JSON_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The documents, newest first, 50 on a page.",
        "content": {JSON: {"schema": {"type": "object"}}},
    }
}


@router.get(
    "/search.atom",
    operation_id="searchAtom",
    summary="A search as an Atom feed",
    response_class=Response,
    responses=_CONTENT,
    openapi_extra={"parameters": [*search_parameters(), _CURSOR]},
)
def search_atom(request: Request) -> Response:
    """Tell what a search finds as Atom (RFC 4287), paged as RFC 5005 has it."""
    return _searched(request, ATOM)


@router.get(
    "/search.json",
    operation_id="searchJsonFeed",
    summary="A search as a JSON Feed",
    response_class=Response,
    responses=_JSON_CONTENT,
    openapi_extra={"parameters": [*search_parameters(), _CURSOR]},
)
def search_json(request: Request) -> Response:
    """Tell what a search finds as JSON Feed 1.1."""
    return _searched(request, JSON)


@router.get(
    "/feeds/{name}.atom",
    operation_id="feedAtom",
    summary="A kept search as an Atom feed",
    response_class=Response,
    responses=_CONTENT,
    openapi_extra={"parameters": [_CURSOR]},
)
def feed_atom(request: Request, name: str) -> Response:
    """Tell what a kept search finds as Atom; 410 once it was removed."""
    return _saved(request, name, ATOM)


@router.get(
    "/feeds/{name}.json",
    operation_id="feedJsonFeed",
    summary="A kept search as a JSON Feed",
    response_class=Response,
    responses=_JSON_CONTENT,
    openapi_extra={"parameters": [_CURSOR]},
)
def feed_json(request: Request, name: str) -> Response:
    """Tell what a kept search finds as JSON Feed 1.1; 410 once it was removed."""
    return _saved(request, name, JSON)


def _searched(request: Request, media_type: str) -> Response:
    given = request.query_params.multi_items()
    if sum(name == "cursor" for name, _ in given) > 1:
        raise SearchError("cursor", "is given twice; leave one of them out")
    asked = read(given, ("cursor",))
    with desk(request).open() as library:
        etag = standing(request, library)
        if has(request, etag):
            return unchanged(etag)
        found, after = made.feed(library, asked, base=_base(request), cursor=cursor(request))
    return _answer(request, found, after, media_type, etag, list(pairs(asked)))


def _saved(request: Request, name: str, media_type: str) -> Response:
    only(request, "cursor")
    with desk(request).open() as library:
        search = kept(library, name)
        etag = standing(request, library, f"{search.created_at.isoformat()}")
        if has(request, etag):
            return unchanged(etag)
        found, after = made.saved_feed(library, search, base=_base(request), cursor=cursor(request))
    return _answer(request, found, after, media_type, etag, [])


def _answer(
    request: Request,
    found: Feed,
    after: str | None,
    media_type: str,
    etag: str,
    asked: list[tuple[str, str]],
) -> Response:
    place = f"{_base(request).rstrip('/')}{request.url.path}"
    here = f"{place}?{urlencode(asked)}" if asked else place
    more = f"{place}?{urlencode([*asked, ('cursor', after)])}" if after else ""
    whole = replace(found, url=here, more=more)
    body = atom(whole) if media_type == ATOM else json_feed(whole)
    return answered(request, body, media_type, etag=etag, next_=more)


def _base(request: Request) -> str:
    return desk(request).url or str(request.base_url)
