"""Writing whole files: the old file or the new one is there at any time, never half of one."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.errors import FileError, InputError
from detente.files import disk
from detente.files.disk import read_text, write_whole

OLD, NEW = b"old\n", b"new, and longer than the old one\n"
STEPS = ("tempfile.mkstemp", "os.fdopen", "os.fsync", "os.chmod", "os.replace")


def full_disk(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("before", [None, OLD])
def test_a_step_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, before: bytes | None
) -> None:
    path = tmp_path / "a.yaml"
    if before is not None:
        path.write_bytes(before)
    module, name = step.split(".")
    monkeypatch.setattr({"os": os, "tempfile": tempfile}[module], name, full_disk)
    with pytest.raises(FileError, match="No space left on device") as caught:
        write_whole(path, NEW)
    monkeypatch.undo()
    (found,) = caught.value.diagnostics
    assert found.code == "unwritable-file"
    assert found.place.file == str(path)
    assert "unchanged" in found.message
    assert found.cure
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([] if before is None else [before])


class _Failing:
    """A stream whose write or flush fails, as on a full disk."""

    def __init__(self, stream: Any, method: str) -> None:
        self.stream, self.method = stream, method

    def __enter__(self) -> _Failing:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def __getattr__(self, name: str) -> Any:
        if name == self.method:
            self.stream.write(NEW[:5])  # half of it reached the disk
            return full_disk
        return getattr(self.stream, name)


@pytest.mark.parametrize("method", ["write", "flush"])
def test_half_a_write_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(OLD)
    opened = os.fdopen
    monkeypatch.setattr(os, "fdopen", lambda handle, mode: _Failing(opened(handle, mode), method))
    with pytest.raises(FileError):
        write_whole(path, NEW)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [OLD]


def test_a_folder_that_cannot_be_synced_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    opened = os.open

    def no_folders(path: Any, flags: int, *rest: int) -> int:
        if os.path.isdir(path):
            raise OSError(errno.EACCES, "no")
        return opened(path, flags, *rest)

    monkeypatch.setattr(os, "open", no_folders)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW


CHILD = """
import os, signal, sys, tempfile
from pathlib import Path
from detente.files.disk import write_whole

path, fatal = Path(sys.argv[1]), int(sys.argv[2])
count = 0

def deadly(module, name):
    real = getattr(module, name)
    def step(*arguments, **keywords):
        global count
        count += 1
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **keywords)
    setattr(module, name, step)

for module, name in ((tempfile, "mkstemp"), (os, "fdopen"), (os, "fsync"), (os, "chmod"), (os, "replace"),
                     (os, "open"), (os, "close")):
    deadly(module, name)
write_whole(path, sys.argv[3].encode())
print(count)
"""


def run_child(path: Path, fatal: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(fatal), NEW.decode()],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_kill_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(OLD)
    alive = run_child(path, 0)
    assert alive.returncode == 0
    assert path.read_bytes() == NEW
    steps = int(alive.stdout)
    assert steps >= len(STEPS)
    left = set()
    for fatal in range(1, steps + 1):
        path.write_bytes(OLD)
        killed = run_child(path, fatal)
        assert killed.returncode == -signal.SIGKILL, fatal
        left.add(path.read_bytes())
        assert path.read_bytes() in (OLD, NEW), fatal
    assert left == {OLD, NEW}  # the kills fell on both sides of the step that counts


def test_a_file_size_limit_is_a_full_disk(tmp_path: Path) -> None:
    """A child under RLIMIT_FSIZE: the kernel itself refuses the write."""
    path = tmp_path / "a.yaml"
    path.write_bytes(OLD)
    code = (
        "import sys; from pathlib import Path; from detente.files.disk import write_whole; "
        "from detente.errors import FileError\n"
        "try: write_whole(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except FileError as error: print(error.diagnostics[0].code); sys.exit(7)"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (child.returncode, child.stdout.strip()) == (7, "unwritable-file")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [OLD]


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_bytes(OLD)
    real.chmod(0o640)
    link.symlink_to(real)
    write_whole(link, NEW)
    assert link.is_symlink()
    assert real.read_bytes() == NEW
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_permissions_and_its_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.yaml"
    mask = os.umask(0o022)
    try:
        write_whole(path, NEW)
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "no-such-file"),
        (lambda path: path.mkdir(), "is-a-folder"),
        (lambda path: path.write_bytes(b"a\0b"), "binary-file"),
        (lambda path: path.write_bytes(b"\xff\xfea\0"), "not-utf8"),
        (lambda path: path.write_bytes(b"ok\n\xe9"), "not-utf8"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, make: Callable[[Path], None], code: str) -> None:
    path = tmp_path / "a.yaml"
    make(path)
    with pytest.raises(InputError) as caught:
        read_text(path)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file) == (code, str(path))
    assert found.cure


def test_a_name_with_a_zero_byte_is_no_file() -> None:
    with pytest.raises(FileError, match="unreadable-file"):
        read_text(Path("a\0b"))


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "SIZE_LIMIT", 10)
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x" * 11)
    with pytest.raises(FileError, match="text-too-large"):
        read_text(path)
