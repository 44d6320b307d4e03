"""A small web site on loopback that a test can make behave in any way."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NOW = "2026-11-18T08:00:00Z"
"""The present of tests that make their own world: a Wednesday."""
THEN = datetime(2026, 11, 17, 6, tzinfo=UTC)
"""The day before: when that world's news was published."""

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Paths and what stands there; ``asked`` grows with each request."""

    def __init__(self, host: str, port: int) -> None:
        self.base = f"http://{host}:{port}"
        self.paths: dict[str, Answer] = {}
        self.asked: list[str] = []
        self._came = threading.Condition()

    def put(self, path: str, body: bytes, media_type: str) -> None:
        """Serve *body* at *path*."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            send(request, body, media_type)

        self.paths[path] = answer

    def feed(self, path: str, pages: dict[str, str]) -> None:
        """Serve an RSS feed at *path* that lists *pages*, path to title."""
        items = "".join(
            f"<item><title>{title}</title><link>{self.base}{link}</link>"
            f"<description>Eleven people were found in forced labour at a farm in {title}, the "
            f"police said.</description><pubDate>{format_datetime(THEN)}</pubDate></item>"
            for link, title in pages.items()
        )
        text = f'<rss version="2.0"><channel><title>Site</title>{items}</channel></rss>'
        self.put(path, text.encode(), "application/rss+xml")

    def article(self, path: str, title: str) -> None:
        """Serve a plain article about forced labour."""
        told = f"Eleven people were found in forced labour at a farm in {title}, the police said. "
        more = (
            f"Inspectors of {title} said that passports had been taken from all of them. "
            "The owner was arrested on suspicion of human trafficking and released on bail. "
            "A charity has taken the eleven people in, and says that they are safe and well. "
        )
        text = (
            f"<!doctype html><html lang=en><title>{title}</title><body><article><h1>{title}</h1>"
            f"<p>{told}</p><p>{more}</p><p>{more}</p></article></body></html>"
        )
        self.put(path, text.encode(), "text/html; charset=utf-8")

    def wait_for(self, path: str) -> None:
        """Return once *path* was asked for."""
        with self._came:
            assert self._came.wait_for(lambda: path in self.asked, timeout=60), self.asked

    def note(self, path: str) -> None:
        """Write down that *path* was asked for."""
        with self._came:
            self.asked.append(path)
            self._came.notify_all()


def send(request: BaseHTTPRequestHandler, body: bytes, media_type: str) -> None:
    """Answer *request* with 200 and *body*."""
    request.send_response(200)
    request.send_header("Content-Type", media_type)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve a site without pages, on a free port of *host*."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found.note(self.path)
            answer = found.paths.get(self.path)
            try:
                if answer is None:
                    self.send_response(404)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                else:
                    answer(self)
            except ConnectionError:
                self.close_connection = True  # the client went away, as it may

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64  # with the default of 5, a connection beyond waits for a second

    server = Server((host, 0), Handler)
    found = Site(host, server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
