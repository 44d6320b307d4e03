"""Answers to what cannot be answered: a page for people, problem+json for programs (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from monitor.errors import ArchiveError, QueryError, SearchError, SlowError
from monitor.log import event
from monitor.web.look import answer

_log = logging.getLogger(__name__)

PROGRAMS = ("/api/", "/feeds/", "/search.atom", "/search.json")
"""What stands below these is for programs."""
_WORDS = {
    404: "There is nothing at this address. A document, story or issue may have been asked for by "
    "an id that this archive does not have.",
    405: "This address cannot be used in that way.",
}


def install(app: FastAPI) -> None:
    """Let *app* answer every expected failure."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(QueryError, _query)
    app.add_exception_handler(SearchError, _search)
    app.add_exception_handler(SlowError, _slow)
    app.add_exception_handler(ArchiveError, archive)


def problem(request: Request, status: int, detail: str, **more: Any) -> Response:
    """Return why a request was not answered, as its path wants it; *more* are members of the JSON.

    The query of a search is not repeated outside of *more*.
    """
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(PROGRAMS):
        body = {"title": title, "status": status, "detail": detail, **more}
        return JSONResponse(body, status, media_type="application/problem+json")
    return answer(request, "fault.html.j2", status=status, title=title, detail=detail)


def misdirected(request: Request) -> Response:
    """Return the answer to a request that names another site."""
    detail = (
        "This site is not called that. Whoever runs it can name it in settings.yaml: web_hosts."
    )
    return problem(request, 421, detail)


def broken(request: Request) -> Response:
    """Return the answer to a request that met a bug; it tells nothing of the inside."""
    detail = "A fault in the program. It was written to the log; the archive is as it was."
    return problem(request, 500, detail)


def _http(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    told = fault.detail if isinstance(fault, HTTPException) else ""
    plain = told == HTTPStatus(status).phrase
    made = problem(request, status, _WORDS.get(status, told) if plain else told)
    made.headers.update(getattr(fault, "headers", None) or {})
    return made


def _invalid(request: Request, fault: Exception) -> Response:
    errors = fault.errors() if isinstance(fault, RequestValidationError) else ()
    places = ", ".join(str(each["loc"][-1]) for each in errors)
    return problem(request, 422, f"This cannot be used as it is: {places}.")


def _query(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, QueryError):
        raise fault
    return problem(request, 400, str(fault), column=fault.column, reason=fault.reason)


def _search(request: Request, fault: Exception) -> Response:
    name = fault.name if isinstance(fault, SearchError) else ""
    return problem(request, 400, str(fault), parameter=name)


def _slow(request: Request, fault: Exception) -> Response:
    event(_log, logging.WARNING, "slow", path=request.url.path)
    return problem(request, 422, str(fault))


def archive(request: Request, fault: Exception) -> Response:
    """Return that the archive cannot be read, why, and the next step; where it lies stays ours."""
    event(_log, logging.ERROR, "archive", fact=fault)
    reason = fault.reason if isinstance(fault, ArchiveError) else "cannot be read; try again later"
    made = problem(request, 503, f"The archive: {reason}.")
    made.headers["retry-after"] = "30"
    return made
