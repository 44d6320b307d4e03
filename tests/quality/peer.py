"""A peer: another way to answer the items of a set, run beside ours on the same items."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another answerer of a set, named in its module's ``PEERS``."""

    answer: Callable[..., Any]
    """Like the set's ``predict`` or ``predict_all``; it imports its library when called."""
    package: str = ""
    """The distribution that must be installed; empty for a plain rule of our own writing."""
    program: str = ""
    """The program that must be on PATH, for a peer that is none of Python's."""
    figures: tuple[str, ...] = ()
    """The figures that it can reach at all; empty for every figure of the set."""

    @property
    def version(self) -> str | None:
        """The version installed; None where it is missing, empty for a rule of our own writing."""
        if self.program and shutil.which(self.program) is None:
            return None
        if not self.package:
            return ""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None
