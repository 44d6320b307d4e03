"""The site: pages for people and an API for programs, over the same library.

Endpoints are plain functions, which FastAPI calls in threads: the archive is not asynchronous, and
each call opens it for itself (1.4 ms, measured), since a connection belongs to its thread.
"""

from collections.abc import Iterable

from fastapi import FastAPI
from starlette.middleware import Middleware

from monitor import __version__
from monitor.clock import Clock
from monitor.web import (
    api_documents,
    api_evidence,
    api_lists,
    api_search,
    faults,
    feeds,
    look,
    openapi,
    pages_digests,
    pages_documents,
    pages_exports,
    pages_home,
    pages_search,
    pages_sources,
    reference,
)
from monitor.web.desk import Desk, Open, limited
from monitor.web.gate import Gate, Rules
from monitor.web.guard import Guard

ROUTERS = (
    look.router,
    api_search.router,
    api_documents.router,
    api_evidence.router,
    api_lists.router,
    feeds.router,
    reference.router,
    pages_home.router,
    pages_digests.router,
    pages_exports.router,
    pages_search.router,
    pages_documents.router,
    pages_sources.router,
)


def application(
    open_: Open,
    *,
    clock: Clock,
    hosts: Iterable[str] = (),
    url: str = "",
    rules: Rules = Rules(),  # noqa: B008 - it is frozen
) -> FastAPI:
    """Return the site over the archive that *open_* opens.

    *hosts* are names that it is called by beside localhost and addresses of digits,
    *url* is where feeds say that it stands, *rules* are what readers have to keep to.
    """
    app = FastAPI(
        title="News and report monitor",
        version=__version__,
        # Their pages would load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        redirect_slashes=False,
        middleware=[Middleware(Guard), Middleware(Gate, rules=rules)],
    )
    app.state.desk = Desk(
        open=limited(open_, rules.seconds),
        whole=open_,
        clock=clock,
        hosts=frozenset(name.lower() for name in hosts),
        url=url,
    )
    faults.install(app)
    for router in ROUTERS:
        app.include_router(router)
    openapi.install(app, api_search.BODY, token=rules.token)
    return app
