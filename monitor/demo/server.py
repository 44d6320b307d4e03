"""The newsroom on loopback: one server, told apart by the Host header."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from monitor.clock import Clock
from monitor.demo import pages
from monitor.demo.newsroom import Item, published, taken_away
from monitor.demo.outlets import OUTLETS, Form, Outlet
from monitor.demo.pdf import pdf

Answer = tuple[int, str, bytes]

_HOSTS = {outlet.host: outlet for outlet in OUTLETS}
_HERALD_MENDS = datetime(2026, 10, 26, tzinfo=UTC)
"""When the broken outlet stops answering 503 and answers a web page instead."""


class _Server(ThreadingHTTPServer):
    """Takes all outlets' requests at once."""

    daemon_threads = True
    request_queue_size = 64
    """With the default of 5, a connection beyond waits a second for its second try."""


@contextmanager
def serving(clock: Clock) -> Iterator[int]:
    """Serve the newsroom as it is at *clock*, on a free port of 127.0.0.1; give the port."""
    server = _Server(("127.0.0.1", 0), _handler(clock))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answer(host: str, path: str, now: datetime) -> Answer:
    """Return status, media type and body of what *host* has at *path*."""
    outlet = _HOSTS.get(host)
    if outlet is None:
        return _page(404, "no such outlet")
    if path == "/robots.txt":
        return 200, "text/plain", b"User-agent: *\nDisallow: /drafts/\n"
    if outlet.form is Form.BROKEN:
        return _page(503 if now < _HERALD_MENDS else 200, "The Herald will be back soon.")
    items = published(outlet.id, now)
    if path == outlet.path:
        media_type, text = pages.listing(outlet, items, now)
        return 200, media_type, text.encode()
    slug = path.rsplit("/", 1)[-1]
    for item in items:
        if slug == f"{item.slug}.pdf":
            return 200, "application/pdf", _report(outlet, item, now)
        if slug == item.slug:
            return 200, "text/html; charset=utf-8", pages.article(outlet, item, now).encode()
    if taken_away(outlet.id, slug, now):
        return _page(410, "gone")
    return _page(404, "nothing here")


def _report(outlet: Outlet, item: Item, now: datetime) -> bytes:
    version = item.at(now)
    day = f"{item.published.day} {item.published:%B %Y}"
    return pdf(version.title, outlet.name, day, version.blocks)


def _page(status: int, text: str) -> Answer:
    body = f"<!doctype html><html lang=en><title>{text}</title><p>{text}</p></html>"
    return status, "text/html; charset=utf-8", body.encode()


def _handler(clock: Clock) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers GET with an ETag."""

        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: two would wait 40 ms for each other

        def do_GET(self) -> None:
            host = self.headers.get("Host", "").partition(":")[0]
            path = self.path.partition("?")[0]
            status, media_type, body = answer(host, path, clock())
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Say nothing."""

    return Handler
