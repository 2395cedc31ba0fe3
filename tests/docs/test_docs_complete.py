"""The documents lag behind nothing: commands, options, shapes, names, concepts, links, versions."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.main import get_command

import detente
from detente.analysis.concepts import CONCEPTS
from detente.catalog.new import new_dossier
from detente.cli.app import app
from detente.cli.main import register
from detente.evidence.library import TextStore
from detente.evidence.texts import digest
from tests.docs.pages import DOCS, ROOT, TEXTS, anchors, blocks, links, prose, section
from tests.docs.running import run_detente
from tests.docs.shapes import COMMANDS, misfits, returning_shapes, shape_of
from tests.language_model import fake_model

ANALYSING = DOCS / "analyse-a-conflict.md"
README = ROOT / "README.md"
WIDTH = 100
"""How many columns a line of prose may have."""

STANDOFF = """\
detente: 1
decision_makers:
  A:
    name: Athens
    options: {x: Attacks}
    prefers: [{statement: not B.y, basis: reported}, x]
  B:
    options: {y: Yields}
    weights: {y: 1}
status_quo: [A.x]
outcomes: {peace: {where: not A.x}, war: {where: A.x}}
"""

MANY = f"""\
detente: 1
decision_makers:
  A:
    options: [x]
    prefers: [x, {", ".join(f"x or B.y{place}, not x or B.y{place}" for place in range(10))}]
  B: {{options: [{", ".join(f"y{place}" for place in range(10))}]}}
