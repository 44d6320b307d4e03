"""What the commands say to whoever keeps the monitor running."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.e2e.conftest import watch
from tests.site import Site

NOW = "2026-11-20T08:00Z"


def test_poll_that_reaches_nobody_asks_for_the_connection(monitor: Run, folder: Path) -> None:
    watch(folder, one="http://one.invalid/feed", two="http://two.invalid/feed")

    done = monitor("-C", folder, "poll", MONITOR_NOW=NOW)

    assert done.stdout.endswith(
        "2 sources asked, 2 failed; nothing new\n"
        "no host could be reached; is this computer connected to the internet?\n"
    )


def test_poll_that_reaches_somebody_does_not(monitor: Run, folder: Path, site: Site) -> None:
    watch(folder, one="http://one.invalid/feed", gone=f"{site.base}/nowhere")

    done = monitor("-C", folder, "poll", MONITOR_NOW=NOW)

    assert done.stdout.endswith("2 sources asked, 2 failed; nothing new\n")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-20T09:00Z", ""),
        ("2026-11-22T08:00Z", "1 source should have been asked, one at 2026-11-20 14:00Z; "),
    ],
)
def test_status_says_where_nobody_asks_any_more(
    monitor: Run, folder: Path, site: Site, now: str, said: str
) -> None:
    site.feed("/feed", {"/page": "Saltmere"})
    watch(folder, one=f"{site.base}/feed")
    monitor("-C", folder, "poll", MONITOR_NOW=NOW)

    told = monitor("-C", folder, "status", MONITOR_NOW=now).stdout

    assert ("should have been asked" in told) is bool(said)
    assert said in told


def test_status_says_since_when_a_source_is_silent(monitor: Run, folder: Path, site: Site) -> None:
    site.feed("/feed", {"/page": "Saltmere"})
    watch(folder, one=f"{site.base}/feed")
    monitor("-C", folder, "poll", MONITOR_NOW=NOW)

    told = monitor("-C", folder, "status", MONITOR_NOW="2026-11-30T09:00Z").stdout

    assert "silent" in told
    assert "nothing new for 10 days" in told
