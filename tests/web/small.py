"""A small archive behind the site, made in a moment; every kind of thing is in it."""

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from monitor import clock, settings, wiring
from monitor.archive import access
from monitor.archive.store import Archive
from monitor.library import saved, tokens
from monitor.library.library import Library
from monitor.library.opener import Opener
from monitor.model.search import Search
from monitor.model.source import Content
from monitor.web import patience
from monitor.web.app import application
from monitor.web.gate import Rules
from tests.archive.conftest import HOUR, START, a_document, a_verdict, keep

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DOCUMENTS = 23
SOURCES = """\
sources:
  - {id: post, name: Harbour Post, kind: feed, url: "https://post.example/feed"}
  - {id: gazette, name: Gazette, kind: feed, url: "https://gazette.example/feed", content: headline}
topics:
  - {id: labour, name: Labour, query: visa}
  - {id: children, name: Children, query: child}
"""


def lay_out(folder: Path) -> Path:
    """Fill *folder* with a project, and return it."""
    (folder / "sources.yaml").write_text(SOURCES)
    with opening(folder) as archive:
        for number in range(DOCUMENTS):
            secret = number % 5 == 4
            keep(
                archive,
                a_document(
                    f"doc{number:02}",
                    title=f"Visa case {number}",
                    text=f"A care worker was freed. Case {number} is about slavery. " * 12,
                    source_id="gazette" if secret else "post",
                    content=Content.HEADLINE if secret else Content.EXTRACT,
                    first_seen_at=START + number * HOUR,
                ),
                a_verdict(topics=("labour",) if number % 2 else ("children",)),
                story_id="doc00" if number in (1, 2) else None,
            )
        edited = archive.document("doc03")
        archive.revise(replace(edited, text="A care worker was freed in May."), NOW)
        library = Library(archive, None)
        saved.save(library, "care", Search(query="care", topics=("labour",)), START)
        saved.save(library, "gone", Search(query="care"), START)
        saved.remove(library, "gone", NOW)
    return folder


def opening(folder: Path) -> AbstractContextManager[Archive]:
    """Open the archive of a project to write in it."""
    return Archive.open(folder / "monitor.db", evidence=folder / "evidence", index=folder / "index")


def secrets(folder: Path) -> dict[str, str]:
    """Make a token that holds, one that was revoked and one that has expired."""
    with wiring.deciding(settings.load(folder, {})) as archive:
        made = {
            "token": tokens.issue(archive, "holder", NOW),
            "revoked": tokens.issue(archive, "former", NOW),
            "expired": tokens.issue(archive, "guest", NOW - timedelta(days=8), 7),
        }
        access.revoke(archive, "former", NOW)
    return made


def site(folder: Path, rules: Rules = Rules(), hosts: Iterable[str] = ()) -> FastAPI:  # noqa: B008
    """Return the site over *folder*."""
    opener = Opener(settings.load(folder, {}))
    return application(opener, clock=clock.fixed(NOW), hosts=hosts, rules=rules)


def client(app: FastAPI, host: str = "192.0.2.1") -> httpx.AsyncClient:
    """Return a client of *app* that asks from *host*."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(host, 1234))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the site on loopback as long as this is open, as ``monitor web`` does."""
    config = uvicorn.Config(
        site(folder), log_config=None, port=0, lifespan="off", **patience.options()
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
