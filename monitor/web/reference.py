"""The API's description for people: one page, made of the OpenAPI document, nothing loaded."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from monitor.web.look import answer

router = APIRouter(include_in_schema=False)


@router.get("/api/v1/docs")
def docs(request: Request) -> Response:
    """Show every operation with its parameters and answers."""
    described = request.app.openapi()
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    shapes = [
        {"name": name, **shape}
        for name, shape in sorted(described["components"]["schemas"].items())
        if "properties" in shape
    ]
    return answer(
        request,
        "reference.html.j2",
        about=described["info"]["description"].strip().split("\n\n"),
        operations=operations,
        shapes=shapes,
        kind=kind,
        content=content,
    )


def kind(schema: dict[str, Any]) -> str:
    """Return what a schema takes, in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {kind(schema['items'])}" if "items" in schema else "list"
    return str(schema.get("format") or schema.get("type") or "anything")


def content(told: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the media types of an answer or body, each with what it holds."""
    found = told.get("content", {})
    return [(media_type, kind(part.get("schema", {}))) for media_type, part in found.items()]
