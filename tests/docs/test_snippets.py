"""Every page runs: its Python, its commands with what they print, its conflict files."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.docs import pages, running, shapes
from tests.docs.pages import PAGES, ROOT, Block, blocks
from tests.docs.running import DocumentError, Runner, made, mismatch, run_detente


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, as somebody who has added no texts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path) -> None:
    runner = Runner()
    for block in blocks(page):
        runner.run(block)


def test_the_pages_show_something() -> None:
    languages = [block.language for page in PAGES for block in blocks(page)]
    assert len(PAGES) >= 8
    assert languages.count("python") > 10
    assert languages.count("console") > 10
    assert languages.count("yaml") > 10


def test_the_command_line_is_the_one_that_users_have() -> None:
    """The pages run in this process; ``python -m detente`` prints the same and ends with the same code."""
    for arguments in (["catalog"], ["analyse", "no-such-conflict"]):
        command = [sys.executable, "-m", "detente", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
        assert (done.stdout + done.stderr, done.returncode) == run_detente(arguments)


def test_make_brief_runs_what_the_readme_says() -> None:
    brief = ["brief", "korea", "--html", "brief.html"]
    assert list(made(["brief"])) == [brief]
    assert list(made(["brief", "REPORTS=some folder"])) == [
        ["add", "--dossier", "korea", "some folder"],
        ["check", "korea"],
        brief,
    ]


def test_the_readme_s_reports_are_verified() -> None:
    """What the README says of ``make brief REPORTS=FOLDER``, where the texts are at hand."""
    texts = Path(os.environ.get("DETENTE_TEXTS") or ROOT.parent / "shared" / "seeds")
    if not texts.is_dir():
        pytest.skip("the texts of the two reports are not at hand: name their folder in DETENTE_TEXTS")
    for arguments in made(["brief", f"REPORTS={texts}"]):
        printed, code = run_detente(arguments)
        assert code == 0
    assert "verified) Words: “" in " ".join(printed.split())
    assert "text not at hand" not in printed


def block(language: str, text: str, file: str | None = None, faulty: bool = False) -> Block:
    return Block(Path("a-page.md"), 1, language, text, file, faulty)


WHOLE = """\
detente: 1
decision_makers:
  A:
    options: [x]
    prefers: [x]
"""


@pytest.mark.parametrize(
    ("blocks_of_page", "complaint"),
    [
        ([block("python", ">>> 1 + 1\n3\n")], "Expected:\n    3"),
        ([block("python", ">>> 1 / 0\n")], "ZeroDivisionError"),
        ([block("python", "assert True\n")], "written with >>>"),
        ([block("console", "$ detente catalog\nno such line\n…\n")], "no such line"),
        ([block("console", "$ detente catalog\n")], "the page leaves out"),
        ([block("console", "$ detente no-such-command\n…\n")], "the exit codes are"),
        ([block("console", "$ ls\n")], "the commands of a page are"),
        ([block("console", "$ make no-such-target\n")], "No rule to make target"),
        ([block("console", "catalog\n")], "starts with a command"),
        ([block("bash", "ls\n")], "not 'bash'"),
        ([block("yaml", WHOLE)], "name the file"),
        ([block("yaml", "infeasible: [A.x]\n")], "no whole file before"),
        ([block("yaml", WHOLE.replace("[x]", "[x, z]", 1), "a.yaml", faulty=True)], "has no fault"),
        ([block("yaml", WHOLE + "infeasible: [A.y]\n", "a.yaml")], "A has no option y"),
        ([block("yaml", WHOLE, "a.yaml"), block("yaml", "infeasible: [A.y]\n")], "A has no option y"),
        ([block("yaml", "title: A\n", "a.yaml")], "no whole conflict file"),
    ],
)
def test_a_wrong_page_is_found(blocks_of_page: list[Block], complaint: str) -> None:
    runner = Runner()
    for one in blocks_of_page[:-1]:
        runner.run(one)
    with pytest.raises(DocumentError) as found:
        runner.run(blocks_of_page[-1])
    assert complaint in str(found.value)
    assert "a-page.md:1" in str(found.value) or "$ make" in str(found.value)


def test_blocks_of_a_page_work_together() -> None:
    runner = Runner()
    runner.run(block("yaml", WHOLE, "folder/a.yaml"))
    runner.run(block("yaml", "decision_makers: {A: {weights: {x: 2}}}\n"))
    runner.run(block("python", ">>> import detente\n>>> c = detente.load('folder/a.yaml')\n"))
    runner.run(block("python", ">>> len(c.states)\n2\n"))
    runner.run(block("console", "$ detente check folder/a.yaml\nfolder/a.yaml: no fault; 1 conflict read\n"))
    runner.run(block("console", "$ detente schema > a.json\n"))
    assert Path("a.json").read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("a", "a b", False),
        ("…", "a", True),
        ("…", "", False),
        ("a …", "a b c", True),
        ("a …", "a", False),
        ("… c", "a b c", True),
        ("… b", "a b c", False),
        ("a … b … d", "a x b c d", True),
        ("a … b … d", "a x c b d", False),
        ("a … c", "a c b c", True),
        ("", "", True),
        ("", "a", False),
    ],
)
def test_lines_left_out(shown: str, printed: str, same: bool) -> None:
    assert (mismatch(shown.split(), printed.split()) is None) is same


@pytest.mark.parametrize("module", [pages, running, shapes])
def test_examples_of_these_tests(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_a_page_that_is_never_closed_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n\n```python\n>>> 1\n1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="never closed"):
        list(blocks(page))


def test_files_are_named_in_the_line_before(tmp_path: Path) -> None:
    page, other = tmp_path / "page.md", tmp_path / "other.md"
    other.write_text("`a.yaml`:\n\n```yaml\ndetente: 1\n```\n", encoding="utf-8")
    page.write_text(
        "Take `a.yaml` from [Other](other.md).\n\n`b.yaml`, with faults on purpose:\n\n```yaml\nx: 1\n```\n\n"
        "```yaml\ny: 1\n```\n",
        encoding="utf-8",
    )
    found = list(blocks(page))
    assert [(one.file, one.faulty) for one in found] == [("a.yaml", False), ("b.yaml", True), (None, False)]
    assert found[1].text == "x: 1\n"
    assert found[1].line == 6
