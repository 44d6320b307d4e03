"""A library over an archive in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.archive.store import Archive
from monitor.library.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Archive.open(
        tmp_path / "monitor.db", evidence=tmp_path / "evidence", index=tmp_path / "index"
    ) as archive:
        yield Library(archive, None)
