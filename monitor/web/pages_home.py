"""The first page, and how the archive works."""

from collections import Counter

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from monitor.library import editions, watch
from monitor.library.library import Library
from monitor.model.health import Condition
from monitor.model.search import Hit, Order, Search
from monitor.web.desk import desk
from monitor.web.look import answer, labels

router = APIRouter(include_in_schema=False)

_ISSUES, _DOCUMENTS = 5, 8


@router.api_route("/", methods=["GET", "HEAD"])
def home(request: Request) -> Response:
    """Answer with the newest issues, a search box, and how the sources are."""
    with desk(request).open() as library:
        issues = editions.newest(library, _ISSUES)
        states = [
            each for each in watch.watched(library, desk(request).clock()) if each.source.enabled
        ]
        return answer(
            request,
            "home.html.j2",
            issues=issues,
            front=editions.issue(library, issues[0].edition_id, issues[0].week.key)
            if issues
            else None,
            hits=_newest(library),
            watchlist=library.watchlist,
            conditions=Counter(each.condition for each in states),
            unwell=[each for each in states if each.condition is not Condition.WELL],
            watched=len(states),
            **labels(library),
        )


def _newest(library: Library) -> tuple[Hit, ...]:
    return library.search(Search(order=Order.NEWEST), limit=_DOCUMENTS).hits


@router.api_route("/about", methods=["GET", "HEAD"])
def about(request: Request) -> Response:
    """Answer with how the archive works, and under which rules."""
    with desk(request).open() as library:
        return answer(request, "about.html.j2", watchlist=library.watchlist, **labels(library))
