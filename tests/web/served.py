"""A site on loopback, as ``monitor web`` serves it, and a browser to look at it with."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the project *folder* at a free port; yield the address without its last slash."""
    command = [sys.executable, "-m", "monitor", "-C", str(folder), "web", "--port", "0"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "MONITOR_NOW": "2026-11-16T09:00Z"},
    ) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().split(" at ")[1].strip().rstrip("/")
        finally:
            process.terminate()
            assert process.wait(20) == 0


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start Debian's Chromium; skip where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no chromium on PATH; apt-get install chromium")
    with sync_playwright() as tools:
        # In a container the sandbox cannot be had as root.
        browser = tools.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Watch:
    """What a browser did while it looked at pages: every request, every complaint, every alarm."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.alarms: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda message: self.complaints.append(message.text))
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))
        context.on("dialog", self._alarm)

    def _alarm(self, dialog: Dialog) -> None:
        self.alarms.append(dialog.message)
        dialog.dismiss()

    def elsewhere(self, base: str) -> list[str]:
        """Return the requests that went to another site than *base*."""
        return [url for url in self.requests if not url.startswith((f"{base}/", "data:,"))]


def sideways(page: Page) -> int:
    """Return by how many pixels *page* is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(int(wide), 0)
