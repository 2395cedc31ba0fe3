"""The house: what import-linter does not hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente

PACKAGE = Path(detente.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
NETWORK = {"socket", "http", "urllib.request", "httpx", "requests", "urllib3", "asyncio", "ftplib", "smtplib"}
MAY_USE_THE_NETWORK = {"evidence/fetch.py", "evidence/reading/model.py"}
MAY_LISTEN = {"workbench/serving.py"}  # on this machine alone; it asks nothing of any other
LONGEST_FILE = 600
LONGEST_FUNCTION = 80


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the absolute modules that a file imports, with the lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno


def within(module: str, family: str) -> bool:
    return module == family or module.startswith(f"{family}.")


def test_there_are_modules() -> None:
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module(path: Path) -> None:
    found = list(imports(path))
    assert [line for module, line in found if within(module, "detente")] == [], "import relatively"
    if path.relative_to(PACKAGE).as_posix() not in MAY_USE_THE_NETWORK | MAY_LISTEN:
        assert [module for module, _ in found if any(within(module, one) for one in NETWORK)] == []
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_are_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long_ones = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _length(node) > LONGEST_FUNCTION
    ]
    assert long_ones == []


def _length(function: ast.FunctionDef) -> int:
    """The lines of a function without its docstring."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = first.end_lineno if has_docstring and first.end_lineno else function.lineno
    return (function.end_lineno or start) - start


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
def test_no_room_for_odds_and_ends(name: str) -> None:
    assert not [path for path in PACKAGE.rglob("*") if path.stem == name]
