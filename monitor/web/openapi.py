"""The OpenAPI description: parameters, faults, and what clients are generated from."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from monitor import __version__
from monitor.library.permalink import LISTS

ABOUT = """\
The archive of a news and report monitor, read-only.

Every list is turned by `cursor`: follow `next`, or the `Link` header, until it is null. Answers
carry an `ETag`; send it back as `If-None-Match` and get 304 while nothing changed. Whatever cannot
be answered is told as `application/problem+json` (RFC 9457) with the next step in `detail`. Unknown
parameters are refused, and the nearest one is named. A limit that is too large is brought down.
"""
_PROBLEM = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
}
FAULTS = {
    "400": "A query that cannot be read (with its column), or a parameter that cannot be used.",
    "401": "A token is needed, and none that holds was sent.",
    "404": "There is nothing of that id.",
    "405": "This address cannot be used in that way.",
    "406": "Only what the operation names can be answered with.",
    "410": "It was removed.",
    "413": "The body is too large.",
    "414": "The address is too long; POST /api/v1/search takes long searches.",
    "422": "The search costs more than is allowed; ask for less.",
    "429": "Too many requests; Retry-After says when to go on.",
    "503": "The archive cannot be read at this moment.",
}
_EVERYWHERE = ("400", "401", "405", "406", "413", "414", "429", "503")
_ABOUT_LISTS = {
    "source": "Id of a source",
    "publisher": "Name of a publisher",
    "topic": "Id of a topic",
    "kind": "`article` or `report`",
    "lang": "Code of a language, such as `fr`",
    "story": "Id of a story",
    "month": "Month in which it was first seen, such as `2026-11`",
}
_DAY = "a day, a month or a year: `2026-11-24`, `2026-11`, `2026`"


def parameter(name: str, about: str, schema: dict[str, Any], example: Any = None) -> dict[str, Any]:
    """Return a parameter of a query."""
    made = {"name": name, "in": "query", "required": False, "description": about, "schema": schema}
    return made if example is None else {**made, "example": example}


def search_parameters(*, facets: bool = False) -> list[dict[str, Any]]:
    """Return the parameters of a search."""
    text = {"type": "string"}
    several = {"type": "array", "items": text}
    about = "The query, in the query language; empty: every document."
    found = [parameter("q", about, {**text, "maxLength": 10000}, '"debt bondage" OR visa')]
    found += [parameter(n, f"{_ABOUT_LISTS[n]}; given again: or.", several) for n in LISTS]
    found += [
        parameter("since", f"First seen then or later: {_DAY}.", text),
        parameter("until", f"First seen then or earlier: {_DAY}.", text),
        parameter(
            "as_of", "As the archive was then: a time (ISO 8601), or the end of a day.", text
        ),
        parameter("order", "Which come first.", {**text, "enum": ["best", "newest"]}),
    ]
    if facets:
        flags = {**text, "enum": ["true", "false", "1", "0"]}
        periods = {**text, "enum": ["day", "week", "month", "year"]}
        found += [
            parameter("facets", "Count the documents found by each field, too.", flags),
            parameter("period", "Count them over time, too.", periods),
        ]
    return found


def paged(parameters: Sequence[dict[str, Any]] = (), most: int = 100) -> dict[str, Any]:
    """Return *parameters* and those that turn pages, for an operation."""
    about = f"How many on a page; more than {most} are {most}."
    turning = [
        parameter("limit", about, {"type": "integer", "minimum": 0}),
        parameter("cursor", "That of the `next` link; nothing to be made by hand.",
                  {"type": "string"}),
    ]  # fmt: skip
    return {"parameters": [*parameters, *turning]}


def install(app: FastAPI, body: dict[str, Any], *, token: bool) -> None:
    """Let *app* describe itself; *token*: whether one is needed to read."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app, body, token)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's documentation does


def _described(app: FastAPI, body: dict[str, Any], token: bool) -> dict[str, Any]:
    made: dict[str, Any] = get_openapi(
        title="News and report monitor", version=__version__, description=ABOUT, routes=app.routes
    )
    parts = made["components"]
    parts["schemas"].pop("HTTPValidationError", None)
    parts["schemas"].pop("ValidationError", None)
    parts["schemas"]["SearchBody"] = body
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "monitor tokens add NAME"},
        "password": {"type": "http", "scheme": "basic", "description": "The token as password."},
    }
    if token:
        made["security"] = [{"token": []}, {"password": []}]
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(path, operation)
    return made


def _complete(path: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    codes = [*_EVERYWHERE, *(["404"] if "{" in path else [])]
    codes += ["410"] if "{name}" in path else []
    codes += ["422"] if "search" in path or "{name}" in path else []
    answers.pop("422", None)
    for code in sorted(codes):
        answers[code] = {"description": FAULTS[code], **_PROBLEM}
    ok = answers["200"]
    ok["headers"] = {
        "ETag": {"schema": {"type": "string"}, "description": "For If-None-Match."},
        "Link": {"schema": {"type": "string"}, "description": 'The next page, as rel="next".'},
    }
    answers["304"] = {"description": "You have it already: If-None-Match names it."}
