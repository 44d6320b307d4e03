"""Run one bench: ``python -m tests.bench summaries``."""

import argparse
import importlib
import pkgutil
import sys

from tests import bench


def main() -> int:
    """Print the table of the bench that is named; further options are its own."""
    known = sorted(each.name for each in pkgutil.iter_modules(bench.__path__))
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument(
        "name", choices=[each for each in known if not each.startswith(("_", "test_"))]
    )
    asked, options = parser.parse_known_args()
    module = importlib.import_module(f"{bench.__name__}.{asked.name}")
    if hasattr(module, "main"):
        return int(module.main(options))
    if options:
        parser.error(f"{asked.name} takes no options")
    print(module.table())  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
