"""Documents and stories of the API."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitor.library import course, sheet
from monitor.web import shapes, views
from monitor.web.desk import desk
from monitor.web.openapi import paged
from monitor.web.telling import limit, only, told

router = APIRouter(prefix="/api/v1", tags=["documents"])


@router.get(
    "/documents/{document_id}",
    response_model=shapes.Full,
    operation_id="document",
    summary="One document",
)
def document(request: Request, document_id: str) -> Response:
    """Tell a document as it was read last, with as much of its text as rights allow."""
    only(request)
    return told(request, views.full(_sheet(request, document_id)))


@router.get(
    "/documents/{document_id}/revisions",
    response_model=shapes.Revisions,
    operation_id="revisions",
    summary="Every state of a document",
)
def revisions(request: Request, document_id: str) -> Response:
    """List the states of a document: what its publisher changed makes a new one."""
    only(request)
    found = _sheet(request, document_id)
    return told(request, shapes.Revisions(id=document_id, revisions=views.revisions(found)))


@router.get(
    "/documents/{document_id}/revisions/{number}",
    response_model=shapes.Full,
    operation_id="revision",
    summary="One document as it was",
)
def revision(request: Request, document_id: str, number: str) -> Response:
    """Tell a document as it was read then, as today's rights allow."""
    only(request)
    return told(request, views.full(_sheet(request, document_id, _number(number))))


@router.get(
    "/documents/{document_id}/similar",
    response_model=shapes.Similar,
    operation_id="similar",
    summary="Documents that say the like",
    openapi_extra={"parameters": [paged()["parameters"][0]]},
)
def similar(request: Request, document_id: str) -> Response:
    """Find documents by the words that tell one from others, best first."""
    only(request, "limit")
    most = limit(request.query_params.get("limit"))
    with desk(request).open() as library:
        if not library.archive.documents([document_id]):
            raise HTTPException(404, "there is no document of that id; /api/v1/search finds ids")
        found = library.similar(document_id, most)
    return told(request, shapes.Similar(id=document_id, documents=tuple(map(views.found, found))))


@router.get(
    "/stories/{story_id}",
    response_model=shapes.Story,
    operation_id="story",
    summary="One story and its course",
    tags=["stories"],
)
def story(request: Request, story_id: str) -> Response:
    """Tell the documents about one event in order, and what each was the first to tell."""
    only(request)
    with desk(request).open() as library:
        found = course.course(library, story_id)
    if found is None:
        raise HTTPException(404, "there is no story of that id; documents name theirs")
    return told(request, views.story(found))


def _sheet(request: Request, document_id: str, number: int | None = None) -> sheet.Sheet:
    """Return a document.

    Raises:
        HTTPException: There is none of that id, or no such revision.
    """
    with desk(request).open() as library:
        found = sheet.sheet(library, document_id, number)
    if found is None:
        what = "document of that id" if number is None else "such document or revision"
        raise HTTPException(404, f"there is no {what}; /api/v1/search finds ids")
    return found


def _number(told_: str) -> int:
    """Return the number of a revision.

    Raises:
        HTTPException: It is none.
    """
    if not (told_.isascii() and told_.isdecimal() and len(told_) < 10):
        raise HTTPException(404, "revisions are numbered from 1")
    return int(told_)
