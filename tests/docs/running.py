"""Running the blocks of a page in order, and saying where a page and the program disagree.

* ``python`` blocks are doctests; all of a page share one namespace.
* ``console`` blocks hold commands after ``$`` and what they print. A line ``…`` stands for one line or more
  that the page leaves out. ``< FILE`` and ``> FILE`` are as in a shell. ``$ make …`` runs the ``detente``
  commands that make would run.
* A block after a line that ends in a file's name and a colon is written to that file. A conflict file must
  load, or must not where the line says ``, with faults on purpose``.
* A ``yaml`` block without a file's name is a part of the whole conflict file before it on the page.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from ruamel.yaml import YAML

import detente
from detente.cli import main
from tests.docs.pages import ROOT, Block

__all__ = ["LANGUAGES", "DocumentError", "Runner", "made", "mismatch", "run_detente"]

LANGUAGES = {"python", "console", "yaml", "json", "text"}
_NO_CONFLICTS = {"dossier.yaml", "reports.yaml"}
_WISHES = {"prefers", "ranking", "weights", "scores"}
_LEFT_OUT = "…"


class DocumentError(AssertionError):
    """A page says what is not so; the message names the page and the line."""


def run_detente(
    arguments: Iterable[str], typed: str | None = None, *, with_errors: bool = True
) -> tuple[str, int]:
    """Run the command line in this process; return what it printed, on both streams, and its exit code.

    ``typed`` is what it reads from its standard input, which is no terminal; None leaves that as it is.
    Without ``with_errors`` only what went to its standard output is returned.
    """
    printed = io.StringIO()
    code: object = 0
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed if with_errors else io.StringIO()),
        mock.patch.object(sys, "argv", ["detente", *arguments]),
        mock.patch.object(sys, "stdin", sys.stdin if typed is None else io.StringIO(typed)),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    return printed.getvalue(), code if isinstance(code, int) else int(code is not None)


def made(arguments: Iterable[str]) -> Iterator[list[str]]:
    """Yield the arguments of the detente commands that make would run.

    Raises
    ------
    DocumentError
        If make would not run at all.
    """
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    command = ["make", "--no-print-directory", "--dry-run", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=inherited, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DocumentError(f"$ make {' '.join(arguments)}: {done.stderr}")
    for line in done.stdout.splitlines():
        for one in line.split(" && "):
            found = re.match(r"\S*/detente (.*)", one)
            if found:
                yield shlex.split(found[1])


def mismatch(shown: Iterable[str], printed: Iterable[str]) -> str | None:
    """Return how the lines that a page shows differ from those that were printed; None if they do not.

    >>> mismatch(["a", "…", "d"], ["a", "b", "c", "d"])
    >>> mismatch(["a", "…", "b"], ["a", "b"])
    'the page shows a line that was not printed there: b'
    """
    rest = [line.rstrip() for line in printed]
    pieces: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == _LEFT_OUT:
            pieces.append([])
        else:
            pieces[-1].append(line.rstrip())
    if rest[: len(pieces[0])] != pieces[0]:
        return _missing(pieces[0], rest)
    rest = rest[len(pieces[0]) :]
    for piece in pieces[1:-1]:
        places = range(1, len(rest) - len(piece) + 1)
        place = next((one for one in places if rest[one : one + len(piece)] == piece), None)
        if place is None:
            return _missing(piece, rest)
        rest = rest[place + len(piece) :]
    if len(pieces) == 1:
        return f"the page leaves out, without {_LEFT_OUT}: {rest[0]}" if rest else None
    last = pieces[-1]
    if len(rest) <= len(last) or (last and rest[-len(last) :] != last):
        return _missing(last, rest)
    return None


def _missing(piece: list[str], rest: list[str]) -> str:
    gone = next((line for line in piece if line not in rest), piece[0] if piece else _LEFT_OUT)
    return f"the page shows a line that was not printed there: {gone}"


class Runner:
    """Runs the blocks of one page, in order, in the current folder."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.whole: Mapping[str, Any] | None = None

    def run(self, block: Block) -> None:
        """Run a block.

        Raises
        ------
        DocumentError
            If what the page says is not so.
        """
        if block.language not in LANGUAGES:
            raise DocumentError(f"{block}: blocks are {', '.join(sorted(LANGUAGES))}, not {block.language!r}")
        if block.file is not None:
            self._write(block, block.file)
        elif block.language == "python":
            self._python(block)
        elif block.language == "console":
            self._console(block)
        elif block.language == "yaml":
            self._part(block)

    def _python(self, block: Block) -> None:
        test = doctest.DocTestParser().get_doctest(block.text, self.names, str(block), str(block.page), 0)
        if not test.examples:
            raise DocumentError(f"{block}: a python block is written with >>>")
        said: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
        result = runner.run(test, out=said.append, clear_globs=False)
        self.names.update(test.globs)
        if result.failed:
            raise DocumentError(f"{block}: {''.join(said)}")

    def _console(self, block: Block) -> None:
        for command, shown in _commands(block):
            words = shlex.split(command)
            target, typed = None, None
            if ">" in words[-2:-1]:
                *words, _, target = words
            if "<" in words[-2:-1]:
                *words, _, source = words
                typed = Path(source).read_text(encoding="utf-8")
            if words[0] == "make":
                if not shown:
                    list(made(words[1:]))
                    continue
                runs = list(made(words[1:]))
            elif words[0] == "detente":
                runs = [words[1:]]
            else:
                raise DocumentError(f"{block}: the commands of a page are detente and make, not {command}")
            done = [run_detente(arguments, typed) for arguments in runs]
            printed = "".join(text for text, _ in done)
            fault = mismatch(shown, [] if target else printed.splitlines())
            if fault is None and any(code for _, code in done) != any("rror:" in line for line in shown):
                fault = f"the exit codes are {[code for _, code in done]}"
            if fault is not None:
                raise DocumentError(f"{block}: $ {command}: {fault}\nIt printed:\n{printed}")
            if target:
                Path(target).write_text(printed, encoding="utf-8")

    def _write(self, block: Block, name: str) -> None:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        if block.language != "yaml" or path.name in _NO_CONFLICTS:
            return
        if "detente: 1" not in block.text:
            raise DocumentError(f"{block}: {name} is no whole conflict file")
        self._load(block, path, block.faulty)
        if not block.faulty:
            self.whole = _plain(block.text)

    def _part(self, block: Block) -> None:
        """Put the keys of a block into the last whole file of the page, and load that."""
        if "detente: 1" in block.text:
            raise DocumentError(f"{block}: name the file in the line before, such as `standoff.yaml`:")
        if self.whole is None:
            raise DocumentError(f"{block}: there is no whole file before this part of one")
        path = Path("part-of-a-page.yaml")
        together = json.dumps(_merged(self.whole, _plain(block.text)), default=str, indent=1)
        path.write_text(together, encoding="utf-8")
        self._load(block, path, faulty=False)

    def _load(self, block: Block, path: Path, faulty: bool) -> None:
        try:
            detente.load(path)
        except detente.InputError as error:
            if not faulty:
                raise DocumentError(f"{block}: {error}") from None
        else:
            if faulty:
                raise DocumentError(f"{block}: the file has no fault")


def _commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands of a console block, each with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
        else:
            raise DocumentError(f"{block}: a console block starts with a command after $")
    for command, shown in found:
        while shown and not shown[-1].strip():
            shown.pop()
        yield command, shown


def _plain(text: str) -> dict[str, Any]:
    content = YAML(typ="safe").load(text)
    if not isinstance(content, dict):
        raise DocumentError(f"this is no part of a conflict file: {text}")
    return content


def _merged(whole: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """Return a file with a part put in: mappings are merged, all else is replaced.

    What a decision maker wants is said in one way only, so a new way replaces the old one.
    """
    merged = dict(whole)
    if _WISHES & set(part):
        merged = {key: value for key, value in merged.items() if key not in _WISHES}
    for key, value in part.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merged(old, value)
        else:
            merged[key] = value
    return merged
