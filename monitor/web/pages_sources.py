"""Who is watched."""

from collections import Counter

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitor.library import watch
from monitor.model.search import Order, Search
from monitor.web.desk import desk
from monitor.web.look import answer, labels
from monitor.web.strip import strip

router = APIRouter(include_in_schema=False)

_DOCUMENTS, _POLLS = 10, 12


@router.api_route("/sources", methods=["GET", "HEAD"])
def sources(request: Request) -> Response:
    """Answer with every source and how it is."""
    with desk(request).open() as library:
        found = watch.watched(library, desk(request).clock())
        return answer(
            request,
            "sources.html.j2",
            watched=found,
            conditions=Counter(each.condition for each in found if each.source.enabled),
            known=library.watchlist is not None,
            **labels(library),
        )


@router.api_route("/sources/{source_id}", methods=["GET", "HEAD"])
def source(request: Request, source_id: str) -> Response:
    """Answer with one source: how it is, how it was, what it published last."""
    now = desk(request).clock()
    with desk(request).open() as library:
        found = watch.one(library, source_id, now)
        if found is None:
            raise HTTPException(404)
        days, polls = watch.days(library, source_id, now)
        asked = Search(sources=(source_id,), order=Order.NEWEST)
        return answer(
            request,
            "source.html.j2",
            each=found,
            s=found.source,
            days=days,
            strip=strip(days),
            polls=polls[: -_POLLS - 1 : -1],
            result=library.search(asked, limit=_DOCUMENTS),
            **labels(library),
        )
