"""The issues, one and all."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from monitor.digest.render import ISSUE, Edge, Links, atom, render, told
from monitor.library import editions
from monitor.model.digest import Digest
from monitor.web.desk import desk
from monitor.web.look import answer

router = APIRouter(include_in_schema=False)

_FORMS = {
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


@router.api_route("/digests", methods=["GET", "HEAD"])
def digests(request: Request) -> Response:
    """Answer with the issues, newest week first."""
    before = request.query_params.get("before")
    with desk(request).open() as library:
        found = editions.newest(library, editions.PAGE + 1, before)
        shown = found[: editions.PAGE]
        return answer(
            request,
            "digests.html.j2",
            issues=shown,
            several=len({each.edition_id for each in found}) > 1,
            older=shown[-1].week.key if len(found) > len(shown) else "",
            before=before,
        )


@router.api_route("/digests/feed.atom", methods=["GET", "HEAD"])
def feed(request: Request) -> Response:
    """Answer with the newest issues as a feed."""
    base = (desk(request).url or str(request.base_url)).rstrip("/")
    with desk(request).open() as library:
        issues = editions.newest(library)
    feed_ = atom(
        issues[0].title if issues else "Digests",
        issues,
        here=f"{base}/digests/feed.atom",
        home=f"{base}/digests",
        leads=lambda each: f"{base}/digests/{each.edition_id}/{each.week.key}",
    )
    return Response(feed_, media_type="application/atom+xml")


@router.api_route("/digests/{edition_id}/{week}", methods=["GET", "HEAD"])
def issue(request: Request, edition_id: str, week: str) -> Response:
    """Answer with an issue; with ``.txt``, ``.md`` or ``.json`` behind the week, in that form."""
    week, _, form = week.partition(".")
    with desk(request).open() as library:
        found = editions.issue(library, edition_id, week)
    if found is None or (form and form not in _FORMS):
        raise HTTPException(404)
    digest, edge = found
    if form:
        return PlainTextResponse(
            render(digest, edge)[f"{edge.name}.{form}"], media_type=_FORMS[form]
        )
    return _page(request, digest, edge)


def _page(request: Request, digest: Digest, edge: Edge) -> Response:
    here = f"/digests/{digest.edition_id}/{digest.week.key}"
    links = Links(
        page=here,
        index="/digests",
        feed="/digests/feed.atom",
        text=f"{here}.txt",
        markdown=f"{here}.md",
        data=f"{here}.json",
        stories="/stories/",
        documents="/documents/",
    )
    return answer(request, ISSUE, frame="sheet.html.j2", **told(digest, edge, links))