status_quo: []
"""
"""Aims whose orders are too many to count."""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)


def commands() -> dict[str, set[str]]:
    """The commands that there are, each with its options."""
    register()
    program: Any = get_command(app)
    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        - {"--help"}
        for name in program.list_commands(None)
        for command in [program.commands[name]]
    }


def described_commands(text: str) -> list[str]:
    return re.findall(r"^## detente (\S+)$", text, re.MULTILINE)


def described_options(name: str) -> set[str]:
    return set(re.findall(r"^\| `(--[\w-]+)` \|", section(COMMANDS, f"## detente {name}"), re.MULTILINE))


def test_every_command_is_described_and_every_described_command_is_there() -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    assert described_commands(text) == list(commands())
    assert re.findall(r"^\| \[`(\S+)`\]", text, re.MULTILINE) == list(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_is_described_and_every_described_option_is_there(name: str) -> None:
    assert described_options(name) == commands()[name]


@pytest.mark.parametrize("name", sorted(commands()))
def test_the_call_that_is_described_has_the_arguments_that_are_needed(name: str) -> None:
    register()
    program: Any = get_command(app)
    needed = [
        one.metavar or one.human_readable_name
        for one in program.commands[name].params
        if one.param_type_name == "argument"
    ]
    first = section(COMMANDS, f"## detente {name}").strip().splitlines()[0]
    assert first.startswith(" ".join([f"`detente {name}", *needed])), first


def test_every_option_that_any_page_names_is_there() -> None:
    there = {option for options in commands().values() for option in options} | {"--help"}
    for page in TEXTS:
        if page.parent != ROOT / "tests" and page.name not in ("CONTRIBUTING.md", "CHANGELOG.md"):
            named = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", page.read_text(encoding="utf-8")))
            assert named <= there, page.name


RUNS: dict[str, list[list[str]]] = {
    "catalog": [["catalog"]],
    "check": [["check", "korea"], ["check", "a.yaml"], ["check", "broken.yaml"]],
    "analyse": [["analyse", "korea"], ["analyse", "elmira"]],
    "explain": [
        ["explain", "korea", "--dm", "US"],
        ["explain", "elmira", "--dm", "LG"],
        ["explain", "chicken", "--dm", "A", "--state", "B.swerve", "--concept", "smr"],
        ["explain", "prisoners-dilemma", "--dm", "A", "--state", "A.cooperate, B.cooperate"],
        ["explain", "prisoners-dilemma", "--dm", "A", "--state", "B.cooperate", "--concept", "sseq"],
        ["explain", "a.yaml", "--dm", "B"],
    ],
    "diff": [
        ["diff", "korea/2018-19", "korea/2025-02", "--size", "0"],
        ["diff", "korea/2025-02", "korea", "--size", "1"],
        ["diff", "a.yaml", "a.yaml"],
        ["diff", "a.yaml", "aims.yaml"],
        ["diff", "unknown.yaml", "a.yaml"],
    ],
    "coalitions": [
        ["coalitions", "korea"],
        ["coalitions", "korea", "--of", "US, DPRK", "--list", "1"],
        ["coalitions", "elmira", "--jumps", "--stable"],
        ["coalitions", "chicken", "--state", "", "--concept", "nash", "--list", "0"],
        ["coalitions", "a.yaml"],
    ],
    "deals": [
        ["deals", "korea", "--for", "US,ROK", "--list", "1"],
        ["deals", "korea", "--for", "US,RU"],
        ["deals", "elmira", "--weakly"],
        ["deals", "a.yaml", "--concepts", "nash"],
    ],
    "new": [["new", "./fresh"], ["new", "./copy", "--from", "elmira"]],
    "add": [["add", "gazette.txt", "--dossier", "./river"], ["add", ".", "--dossier", "./river"]],
    "read": [
        ["read", "notice.txt", "--dossier", "korea", "--date", "2030-05-03"],
        ["read", "notice.txt", "--all"],
        ["read", "notice.txt", "--yes", "--model", "m"],
    ],
    "search": [
        ["search", "data provid*", "--dossier", "./stream"],
        ["search", "dam", "--by", "brook", "--since", "2030", "--until", "2030-06", "--dossier", "./stream"],
        ["search", "--rebuild", "--dossier", "./stream"],
    ],
    "export": [
        ["export", "--dossier", "./stream"],
        ["export", "--dossier", "korea"],
        ["export", "--dossier", "./river"],
    ],
    "import": [["import", "stream/claims.jsonl", "--dossier", "./stream"]],
    "update": [
        ["update", "later.txt", "--dossier", "./delta", "--by", "Ines", "--anyway"],
        ["update", "--report", "june", "--dossier", "./delta", "--no-review", "--keep"],
        ["update", "--report", "june", "--dossier", "./delta", "--no-review"],
    ],
    "review": [["review", "--by", "Ines", "--dossier", "./stream"]],
    "brief": [
        ["brief", "korea"],
        ["brief", "korea/2025-02"],
        ["brief", "elmira"],
        ["brief", "a.yaml"],
        ["brief", "./river"],
    ],
    "remedies": [
        ["remedies", "korea", "summit"],
        ["remedies", "korea", "moratorium", "--who", "US"],
        ["remedies", "a.yaml", "peace", "--edits", "2"],
        ["remedies", "a.yaml", "war", "--concept", "seq"],
        ["remedies", "a.yaml", "--break"],
        ["remedies", "a.yaml", "A.x", "--break"],
    ],
    "rankings": [
        ["rankings", "elmira", "1"],
        ["rankings", "elmira", "2", "--concept", "seq", "--who", "MoE"],
        ["rankings", "elmira", "agreed", "--who", "LG"],
    ],
    "motives": [
        ["motives", "korea", "DPRK", "--concept", "seq"],
        ["motives", "korea", "US", "--same-aims", "--error", "0.1", "--temperature", "2"],
        ["motives", "chicken", "A"],
        ["motives", "a.yaml", "A", "--list", "0"],
        ["motives", "many.yaml", "A"],
        ["motives", "./river", "Upland"],
    ],
    "road": [
        ["road", "korea", "big_deal", "--without", "small_deal"],
        ["road", "korea", "small_deal", "--by", "moratorium", "--trust", "US,DPRK"],
        ["road", "elmira", "agreed", "--joint", "0", "--list", "1"],
        ["road", "a.yaml", "peace"],
    ],
    "robustness": [
        ["robustness", "korea", "--profiles", "50"],
        ["robustness", "chicken"],
        ["robustness", "a.yaml", "--concept", "nash"],
        ["robustness", "./river"],
    ],
    "paths": [
        ["paths", "korea", "summit"],
        ["paths", "elmira", "8", "--from", "3"],
        ["paths", "a.yaml", "B.y", "--list", "0"],
        ["paths", "stuck.yaml", "peace"],
    ],
}


def payload(arguments: list[str]) -> Any:
    with fake_model() as model:
        at = ["--address", model.address] if "--model" in arguments else []
        printed, _ = run_detente([*arguments, *at, "--json"], "", with_errors=False)
    return json.loads(printed)


def write_samples() -> None:
    """Write the files of RUNS here; the dossier is the one of the documents."""
    Path("a.yaml").write_text(STANDOFF, encoding="utf-8")
    Path("broken.yaml").write_text(STANDOFF.replace("not B.y", "not B.z"), encoding="utf-8")
    Path("stuck.yaml").write_text(STANDOFF + "irreversible: [A.x]\n", encoding="utf-8")
    Path("aims.yaml").write_text(STANDOFF.replace(", x]", ", not x]"), encoding="utf-8")
    Path("unknown.yaml").write_text(STANDOFF.replace("status_quo: [A.x]\n", ""), encoding="utf-8")
    Path("many.yaml").write_text(MANY, encoding="utf-8")
    for block in blocks(DOCS / "keep-a-dossier.md"):
        if block.file:
            Path(block.file).parent.mkdir(parents=True, exist_ok=True)
            Path(block.file).write_text(block.text, encoding="utf-8")
    Path("notice.txt").write_text(
        "6 May 2030.\n\n“No,” Trump said on Monday. He will pay if they ask, she said.", encoding="utf-8"
    )  # with its day, for a run adds this folder
    new_dossier(Path("stream"))
    write_reported(Path("delta"))
    gazette = Path("gazette.txt").read_text(encoding="utf-8")
    Path("later.txt").write_text(gazette.replace("a drought", "for the fish"), encoding="utf-8")
    Path("2030-05-04.txt").write_text("Both sides met again in the hotel.", encoding="utf-8")


def write_reported(folder: Path) -> None:
    """Make the dossier of the river, with accepted claims of a second report."""
    new_dossier(folder)
    key = TextStore(folder).add(REPORTED)
    june = f"\njune: {{outlet: null, title: J, dated: 2030-06-01, language: en, digest: {key}}}\n"
    day = {"said_on": "2030-06-01", "report": "june", "grade": "B3", "status": "accepted"}
    place = {"anchor": {"start": 0, "end": 36, "digest": digest(REPORTED[:36])}}
    claims = [
        {"id": "shares", "by": "upland-government", "kind": "act", "about": {"Upland.share": "taken"}},
        {"id": "wants", "by": "brook", "kind": "demand", "about": {"Upland.fill": "dropped"}},
        {"id": "pays", "by": "brook", "kind": "offer", "about": {"Lowland.pay": "taken"}},
        {"id": "pays-not", "by": "brook", "kind": "refusal", "about": {"Lowland.pay": "dropped"}},
    ]
    earlier = {"said_on": "2030-05-30"}
    with (folder / "reports.yaml").open("a", encoding="utf-8") as stream:
        stream.write(june)
    with (folder / "claims.jsonl").open("a", encoding="utf-8") as stream:
        for one in claims:
            whole = {**one, "says": "…", **day, **place, **(earlier if one["id"] == "pays" else {})}
            stream.write(json.dumps(whole) + "\n")


REPORTED = "Upland shares its data, it was said. Nobody knows more.\n"


@pytest.mark.parametrize("name", sorted(name for name, options in commands().items() if "--json" in options))
def test_every_result_has_the_shape_that_is_described(name: str) -> None:
    write_samples()
    shape, named = shape_of(f"## detente {name}"), returning_shapes()
    for arguments in RUNS[name]:
        found = payload(arguments)
        assert "error" not in found, found
        assert list(misfits(found, shape, named)) == [], arguments


@pytest.mark.parametrize("arguments", [["analyse", "korae"], ["brief", "broken.yaml"], ["check", "no.yaml"]])
def test_every_fault_has_the_shape_that_is_described(arguments: list[str]) -> None:
    write_samples()
    assert list(misfits(payload(arguments), shape_of("### FAULT"), returning_shapes())) == []


def test_no_described_shape_is_idle() -> None:
    """Every key of every shape occurs in some result, and every null does."""
    write_samples()
    unseen = set(_places(shape_of("### FAULT"))) | {
        place for name in RUNS for place in _places(shape_of(f"## detente {name}"))
    }
    named = returning_shapes()
    unseen |= {place for shape in named.values() for place in _places(shape)}
    assert unseen >= {"because", "answer", "escape", "words", "held"}
    for arguments in [["analyse", "korae"], *(run for runs in RUNS.values() for run in runs)]:
        unseen -= set(_places(payload(arguments)))
    assert unseen == set()


def _places(value: Any) -> Iterator[str]:
    """Yield the keys of a shape or a result, at any depth; those in capitals stand for any key."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.isupper():
                yield key.removesuffix("?")
            yield from _places(inner)
    elif isinstance(value, list):
        for item in value:
            yield from _places(item)


