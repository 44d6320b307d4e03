"""How a command is added to the parser."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

Run = Callable[[argparse.Namespace], int]

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[
        argparse.ArgumentParser
    ]  # argparse has no public name for it
else:
    Commands = object


def add(
    commands: "Commands", name: str, run: Run, about: str, examples: str
) -> argparse.ArgumentParser:
    """Add the command *name*; *examples* are its help's last lines."""
    command = commands.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        epilog="examples:\n" + "".join(f"  {line}\n" for line in examples.strip().splitlines()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command
