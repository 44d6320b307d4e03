"""The sources.yaml that comes with the monitor: what ``init`` writes, and the built-in rules."""

from importlib.resources import files
from pathlib import Path

NAME = "sources.yaml"


def text() -> str:
    """Return the shipped sources.yaml.

    The wheel carries it inside this package; a checkout has the one copy at its root.
    """
    packed = files("monitor.source") / NAME
    if packed.is_file():
        return packed.read_text(encoding="utf-8")
    return (Path(__file__).parents[2] / NAME).read_text(encoding="utf-8")
