"""The site as a process: its address, its faults at the start, its end."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.conftest import ROOT, Run
from tests.web.served import serving


def test_it_says_where_it_is_answers_there_and_ends_well(demo: Path) -> None:
    with serving(demo) as address:
        with urlopen(f"{address}/sources") as answer:  # noqa: S310 - loopback
            page = answer.read().decode()

        assert "Harbour Post" in page
        assert address.startswith("http://127.0.0.1:")


def test_port_that_is_taken_is_one_clear_line(demo: Path, monitor: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        done = monitor("-C", demo, "web", "--port", str(number), code=2)

    assert done.stderr == (
        f"monitor: port {number} of 127.0.0.1: Address already in use; "
        "give another one with --port\n"
    )


def test_folder_without_an_archive_is_one_clear_line(tmp_path: Path, monitor: Run) -> None:
    done = monitor("-C", tmp_path, "web", code=1)

    assert done.stderr.endswith("there is no archive yet; monitor poll makes one\n")
    assert done.stderr.count("\n") == 1


def test_host_of_another_computer_is_one_clear_line(demo: Path, monitor: Run) -> None:
    done = monitor("-C", demo, "web", "--host", "192.0.2.1", "--port", "0", code=2)

    assert "192.0.2.1" in done.stderr
    assert done.stderr.count("\n") == 1


def test_run_serves_the_pages_beside_its_work(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "sources:\n  - {id: post, name: Harbour Post, kind: feed, enabled: false,"
        " url: 'https://post.example/', rights: none}\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "monitor", "-C", str(tmp_path), "run", "--web", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ
    ) as process:
        assert process.stdout
        address = process.stdout.readline().split(" at ")[1].strip()
        page = ""
        while not page:  # the archive is made a moment later
            with suppress(HTTPError), urlopen(address, timeout=20) as answer:  # noqa: S310 - loopback
                page = answer.read().decode()
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)

    assert "No digest yet" in page
    assert process.returncode == 0
    assert "Traceback" not in said
