"""A fault of the disk is nobody's bug: the poll stops, and loses nothing."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from monitor.errors import ArchiveError
from monitor.model.outcome import Outcome
from tests.pipeline.conftest import World, villages, watching


@pytest.mark.parametrize("path", ["/feed", "/page/Barton"])
async def test_evidence_that_cannot_be_written_stops_the_poll_and_sets_nothing_aside(
    world: World, path: str
) -> None:
    villages(world.site, ["Aston", "Barton", "Corton"])
    source, folder = watching(world.site), world.archive.kept.folder
    serve, away = world.site.paths[path], folder.with_name("away")

    def break_and_serve(request: BaseHTTPRequestHandler) -> None:
        if folder.is_dir():
            folder.rename(away)
        folder.write_text("no folder", encoding="utf-8")
        serve(request)

    world.site.paths[path] = break_and_serve
    with pytest.raises(ArchiveError, match="cannot be written"):
        await world.poll(source)
    world.site.paths[path] = serve
    folder.unlink()
    if away.is_dir():
        away.rename(folder)
    world.hands.forward(timedelta(hours=7))
    await world.poll(source)

    assert world.outcomes() == [("feed", Outcome.KEPT, 3)]
