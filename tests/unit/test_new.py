"""``detente new``: a dossier to start from, or a copy; whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.catalog.names import catalogue, check, published_results
from detente.catalog.new import Made, new_dossier
from detente.cli import main
from detente.errors import FileError, InputError, UnknownName
from detente.evidence.anchors import AnchorState

KOREA = next(entry.path for entry in catalogue() if entry.name == "korea")
ROOT_READS_ALL = hasattr(os, "geteuid") and os.geteuid() == 0
HIDDEN = {"texts", "library.sqlite"}
"""What git is to leave out."""


@pytest.fixture(autouse=True)
def _no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with what it holds, hidden ones too."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_example_is_sound_and_its_words_are_verified(tmp_path: Path) -> None:
    made = new_dossier(tmp_path / "river")
    checked = check(made.folder)
    assert checked.diagnostics == ()
    assert dict(checked.anchors) == {AnchorState.VERIFIED: 4}
    assert detente.load_dossier(made.folder).evidence.title == "The upper river"
    assert made.origin is None
    assert sorted(made.files) == list(made.files) == sorted(files_in(made.folder))


def test_every_file_of_the_example_teaches(tmp_path: Path) -> None:
    """Each file has a comment, and the README explains the claims, which can hold none."""
    folder = new_dossier(tmp_path / "river").folder
    for path in folder.rglob("*.yaml"):
        assert path.read_text(encoding="utf-8").count("# ") >= 3, path
    readme = (folder / "README.md").read_text(encoding="utf-8")
    claims = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    for key in {key for line in claims for key in json.loads(line)}:
        assert f"`{key}`" in readme, key
    for path in folder.iterdir():
        named = f"`{path.name}/" if path.is_dir() else f"`{path.name}`"
        assert named in readme or path.name in ("README.md", ".gitignore"), path


def test_what_the_example_shows_as_comments_is_right(tmp_path: Path) -> None:
    """A reader will take the ``#`` away; what is left must load."""
    path = new_dossier(tmp_path / "river").folder / "conflicts" / "2030-05.yaml"
    text = path.read_text(encoding="utf-8")
    assert "# irreversible: [" in text
    path.write_text(text.replace("# irreversible: [", "irreversible: ["), encoding="utf-8")
    assert [str(line) for line in detente.load(path).irreversible] == ["Upland.fill"]


