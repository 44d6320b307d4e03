"""The search."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from monitor.archive import saved as kept
from monitor.errors import QueryError, SearchError
from monitor.library import permalink
from monitor.library.library import Library
from monitor.model.saved import SavedSearch
from monitor.model.search import Order, Result, Search
from monitor.query.repair import suggestion
from monitor.web.chart import chart
from monitor.web.desk import desk
from monitor.web.look import answer, labels
from monitor.web.pages_exports import FORMS
from monitor.web.searching import Asked, facets, period

router = APIRouter(include_in_schema=False)

_PAGES = ("cursor",)


@router.api_route("/search", methods=["GET", "HEAD"])
def search(request: Request) -> Response:
    """Answer with a page of what the search in the address finds."""
    told = request.query_params.multi_items()
    cursor = next((value for name, value in told if name == "cursor" and value), None)
    with desk(request).open() as library:
        try:
            asked = permalink.read(told, more=_PAGES)
        except SearchError as fault:
            return _refused(request, library, Search(), fault)
        names = labels(library)
        try:
            result = library.search(
                asked,
                cursor=cursor,
                facets=True,
                period=_period(library, asked, desk(request).clock()) if cursor is None else None,
            )
        except (QueryError, SearchError) as fault:
            return _refused(request, library, asked, fault)
        return answer(
            request,
            "search.html.j2",
            asked=Asked(asked, names),
            result=result,
            first=cursor is None,
            facets=facets(asked, result.facets),
            chart=chart(result.timeline, names["sources"]) if result.timeline else None,
            fault=None,
            forms=FORMS,
            kept=_kept(library) if asked == Search() else (),
            **_links(asked, result),
            **names,
        )


def _kept(library: Library) -> list[SavedSearch]:
    return [each for each in kept.every(library.archive) if each.removed_at is None]


def _period(library: Library, asked: Search, now: datetime) -> str:
    return period(asked, library.archive.first_poll(), now)


def _links(asked: Search, result: Result) -> dict[str, Any]:
    """Return where the page leads to."""
    plain, pinned = permalink.link(asked), permalink.link(result.search)
    return {
        "permalink": f"/search?{pinned}",
        "next": f"/search?{plain}&cursor={result.cursor}" if result.cursor else "",
        "start": f"/search?{plain}",
        "query": pinned,
        "open": permalink.link(replace(asked, as_of=None, order=Order.BEST)),
    }


def _refused(
    request: Request, library: Library, asked: Search, fault: QueryError | SearchError
) -> Response:
    """Answer with what is wrong, where, and what may have been meant."""
    names = labels(library)
    where = None
    if isinstance(fault, QueryError) and fault.query == asked.query:
        where = _place(asked.query, max(fault.column - 1, 0))
    meant = suggestion(fault, library.macros) if isinstance(fault, QueryError) else ""
    return answer(
        request,
        "search.html.j2",
        status=400,
        asked=Asked(asked, names),
        result=None,
        fault=fault,
        where=where,
        meant=meant,
        **names,
    )


def _place(query: str, at: int) -> tuple[str, str, str]:
    """Return *query* before what is wrong at *at*, that word or sign, and the rest."""
    word = re.match(r"\w*", query[at:])
    end = at + max(word.end() if word else 0, 1)
    return query[:at], query[at:end], query[end:]