def test_a_wrong_shape_is_found() -> None:
    found = payload(["catalog"])
    assert list(misfits(found, {"entries": [{"name": "text"}]}, {}))
    assert list(misfits(found, {"entries": [{"name": "text", "title": "text", "snapshots": "text"}]}, {}))
    assert list(misfits(found, {"entries": "MOVE"}, returning_shapes()))
    assert list(misfits({"n": True}, {"n": "number"}, {}))


def test_every_public_name_is_described_and_every_described_name_is_public() -> None:
    page = DOCS / "use-from-python.md"
    tables = section(page, "## The public names") + section(page, "## Faults")
    cells = re.findall(r"^\| (`.*?) \|", tables, re.MULTILINE)
    described = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
    assert sorted(set(described)) == sorted(detente.__all__)


@pytest.mark.parametrize("concept", CONCEPTS.values(), ids=lambda concept: concept.id)
def test_every_concept_is_described(concept: Any) -> None:
    """In plain words with its name, and by its definition with its source."""
    words = section(ANALYSING, "## What the five concepts mean").partition("### The definitions")[0]
    assert f"| `{concept.id}` | {concept.name} | " in words
    (definition,) = re.findall(
        rf"^\| `{concept.id}` \| (.*) \|$", section(ANALYSING, "### The definitions"), re.MULTILINE
    )
    author_and_year = concept.source.partition(")")[0] + ")"
    assert author_and_year in definition


