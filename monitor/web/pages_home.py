"""The first page, and how the archive works."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from monitor.web.desk import desk
from monitor.web.look import answer

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
def home(request: Request) -> Response:
    """Answer with the newest issues, a search box, and how the sources are."""
    with desk(request).open() as library:
        return answer(request, "home.html.j2", counts=library.archive.counts())
