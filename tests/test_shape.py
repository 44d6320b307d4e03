"""The budgets of docs/design.md, kept by a machine."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "monitor").rglob("*.py"))
MAX_MODULE_LINES, MAX_FUNCTION_LINES = 400, 60


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_small_and_says_what_it_is(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert source.count("\n") <= MAX_MODULE_LINES
    assert ast.get_docstring(tree)
    for function in functions:
        lines = (function.end_lineno or 0) - function.lineno + 1
        assert lines <= MAX_FUNCTION_LINES, function.name


def test_packages_hold_no_code_in_their_init() -> None:
    for path in (p for p in MODULES if p.name == "__init__.py"):
        kinds = {type(node) for node in ast.parse(path.read_text(encoding="utf-8")).body}

        assert kinds <= {ast.Expr, ast.ImportFrom, ast.Import, ast.Assign}, path
