"""How a document changed, where it came from, how it is cited; and searches as files."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitor.errors import SearchError
from monitor.export.bundle import MEDIA_TYPE as _ZIP
from monitor.export.formats import SHAPES, Format
from monitor.export.formats import whole as written
from monitor.library.comparing import compared
from monitor.library.custody import custody
from monitor.library.export import cited
from monitor.library.permalink import read
from monitor.web import exporting, shapes, views_evidence
from monitor.web.desk import desk
from monitor.web.exporting import Part
from monitor.web.openapi import parameter, search_parameters
from monitor.web.telling import answered, only, told, whole

router = APIRouter(prefix="/api/v1", tags=["documents"])

_BYTES = {"type": "string", "format": "binary"}
_NUMBER = {"type": "integer", "minimum": 1}
_MEDIA = {shape.media_type: {"schema": {"type": "string"}} for shape in SHAPES.values()}
_FORM = parameter(
    "format", "In which format.", {"type": "string", "enum": [each.value for each in Format]}
)


@router.get(
    "/documents/{document_id}/comparison",
    response_model=shapes.Comparison,
    operation_id="comparison",
    summary="How a document changed",
    openapi_extra={
        "parameters": [
            parameter("before", "Number of a revision; nothing: the one before the last.", _NUMBER),
            parameter("after", "Number of another; nothing: the last one.", _NUMBER),
        ]
    },
)
def comparison(request: Request, document_id: str) -> Response:
    """Compare two states of a document sentence by sentence."""
    only(request, "before", "after")
    given = request.query_params
    with desk(request).open() as library:
        known = library.archive.revisions(document_id)
        after = whole("after", given.get("after"), known[-1].number if known else 1)
        before = whole("before", given.get("before"), max(after - 1, 1))
        found = compared(library, document_id, before, after)
    if found is None:
        raise HTTPException(404, "there is no such document, or no such revision of it")
    return told(request, views_evidence.comparison(found))


@router.get(
    "/documents/{document_id}/custody",
    response_model=shapes.Custody,
    operation_id="custody",
    summary="The chain of custody of a document",
)
def chain(request: Request, document_id: str) -> Response:
    """Tell who did what with a document, from the first word of it to where it was quoted."""
    only(request)
    with desk(request).open() as library:
        if not library.archive.documents([document_id]):
            raise HTTPException(404, "there is no document of that id; /api/v1/search finds ids")
        found = custody(library.archive, document_id)
    return told(request, views_evidence.custody(found))


@router.get(
    "/documents/{document_id}/citation",
    operation_id="citation",
    summary="A document as a reference manager takes it",
    response_class=Response,
    responses={200: {"description": "The citation of one version.", "content": _MEDIA}},
    openapi_extra={
        "parameters": [
            _FORM,
            parameter("revision", "Of which version; nothing: the newest.", _NUMBER),
        ]
    },
)
def citation(request: Request, document_id: str) -> Response:
    """Cite the version that is named: its key stays the same for good."""
    only(request, "format", "revision")
    form = _form(request, Format.CSL)
    number = request.query_params.get("revision")
    with desk(request).open() as library:
        record = cited(library, document_id, whole("revision", number, 1) if number else None)
    if record is None:
        raise HTTPException(404, "there is no such document, or no such revision of it")
    body = written(form, [record]).encode("utf-8", "replace")
    return answered(request, body, f"{SHAPES[form].media_type}; charset=utf-8")


@router.get(
    "/search/export",
    operation_id="export",
    summary="All that a search finds, as a file",
    tags=["search"],
    response_class=Response,
    responses={200: {"description": "The file, as it is being written.", "content": _MEDIA}},
    openapi_extra={"parameters": [_FORM, *search_parameters()]},
)
def export(request: Request) -> Response:
    """Stream every document that a search finds, however many; rights decide how much of each.

    `X-As-Of` says of which moment it is: asked again with it, the same bytes come.
    """
    return _exported(request, Part.FILE)


@router.get(
    "/search/bundle",
    operation_id="bundle",
    summary="All that a search finds, with its manifest, as a ZIP file",
    tags=["search"],
    response_class=Response,
    responses={200: {"description": "The ZIP file.", "content": {_ZIP: {"schema": _BYTES}}}},
    openapi_extra={"parameters": [_FORM, *search_parameters()]},
)
def bundle(request: Request) -> Response:
    """Stream the export and, behind it, the manifest of just that file."""
    return _exported(request, Part.PACKED)


@router.get(
    "/search/manifest",
    operation_id="manifest",
    summary="What an export of a search is worth: query, moment, rules, gaps, counts, hashes",
    tags=["search"],
    response_class=Response,
    responses={200: {"description": "The manifest.", "content": {"application/json": {}}}},
    openapi_extra={"parameters": [_FORM, *search_parameters()]},
)
def manifest(request: Request) -> Response:
    """Tell the manifest that goes with an export; it takes as long as the export does."""
    return _exported(request, Part.MANIFEST)


def _exported(request: Request, part: Part) -> Response:
    form = _form(request, Format.JSONL)
    asked = read(request.query_params.multi_items(), ("format",))
    return exporting.export(request, asked, form, part)


def _form(request: Request, usual: Format) -> Format:
    """Return the format that is asked for.

    Raises:
        SearchError: There is no such one.
    """
    given = request.query_params.getlist("format")
    if len(given) > 1:
        raise SearchError("format", "is given twice; leave one of them out")
    if not given or not given[0].strip():
        return usual
    if given[0] not in list(Format):
        raise SearchError("format", f"“{given[0][:80]}” is not one of {', '.join(Format)}")
    return Format(given[0])