def test_no_concept_is_described_that_is_not_there() -> None:
    text = section(ANALYSING, "### The definitions")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(CONCEPTS)


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_lines_are_not_too_long(page: Path) -> None:
    assert [line for line in prose(page) if len(line) > WIDTH and not line.startswith("|")] == []


def test_every_layer_of_the_house_is_described() -> None:
    house = section(ROOT / "CONTRIBUTING.md", "## The house")
    cells = re.findall(r"^\| (`.*?) \|", house, re.MULTILINE)
    described = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
    package = Path(detente.__file__).parent
    folders = {path.parent.name for path in package.glob("*/__init__.py")}
    modules = {path.stem for path in package.glob("*.py")} - {"__init__", "__main__"}
    assert sorted(described) == sorted(folders | modules)


def test_every_folder_of_tests_is_described() -> None:
    text = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(\w+)/` \|", text, re.MULTILINE))
    assert described >= {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}


def test_every_page_is_in_the_list() -> None:
    listed = {link.partition("#")[0] for link in links(DOCS / "index.md")}
    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= listed
    assert "docs/index.md" in links(README)


def test_the_readme_names_the_command_of_the_checks() -> None:
    """What a change must pass is one command, and the README, the Makefile and the checks agree on it."""
    readme = README.read_text(encoding="utf-8")
    assert "$ make test\n" in readme
    assert "$ make brief\n" in readme
    assert re.search(r"^test:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "make test"


def test_the_citation_agrees_with_the_package() -> None:
    citation = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert citation["title"] == project["name"]
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]
    assert citation["authors"] == [{"name": author["name"]} for author in project["authors"]]
    assert isinstance(citation.get("date-released", date.today()), date)


def test_the_changelog_says_what_is_new() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]\n" in changelog
    assert "### Added\n" in changelog
