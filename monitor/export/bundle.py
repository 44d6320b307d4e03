"""A file and its manifest as one ZIP file, written while it is sent."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MEDIA_TYPE = "application/zip"
MANIFEST = "manifest.json"


def bundled(
    name: str, pieces: Iterable[bytes], manifest: Callable[[], bytes], at: datetime
) -> Iterator[bytes]:
    """Yield a ZIP file of *pieces* under *name*, and of *manifest*, asked for when they are done.

    *at* is the time of both files, so that the same export is the same bytes.
    """
    sink = _Sink()
    with ZipFile(sink, "w") as archive:
        # How large it becomes is not known beforehand; over 4 GB the old form could not say.
        with archive.open(_entry(name, at), "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                yield sink.take()
        archive.writestr(_entry(MANIFEST, at), manifest())
    yield sink.take()


def _entry(name: str, at: datetime) -> ZipInfo:
    moment = at.astimezone(UTC)
    made = ZipInfo(name, (max(moment.year, 1980), *moment.timetuple()[1:6]))
    made.compress_type = ZIP_DEFLATED
    return made


class _Sink(io.RawIOBase):
    """Holds what was written until it is taken; cannot be sought, so that nothing is rewritten."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # ZipFile hands in bytes
        self._held.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        told, self._held = b"".join(self._held), []
        return told
