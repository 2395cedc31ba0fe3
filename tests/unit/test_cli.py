"""The command line: exit codes, 80 columns, JSON, and messages that a newcomer understands."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.analysis.concepts import CONCEPTS
from detente.cli import main

OPTIONS = ", ".join(f"o{number}" for number in range(45))
LARGE = f"detente: 1\ndecision_makers: {{A: {{options: [{OPTIONS}], prefers: [o1]}}}}\nstatus_quo: []\n"
COMMANDS = (
    "brief",
    "workbench",
    "new",
    "add",
    "search",
    "review",
    "check",
    "analyse",
    "explain",
    "paths",
    "coalitions",
    "deals",
    "road",
    "remedies",
    "rankings",
    "robustness",
    "motives",
    "diff",
    "catalog",
    "schema",
)
NAMES = ("korea", "elmira", "chicken", "prisoners-dilemma", "cuban-missile-crisis")


class Run:
    """One run of the command line in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Return the exit code, what went to standard output, and what went to standard error."""
        self.monkeypatch.setattr(sys, "argv", ["detente", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = self.capsys.readouterr()
        code = left.value.code
        return (code if isinstance(code, int) else int(code is not None)), out, err

    def json(self, *arguments: str) -> Any:
        """Return the JSON that a successful run prints."""
        code, out, err = self(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("DETENTE_LIBRARY", str(tmp_path / "library"))
    return Run(capsys, monkeypatch)


def widest(text: str) -> int:
    return max((len(line) for line in text.splitlines()), default=0)


GOOD: list[tuple[str, ...]] = [
    ("--help",),
    *((command, "--help") for command in COMMANDS),
    ("catalog",),
    ("check", "elmira"),
    ("check", "korea"),
    *(("analyse", name) for name in NAMES),
    *(("brief", name) for name in NAMES),
    *(("road", "korea", one, "--list", "9") for one in ("summit", "moratorium", "small_deal", "big_deal")),
    ("road", "korea", "small_deal", "--by", "moratorium", "--without", "summit,seoul_left_out"),
    ("road", "elmira", "agreed", "--joint", "0", "--trust", "MoE,Uniroyal,LG"),
    ("rankings", "elmira", "1"),
    ("rankings", "elmira", "agreed", "--concept", "nash,seq", "--who", "MoE,Uniroyal", "--stable-for", "LG"),
    ("rankings", "chicken", "A.swerve, B.swerve", "--seconds", "5"),
    *(("remedies", "korea", one) for one in ("summit", "moratorium", "small_deal", "big_deal")),
    ("remedies", "korea", "summit", "--edits", "2", "--who", "US", "--list", "99"),
    ("remedies", "korea", "seoul_left_out", "--concept", "seq", "--list", "0"),
    ("remedies", "korea", "--break", "--list", "99"),
    ("remedies", "chicken", "A.swerve", "--break", "--edits", "2", "--concept", "smr"),
    *(("motives", "korea", dm, "--concept", c) for dm in ("US", "DPRK", "ROK") for c in ("nash", "seq")),
    ("motives", "korea/2025-02", "DPRK", "--same-aims", "--certain", "--list", "0"),
    ("motives", "korea", "US", "--error", "0.1", "--temperature", "2", "--list", "1"),
    ("motives", "chicken", "A", "--concept", "smr"),
    *(("paths", name) for name in NAMES),
    *(("paths", "korea", outcome) for outcome in ("summit", "moratorium", "big_deal")),
    ("paths", "korea", "summit", "--from", "US.invite, DPRK.freeze", "--list", "20"),
    ("paths", "elmira", "8", "--from", "3", "--concept", "nash"),
    ("paths", "chicken", "", "--list", "0"),
    *(("robustness", name, "--profiles", "40") for name in ("korea", "korea/2025-02", "korea/2018-19")),
    *(("robustness", name) for name in ("chicken", "prisoners-dilemma")),
    ("robustness", "chicken", "--profiles", "9", "--seed", "5", "--concept", "nash", "--swap", "0.5"),
    ("robustness", "chicken", "--swap", "0", "--absent", "0"),
    ("robustness", "korea/2025-10-minister", "--profiles", "1", "--rivals", "0", "--absent", "1"),
    *(("diff", name, name) for name in NAMES),
    ("diff", "korea/2025-02", "korea/2025-10"),
    ("diff", "korea/2018-19", "korea/2025-02", "--size", "0"),
    ("diff", "korea", "korea/2025-10-minister", "--concept", "nash"),
    *(("coalitions", name) for name in NAMES),
    *(("coalitions", name, "--jumps", "--stable") for name in NAMES if name != "korea"),
    ("coalitions", "korea", "--of", "US,DPRK,ROK", "--list", "20"),
    ("coalitions", "korea", "--of", "RU,CN", "--state", "US.drop", "--concept", "nash"),
    ("coalitions", "elmira", "--of", "LG", "--state", "9", "--list", "0"),
    *(("explain", "korea", "--dm", dm, "--concept", c) for dm in ("US", "DPRK", "RU") for c in CONCEPTS),
    *(("explain", "elmira", "--dm", "LG", "--state", s, "--concept", c) for s in "159" for c in CONCEPTS),
]


@pytest.mark.parametrize("arguments", GOOD, ids=" ".join)
def test_a_good_command_fits_80_columns(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.strip()
    assert widest(out) <= 80
    assert "None" not in out
    assert " object at " not in out


def test_help_shows_every_command_in_full(run: Run) -> None:
    _, out, _ = run("--help")
    assert "..." not in out.replace("[ARGS]...", "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("frob",), 2, ["frob"]),
        (("analyse",), 2, ["CONFLICT"]),
        (("analyse", "elmira", "--frob"), 2, ["--frob"]),
        (("explain", "elmira"), 2, ["--dm"]),
        (("analyse", "elmira", "--concepts", ","), 2, ["--concepts"]),
        (("analyse", "elmira", "--list", "-1"), 2, ["--list"]),
        (("analyse", "elmirra"), 1, ["elmirra", "did you mean elmira?"]),
        (("analyse", "korea/2025-11"), 1, ["2025-11", "did you mean 2025-10?"]),
        (("analyse", "elmira/2025-10"), 1, ["write elmira"]),
        (("analyse", ""), 1, ["there is: korea"]),
        (("analyse", "./none.yaml"), 1, ["no such file"]),
        (("analyse", "elmira", "--concepts", "nash,naash"), 1, ["naash", "did you mean nash?"]),
        (("explain", "elmira", "--dm", "X"), 1, ["X", "MoE"]),
        (("explain", "elmira", "--dm", "LG", "--state", "10"), 1, ["10"]),
        (("explain", "korea", "--dm", "US", "--state", "US.lift,US.inivte"), 1, ["did you mean US.invite?"]),
        (("explain", "korea", "--dm", "US", "--state", "DPRK.meet"), 1, ["infeasible", "US.invite"]),
        (("diff", "elmira"), 2, ["OTHER"]),
        (("diff", "elmira", "elmirra"), 1, ["elmirra", "did you mean elmira?"]),
        (("diff", "chicken", "prisoners-dilemma"), 1, ["A.swerve", "give A the same list"]),
        (("diff", "korea", "elmira"), 1, ["US, DPRK, ROK, RU, CN against MoE, Uniroyal, LG"]),
        (("diff", "korea", "korea", "--concept", "naash"), 1, ["did you mean nash?"]),
        (("diff", "korea", "korea", "--size", "-1"), 2, ["--size"]),
        (("coalitions", "elmira", "--of", "X,LG"), 1, ["no decision maker X", "MoE"]),
        (("coalitions", "elmira", "--of", ","), 1, ["a coalition needs a member", "MoE, Uniroyal, LG"]),
        (("coalitions", "elmira", "--state", "10"), 1, ["10"]),
        (("coalitions", "elmira", "--concept", "cnash"), 1, ["cnash", "did you mean nash?"]),
        (("coalitions", "elmira", "--list", "-1"), 2, ["--list"]),
        (("check", "./none"), 1, ["no such file"]),
        (("add", "none.txt", "--dossier", "korea"), 1, ["none.txt", "no such file"]),
        (("add", ".", "--dossier", "elmira"), 1, ["no reports"]),
        (("brief", "nix"), 1, ["nix"]),
        (("review", "--by", "Ines", "--dossier", "korea"), 1, ["read-only", "detente new DIR --from korea"]),
        (("review", "--by", "Ines", "--dossier", "elmira"), 1, ["no claims", "--dossier"]),
        (("review", "--by", " ", "--dossier", "./none"), 1, ["no such file"]),
        (("search", "--dossier", "korea"), 2, ["QUERY", "--rebuild"]),
        (("search", "dam", "--dossier", "elmira"), 1, ["no reports", "--dossier"]),
        (("search", "dam", "--dossier", "korea"), 1, ["no text", "detente add"]),
        (("search", "dam OR", "--dossier", "korea"), 1, ["OR stands between two words"]),
        (("search", "dam", "--by", "trmup", "--dossier", "korea"), 1, ["trmup", "did you mean trump?"]),
        (("search", "dam", "--since", "2025-13", "--dossier", "korea"), 1, ["2025-13", "write 2025-02-04"]),
        (("search", "dam", "--limit", "-1"), 2, ["--limit"]),
        (("road", "korea", "small_dael"), 1, ["small_dael", "did you mean small_deal?"]),
        (("road", "korea", "small_deal", "--by", "small_deal"), 1, ["small_deal more than once"]),
        (("road", "korea", "small_deal", "--trust", "USA"), 1, ["USA", "did you mean US?"]),
        (("road", "korea", "small_deal", "--joint", "3"), 2, ["--joint"]),
        (("remedies", "korea"), 2, ["TARGET"]),
        (("remedies", "korea", "sumit"), 1, ["sumit", "did you mean summit?"]),
        (("remedies", "korea", "summit", "--who", "USA"), 1, ["USA", "did you mean US?"]),
        (("remedies", "korea", "summit", "--edits", "3"), 2, ["--edits"]),
        (("remedies", "elmira", "8"), 1, ["graph form has none"]),
        (("remedies", "korea", "DPRK.meet"), 1, ["infeasible", "US.invite"]),
        (("rankings", "elmira", "12"), 1, ["12"]),
        (("rankings", "elmira", "1", "--who", "EPA"), 1, ["EPA"]),
        (("rankings", "korea", "summit"), 1, ["30,720"]),
        (("robustness", "korea", "--profiles", "0"), 1, ["0 versions", "from 1 on"]),
        (("robustness", "korea", "--seed", "-1"), 1, ["the seed is -1"]),
        (("robustness", "korea", "--swap", "0.7"), 1, ["0.7", "between 0 and 0.5"]),
        (("robustness", "korea", "--absent", "-0.1", "--rivals", "-1"), 1, ["-0.1", "0 to 1", "-1.0"]),
        (("robustness", "korea", "--concept", "seqq"), 1, ["seqq", "did you mean seq?"]),
        (("robustness", "elmira"), 1, ["graph form", "use a conflict in option form"]),
        (("motives", "korea"), 2, ["PARTY"]),
        (("motives", "korea", "DPKR"), 1, ["DPKR", "did you mean DPRK?"]),
        (("motives", "elmira", "LG"), 1, ["graph form", "option form"]),
        (("motives", "korea", "DPRK", "--concept", "nahs"), 1, ["nahs", "did you mean nash?"]),
        (("motives", "korea", "DPRK", "--error", "2"), 1, ["a probability", "2"]),
        (("motives", "korea", "DPRK", "--temperature", "0"), 1, ["more than 0"]),
        (("paths", "korea", "sumit"), 1, ["sumit", "did you mean summit?"]),
        (("paths", "korea", "DPRK.meet"), 1, ["infeasible", "US.invite"]),
        (("paths", "korea", "--from", "US.inivte"), 1, ["did you mean US.invite?"]),
        (("paths", "elmira", "10"), 1, ["10"]),
        (("paths", "elmira", "--list", "-1"), 2, ["--list"]),
    ],
)
def test_a_bad_command_says_what_and_how(
    run: Run, arguments: tuple[str, ...], code: int, words: Iterable[str]
) -> None:
    found, out, err = run(*arguments)
    assert (found, out) == (code, "")
    assert all(word in err for word in words), err
    assert "Traceback" not in err


def test_a_fault_as_json_has_one_shape(run: Run) -> None:
    code, out, err = run("analyse", "elmirra", "--json")
    assert (code, err) == (1, "")
    found = json.loads(out)
    assert set(found) == {"error", "message", "diagnostics"}
    assert found["error"] == "UnknownName"
    assert set(found["diagnostics"][0]) == {
        "severity", "code", "message", "cure", "file", "line", "column",
    }  # fmt: skip


@pytest.mark.parametrize("command", ["analyse", "brief"])
def test_what_is_too_large_is_not_tried(run: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(LARGE)
    code, out, err = run(command, str(path))
    assert (code, out) == (1, "")
    assert "45 options" in err
    assert re.search(r"would need about [\d.,]+ [TP]B of memory, and .* are free; nothing was tried", err)


def test_check_shows_all_faults(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("detente: 1\ntilte: x\ndecision_makers: {A: {options: [x], prefers: [y]}}\n")
    code, out, err = run("check", str(path))
    assert (code, err) == (1, "")
    assert f"{path}:2:1: error: " in out
    assert f"{path}:3:47: error: " in out
    assert out.count("cure: ") == 2
    assert out.endswith("2 faults, 0 warnings; 0 conflicts read\n")
    code, out, _ = run("check", str(path), "--json")
    assert code == 1
    assert [one["line"] for one in json.loads(out)["diagnostics"]] == [2, 3]


def test_check_of_a_warning_is_no_failure(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("detente: 1\ndecision_makers: {A: {options: [x]}}\n")
    code, out, _ = run("check", str(path))
    assert code == 0
    assert "warning: A has no preferences" in out


def test_json_of_analyse(run: Run) -> None:
    found = run.json("analyse", "korea/2025-10", "--list", "1")
    assert found["states"] == 30_720
    assert {c: v["equilibria"] for c, v in found["concepts"].items()} == {
        "nash": 1, "gmr": 9_488, "smr": 8_976, "seq": 2_113, "sseq": 1_913,
    }  # fmt: skip
    assert found["concepts"]["nash"]["listed"][0]["options"] == [
        "CN.shield", "ROK.back", "RU.shield", "US.consult", "US.discuss", "US.invite",
    ]  # fmt: skip
    assert found["digest"] == detente.load("korea").digest


def test_json_of_the_others(run: Run) -> None:
    assert run.json("catalog")["entries"][0]["name"] == "korea"
    assert run.json("check", "korea")["sound"] is True
    found = run.json("explain", "prisoners-dilemma", "--dm", "A", "--state", "A.cooperate, B.cooperate")
    assert found["stable"] is True
    assert found["improvements"][0]["answer"]["moves"][0]["dm"] == "B"
    brief = run.json("brief", "korea")
    assert brief["after_holds_under"] == list(CONCEPTS)
    assert brief["parties"][1]["stable_under"] == list(CONCEPTS)


def test_a_stopped_command_keeps_what_it_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextlib.contextmanager
    def stopping(what: str) -> Iterator[Callable[[int, int], None]]:
        def advance(done: int, total: int) -> None:
            if done > 1500 or total == 72:
                raise KeyboardInterrupt

        yield advance

    monkeypatch.setattr("detente.cli.robustness.progress", stopping)
    code, out, err = run("robustness", "korea", "--profiles", "5000")
    assert (code, err) == (0, "")
    assert "Stopped after 2,048 of 5,000 drawn versions (seed 1)." in out
    assert "Without one source" not in out
    found = run.json("robustness", "korea", "--profiles", "5000")
    assert (found["versions"], found["wanted"], found["complete"]) == (2048, 5000, False)
    code, out, _ = run("robustness", "korea", "--profiles", "9")
    assert code == 0
    assert widest(out) <= 80
    assert "Stopped after 1 of 72 sources." in out


def test_the_empty_state_can_be_asked_for(run: Run) -> None:
    code, out, _ = run("explain", "chicken", "--dm", "A", "--state", "", "--concept", "nash")
    assert code == 0
    assert "The state: nothing is done." in out


def test_the_module_runs_and_a_closed_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m detente analyse korea | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout == "The overture, October 2025\n"
    assert "Traceback" not in done.stderr


def test_a_file_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    title = r'title: "\e[31mRed\u202e"'
    body = "decision_makers: {A: {options: [x], prefers: [x]}}"
    path.write_text(f"detente: 1\n{title}\n{body}\nstatus_quo: []\n")
    for arguments in (["brief", str(path)], ["analyse", str(path)], ["explain", str(path), "--dm", "A"]):
        code, out, _ = run(*arguments)
        assert code == 0
        assert "\x1b" not in out
        assert "\u202e" not in out
    code, _, err = run("explain", str(path), "--dm", "\x1b[31mA")
    assert code == 1
    assert "\x1b" not in err


def test_a_large_analysis_says_what_it_takes_and_what_would_help(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.engine.roads.importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("detente.cli.conflicts._MUCH", 1000)
    monkeypatch.setattr("detente.engine.roads._WORTH_LOADING", 1)
    path = tmp_path / "a.yaml"
    options = ", ".join(f"o{place}" for place in range(8))
    path.write_text(f"detente: 1\ndecision_makers: {{A: {{options: [{options}], prefers: [o1]}}}}\n")
    code, out, err = run("analyse", str(path))
    assert code == 0
    assert "GB of memory" in err
    assert err.count("detente[fast]") == 1
    assert "GB of memory" not in out
    code, out, err = run("analyse", "prisoners-dilemma")
    assert "GB of memory" not in err
