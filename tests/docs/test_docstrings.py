"""The examples in docstrings run, and what a module offers has a docstring."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import detente

PACKAGE = Path(detente.__file__).parent
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__main__.py")


def module_of(path: Path) -> ModuleType:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return importlib.import_module(".".join(part for part in parts if part != "__init__"))


def examples_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the docstrings with examples, at any depth, with the line of what they belong to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            text = ast.get_docstring(node, clean=False)
            if text and ">>> " in text:
                yield getattr(node, "lineno", 1), inspect.cleandoc(text)


def failures(text: str, module: ModuleType, line: int) -> str:
    """Run the examples of a docstring in the names of its module; return what went wrong."""
    test = doctest.DocTestParser().get_doctest(
        text, dict(vars(module)), f"{module.__name__}:{line}", module.__file__, line
    )
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    return "".join(said)


def undocumented(module: ModuleType, tree: ast.Module) -> list[str]:
    """Return the classes and functions that a module offers without a docstring."""
    offered = set(getattr(module, "__all__", ()))
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and node.name in offered
        and not ast.get_docstring(node)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_examples(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)
    module = module_of(path)
    for line, text in examples_in(ast.parse(path.read_text(encoding="utf-8"))):
        assert failures(text, module, line) == ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_a_module_offers_has_a_docstring(path: Path) -> None:
    module, tree = module_of(path), ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    assert undocumented(module, tree) == []
    for name in getattr(module, "__all__", ()):
        assert hasattr(module, name), f"{name} is in __all__ and not in the module"


def test_there_are_examples() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FILES]
    assert len(FILES) > 40
    assert sum(1 for tree in trees for _ in examples_in(tree)) > 30


def test_a_wrong_example_and_a_missing_docstring_are_found() -> None:
    source = 'def f():\n    """Do.\n\n    >>> f()\n    1\n    """\ndef g(): ...\nclass C:\n    x = 1\n'
    module = ModuleType("sample")
    module.__file__ = "sample.py"
    exec(source, vars(module))
    vars(module)["__all__"] = ["f", "g", "C"]
    tree = ast.parse(source)
    ((line, text),) = examples_in(tree)
    assert "Got nothing" in failures(text, module, line)
    assert undocumented(module, tree) == ["g", "C"]
