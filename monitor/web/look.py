"""How pages are made: the templates, escaped throughout, and the one stylesheet."""

import hashlib
from functools import cache
from typing import Any

from fastapi import APIRouter
from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from monitor.digest.render import environment
from monitor.library import labels as labelling
from monitor.library.library import Library
from monitor.library.permalink import link
from monitor.text.tongues import name_of
from monitor.web import words

router = APIRouter(include_in_schema=False)

_STYLES = ("style.css", "web.css")
"""That of the issues, then what the site needs more."""


def answer(request: Request, template: str, *, status: int = 200, **known: Any) -> Response:
    """Return the page that *template* makes of what is *known*."""
    told = {"path": request.url.path, "style": style_path(), "status": status, **known}
    return HTMLResponse(templates().get_template(template).render(told), status)


def labels(library: Library) -> dict[str, Any]:
    """Return the names of topics and sources by their ids, as templates want them."""
    known = labelling.labels(library.watchlist)
    return {"topics": known.get("topic", {}), "sources": known.get("source", {})}


@router.api_route("/style/{name}", methods=["GET", "HEAD"])
def style(name: str) -> Response:
    """Answer with the stylesheet; its name changes with it, so it may be kept for good."""
    fresh = style_path().endswith(f"/{name}")
    keep = "public, max-age=31536000, immutable" if fresh else "no-cache"
    return Response(_style(), media_type="text/css", headers={"cache-control": keep})


@cache
def style_path() -> str:
    """Return the address of the stylesheet."""
    return f"/style/{hashlib.sha256(_style().encode()).hexdigest()[:12]}.css"


@cache
def _style() -> str:
    sources = (templates().loader.get_source(templates(), name) for name in _STYLES)  # type: ignore[union-attr]
    return "\n".join(text for text, _, _ in sources)


@cache
def templates() -> Environment:
    """Return the templates of the site, and behind them those of an issue."""
    made = environment(
        ChoiceLoader([PackageLoader("monitor.web"), PackageLoader("monitor.digest")])
    )
    for name in ("utc", "stamp", "number", "host", "parts", "clock", "short"):
        made.filters[name] = getattr(words, name)
    made.filters["day"] = words.day_of
    made.globals["bytes_of"] = words.bytes_of
    made.globals["paragraphs"] = words.paragraphs
    made.globals["language_name"] = name_of
    made.globals["link_of"] = link
    return made
