"""The house: what import-linter does not hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente

PACKAGE = Path(detente.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
NETWORK = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpcore",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "trafilatura.downloads",
    "trafilatura.fetch_url",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}
MAY_USE_THE_NETWORK = {"evidence/fetch.py", "evidence/reading/model.py"}
MAY_LISTEN = {"workbench/serving.py"}  # on this machine alone; it asks nothing of any other
LONGEST_FILE = 600
LONGEST_FUNCTION = 80


def imports(text: str) -> Iterator[tuple[str, int]]:
    """Yield the absolute modules that a text imports, and the names out of them, with the lines."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if called in ("import_module", "__import__"):
                yield str(node.args[0].value), node.lineno


def reaching_out(text: str) -> set[str]:
    """Return what a text imports by which it could use the network."""
    return {family for module, _ in imports(text) for family in NETWORK if within(module, family)}


def within(module: str, family: str) -> bool:
    return module == family or module.startswith(f"{family}.")


def test_there_are_modules() -> None:
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = list(imports(text))
    assert [line for module, line in found if within(module, "detente")] == [], "import relatively"
    if path.relative_to(PACKAGE).as_posix() not in MAY_USE_THE_NETWORK | MAY_LISTEN:
        assert reaching_out(text) == set()
    assert len(text.splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("import httpx", "httpx"),
        ("def f():\n    import socket", "socket"),
        ("import urllib.request as r", "urllib.request"),
        ("from urllib import request", "urllib.request"),
        ("from http.client import HTTPConnection", "http"),
        ("from trafilatura import fetch_url", "trafilatura.fetch_url"),
        ("importlib.import_module('requests')", "requests"),
        ("__import__('socket')", "socket"),
    ],
)
def test_each_way_to_the_network_is_seen(text: str, family: str) -> None:
    assert reaching_out(text) == {family}


def test_what_only_sounds_like_the_network_is_not() -> None:
    assert reaching_out("from urllib.parse import urlsplit\nfrom trafilatura import bare_extraction") == set()


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
