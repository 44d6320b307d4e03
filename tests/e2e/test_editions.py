"""Which editions are made."""

from pathlib import Path

import pytest

from tests.conftest import Run

SOURCES = """\
sources:
  - {id: a, name: A, kind: feed, url: "http://127.0.0.1:9/feed"}
editions:
  - {id: weekly, title: The week, weekday: %s}
"""


@pytest.mark.parametrize(
    ("weekday", "arguments", "said"),
    [
        ("someday", (), "sources.yaml: no edition can be used; monitor sources check says why"),
        ("friday", ("--edition", "daily"), "edition daily: not in sources.yaml, which has weekly"),
    ],
)
def test_edition_that_is_not_there_is_named(
    monitor: Run, tmp_path: Path, weekday: str, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "sources.yaml").write_text(SOURCES % weekday, encoding="utf-8")

    done = monitor("-C", tmp_path, "digest", *arguments, code=2)

    assert done.stderr.splitlines()[-1] == f"monitor: {said}"
