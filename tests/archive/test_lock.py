"""One monitor at a time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from monitor import clock
from monitor.archive.lock import hold
from monitor.errors import ArchiveError, BusyError
from tests.archive.conftest import START

HOLD = """
import sys, time
from pathlib import Path
from monitor.archive.lock import hold
with hold(Path(sys.argv[1]), "poll"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holding(path: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_is_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "monitor.lock"
    with holding(path) as other:
        with (
            pytest.raises(BusyError, match=rf"\(poll, process {other.pid}, since 20") as told,
            hold(path, "run"),
        ):
            pass
        assert str(told.value).endswith("is at work in this folder; wait for it, or stop it")
        other.communicate()
    with hold(path, "run"):
        pass


def test_it_says_since_when(tmp_path: Path) -> None:
    path = tmp_path / "monitor.lock"
    with (
        hold(path, "run", clock.fixed(START)),
        pytest.raises(BusyError, match=rf"run, process {os.getpid()}, since 2026-11-02 09:00Z"),
        hold(path, "poll"),
    ):
        pass


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "monitor.lock"
    with holding(path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert list(tmp_path.glob("*.holder"))
    with hold(path, "run"):
        pass
    assert not list(tmp_path.glob("*.holder"))


def test_a_holder_whose_name_cannot_be_read_is_busy_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "monitor.lock"
    with hold(path, "run"):
        (tmp_path / "monitor.lock.holder").write_text("[]")
        with pytest.raises(BusyError, match="another monitor is at work"), hold(path, "poll"):
            pass


def test_an_error_inside_gives_it_back(tmp_path: Path) -> None:
    path = tmp_path / "monitor.lock"
    with pytest.raises(KeyError), hold(path, "run"):
        raise KeyError
    with hold(path, "run"):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match="cannot be written"), hold(tmp_path / "file/x", "run"):
        pass
