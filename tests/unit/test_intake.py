"""What is kept when several add at once, and when a run is stopped or breaks in the middle."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.catalog.names import located
from detente.catalog.new import new_dossier
from detente.dossier.new_reports import add_reports
from detente.dossier.texts import Added
from detente.errors import FileError, InputError
from detente.evidence.library import TextStore
from detente.evidence.listing import Listing
from detente.evidence.reports import Report, read_reports
from detente.files.dates import Interval
from detente.files.locks import alone

SUBJECTS = ("dam", "ferry", "bridge", "canal", "harbour", "mill", "weir", "spring", "marsh", "lock")
BASE = Path(__file__).parents[2] / "src"


@pytest.fixture(name="river")
def _river(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)
    new_dossier(tmp_path / "river")
    return tmp_path / "river"


def write(folder: str, who: str) -> list[str]:
    """Write ten reports that are unlike each other."""
    Path(folder).mkdir(exist_ok=True)
    paths = []
    for place, subject in enumerate(SUBJECTS):
        words = " ".join(f"{who}{subject}{number}" for number in range(40))
        path = Path(folder, f"{place}.txt")
        path.write_text(f"The {subject} of {who}\n\n6 May 2030. {words}\n", encoding="utf-8")
        paths.append(str(path))
    return paths


def listed(river: Path) -> list[str]:
    return [one.id for one in read_reports((river / "reports.yaml").read_text(encoding="utf-8"))]


def run(river: Path, *sources: str) -> Added:
    return add_reports(located(river)[0], river, sources)


def everything_stands(river: Path) -> bool:
    """Return whether each report that is listed has its text."""
    reports = read_reports((river / "reports.yaml").read_text(encoding="utf-8"))
    store = TextStore(river)
    return all(store.get(one.digest) is not None for one in reports if one.captured)


def test_two_processes_at_once_lose_nothing(river: Path) -> None:
    before = len(listed(river))
    for who in ("ada", "ben"):
        write(who, who)
    command = [sys.executable, "-m", "detente", "add", "--dossier", str(river)]
    there = {**os.environ, "PYTHONPATH": str(BASE)}
    both = [subprocess.Popen([*command, who], env=there, stdout=subprocess.PIPE) for who in ("ada", "ben")]
    for one in both:
        one.communicate(timeout=120)
    assert [one.returncode for one in both] == [0, 0]
    assert len(listed(river)) == len(set(listed(river))) == before + 2 * len(SUBJECTS)
    assert everything_stands(river)
    assert not list(river.glob(".*.lock"))


def test_two_processes_with_the_same_reports_list_each_once(river: Path) -> None:
    before = len(listed(river))
    write("ada", "ada")
    command = [sys.executable, "-m", "detente", "add", "ada", "--dossier", str(river)]
    there = {**os.environ, "PYTHONPATH": str(BASE)}
    both = [subprocess.Popen(command, env=there, stdout=subprocess.PIPE) for _ in range(2)]
    for one in both:
        one.communicate(timeout=120)
    assert [one.returncode for one in both] == [0, 0]
    assert len(listed(river)) == before + len(SUBJECTS)


def test_what_others_listed_meanwhile_is_seen(river: Path) -> None:
    """The dossier was read before the other one added the report."""
    (path, *_) = write("ada", "ada")
    dossier, _ = located(river)
    run(river, path)
    added = add_reports(dossier, river, [path])
    assert not added.taken
    assert [report for _, report in added.recognised] == ["report-2030-05-06"]


class StoppedError(BaseException):
    """Stands for Ctrl-C, which is no Exception."""


def test_a_run_that_is_stopped_keeps_what_it_has_added(river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(listed(river))
    paths = write("ada", "ada")

    def advance(done: int, _: int) -> None:
        if done == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        add_reports(located(river)[0], river, paths, advance=advance)
    assert len(listed(river)) == before + 3
    assert everything_stands(river)
    added = run(river, *paths)
    assert (len(added.recognised), len(added.taken)) == (3, 7)


def test_a_crash_between_text_and_entry_is_mended(river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = listed(river)
    path = write("ada", "ada")[0]
    count = len(list((river / "texts").glob("*.txt")))

    def crash(*_: object) -> None:
        raise StoppedError

    with monkeypatch.context() as patched:
        patched.setattr(Listing, "add", crash)
        with pytest.raises(StoppedError):
            run(river, path)
    assert listed(river) == before  # no entry without its text, but a text without its entry
    assert len(list((river / "texts").glob("*.txt"))) == count + 1
    added = run(river, path)
    assert len(added.taken) == 1
    assert len(listed(river)) == len(before) + 1
    assert len(list((river / "texts").glob("*.txt"))) == count + 1


def _hold(path: str, held: object, done: object) -> None:
    with alone(Path(path)):
        held.set()  # type: ignore[attr-defined]
        done.wait(60)  # type: ignore[attr-defined]


def test_who_waits_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / "reports.yaml"
    spawn = multiprocessing.get_context("spawn")
    held, done = spawn.Event(), spawn.Event()
    other = spawn.Process(target=_hold, args=(str(path), held, done))
    other.start()
    try:
        assert held.wait(60)
        with pytest.raises(FileError, match="another process is changing this file"), alone(path, wait=0.1):
            pass
    finally:
        done.set()
        other.join()
    with alone(path, wait=0.1):
        assert [one.name for one in tmp_path.iterdir()] == [".reports.yaml.lock"]
    assert list(tmp_path.iterdir()) == []


def test_a_lock_of_a_process_that_was_killed_holds_nobody(tmp_path: Path) -> None:
    path = tmp_path / "reports.yaml"
    spawn = multiprocessing.get_context("spawn")
    held, done = spawn.Event(), spawn.Event()
    other = spawn.Process(target=_hold, args=(str(path), held, done))
    other.start()
    assert held.wait(60)
    other.kill()
    other.join()
    assert path.with_name(".reports.yaml.lock").exists()
    with alone(path, wait=0.1):
        pass


def test_one_title_is_not_given_to_all_entries_of_a_feed(river: Path) -> None:
    from detente.dossier.given import Given

    item = "<item><title>T{0}</title><description>Words {0}.</description></item>"
    feed = f"<rss version='2.0'><channel>{item.format(1)}{item.format(2)}</channel></rss>"
    Path("feed.xml").write_text(feed)
    day = Interval.on(datetime.date(2030, 5, 6))
    with pytest.raises(InputError, match="the 2 reports in it"):
        add_reports(located(river)[0], river, ["feed.xml"], Given(title="One", dated=day))


LINES = f"a-1:\n  outlet: null\n  title: T\n  dated: 2030-05-01\n  language: en\n  digest: {'ab' * 32}\n"
BRACKETS = f"{{outlet: null, title: T, dated: 2030-05-01, language: en, digest: {'ab' * 32}}}"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# none yet\n",
        "{}\n",
        f"{{a-1: {BRACKETS}}}  # all\n",
        f"a-1: {BRACKETS}  # one",
        f"# from the program\n{LINES}",
        LINES.replace("\n", "\r\n"),
    ],
)
def test_entry_after_entry_is_added_to_any_form_of_the_file(tmp_path: Path, before: str) -> None:
    path = tmp_path / "reports.yaml"
    path.write_bytes(before.encode())
    listing = Listing(tmp_path)
    first = len(listing.by_id)
    for place in range(3):
        day = Interval.on(datetime.date(2030, 5, 3 + place))
        with listing.alone():
            listing.add(Report(f"post-{place}", None, f"T: {place}", day, "", f"{place}f" * 32, "en"))
    assert list(listing.by_id)[first:] == ["post-0", "post-1", "post-2"]
    assert tuple(listing.by_id.values()) == read_reports(path.read_bytes().decode())
    assert path.read_bytes().decode().startswith(before.partition("}")[0])
