"""A document, and the story that it belongs to."""

from collections import Counter

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitor.export.reading import text as as_text
from monitor.library.comparing import compared
from monitor.library.course import course
from monitor.library.custody import custody
from monitor.library.export import cited
from monitor.library.library import Library
from monitor.library.sheet import Sheet, sheet
from monitor.model.search import Hit, Order, Result, Search
from monitor.model.verdict import Match
from monitor.web.desk import desk
from monitor.web.look import answer, labels
from monitor.web.pages_exports import CITED

router = APIRouter(include_in_schema=False)

_MOST_REVISION = 10**9
_MOST_OF_STORY = 200
_SIMILAR, _OF_STORY = 5, 7


@router.api_route("/documents/{document_id}", methods=["GET", "HEAD"])
def document(request: Request, document_id: str) -> Response:
    """Answer with all about a document, with ``?revision=2`` as it was then."""
    number = _revision(request.query_params.get("revision"))
    with desk(request).open() as library:
        found = sheet(library, document_id, number)
        if found is None:
            raise HTTPException(404)
        return answer(
            request,
            "document.html.j2",
            sheet=found,
            d=found.document,
            terms=_terms(found.verdict.matches),
            against=_terms(found.verdict.against),
            story=_story(library, found),
            citation=cited(library, document_id, found.revision.number),
            as_text=as_text,
            forms=CITED,
            similar=_similar(library, found),
            custody=custody(library.archive, document_id),
            **labels(library),
        )


def _story(library: Library, found: Sheet) -> Result:
    """Return the newest documents of the same story, the document itself among them."""
    asked = Search(stories=(found.placement.story_id,), order=Order.NEWEST)
    return library.search(asked, limit=_OF_STORY)


def _similar(library: Library, found: Sheet) -> list[Hit]:
    """Return what says the like of a document and is not of its story."""
    story_id = found.placement.story_id
    hits = library.similar(found.document.id, limit=3 * _SIMILAR)
    return [hit for hit in hits if hit.story_id != story_id][:_SIMILAR]


@router.api_route("/documents/{document_id}/compare/{first}/{second}", methods=["GET", "HEAD"])
def compare(request: Request, document_id: str, first: str, second: str) -> Response:
    """Answer with what became of a document between two revisions."""
    before, after = _revision(first), _revision(second)
    if before is None or after is None:
        raise HTTPException(404)
    with desk(request).open() as library:
        found = compared(library, document_id, before, after)
        if found is None:
            raise HTTPException(404)
        return answer(request, "compare.html.j2", c=found)


def _revision(told: str | None) -> int | None:
    """Return the number that *told* names, None where nothing is told.

    Raises:
        HTTPException: It names none.
    """
    if not told:
        return None
    if not (told.isascii() and told.isdecimal() and int(told[:10]) < _MOST_REVISION):
        raise HTTPException(404)
    return int(told)


def _terms(matches: tuple[Match, ...]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return each term with how often it stands in title and text, most frequent first."""
    counted = Counter((match.term, match.field.value) for match in matches)
    terms = Counter(match.term for match in matches)
    return [
        (term, [(field, n) for (t, field), n in sorted(counted.items(), reverse=True) if t == term])
        for term, _ in terms.most_common()
    ]


@router.api_route("/stories/{story_id}", methods=["GET", "HEAD"])
def story(request: Request, story_id: str) -> Response:
    """Answer with a story's course over time."""
    with desk(request).open() as library:
        found = course(library, story_id)
        if found is None:
            raise HTTPException(404)
        shown = found.members[:_MOST_OF_STORY]
        return answer(request, "story.html.j2", course=found, shown=shown, **labels(library))
