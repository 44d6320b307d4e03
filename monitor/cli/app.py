"""The parser, and the one place where an expected failure becomes a line and an exit code.

argparse rather than click: scripts call the monitor often, and importing click 8.5 takes 30 ms of
CPU, argparse 8, where all of ``--help`` takes 40.
"""

import argparse
import difflib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from monitor import __version__
from monitor.cli import (
    coding,
    evidence,
    export,
    health,
    project,
    remarks,
    research,
    review,
    revisions,
    sampling,
    search,
    searches,
    tokens,
    watch,
    web,
)
from monitor.cli.terminal import plain
from monitor.errors import MonitorError, QueryError, SearchError, SettingsError, SourceError

OK, FAULT, WRONG_USE = 0, 1, 2

_EPILOG = """\
examples:
  monitor demo                      see it work on an invented newsroom, offline
  monitor init watch                lay out a project folder called watch
  monitor -C watch poll             ask what is due, read what is new
  monitor -C watch digest           write the week's issue into watch/digests/
  monitor -C watch run              do both for good, at their times
  monitor -C watch search 'title:"modern slavery" since:2026-11-01'

Each command has examples of its own: monitor COMMAND --help
"""


_TOO_MANY = "unrecognized arguments: "


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Print one line and leave with the code of wrong use."""
        if "invalid choice: " in message:
            word = message.split("invalid choice: ")[1].split(" ")[0].strip("'\"")
            choices = message.split("choose from ")[-1].rstrip(")").replace("'", "").split(", ")
            near = difflib.get_close_matches(word, choices, 1)
            option = message.removeprefix("argument ").split(": ")[0]
            if option.startswith("-"):
                rest, what = "it takes", f"{option}: there is no {word}"
            else:
                rest, what = "the commands are", f"{word} is not a command of {self.prog}"
            hint = f"did you mean {near[0]}?" if near else f"{rest} {', '.join(choices)}"
            message = f"{what}; {hint}"
        if message.startswith(_TOO_MANY) and "-" not in message:
            message = (
                f"{message.removeprefix(_TOO_MANY)}: more than was asked for; "
                "put quotes around what has blanks, such as 'modern slavery'"
            )
        elif message.startswith(_TOO_MANY) and "--" not in message:
            message += "; a query that begins with - follows --: search -- '-museum slavery'"
        self.exit(WRONG_USE, f"{self.prog}: {plain(message)}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Parser(
        prog="monitor",
        description="Watch news feeds and report pages, keep what they publish, "
        "and write a weekly digest.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "-C",
        metavar="DIR",
        dest="home",
        type=Path,
        help="the project folder (default: MONITOR_HOME, else the current one)",
    )
    top.add_argument("--debug", action="store_true", help="show a traceback when something fails")
    top.add_argument("--version", action="version", version=f"monitor {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for group in (
        project,
        watch,
        web,
        search,
        research,
        revisions,
        searches,
        review,
        sampling,
        coding,
        evidence,
        remarks,
        export,
        health,
        tokens,
    ):
        group.register(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 a fault of ours, 2 wrong use."""
    asked = parser().parse_args(arguments)
    if asked.home is None:
        asked.home = Path(os.environ.get("MONITOR_HOME") or ".")
    try:
        return int(asked.run(asked))
    except (SourceError, SettingsError, QueryError, SearchError) as wrong:
        return _say(asked.debug, wrong, WRONG_USE)
    except MonitorError as failure:
        return _say(asked.debug, failure, FAULT)
    except BrokenPipeError:
        # The reader went away, as `monitor search … | head` does; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("monitor: stopped; what was finished is kept, the rest is taken up next time",
              file=sys.stderr)  # fmt: skip
        return 130
    except Exception as bug:
        return _say_bug(asked.debug, bug)


def _say(debug: bool, failure: MonitorError, code: int) -> int:
    if debug:
        traceback.print_exception(failure)
    print(f"monitor: {plain(str(failure))}", file=sys.stderr)
    return code


def _say_bug(debug: bool, bug: Exception) -> int:
    if debug:
        traceback.print_exception(bug)
    inner = bug.exceptions[0] if isinstance(bug, ExceptionGroup) else bug
    text = plain(f"{type(inner).__name__}: {inner}")
    print(
        f"monitor: a fault in the program ({text}); what was finished is kept; "
        "run the command again with --debug and report what it prints",
        file=sys.stderr,
    )
    return FAULT
