"""A search as a file that is written while it is sent, alone, packed with its manifest, or that."""

from collections.abc import Iterator
from enum import StrEnum
from functools import partial

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from monitor.export.bundle import MEDIA_TYPE, bundled
from monitor.export.formats import Format
from monitor.library.export import Export, Wanted
from monitor.library.manifest import manifest
from monitor.model.search import Search
from monitor.web.desk import desk
from monitor.web.streaming import streamed


class Part(StrEnum):
    """What of an export is answered with."""

    FILE = "file"
    PACKED = "zip"
    """A ZIP file of the file and its manifest."""
    MANIFEST = "manifest"


def export(request: Request, asked: Search, form: Format, part: Part = Part.FILE) -> Response:
    """Answer with all that *asked* finds.

    Raises:
        QueryError: The query cannot be read.
        SearchError: It cannot be asked so.
        ArchiveError: The archive cannot be read.
    """
    wanted = Wanted(form=form, base=desk(request).url or str(request.base_url))
    now = desk(request).clock()
    with desk(request).open() as library:
        # Faults are told before the first byte; pinned, what is streamed is what was counted.
        planned = Export(library, asked, wanted, now)

    def pieces() -> Iterator[bytes]:
        with desk(request).whole() as library:
            made = Export(library, planned.search, wanted, now)
            told = partial(manifest, [(made.name, made)], now)
            match part:
                case Part.FILE:
                    yield from made.chunks()
                case Part.PACKED:
                    at = made.search.as_of or now
                    yield from bundled(made.name, made.chunks(), told, at)
                case Part.MANIFEST:
                    for _ in made.chunks():  # what a file holds is known once it is written
                        pass
                    yield told()

    names = {
        Part.FILE: (planned.name, planned.media_type),
        Part.PACKED: (f"{planned.name}.zip", MEDIA_TYPE),
        Part.MANIFEST: ("manifest.json", "application/json"),
    }
    name, media_type = names[part]
    moment = planned.search.as_of.isoformat() if planned.search.as_of else ""
    headers = {"content-disposition": f'attachment; filename="{name}"', "x-as-of": moment}
    return StreamingResponse(streamed(pieces), media_type=media_type, headers=headers)
