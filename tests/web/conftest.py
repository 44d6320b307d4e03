"""The site over the demo's archive, asked without a network."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from monitor import clock, settings
from monitor.library.opener import Opener
from monitor.web.app import application
from tests.web.small import client, lay_out, site

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
async def web(demo: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the site over the demo's archive."""
    app = application(Opener(settings.load(demo, {})), clock=clock.fixed(NOW))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project; look, and do not write."""
    return lay_out(tmp_path_factory.mktemp("small"))


@pytest.fixture
def fresh(small: Path, tmp_path: Path) -> Path:
    """A copy of the small project, to do anything with."""
    return Path(shutil.copytree(small, tmp_path / "small"))


@pytest.fixture(scope="module")
def small_site(small: Path) -> FastAPI:
    """The site over the small project."""
    return site(small)


@pytest.fixture
async def api(small_site: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the site over the small project."""
    async with client(small_site) as found:
        yield found
