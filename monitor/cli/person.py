"""Who is at the keyboard."""

from typing import TYPE_CHECKING

from monitor.cli.terminal import plain
from monitor.errors import SettingsError

if TYPE_CHECKING:
    from monitor.settings import Settings

LONGEST = 500
"""Characters of a name or a note."""


def who_is(by: str, setting: "Settings", option: str = "--by") -> str:
    """Return who acts: as named, by *option*, as set, else the login name.

    Raises:
        SettingsError: Nobody is named, and the login has no name either.
    """
    import getpass

    named = plain(by or setting.reviewer)
    if not named:
        try:
            named = plain(getpass.getuser())
        except (OSError, KeyError) as fault:
            reason = f"this login has no name; say who you are with {option} NAME"
            raise SettingsError(reason) from fault
    return named[:LONGEST]
