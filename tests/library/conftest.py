"""A library over an archive in a folder of its own, and an archive that has lived a little."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.archive.store import Archive
from monitor.digest.week import latest_closed
from monitor.library.library import Library
from monitor.pipeline.issue import make
from monitor.pipeline.reread import reread
from tests.pipeline.conftest import BUILT_IN, Hands, World, villages, watching
from tests.site import NOW, serving


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty archive: migrating one costs half a second, copying it nothing."""
    folder = tmp_path_factory.mktemp("blank")
    with opened(folder):
        return folder / "monitor.db"


@pytest.fixture
def library(blank: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copy(blank, tmp_path)
    with Archive.open(
        tmp_path / "monitor.db", evidence=tmp_path / "evidence", index=tmp_path / "index"
    ) as archive:
        yield Library(archive, None)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of three villages, one of which was edited, and an issue."""
    folder = tmp_path_factory.mktemp("made")
    with serving() as site, opened(folder) as archive:
        asyncio.run(lived(World(site, archive, Hands(datetime.fromisoformat(NOW))), folder))
    return folder


async def lived(world: World, folder: Path) -> None:
    """Poll, look again, and make an issue."""
    villages(world.site, ["Aston", "Barton", "Corton"])
    source = watching(world.site)
    await world.poll(source)
    world.site.article("/page/Aston", "Aston Magna")
    world.hands.forward(timedelta(days=1, hours=1))
    async with world.tools([source]) as tools:
        await reread(tools)
        world.hands.forward(timedelta(minutes=20))
        assert len((await reread(tools)).revised) == 1
        world.hands.forward(timedelta(days=7))
        edition = BUILT_IN.editions[0]
        week = latest_closed(edition, world.hands.at)
        make(world.archive, tools.watchlist, edition, week, world.hands.at, folder)


def opened(folder: Path) -> AbstractContextManager[Archive]:
    """Open the archive of *folder*."""
    return Archive.open(folder / "monitor.db", evidence=folder / "evidence", index=folder / "index")


@pytest.fixture
def told(made: Path, tmp_path: Path) -> Iterator[Archive]:
    """The archive of ``made``, to be tampered with."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    with opened(tmp_path) as archive:
        yield archive
