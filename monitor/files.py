"""Files that appear whole or not at all, and are on the disk on return."""

import os
from collections.abc import Iterable
from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write *data* as ``put_all`` does. Raises as that."""
    put_all(path, (data,))


def put_all(path: Path, pieces: Iterable[bytes]) -> None:
    """Write *pieces* beside their place, flush them to the disk, rename: old or new, never half.

    Who writes has the folder for itself, so that a leftover of a write that was killed is nobody's
    and is overwritten.

    Raises:
        OSError: It cannot be written; what was there before still is.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def settle(folder: Path) -> None:
    """Make the names in *folder* outlive a power cut.

    Raises:
        OSError: The disk refuses.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
