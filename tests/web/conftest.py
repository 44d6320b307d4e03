"""The site over the demo's archive, asked without a network."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from monitor import clock, settings
from monitor.library.opener import Opener
from monitor.web.app import application

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
async def web(demo: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the site over the demo's archive."""
    app = application(Opener(settings.load(demo, {})), clock=clock.fixed(NOW))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client