def test_git_leaves_out_the_texts_and_nothing_else(tmp_path: Path) -> None:
    folder = new_dossier(tmp_path / "river").folder
    lines = (folder / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {line.rstrip("/") for line in lines if not line.startswith("#")} == HIDDEN


@pytest.mark.parametrize("name", ["korea", str(KOREA)])
def test_a_copy_holds_every_file_byte_for_byte(tmp_path: Path, name: str) -> None:
    made = new_dossier(tmp_path / "mine", name)
    copied = files_in(made.folder)
    assert copied.pop(".gitignore")
    assert copied == files_in(KOREA)
    assert made.origin == name
    assert sorted(copied) == [file for file in made.files if file != ".gitignore"]
    assert check(made.folder).sound


def test_a_copy_can_be_changed(tmp_path: Path) -> None:
    folder = new_dossier(tmp_path / "mine", "korea").folder
    path = folder / "conflicts" / "2025-10.yaml"
    conflict = detente.load(path)
    detente.save(conflict.edited(detente.Edit.drop("US", "not pause")), path)
    assert detente.load(path) != conflict == detente.load("korea/2025-10")


def test_a_copy_leaves_out_texts_and_what_is_no_part_of_a_dossier(tmp_path: Path) -> None:
    source = new_dossier(tmp_path / "river").folder
    for name in ("library.sqlite", "gazette.txt", ".hidden.yaml", "conflicts/.2030-05.yaml.part"):
        (source / name).write_text("x", encoding="utf-8")
    (source / ".git").mkdir()
    (source / ".git" / "config").write_text("x", encoding="utf-8")
    made = new_dossier(tmp_path / "mine", str(source))
    assert made.files == (
        ".gitignore",
        "README.md",
        "claims.jsonl",
        "conflicts/2030-05.yaml",
        "dossier.yaml",
        "observed.yaml",
        "reports.yaml",
    )
    assert set(files_in(made.folder)) == set(made.files)


def test_a_folder_inside_the_copied_one_is_no_loop(tmp_path: Path) -> None:
    source = new_dossier(tmp_path / "river").folder
    made = new_dossier(source / "conflicts" / "copy", str(source))
    assert check(made.folder).sound
    assert check(source).conflicts == 1


@pytest.mark.parametrize("entry", [e for e in catalogue() if e.path.is_file()], ids=lambda e: e.name)
def test_a_conflict_of_the_catalogue_becomes_the_one_snapshot(tmp_path: Path, entry: Any) -> None:
    made = new_dossier(tmp_path / "mine", entry.name)
    assert made.files == (".gitignore", f"conflicts/{entry.name}.yaml", "dossier.yaml")
    assert (made.folder / "conflicts" / f"{entry.name}.yaml").read_bytes() == entry.path.read_bytes()
    assert check(made.folder).diagnostics == ()
    assert detente.load_dossier(made.folder).evidence.title == entry.title
    assert published_results(entry.name) is not None


def test_a_title_is_written_so_that_yaml_reads_it_back(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    text = (KOREA.parent / "conflicts" / "chicken.yaml").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    path.write_text(text.replace(title, "title: '# {title}: \"two\"'"), encoding="utf-8")
    made = new_dossier(tmp_path / "mine", str(path))
    assert detente.load_dossier(made.folder).evidence.title == '# {title}: "two"'


def test_a_conflict_that_needs_another_one_is_refused(tmp_path: Path) -> None:
    text = (KOREA.parent / "conflicts" / "chicken.yaml").read_text(encoding="utf-8")
    (tmp_path / "chicken.yaml").write_text(text, encoding="utf-8")
    later, rival = tmp_path / "later.yaml", tmp_path / "rival.yaml"
    later.write_text("detente: 1\nextends: chicken\nedits: []\n", encoding="utf-8")
    with pytest.raises(InputError, match="its 'extends' names another one"):
        new_dossier(tmp_path / "mine", str(later))
    rival.write_text(text + "\nalternative_of: elmira\n", encoding="utf-8")
    with pytest.raises(InputError, match="its 'alternative_of' names another one"):
        new_dossier(tmp_path / "mine", str(rival))
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("origin", "error", "words"),
    [
        ("korae", UnknownName, "did you mean korea"),
        ("korea/2025-11", UnknownName, "did you mean 2025-10"),
        ("korea/2025-10", InputError, "is one snapshot of a dossier"),
        (str(KOREA / "2025-10"), InputError, "is one snapshot of a dossier"),
        ("./nowhere", FileError, "no such file or folder"),
        ("", UnknownName, "there is: korea"),
    ],
)
def test_what_cannot_be_copied_is_said_and_nothing_is_made(
    tmp_path: Path, origin: str, error: type[InputError], words: str
) -> None:
    with pytest.raises(error, match=words):
        new_dossier(tmp_path / "a" / "mine", origin)
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_dossier_is_not_copied(tmp_path: Path) -> None:
    source = new_dossier(tmp_path / "river").folder
    (source / "reports.yaml").write_text("gazette: 5\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"reports\.yaml:1"):
        new_dossier(tmp_path / "mine", str(source))
    assert not (tmp_path / "mine").exists()


def taken_places(folder: Path) -> Iterator[tuple[Path, str]]:
    """Places where no dossier may be made, with the rule."""
    (folder / "full").mkdir()
    (folder / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    yield folder / "full", "folder-not-empty"
    yield folder / "full" / "notes.txt", "is-a-file"
    yield folder / "full" / "notes.txt" / "below", "unwritable-folder"
    (folder / "dangling").symlink_to(folder / "nowhere")
    yield folder / "dangling", "is-a-file"
    yield KOREA.parent / "mine", "inside-package"
    yield KOREA, "inside-package"


def test_a_place_that_is_taken_is_refused_and_unchanged(tmp_path: Path) -> None:
    for place, code in list(taken_places(tmp_path)):
        before = files_in(tmp_path), files_in(KOREA.parent)
        with pytest.raises(FileError) as caught:
            new_dossier(place)
        (fault,) = caught.value.diagnostics
        assert (fault.code, fault.place.file) == (code, str(place))
        assert fault.cure
        assert (files_in(tmp_path), files_in(KOREA.parent)) == before


def test_folders_above_are_made_and_empty_ones_are_taken(tmp_path: Path) -> None:
    new_dossier(tmp_path / "a" / "b" / "river")
    (tmp_path / "empty").mkdir()
    new_dossier(tmp_path / "empty")
    (tmp_path / "in-git" / ".git").mkdir(parents=True)
    new_dossier(tmp_path / "in-git")
    assert files_in(tmp_path / "empty") == files_in(tmp_path / "a/b/river") == files_in(tmp_path / "in-git")
    assert not list(tmp_path.rglob(".new-*"))


def broken(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("step", ["tempfile.mkdtemp", "os.fsync", "rename", "rmdir"])
@pytest.mark.parametrize("trouble", [broken, stopped])
@pytest.mark.parametrize("there", [True, False])
def test_a_step_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, trouble: Any, there: bool
) -> None:
    folder = tmp_path / "a" / "river"
    if there:
        (folder / ".git").mkdir(parents=True)
    real, calls = Path.rename, []

    def third_rename(path: Path, target: Path) -> Path:
        calls.append(path)
        return real(path, target) if len(calls) < 3 else trouble()

    with monkeypatch.context() as patch:
        if step == "rename":
            patch.setattr(Path, "rename", third_rename)
        elif step == "rmdir":
            real_rmdir = Path.rmdir
            patch.setattr(Path, "rmdir", lambda p: (trouble if ".new-" in p.name else real_rmdir)(p))
        else:
            module, name = step.split(".")
            patch.setattr({"tempfile": tempfile, "os": os}[module], name, trouble)
        with pytest.raises((FileError, KeyboardInterrupt)) as caught:
            new_dossier(folder)
    assert isinstance(caught.value, FileError) == (trouble is broken)
    left = [path.name for path in tmp_path.rglob("*")]
    assert sorted(left) == ([".git", "a", "river"] if there else [])
    new_dossier(folder)
    assert check(folder).sound


def test_a_dossier_appears_only_when_all_of_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``dossier.yaml`` is what makes a folder a dossier: it comes last."""
    order: list[str] = []
    real = Path.rename

    def noted(path: Path, target: Path) -> Path:
        order.append(path.name)
        return real(path, target)

    monkeypatch.setattr(Path, "rename", noted)
    new_dossier(tmp_path / "river")
    assert order[-1] == "dossier.yaml"
    assert len(order) > 5


@pytest.mark.skipif(ROOT_READS_ALL, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FileError, match="ermission"):
            new_dossier(tmp_path / "river")
    finally:
        tmp_path.chmod(0o700)


def test_the_template_is_no_entry_of_the_catalogue() -> None:
    assert not {"template", "river"} & {entry.name for entry in catalogue()}


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("river", "./river"),
        ("a.yaml", "./a.yaml"),
        (".", "."),
        ("..", "./.."),
        ("../river", "../river"),
        ("/tmp/river", "/tmp/river"),
        ("my river", "'./my river'"),
        ("~river", "'./~river'"),
    ],
)
def test_the_name_to_write_after_a_command(folder: str, name: str) -> None:
    assert Made(Path(folder), ()).name == name


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["detente", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    out, err = capsys.readouterr()
    assert (left.value.code, err) == (0, "")
    return out


def test_the_command_names_the_next_commands_and_they_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = run(capsys, monkeypatch, "new", "river")
    commands = [line.split()[1:] for line in out.splitlines() if line.startswith("  detente ")]
    assert commands == [["check", "./river"], ["brief", "./river"]]
    for command in commands:
        assert run(capsys, monkeypatch, *command)
    assert "--dossier ./copy" in run(capsys, monkeypatch, "new", "copy", "--from", "./river")


@pytest.mark.parametrize("origin", [None, "korea"])
def test_the_command_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, origin: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    found = json.loads(
        run(capsys, monkeypatch, "new", "river", "--json", *(["--from", origin] if origin else []))
    )
    assert found == {"folder": "river", "files": sorted(files_in(tmp_path / "river")), "from": origin}


def test_the_text_of_the_example_lies_under_its_digest(tmp_path: Path) -> None:
    folder = new_dossier(tmp_path / "river").folder
    (text,) = (folder / "texts").iterdir()
    assert text.stem == sha256(text.read_bytes()).hexdigest()
    assert text.stem in (folder / "reports.yaml").read_text(encoding="utf-8")
