"""monitor web."""

import argparse
import os
import sys
from pathlib import Path

from monitor.cli.command import Commands, add


def register(commands: Commands) -> None:
    """Add the command of this module."""
    web = add(
        commands,
        "web",
        run_web,
        "serve the archive as web pages and as a JSON API",
        """\
monitor -C watch web                      then open http://127.0.0.1:8000/
monitor -C watch web --port 0             at a free port
monitor -C watch web --host 0.0.0.0       for other computers, too""",
    )
    where(web)


def where(command: argparse.ArgumentParser) -> None:
    """Add the options that say at which address is served."""
    command.add_argument(
        "--host", metavar="ADDRESS", default="127.0.0.1", help="of the pages; default: 127.0.0.1"
    )
    command.add_argument(
        "--port", metavar="N", type=port, default=8000, help="of the pages; default: 8000"
    )


def port(told: str) -> int:
    """Return a port's number.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    if not (told.isascii() and told.isdecimal() and int(told) < 1 << 16):
        raise argparse.ArgumentTypeError(f"{told} is not a port; give a number from 0 to 65535")
    return int(told)


def run_web(asked: argparse.Namespace) -> int:
    """monitor web: stay until SIGTERM or Ctrl-C."""
    from monitor import settings
    from monitor.log import to_stderr
    from monitor.web.serve import serve

    setting = settings.load(asked.home, os.environ)
    to_stderr(setting.log_level)

    def say(address: str) -> None:
        say_where(setting.home, address)
        print("Ctrl-C or SIGTERM ends it", file=sys.stderr)

    serve(setting, asked.host, asked.port, say=say)
    return 0


def say_where(home: Path, address: str) -> None:
    """Print where the pages of a project folder are."""
    print(f"serving {home.resolve()} at {address}", flush=True)
