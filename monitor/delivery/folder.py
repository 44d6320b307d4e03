"""The folder digests/: files appear whole or not at all, and only where something changed."""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from monitor.errors import DeliveryError


def publish(folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write *files* (name to text) into *folder*; return the paths that were written.

    A file that holds the same bytes already keeps its time of change. The others are written
    beside their place, flushed to the disk and renamed, so a reader sees the old or the new.

    Raises:
        DeliveryError: The folder or a file cannot be written; the files before it are.
        ValueError: A name has a folder in it.
    """
    for name in files:
        if name != Path(name).name or name in ("", ".", ".."):
            raise ValueError(f"{name!r} is no file name")
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            if _write(folder / name, text.encode()):
                written.append(folder / name)
        if written:
            _flush(folder)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise DeliveryError(
            str(folder),
            f"cannot be written ({reason}); make room or grant the right, then run the command "
            "again: what is stored in the archive is safe",
        ) from fault
    return tuple(written)


def _write(path: Path, data: bytes) -> bool:
    """Whether *path* had to be written to hold *data*."""
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    # One writer at a time has the project folder's lock, so a leftover of this name is nobody's.
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    return True


def _flush(folder: Path) -> None:
    """Make the renames durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
