"""monitor run: stays, works, and ends when it is told to."""

import signal
import time
from pathlib import Path

from tests.conftest import Run
from tests.e2e.conftest import watch
from tests.e2e.test_faults import Gate, rows, started, twelve_pages
from tests.site import Site


def until(event: str, folder: Path, **environ: str) -> str:
    """Run until *event* is logged, then end it; return what was logged."""
    with started(folder, "run", MONITOR_LOG_LEVEL="INFO", **environ) as running:
        assert running.stderr
        said = ""
        for line in running.stderr:
            said += line
            if f" {event} " in line:
                running.send_signal(signal.SIGTERM)
    assert running.returncode == 0, said
    return said


def test_run_polls_refuses_a_second_and_ends_on_sigterm(
    monitor: Run, site: Site, folder: Path
) -> None:
    twelve_pages(site)
    gate = Gate(site, "/page/11")
    watch(folder, good=f"{site.base}/feed")

    with started(folder, "run") as running:
        site.wait_for("/page/11")
        refused = monitor("-C", folder, "run", code=1)
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=30)
    gate.open()

    assert running.returncode == 0, said
    assert time.monotonic() - began < 10
    assert "Traceback" not in said
    assert "another monitor (run" in refused.stderr
    assert "sound" in monitor("-C", folder, "doctor").stdout
    (waiting,) = rows(folder, "SELECT count(*) FROM lead WHERE outcome IS NULL")[0]
    assert isinstance(waiting, int)
    assert waiting >= 1


def test_run_makes_the_issue_that_was_missed_once(monitor: Run, site: Site, folder: Path) -> None:
    twelve_pages(site)
    watch(folder, good=f"{site.base}/feed")
    monitor("-C", folder, "poll", MONITOR_NOW="2026-11-18T08:00Z")
    monitor("-C", folder, "poll", "--all", MONITOR_NOW="2026-11-19T08:00Z")

    # The week closed on Monday the 23rd at 07:00 London; nobody was there.
    for event in ("issue", "rereads"):
        said = until(event, folder, MONITOR_NOW="2026-11-24T08:00Z")
        assert "Traceback" not in said

    assert rows(folder, "SELECT week, revision FROM issue") == [("2026-W47", 1)]
    assert (folder / "digests" / "2026-W47.html").is_file()
