"""A project folder for tests that run the command line on a world of their own."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project folder without sources that may meet loopback."""
    home = tmp_path / "watch"
    home.mkdir()
    (home / "settings.yaml").write_text(
        "contact: tests\nallow_networks: [127.0.0.0/8]\npace: 0\ndeadline: 20\n", encoding="utf-8"
    )
    return home


def watch(folder: Path, **urls: str) -> None:
    """Write a sources.yaml that watches the feeds at *urls*, by id; all is ours."""
    entries = "".join(
        f"  - {{id: {name}, name: {name}, kind: feed, filter: none, rights: made by a test,"
        f' url: "{url}"}}\n'
        for name, url in urls.items()
    )
    (folder / "sources.yaml").write_text(f"sources:\n{entries}", encoding="utf-8")
