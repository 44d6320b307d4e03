"""Searches and documents as files for other tools."""

from collections.abc import Iterator
from functools import partial

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from monitor.export.bundle import MEDIA_TYPE, bundled
from monitor.export.formats import SHAPES, Format, whole
from monitor.library import permalink
from monitor.library.export import Export, Wanted, cited
from monitor.library.manifest import manifest
from monitor.web.desk import desk
from monitor.web.streaming import streamed

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
    wanted = Wanted(form=_format(form, FORMS), base=_base(request))
    asked = permalink.read(request.query_params.multi_items())
    now = desk(request).clock()
    with desk(request).open() as library:
        # Faults are told before the first byte; pinned, what is streamed is what was counted.
        planned = Export(library, asked, wanted, now)

    def pieces() -> Iterator[bytes]:
        with desk(request).whole() as library:
            made = Export(library, planned.search, wanted, now)
            if ending:
                told = partial(manifest, [(made.name, made)], now)
                yield from bundled(made.name, made.chunks(), told, made.search.as_of or now)
            else:
                yield from made.chunks()

    name = f"{planned.name}.zip" if ending else planned.name
    return StreamingResponse(
        streamed(pieces),
        media_type=MEDIA_TYPE if ending else planned.media_type,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


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


def _base(request: Request) -> str:
    return desk(request).url or str(request.base_url)
