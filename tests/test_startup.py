"""monitor --help answers at once."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = (
    "httpx", "feedparser", "bs4", "trafilatura", "pypdfium2", "sqlalchemy", "alembic", "tantivy",
    "asyncio", "sumy", "numpy", "lark", "pydantic", "ruamel", "jinja2", "apscheduler", "rich",
    "py3langid", "nltk", "krippendorff", "fastapi", "starlette", "uvicorn", "rispy", "bibtexparser",
)  # fmt: skip


@pytest.mark.parametrize("command", ["", "poll", "digest", "run", "search", "show", "status",
                                     "sources", "doctor", "init", "demo", "web",
                                     "searches", "tokens", "export", "cite",
                                     "sample", "samples",
                                     "codebook", "sheet", "codes", "agreement",
                                     "verify", "custody", "tidy", "revisions", "diff", "reread",
                                     "tag", "note"])  # fmt: skip
def test_help_imports_nothing_heavy(command: str) -> None:
    code = (
        "import sys\nfrom monitor.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    arguments = [command, "--help"] if command else ["--help"]

    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr.strip() == "[]"
    assert "examples:" in done.stdout


def test_help_costs_under_100_ms_of_cpu() -> None:
    def cpu() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "monitor", "--help"], cwd=ROOT, capture_output=True, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)

    # The least of five: what the command costs, not what else the machine does.
    assert min(cpu() for _ in range(5)) < 0.1
