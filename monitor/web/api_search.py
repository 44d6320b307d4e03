"""Searches of the API."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from monitor.errors import SearchError
from monitor.library.permalink import NAMES, of_json, pairs, read
from monitor.model.search import Result, Search
from monitor.web import shapes, views
from monitor.web.desk import desk
from monitor.web.openapi import paged, search_parameters
from monitor.web.telling import (
    LONGEST_CURSOR,
    has,
    limit,
    standing,
    told,
    turned,
    unchanged,
)

router = APIRouter(prefix="/api/v1", tags=["search"])

_PAGING = ("limit", "cursor", "facets", "period")
PERIODS = ("day", "week", "month", "year")
_FLAGS = {"": False, "0": False, "false": False, "1": True, "true": True}


@router.get(
    "/search",
    response_model=shapes.Results,
    operation_id="search",
    summary="Find documents",
    openapi_extra=paged(search_parameters(facets=True)),
)
def search(request: Request) -> Response:
    """Find documents by a query and filters, best first or newest first.

    The `next` link, also in the `Link` header, has the moment of the first page in it: what the
    archive learns while you turn pages neither doubles nor hides a document.
    """
    told_ = dict(request.query_params.multi_items())
    asked = read(request.query_params.multi_items(), _PAGING)
    with desk(request).open() as library:
        etag = standing(request, library)
        if has(request, etag):
            return unchanged(etag)
        found = _page(library, asked, told_)
    next_ = None
    if found.cursor:
        kept = [(name, told_[name]) for name in ("limit", "period") if name in told_]
        next_ = turned(request, [*pairs(found.search), *kept, ("cursor", found.cursor)])
    return told(request, views.results(found, next_), etag=etag, next_=next_)


async def _body(request: Request) -> dict[str, Any]:
    """Return the object that was sent.

    Raises:
        HTTPException: It is none.
    """
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError, ClientDisconnect):
        found = None
    if not isinstance(found, dict) or not _encodable(found):
        raise HTTPException(400, 'send a JSON object such as {"q": "slavery", "lang": ["en"]}')
    return found


def _encodable(found: object) -> bool:
    """Whether all text in *found* is whole: JSON may spell half a character."""
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


@router.post(
    "/search",
    response_model=shapes.Results,
    operation_id="searchByBody",
    summary="Find documents, by a search that is too long or too private for an address",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/SearchBody"}}
            },
        }
    },
)
def search_by_body(request: Request, sent: Annotated[dict[str, Any], Depends(_body)]) -> Response:
    """Find documents as GET does. Nothing of it stands in an address, which others may log.

    For the next page send the same with the `cursor` of the answer, and `as_of` of its `search`.
    """
    if request.query_params:
        raise SearchError(next(iter(request.query_params))[:100], "belongs into the body")
    told_ = {name: _text(name, sent[name]) for name in _PAGING if sent.get(name) is not None}
    asked = of_json(sent, _PAGING)
    with desk(request).open() as library:
        found = _page(library, asked, told_)
    return told(request, views.results(found, None))


def _text(name: str, value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | str():
            return str(value)
        case _:
            raise SearchError(name, "takes text or a number")


def _page(library: Any, asked: Search, told_: Mapping[str, str]) -> Result:
    flag, period = told_.get("facets", "").strip().lower(), told_.get("period", "").strip()
    if flag not in _FLAGS:
        raise SearchError("facets", f"“{flag[:80]}” is neither true nor false")
    if period and period not in PERIODS:
        raise SearchError("period", f"“{period[:80]}” is not one of {', '.join(PERIODS)}")
    cursor = told_.get("cursor") or None
    if cursor and len(cursor) > LONGEST_CURSOR:
        raise SearchError("cursor", "is of no page of this search; begin without it")
    result: Result = library.search(
        asked,
        limit=limit(told_.get("limit")),
        cursor=cursor,
        facets=_FLAGS[flag],
        period=period or None,
    )
    return result


BODY = {
    "type": "object",
    "title": "SearchBody",
    "description": "A search: the same names as the parameters of GET; what may be given several "
    "times is a list of texts.",
    "additionalProperties": False,
    "example": {"q": '"debt bondage" OR visa', "lang": ["en"], "since": "2026-11-01", "limit": 20},
    "properties": {
        **{
            name: {"type": "array", "items": {"type": "string"}}
            if name not in ("q", "since", "until", "as_of", "order")
            else {"type": "string"}
            for name in NAMES
        },
        "limit": {"type": "integer", "minimum": 0},
        "cursor": {"type": "string"},
        "facets": {"type": "boolean"},
        "period": {"type": "string", "enum": list(PERIODS)},
    },
}
