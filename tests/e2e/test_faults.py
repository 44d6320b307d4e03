"""Bad input and bad days: each has a clear message, loses nothing, and leaves a sound archive."""

import gzip
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from monitor.archive.packing import unpacked
from tests.conftest import ROOT, Run
from tests.e2e.conftest import watch
from tests.site import NOW, Site

PAGES = {f"/page/{number}": f"Village {number}" for number in range(12)}


def rows(folder: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask the archive's tables directly: the test does not trust the code it tests."""
    with closing(sqlite3.connect(f"file:{folder / 'monitor.db'}?mode=ro", uri=True)) as connection:
        connection.create_function("unpacked", 1, lambda packed: unpacked(packed).decode())
        return connection.execute(question).fetchall()


def started(folder: Path, *arguments: str, **environ: str) -> "subprocess.Popen[str]":
    """Start the command line and do not wait for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "monitor", "-C", str(folder), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "MONITOR_NOW": NOW, **environ},
    )


def twelve_pages(site: Site) -> None:
    """Serve a feed of twelve articles."""
    site.feed("/feed", PAGES)
    for path, title in PAGES.items():
        site.article(path, title)


def deaf_port() -> int:
    """Return a port of 127.0.0.1 where nobody listens."""
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


class Gate:
    """A page that is not answered until the test opens it."""

    def __init__(self, site: Site, path: str) -> None:
        self._open = threading.Event()
        answer = site.paths[path]

        def wait(request: BaseHTTPRequestHandler) -> None:
            self._open.wait(60)
            answer(request)

        site.paths[path] = wait

    def open(self) -> None:
        """Let the answer go."""
        self._open.set()


def all_is_read(monitor: Run, folder: Path) -> None:
    """Poll again; every page of the twelve is then in the archive once, and the archive sound."""
    monitor("-C", folder, "poll", "--all", MONITOR_NOW=NOW)

    assert rows(folder, "SELECT outcome, count(*) FROM lead GROUP BY outcome") == [("kept", 12)]
    assert rows(folder, "SELECT count(*) FROM document") == [(12,)]
    assert rows(
        folder, "SELECT count(DISTINCT url), count(DISTINCT document_id) FROM document_url"
    ) == [(12, 12)]
    assert "sound" in monitor("-C", folder, "doctor").stdout


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        pytest.param("", None, "is empty", id="empty"),
        pytest.param("sources:\n  - id: [\n", 3, "YAML", id="broken"),
        pytest.param("sauces:\n  - id: a\n", 1, "sources", id="misspelt section"),
    ],
)
def test_unusable_sources_are_one_line_and_code_2(
    monitor: Run, folder: Path, text: str, line: int | None, said: str
) -> None:
    (folder / "sources.yaml").write_text(text, encoding="utf-8")

    done = monitor("-C", folder, "poll", code=2)

    assert done.stderr.count("\n") == 1
    assert f"sources.yaml:{line}" in done.stderr if line else "sources.yaml" in done.stderr
    assert said in done.stderr
    assert not (folder / "monitor.db").exists()


def test_bad_entry_is_named_with_its_line_and_the_others_work(
    monitor: Run, site: Site, folder: Path
) -> None:
    twelve_pages(site)
    watch(folder, good=f"{site.base}/feed")
    with (folder / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: bad, name: Bad, kind: fed, url: 'https://bad.example/'}\n")

    done = monitor("-C", folder, "poll", MONITOR_NOW=NOW)

    assert "sources.yaml:3: source bad" in done.stderr
    assert "12 kept" in done.stdout


def test_sources_that_fail_are_listed_and_cost_the_others_nothing(
    monitor: Run, site: Site, folder: Path
) -> None:
    twelve_pages(site)
    site.put("/html", b"<!doctype html><html><title>Moved</title><p>Hello", "text/html")
    watch(
        folder,
        good=f"{site.base}/feed",
        nobody=f"http://127.0.0.1:{deaf_port()}/feed",
        html=f"{site.base}/html",
        gone=f"{site.base}/nowhere",
        inside="http://169.254.169.254/feed",
    )

    done = monitor("-C", folder, "poll", MONITOR_NOW=NOW)

    assert dict(rows(folder, "SELECT source_id, result FROM poll")) == {
        "good": "new",
        "nobody": "unreachable",
        "html": "unreadable",
        "gone": "missing",
        "inside": "refused",
    }
    assert "5 sources asked, 4 failed; 12 kept" in done.stdout
    status = monitor("-C", folder, "status", MONITOR_NOW=NOW)
    assert status.stdout.index("nobody") < status.stdout.index("good")


def test_page_of_200_megabytes_is_given_up_early_and_costs_no_memory(
    monitor: Run, site: Site, folder: Path
) -> None:
    site.feed("/feed", {"/honest": "Honest", "/endless": "Endless", "/bomb": "Bomb"})
    sent = {"/endless": 0}

    def honest(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Length", "200000000")
        request.end_headers()
        request.wfile.write(b"<p>" * 1000)

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Connection", "close")
        request.end_headers()
        while sent["/endless"] < 200_000_000:
            sent["/endless"] += request.wfile.write(b"<p>a</p>" * 8192)

    def bomb(request: BaseHTTPRequestHandler) -> None:
        body = gzip.compress(b" " * 200_000_000, 9)
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Encoding", "gzip")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    site.paths |= {"/honest": honest, "/endless": endless, "/bomb": bomb}
    watch(folder, big=f"{site.base}/feed")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss

    monitor("-C", folder, "poll", MONITOR_NOW=NOW)

    # Each is ours by its source, and kept with the feed's own words.
    notes = rows(folder, "SELECT json_extract(unpacked(facts), '$.note') FROM revision")
    assert len(notes) == 3
    assert all("was not read" in str(note) for (note,) in notes)
    assert sent["/endless"] < 150_000_000
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak <= max(before, 600_000), "kilobytes"


def test_pdf_that_is_none_is_kept_as_the_feed_told_it(
    monitor: Run, site: Site, folder: Path
) -> None:
    site.feed("/feed", {"/report.pdf": "Report", "/cut.pdf": "Cut"})
    site.put("/report.pdf", b"This is no PDF at all.", "application/pdf")
    site.put("/cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "application/pdf")
    watch(folder, reports=f"{site.base}/feed")

    monitor("-C", folder, "poll", MONITOR_NOW=NOW)

    told = rows(
        folder, "SELECT json_extract(unpacked(facts), '$.note'), unpacked(text) FROM revision"
    )
    assert len(told) == 2
    assert all("was not read" in str(note) for note, _ in told)
    assert all("forced labour" in str(text) for _, text in told)


def test_full_disk_is_named_and_loses_nothing(monitor: Run, site: Site, folder: Path) -> None:
    twelve_pages(site)
    watch(folder, good=f"{site.base}/feed")
    # A file may grow to 200 kB: what a full disk does to whoever writes, without filling one.
    limited = subprocess.run(
        ["bash", "-c", f'ulimit -f 200; exec "{sys.executable}" -m monitor -C "{folder}" poll'],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "MONITOR_NOW": NOW},
        check=False,
    )

    assert limited.returncode == 1, limited.stdout + limited.stderr
    assert "disk" in limited.stderr
    assert "Traceback" not in limited.stderr
    all_is_read(monitor, folder)


def test_source_named_twice_is_asked_once(monitor: Run, site: Site, folder: Path) -> None:
    twelve_pages(site)
    watch(folder, good=f"{site.base}/feed")

    done = monitor("-C", folder, "poll", "--source", "good", "--source", "good", MONITOR_NOW=NOW)

    assert "1 source asked" in done.stdout
    assert site.asked.count("/feed") == 1


def test_second_poll_at_once_is_refused_by_name(monitor: Run, site: Site, folder: Path) -> None:
    twelve_pages(site)
    gate = Gate(site, "/feed")
    watch(folder, good=f"{site.base}/feed")

    with started(folder, "poll") as first:
        site.wait_for("/feed")
        refused = monitor("-C", folder, "poll", code=1, MONITOR_NOW=NOW)
        gate.open()
        first.communicate(timeout=60)

    assert first.returncode == 0
    assert "another monitor" in refused.stderr
    assert str(first.pid) in refused.stderr
    all_is_read(monitor, folder)


def test_ctrl_c_in_the_middle_keeps_what_was_finished(
    monitor: Run, site: Site, folder: Path
) -> None:
    twelve_pages(site)
    gate = Gate(site, "/page/6")
    watch(folder, good=f"{site.base}/feed")

    with started(folder, "poll") as stopped:
        site.wait_for("/page/6")
        stopped.send_signal(signal.SIGINT)
        _, said = stopped.communicate(timeout=30)
    gate.open()

    assert stopped.returncode == 130
    assert "what was finished is kept" in said
    assert "Traceback" not in said
    assert "sound" in monitor("-C", folder, "doctor").stdout
    all_is_read(monitor, folder)


@pytest.mark.parametrize("path", ["/feed", "/page/0", "/page/6", "/page/11"])
def test_kill_in_the_middle_loses_nothing(
    monitor: Run, site: Site, folder: Path, path: str
) -> None:
    twelve_pages(site)
    gate = Gate(site, path)
    watch(folder, good=f"{site.base}/feed")

    with started(folder, "poll") as killed:
        site.wait_for(path)
        killed.kill()
        killed.wait(timeout=30)
    gate.open()

    assert "sound" in monitor("-C", folder, "doctor").stdout
    all_is_read(monitor, folder)
