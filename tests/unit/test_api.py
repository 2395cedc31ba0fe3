"""The public names of detente: few, sorted, loaded when first used, documented."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import detente

HEAVY = ("numpy", "lark", "ruamel", "typer", "rich", "platformdirs", "jinja2", "pydantic")


def in_a_fresh_interpreter(code: str) -> str:
    """Run code with nothing imported yet, and return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def as_ruff_sorts(name: str) -> tuple[int, str]:
    """Constants first, then classes, then functions; each by the alphabet (RUF022)."""
    kind = 0 if name.isupper() else 1 if name[0].isupper() else 2
    return kind, name


def test_the_names_are_few_and_sorted() -> None:
    assert len(detente.__all__) <= 25
    assert len(set(detente.__all__)) == len(detente.__all__)
    assert sorted(detente.__all__, key=as_ruff_sorts) == detente.__all__


def test_the_names_of_the_design_are_there() -> None:
    promised = {
        "Conflict",
        "Edit",
        "Ranking",
        "Scores",
        "analyse",
        "assess",
        "diff",
        "load",
        "load_dossier",
        "save",
    }
    assert promised <= set(detente.__all__)
    assert dir(detente) == detente.__all__


@pytest.mark.parametrize("name", list(detente.__all__))
def test_a_name_is_loaded_from_its_home_and_documented(name: str) -> None:
    found = getattr(detente, name)
    assert found.__name__ == name
    assert found.__module__.startswith("detente.")
    assert inspect.isclass(found) or inspect.isfunction(found)
    assert len(inspect.getdoc(found) or "") > 20
    assert not str(found.__doc__).startswith(f"{name}(")  # which a dataclass writes when there is none


@pytest.mark.parametrize("name", ["Analysis", "Conflict", "Edit", "StateSet", "State"])
def test_public_methods_are_documented(name: str) -> None:
    members = inspect.getmembers(getattr(detente, name))
    public = [(member, value) for member, value in members if not member.startswith("_")]
    own = [
        (m, v) for m, v in public if inspect.isfunction(v) or isinstance(v, property) or inspect.ismethod(v)
    ]
    assert own
    assert [member for member, value in own if not inspect.getdoc(value)] == []


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyze'"):
        _ = detente.analyze


def test_importing_detente_loads_nothing_heavy() -> None:
    code = f"import sys, detente; print([name for name in {HEAVY} if name in sys.modules])"
    assert in_a_fresh_interpreter(code) == "[]"


@pytest.mark.parametrize("name", ["DetenteError", "InputError", "TooLarge"])
def test_errors_can_be_caught_without_anything_heavy(name: str) -> None:
    code = f"import sys, detente; detente.{name}; print([name for name in {HEAVY} if name in sys.modules])"
    assert in_a_fresh_interpreter(code) == "[]"


def test_a_conflict_is_built_and_analysed_without_the_file_and_the_command_line() -> None:
    code = (
        "import sys, detente; c = detente.Conflict.from_options({'A': ['x']}, {'A': ['x']});"
        "detente.analyse(c); print([n for n in ('ruamel', 'typer', 'rich') if n in sys.modules])"
    )
    assert in_a_fresh_interpreter(code) == "[]"


def test_a_name_is_loaded_once() -> None:
    code = "import detente; print('Edit' in vars(detente), detente.Edit.__name__, 'Edit' in vars(detente))"
    assert in_a_fresh_interpreter(code) == "False Edit True"


def test_errors_are_one_tree() -> None:
    errors = [value for name in detente.__all__ if inspect.isclass(value := getattr(detente, name))]
    raised = [error for error in errors if issubclass(error, BaseException)]
    assert len(raised) >= 6
    assert all(issubclass(error, detente.DetenteError) for error in raised)
    assert issubclass(detente.UnknownName, detente.InputError)
    assert issubclass(detente.FileError, detente.InputError)
