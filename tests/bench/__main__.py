"""Run one bench: ``python -m tests.bench summaries``."""

import argparse
import importlib
import pkgutil
import sys

from tests import bench


def main() -> int:
    """Print the table of the bench that is named."""
    known = sorted(each.name for each in pkgutil.iter_modules(bench.__path__))
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("name", choices=[each for each in known if not each.startswith("_")])
    module = importlib.import_module(f"{bench.__name__}.{parser.parse_args().name}")
    print(module.table())  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
