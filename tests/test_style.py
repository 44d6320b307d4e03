"""Format, lint and types, as tests: what the README's one command proves, it proves."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "format", "--check", "."], id="format"),
        pytest.param(["ruff", "check", "."], id="lint"),
        pytest.param(["mypy", "monitor", "tests"], id="types", marks=pytest.mark.slow),
    ],
)
def test_tool_is_content(command: list[str]) -> None:
    command[0] = str(Path(sys.executable).parent / command[0])

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
