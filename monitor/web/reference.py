"""The API's description for people: one page, made of the OpenAPI document, nothing loaded."""

import re
from itertools import groupby
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from monitor.web.look import answer
from monitor.web.openapi import FAULTS

router = APIRouter(include_in_schema=False)

_GROUPS = {
    "search": "Searches",
    "documents": "Documents",
    "stories": "Stories",
    "sources": "Sources and topics",
    "issues": "Issues of the digest",
    "searches": "Searches that are kept",
    "feeds": "Feeds",
    "health": "Health",
}


@router.get("/api/v1/docs")
def docs(request: Request) -> Response:
    """Show every operation with its parameters and answers."""
    described = request.app.openapi()
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    order = list(_GROUPS)
    operations.sort(key=lambda each: order.index(_group(each)))
    shapes = [
        {"name": name, **shape}
        for name, shape in sorted(described["components"]["schemas"].items())
        if "properties" in shape
    ]
    return answer(
        request,
        "reference.html.j2",
        about=described["info"]["description"].strip().split("\n\n"),
        groups=[(_GROUPS[tag], list(each)) for tag, each in groupby(operations, _group)],
        shapes=shapes,
        faults=FAULTS,
        kind=kind,
        content=content,
        coded=coded,
    )


def _group(operation: dict[str, Any]) -> str:
    return str(operation["tags"][-1])


def kind(schema: dict[str, Any]) -> Markup:
    """Return what a schema takes, in words that lead to what they name."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return Markup('<a href="#shape-{0}">{0}</a>').format(name)
    if "anyOf" in schema:
        return Markup(" or ").join(map(kind, schema["anyOf"]))
    if "enum" in schema:
        return escape(", ".join(map(str, schema["enum"])))
    if schema.get("type") == "array":
        return Markup("list of {}").format(kind(schema.get("items", {})))
    return escape(str(schema.get("format") or schema.get("type") or "anything"))


def content(told: dict[str, Any]) -> list[tuple[str, Markup]]:
    """Return the media types of an answer or body, each with what it holds."""
    found = told.get("content", {})
    return [(media_type, kind(part.get("schema", {}))) for media_type, part in found.items()]


def coded(text: str) -> Markup:
    """Return *text* with what stands between backticks as code."""
    parts = re.split(r"`([^`]*)`", text)
    made = (
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
    return Markup("").join(made)
