"""Reviewing at a real terminal, a pseudo one of 80 columns: keys without Enter, Ctrl-C, hostile words."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.catalog.new import new_dossier
from detente.evidence.anchors import Anchor
from detente.evidence.library import TextStore
from detente.evidence.texts import digest
from tests.docs.pages import ROOT

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")

HOSTILE = (
    "She said \u202ereven\u202c to it, \x1b[2Jze\u200bro \u2066times\u2069"
    " and wide: 平壌は会談を拒否した\x9b2J. "
)
ENOUGH = 60.0
"""After so many seconds a program that says nothing is taken for stuck."""


class Terminal:
    """A detente command that runs at a pseudo-terminal of 80 columns."""

    def __init__(self, *arguments: str) -> None:
        self.printed = ""
        self._child, self._end = pty.fork()
        if not self._child:
            os.environ.update(PYTHONPATH=str(ROOT / "src"), COLUMNS="80", LC_ALL="C.UTF-8")
            os.execv(sys.executable, [sys.executable, "-m", "detente", *arguments])

    def until(self, what: str) -> str:
        """Read until something new was printed that ends in ``what``; return what is new."""
        import select

        new = b""
        while not new.decode(errors="replace").endswith(what):
            ready, _, _ = select.select([self._end], [], [], ENOUGH)
            assert ready, f"{what!r} did not come after {new.decode(errors='replace')!r}"
            new += os.read(self._end, 4096)
        self.printed += new.decode()
        return new.decode()

    def press(self, key: str) -> None:
        """Press a key once the program awaits one; what was pressed before that is thrown away."""
        termios = pytest.importorskip("termios")
        last = time.monotonic() + ENOUGH
        while termios.tcgetattr(self._end)[3] & termios.ICANON:
            assert time.monotonic() < last, "no key is awaited"
            time.sleep(0.01)
        os.write(self._end, key.encode())

    def write(self, line: str) -> None:
        os.write(self._end, line.encode())

    def end(self) -> int:
        """Read what is left, and return the exit code."""
        left = b""
        try:
            while piece := os.read(self._end, 4096):
                left += piece
        except OSError:  # Linux says so when the program has ended
            pass
        self.printed += left.decode()
        _, status = os.waitpid(self._child, 0)
        os.close(self._end)
        self._child = 0
        return os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        if self._child:
            os.kill(self._child, 9)
            self.end()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "river"
    new_dossier(folder)
    text = "Before. " + HOSTILE * 3 + "After."
    key = TextStore(folder).add(text)
    assert key == digest(text)
    with (folder / "reports.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"\nbad: {{outlet: G, title: T, dated: 2030-05-03, language: en, digest: {key}}}\n")
    claims = (folder / "claims.jsonl").read_text(encoding="utf-8").replace('"accepted"', '"proposed"')
    first = json.loads(claims.splitlines()[0])
    anchor = Anchor.of(text, 8, 8 + len(HOSTILE))
    place = {"start": anchor.start, "end": anchor.end, "digest": anchor.digest}
    bad = {**first, "id": "hostile", "report": "bad", "anchor": place, "says": "No\u202e, \x1b[31mshe says."}
    (folder / "claims.jsonl").write_text(f"{json.dumps(bad)}\n{claims}", encoding="utf-8")
    return folder


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    found = Terminal("review", "--by", "Ines", "--dossier", str(folder), "--library", str(folder))
    yield found
    found.close()


def decisions(folder: Path) -> list[tuple[str, str]]:
    path = folder / "reviews.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [(one["claim"], one["status"]) for one in map(json.loads, lines)]


def test_keys_decide_and_ctrl_c_keeps_what_was_decided(folder: Path, terminal: Terminal) -> None:
    terminal.until("q quit: ")
    terminal.press("s")
    terminal.until("q quit: ")
    assert decisions(folder) == []
    terminal.press("a")
    terminal.until("q quit: ")
    assert decisions(folder) == [("filling-began", "accepted")]
    terminal.press("r")
    terminal.until("no reason) ")
    terminal.write("too vague\r")
    terminal.until("q quit: ")
    terminal.press("u")
    terminal.until("q quit: ")
    assert decisions(folder) == [("filling-began", "accepted")]
    terminal.press("r")
    terminal.until("no reason) ")
    terminal.write("\x03")
    assert terminal.end() == 0
    assert decisions(folder) == [("filling-began", "accepted")]
    assert terminal.printed.endswith("1 accepted, 0 rejected, 0 edited; 4 left to review.\r\n")


def test_ctrl_c_where_a_key_is_awaited_ends_the_session_in_order(folder: Path, terminal: Terminal) -> None:
    terminal.until("q quit: ")
    terminal.press("a")
    terminal.until("q quit: ")
    terminal.press("\x03")
    assert terminal.end() == 0
    assert decisions(folder) == [("hostile", "accepted")]
    assert "Traceback" not in terminal.printed
    assert terminal.printed.endswith("1 accepted, 0 rejected, 0 edited; 4 left to review.\r\n")


def test_hostile_words_cannot_steer_the_terminal_or_hide(terminal: Terminal) -> None:
    shown = terminal.until("q quit: ")
    assert not {"\x1b", "\x9b", "\u202e", "\u202c", "\u2066", "\u2069"} & set(shown)
    assert "[She said \ufffdreven\ufffd to it" in shown
    assert "wide: 平壌は会談を拒否した" in " ".join(shown.split())
    terminal.press("q")
    assert terminal.end() == 0


def test_no_line_is_wider_than_the_terminal(terminal: Terminal) -> None:
    for _ in range(5):
        terminal.until("q quit: ")
        terminal.press("s")
    assert terminal.end() == 0
    assert max(map(columns, terminal.printed.splitlines())) <= 80


def columns(line: str) -> int:
    import unicodedata

    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line)
