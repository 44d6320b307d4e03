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
    faults,
    look,
    pages_digests,
    pages_documents,
    pages_home,
    pages_search,
    pages_sources,
)
from monitor.web.desk import Desk, Open
from monitor.web.guard import Guard

ROUTERS = (
    look.router,
    pages_home.router,
    pages_digests.router,
    pages_search.router,
    pages_documents.router,
    pages_sources.router,
)


def application(open_: Open, *, clock: Clock, hosts: Iterable[str] = ()) -> FastAPI:
    """Return the site over the archive that *open_* opens.

    *hosts* are names that it is called by beside localhost and addresses of digits.
    """
    app = FastAPI(
        title="News and report monitor",
        version=__version__,
        # Their pages would load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        middleware=[Middleware(Guard)],
    )
    app.state.desk = Desk(open=open_, clock=clock, hosts=frozenset(name.lower() for name in hosts))
    faults.install(app)
    for router in ROUTERS:
        app.include_router(router)
    return app
