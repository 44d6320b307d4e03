"""monitor init and demo."""

import argparse
import os
from pathlib import Path

from monitor.cli.command import Commands, add
from monitor.cli.terminal import program
from monitor.errors import SettingsError

_SETTINGS = """\
# Settings of this folder; docs/settings.md has them all. Each can be set by environment, too.

# Who a publisher can write to when the monitor troubles them: an address or a page. Please set it.
# contact: https://example.org/monitor
"""


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    init = add(
        commands,
        "init",
        run_init,
        "lay out a project folder",
        """\
monitor init                              in the current folder
monitor init watch                        in a new folder called watch""",
    )
    init.add_argument("folder", metavar="DIR", nargs="?", type=Path)
    demo = add(
        commands,
        "demo",
        run_demo,
        "show everything on an invented newsroom, offline",
        """\
monitor demo
monitor demo --keep newsroom              keep its folder, to look around in""",
    )
    demo.add_argument(
        "--keep", metavar="DIR", type=Path, help="an empty or new folder to keep it in"
    )


def run_init(asked: argparse.Namespace) -> int:
    """monitor init: never overwrites anything."""
    from monitor.source import shipped

    folder = asked.folder or asked.home
    _ensure(folder)
    sources, settings = folder / "sources.yaml", folder / "settings.yaml"
    if sources.exists():
        raise SettingsError(
            f"{sources}: is there already and was left as it is; "
            "remove it first, or name another folder"
        )
    _ensure(folder / "digests")
    sources.write_text(shipped.text(), encoding="utf-8")
    if not settings.exists():
        settings.write_text(_SETTINGS, encoding="utf-8")
    call = program() if folder == Path() else f"{program()} -C {folder}"
    print(f"laid out {folder.resolve()}: sources.yaml, settings.yaml, digests/")
    print(f"next: set contact in {settings}, then {call} sources check,")
    print(f"      {call} poll, {call} digest")
    return 0


def _ensure(folder: Path) -> None:
    """Make *folder*.

    Raises:
        SettingsError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise SettingsError(
            f"{folder}: cannot be made a folder ({fault.strerror}); name another one"
        ) from fault


def run_demo(asked: argparse.Namespace) -> int:
    """monitor demo: five weeks of an invented newsroom, polled over loopback."""
    import tempfile

    from monitor.demo.run import run

    folder = asked.keep or Path(tempfile.mkdtemp(prefix="monitor-demo-"))
    _ensure(folder)
    if any(folder.iterdir()):
        raise SettingsError(f"{folder}: is not empty; name a new folder for the demo")
    digests = run(folder, os.environ, say=print)
    print()
    print(f"the digests lie in {folder / 'digests'}; open this in a browser:")
    for path in digests[-1:]:
        print(f"  {path.resolve().as_uri()}")
    print(f"look around: {program()} -C {folder} search 'debt bondage'")
    print(f"             {program()} -C {folder} status")
    return 0
