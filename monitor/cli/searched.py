"""The options by which a command narrows a search, and the search that they ask for."""

import argparse
import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING

from monitor.cli.terminal import plain

if TYPE_CHECKING:
    from monitor.model.search import Search

LISTS = {
    "source": "ID",
    "publisher": "NAME",
    "topic": "ID",
    "kind": "KIND",
    "lang": "CODE",
    "story": "ID",
    "month": "YYYY-MM",
}
"""Options that may be given several times: one of their values must fit."""
_SINGLE = {
    "since": ("DATE", "first seen on this day or later"),
    "until": ("DATE", "first seen on this day or earlier"),
    "as_of": ("TIME", "as the archive was then: a day, or such as 2026-11-24T07:00Z"),
}


def add_filters(command: argparse.ArgumentParser) -> None:
    """Add an option for each part of a search but its words and its order."""
    for name, (metavar, about) in _SINGLE.items():
        command.add_argument(f"--{name.replace('_', '-')}", metavar=metavar, help=about)
    for name, metavar in LISTS.items():
        command.add_argument(f"--{name}", metavar=metavar, action="append", default=[])


def search_of(asked: argparse.Namespace, **more: str) -> "Search":
    """Return the search of a command's QUERY and filters; *more* are further names of an address.

    Raises:
        SearchError: An option cannot have its value.
    """
    from monitor.errors import SearchError
    from monitor.library.permalink import of_json

    told: Mapping[str, object] = {
        "q": asked.query or "",
        **{name: getattr(asked, name) for name in (*_SINGLE, *LISTS)},
        **more,
    }
    try:
        return of_json(told)
    except SearchError as fault:
        raise SearchError(f"--{fault.name.replace('_', '-')}", fault.reason) from fault


def command_of(search: "Search", *more: str) -> str:
    """Return the options that ask for *search*, for a shell, with *more* of them."""
    from monitor.library.permalink import pairs

    told: list[str] = []
    for name, value in pairs(search):
        if name == "order":
            told.append("--newest")
        elif name != "q":
            told += [f"--{name.replace('_', '-')}", value]
    end = [search.query] if search.query else []
    if search.query.startswith("-"):
        return plain(shlex.join([*told, *more, "--", *end]))
    return plain(shlex.join([*end, *told, *more]))
