"""Feeds of searches: Atom and JSON Feed."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from monitor.export.feeds import ATOM, JSON, Feed, atom, json_feed
from monitor.library import feed as made
from monitor.library.permalink import link, read
from monitor.web.api_lists import kept
from monitor.web.desk import desk
from monitor.web.openapi import search_parameters
from monitor.web.telling import answered, has, only, standing, unchanged

router = APIRouter(tags=["feeds"])

_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The 50 documents that arrived last.",
        "content": {ATOM: {"schema": {"type": "string"}}},
    }
}
_JSON_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The 50 documents that arrived last.",
        "content": {JSON: {"schema": {"type": "object"}}},
    }
}


@router.get(
    "/search.atom",
    operation_id="searchAtom",
    summary="A search as an Atom feed",
    response_class=Response,
    responses=_CONTENT,
    openapi_extra={"parameters": search_parameters()},
)
def search_atom(request: Request) -> Response:
    """Tell what a search finds as Atom (RFC 4287): what arrived last comes first."""
    return _searched(request, ATOM)


@router.get(
    "/search.json",
    operation_id="searchJsonFeed",
    summary="A search as a JSON Feed",
    response_class=Response,
    responses=_JSON_CONTENT,
    openapi_extra={"parameters": search_parameters()},
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
)
def feed_json(request: Request, name: str) -> Response:
    """Tell what a kept search finds as JSON Feed 1.1; 410 once it was removed."""
    return _saved(request, name, JSON)


def _searched(request: Request, media_type: str) -> Response:
    asked = read(request.query_params.multi_items())
    with desk(request).open() as library:
        etag = standing(request, library)
        if has(request, etag):
            return unchanged(etag)
        found = made.feed(library, asked, desk(request).clock(), base=_base(request))
    return _answer(request, found, media_type, etag, link(asked))


def _saved(request: Request, name: str, media_type: str) -> Response:
    only(request)
    with desk(request).open() as library:
        search = kept(library, name)
        etag = standing(request, library, search.created_at.isoformat())
        if has(request, etag):
            return unchanged(etag)
        found = made.saved_feed(library, search, desk(request).clock(), base=_base(request))
    return _answer(request, found, media_type, etag)


def _answer(request: Request, found: Feed, media_type: str, etag: str, asked: str = "") -> Response:
    place = f"{_base(request).rstrip('/')}{request.url.path}"
    whole = replace(found, url=f"{place}?{asked}" if asked else place)
    body = atom(whole) if media_type == ATOM else json_feed(whole)
    return answered(request, body, media_type, etag=etag)


def _base(request: Request) -> str:
    return desk(request).url or str(request.base_url)
