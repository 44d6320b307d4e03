"""Evidence as older versions kept it: a file for each content, named by its hash. Only read."""

import gzip
from pathlib import Path

_PACKED = ".gz"


def read(folder: Path, sha256: str) -> bytes | None:
    """Return what the file of that hash holds, None where there is none.

    Raises:
        OSError, EOFError, zlib.error: It cannot be read.
    """
    place = _place(folder, sha256)
    if place is None:
        return None
    body = place.read_bytes()
    return gzip.decompress(body) if place.suffix == _PACKED else body


def _place(folder: Path, sha256: str) -> Path | None:
    named = folder / sha256[:2] / sha256[2:]
    for place in (named, named.with_name(named.name + _PACKED)):
        if place.is_file():
            return place
    return None
