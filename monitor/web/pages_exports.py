"""Searches and documents as files for other tools."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitor.export.formats import SHAPES, Format, whole
from monitor.library import permalink
from monitor.library.export import cited
from monitor.web import exporting
from monitor.web.desk import desk
from monitor.web.exporting import Part

router = APIRouter(include_in_schema=False)

FORMS = {
    Format.CSV: "CSV",
    Format.JSONL: "JSON Lines",
    Format.RIS: "RIS",
    Format.BIBTEX: "BibTeX",
    Format.CSL: "CSL-JSON",
    Format.MARKDOWN: "Markdown",
}
"""The formats that a search is offered in, by their names."""
CITED = {Format.RIS: "RIS", Format.BIBTEX: "BibTeX", Format.CSL: "CSL-JSON"}
"""Those that a document is offered in, for a reference manager."""


@router.api_route("/search/export/{form}", methods=["GET", "HEAD"])
def export(request: Request, form: str) -> Response:
    """Answer with all that a search finds; with ``.zip`` behind the format with its manifest."""
    form, dot, ending = form.partition(".")
    if dot and ending != "zip":
        raise HTTPException(404)
    asked = permalink.read(request.query_params.multi_items())
    part = Part.PACKED if ending else Part.FILE
    return exporting.export(request, asked, _format(form, FORMS), part)


@router.api_route("/documents/{document_id}/cite/{form}", methods=["GET", "HEAD"])
def cite(request: Request, document_id: str, form: str) -> Response:
    """Answer with the citation of a document, of ``?revision=2`` that of this one."""
    told = request.query_params.get("revision", "")
    if told and not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise HTTPException(404)
    wanted = _format(form, CITED)
    with desk(request).open() as library:
        record = cited(library, document_id, int(told) if told else None)
    if record is None:
        raise HTTPException(404)
    shape = SHAPES[wanted]
    name = f'attachment; filename="{record.key}{shape.suffix}"'
    return Response(
        whole(wanted, [record]),
        media_type=f"{shape.media_type}; charset=utf-8",
        headers={"content-disposition": name},
    )


def _format(told: str, known: dict[Format, str]) -> Format:
    found = next((each for each in known if each.value == told), None)
    if found is None:
        raise HTTPException(404)
    return found
