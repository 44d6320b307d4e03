"""What several tests need: the recorded material, the replay server, a command line."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.site import Site, serving

ROOT = Path(__file__).parent.parent

# A shell that starts the tests in the background lets them ignore Ctrl-C, and so would every
# program that a test starts and stops with it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def recorded() -> Path:
    """Return the folder of recorded material, beside the project or where MONITOR_SHARED says."""
    return Path(os.environ.get("MONITOR_SHARED") or ROOT.parent / "shared")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The recorded material; tests that need it are skipped where it is not."""
    folder = recorded()
    if not folder.is_dir():
        pytest.skip(f"no recorded material at {folder}; set MONITOR_SHARED")
    return folder


class Replay:
    """A running replay server."""

    def __init__(self, base: str, sources: list[dict[str, Any]]) -> None:
        self.base = base
        self.sources = sources

    def control(self, path: str, method: str = "GET") -> Any:
        """Call the server's own address and return its JSON."""
        from urllib.request import Request, urlopen

        with urlopen(Request(f"{self.base}/_replay/{path}", method=method)) as answer:  # noqa: S310 - loopback
            return json.load(answer)


@pytest.fixture
def replay(shared: Path) -> Iterator[Replay]:
    """The replay world, frozen on 16 August 2026."""
    command = [
        sys.executable,
        str(shared / "replay/serve.py"),
        str(shared / "replay/dev"),
        "--at",
        "2026-08-16T06:00:00Z",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        base = json.loads(process.stdout.readline())["base"]
        server = Replay(base, [])
        server.sources = server.control("sources")
        try:
            yield server
        finally:
            process.terminate()


@pytest.fixture
def site() -> Iterator[Site]:
    """A small web site on loopback that a test can make behave in any way."""
    with serving() as found:
        yield found


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def monitor(tmp_path: Path) -> Run:
    """Run the command line as a stranger would: in a process of its own, with an empty HOME."""

    def run(
        *arguments: str | Path, code: int = 0, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        home = tmp_path / "empty-home"
        home.mkdir(exist_ok=True)
        kept = {
            key: os.environ[key]
            for key in ("PATH", "LANG", "COVERAGE_PROCESS_START")
            if key in os.environ
        }
        done = subprocess.run(
            [sys.executable, "-m", "monitor", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=300,
            cwd=ROOT,
            env={**kept, "HOME": str(home), "PYTHONWARNINGS": "error", **environ},
            check=False,
        )
        assert done.returncode == code, f"{done.args}\n{done.stdout}\n{done.stderr}"
        return done

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project folder of one run of the demo; look, and do not write.

    It runs once for all workers. Each looks into a copy of its own: SQLite's files beside a
    database come and go as it is read, and another worker's copying would trip over them.
    """
    common = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        common = common.parent
    made = common / "made-demo" / "newsroom"
    done = made.with_name("done")  # a run that failed, or was stopped, leaves none
    with FileLock(f"{made.parent}.lock"):
        if not done.exists():
            shutil.rmtree(made, ignore_errors=True)
            subprocess.run(
                [sys.executable, "-m", "monitor", "demo", "--keep", str(made)],
                check=True,
                capture_output=True,
                cwd=ROOT,
            )
            done.touch()
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("demo") / "newsroom"))


@pytest.fixture
def newsroom(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's folder, to do anything with."""
    return Path(shutil.copytree(demo, tmp_path / "newsroom"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured: a figure that nobody sees is not known to be sensible."""
    told = [
        (str(name), str(value))
        for report in terminalreporter.stats.get("passed", [])
        for name, value in getattr(report, "user_properties", [])
    ]
    if told:
        terminalreporter.section("measured")
        for name, value in sorted(told):
            terminalreporter.write_line(f"{name}: {value}")
