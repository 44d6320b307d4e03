"""The folder digests/: files appear whole or not at all, and only where something changed."""

from collections.abc import Mapping
from pathlib import Path

from monitor import files
from monitor.errors import DeliveryError


def publish(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write *texts* (by file name) into *folder*; return the paths that were written.

    A file that holds the same bytes already keeps its time of change. The others are written
    beside their place, flushed to the disk and renamed, so a reader sees the old or the new.

    Raises:
        DeliveryError: The folder or a file cannot be written; the files before it are.
        ValueError: A name has a folder in it.
    """
    for name in texts:
        if name != Path(name).name or name in ("", ".", ".."):
            raise ValueError(f"{name!r} is no file name")
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            if _write(folder / name, text.encode()):
                written.append(folder / name)
        if written:
            files.settle(folder)
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
    files.put(path, data)
    return True
