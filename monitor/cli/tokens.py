"""monitor tokens: who may read the archive over the network."""

import argparse
import os

from monitor.cli.command import Commands, add
from monitor.cli.terminal import table
from monitor.errors import SearchError, SettingsError


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    tokens = add(
        commands,
        "tokens",
        run_list,
        "let others read over the network, and stop them",
        """\
monitor tokens add press-office           shows the token, once
monitor tokens add visitor --expires 30   for 30 days
monitor tokens                            who has one
monitor tokens revoke visitor             holds from the next request on""",
    )
    parts = tokens.add_subparsers(metavar="add | list | revoke")
    more = add(
        parts,
        "add",
        run_add,
        "make a token and show it once",
        "monitor tokens add press-office --expires 365",
    )
    more.add_argument("name", metavar="NAME", help="of who gets it: one for each, to revoke it")
    more.add_argument(
        "--expires", metavar="DAYS", type=_days, help="it reads no longer (default: until revoked)"
    )
    add(parts, "list", run_list, "list who has a token", "monitor tokens list")
    less = add(parts, "revoke", run_revoke, "let a token read no more", "monitor tokens revoke a")
    less.add_argument("name", metavar="NAME")


def run_add(asked: argparse.Namespace) -> int:
    """monitor tokens add: the token on stdout, what to do with it on stderr."""
    import sys

    from monitor import settings, wiring
    from monitor.library.tokens import issue

    setting = settings.load(asked.home, os.environ)
    with wiring.deciding(setting) as archive:
        try:
            secret = issue(archive, asked.name, wiring.now_of(setting)(), asked.expires)
        except SearchError as fault:
            raise SettingsError(str(fault)) from fault
    print(secret)
    print("Give it to who is to read; it is shown this once. docs/api.md says how it is used.",
          file=sys.stderr)  # fmt: skip
    return 0


def run_list(asked: argparse.Namespace) -> int:
    """monitor tokens: 0 whether or not there are any."""
    from monitor import settings, wiring
    from monitor.archive.access import every

    setting = settings.load(asked.home, os.environ)
    with wiring.reading(setting) as archive:
        found = every(archive)
    now = wiring.now_of(setting)()
    rows = []
    for token in found:
        ends = f"until {token.expires_at:%Y-%m-%d %H:%MZ}" if token.expires_at else "until revoked"
        if token.revoked_at:
            ends = f"revoked {token.revoked_at:%Y-%m-%d %H:%MZ}"
        elif not token.holds(now):
            ends = f"expired {token.expires_at:%Y-%m-%d %H:%MZ}"
        rows.append((token.name, f"{token.created_at:%Y-%m-%d}", ends))
    if rows:
        print(table(("name", "made", "reads"), rows))
    else:
        print("nobody has a token; monitor tokens add NAME makes one")
    return 0


def run_revoke(asked: argparse.Namespace) -> int:
    """monitor tokens revoke: from the next request on."""
    from monitor import settings, wiring
    from monitor.archive.access import revoke

    setting = settings.load(asked.home, os.environ)
    with wiring.deciding(setting) as archive:
        found = revoke(archive, asked.name, wiring.now_of(setting)())
    if found is None:
        raise SettingsError(f"there is no token {asked.name}; monitor tokens lists them")
    print(f"{found.name} reads no more")
    return 0


def _days(told: str) -> int:
    """Return a number of days from 1 on.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    if not told.isdecimal() or not 1 <= int(told) <= 36500:
        raise argparse.ArgumentTypeError(f"{told} is no number of days from 1 to 36500")
    return int(told)
