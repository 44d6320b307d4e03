"""One monitor at a time works in a project folder; looking into it is always allowed."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from monitor import clock
from monitor.clock import Clock
from monitor.errors import ArchiveError, BusyError


@contextmanager
def hold(path: Path, who: str, now: Clock = clock.system) -> Iterator[None]:
    """Be the one that writes in this folder; *who* is the command, for others to read.

    The operating system holds the lock, so that it ends with the process, however that ends.

    Raises:
        BusyError: Another is at work.
        ArchiveError: The lock file cannot be written.
    """
    lock = FileLock(path, timeout=0)
    beside = path.with_name(f"{path.name}.holder")
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(str(path.parent), f"{_other(beside)}; wait for it, or stop it") from None
    except OSError as fault:
        reason = f"cannot be written ({fault.strerror}); check who owns the folder"
        raise ArchiveError(str(path), reason) from fault
    try:
        told = {"who": who, "process": os.getpid(), "since": f"{now():%Y-%m-%d %H:%MZ}"}
        with suppress(OSError):  # on a full disk it is better to go on without a name
            beside.write_text(json.dumps(told), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            beside.unlink()
        lock.release()


def _other(beside: Path) -> str:
    try:
        told = json.loads(beside.read_text(encoding="utf-8"))
        name = f"{told['who']}, process {told['process']}, since {told['since']}"
    except (OSError, ValueError, LookupError, TypeError):
        return "another monitor is at work in this folder"
    return f"another monitor ({name}) is at work in this folder"
