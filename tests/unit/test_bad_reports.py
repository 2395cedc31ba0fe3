"""Bad files and addresses given to ``detente add``: what is said and stored, and that the rest goes on."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias

import pytest

from detente.catalog.new import new_dossier
from detente.cli import main
from detente.evidence.reports import Report, read_reports
from tests.unit.test_importing import pdf

Run: TypeAlias = Callable[..., tuple[int, str]]

GOOD = "The talks\n\nRIVERTON, 6 May 2030. Both sides met in the hotel, and agreed to meet again.\n"
FEED = "<rss version='2.0'><channel><title>P</title>{}</channel></rss>"
WHEN = "<pubDate>Fri, 03 May 2030 10:00:00 GMT</pubDate>"
ITEM = f"<item><title>T</title>{WHEN}<description>{{}}</description></item>"
LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
LAUGHTER = LAUGHS + "]>" + FEED.format(ITEM.format("&i;"))
XXE = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'secret.txt'>]>" + FEED.format(ITEM.format("&x;"))
REMOTE = "<?xml version='1.0'?><!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd'>" + FEED.format(
    ITEM.format("So.")
)
AES = (
    b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <" + b"00" * 48 + b"> /U <" + b"11" * 48
    + b"> /OE <" + b"22" * 32 + b"> /UE <" + b"33" * 32 + b"> /Perms <" + b"44" * 16
    + b"> /CF << /StdCF << /AuthEvent /DocOpen /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF >> "
    b"/ID [<00> <00>] "
)  # fmt: skip
CURED: dict[str, tuple[bytes | int, str]] = {
    "empty.txt": (b"", "empty-file"),
    "blank.txt": (b"\n \n", "empty-text"),
    "page.html": (b"<!DOCTYPE html><html><body><script>x()</script></body></html>", "no-article"),
    "mojibake.txt": ("6 May 2030. â€œIâ€™m not sureâ€\x9d, she said; â€˜noâ€™.".encode(), "mojibake"),
    "mixed.txt": ("6 May 2030. caf\u00e9".encode() + "caf\u00e9".encode("cp1252"), "not-utf8"),
    "mixed.html": (b"<html><meta charset='utf-8'><p>caf\xc3\xa9 caf\xe9</p></html>", "not-utf8"),
    "odd.html": (b"<html><meta charset='utf-7'><p>+ADw-</p></html>", "unknown-encoding"),
    "laughs.xml": (LAUGHTER.encode(), "feed-with-entities"),
    "secret.xml": (XXE.encode(), "feed-with-entities"),
    "secret16.xml": (XXE.encode("utf-16"), "feed-with-entities"),
    "remote.xml": (REMOTE.encode(), "feed-with-entities"),
    "nothing.rss": (FEED.format("").encode(), "empty-feed"),
    "no-feed.atom": (b"so it goes", "empty-feed"),
    "locked.pdf": (pdf("Secret.", password="open"), "locked-pdf"),
    "locked-aes.pdf": (pdf("Secret.").replace(b"/Root 1 0 R", b"/Root 1 0 R " + AES), "locked-pdf"),
    "scan.pdf": (pdf("", ""), "no-words"),
    "cut.pdf": (pdf("Words.")[:150], "broken-pdf"),
    "untimed.srt": (b"1\nSo it goes.\n\n2\nAnd so on.\n", "no-subtitles"),
    "untimed.vtt": (b"WEBVTT\n\nSo it goes.\n", "no-subtitles"),
    "undated.txt": (b"Somebody said something.", "no-date"),
}
"""Files that are told by name, in a folder too, each with the fault."""
PASSED_OVER: dict[str, tuple[bytes | int, str]] = {
    "binary.txt": (b"\x7fELF\0\0", "binary-file"),
    "binary.html": (b"\x89PNG\r\n\x1a\n\0\0", "binary-file"),
    "large.txt": (100_000_000, "text-too-large"),
    "large.html": (100_000_000, "text-too-large"),
    "large.pdf": (100_000_000, "text-too-large"),
    "large.xml": (100_000_000, "text-too-large"),
}
"""Files that are no reports: told by their faults when they are named, and passed over in a folder."""


@pytest.fixture(name="river")
def _river(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_LIBRARY", raising=False)
    new_dossier(tmp_path / "river")
    Path("secret.txt").write_text("4711")
    return tmp_path / "river"


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: object) -> tuple[int, str]:
        """Return the exit code and all that was printed."""
        monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return int(left.value.code or 0), out + err

    return run


def put(name: str, content: bytes | int) -> str:
    with Path(name).open("wb") as stream:
        if isinstance(content, int):
            stream.truncate(content)  # sparse: it takes no room
        else:
            stream.write(content)
    return name


def listed(river: Path) -> list[Report]:
    return list(read_reports((river / "reports.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", [*CURED, *PASSED_OVER])
def test_a_bad_file_that_is_named_is_told(river: Path, run: Run, name: str) -> None:
    before = (river / "reports.yaml").read_bytes()
    content, expected = {**CURED, **PASSED_OVER}[name]
    code, said = run("add", put(name, content), "--dossier", "./river", "--json")
    found = json.loads(said)["diagnostics"]
    assert (code, [(one["code"], one["file"]) for one in found]) == (1, [(expected, name)])
    assert all(one["cure"] and one["message"] for one in found)
    assert "4711" not in said
    assert (river / "reports.yaml").read_bytes() == before


def test_the_good_one_of_a_folder_is_added_and_each_bad_one_told_once(river: Path, run: Run) -> None:
    Path("stack").mkdir()
    before = len(listed(river))
    for name, (content, _) in {**CURED, **PASSED_OVER, "good.txt": (GOOD.encode(), "")}.items():
        put(f"stack/{name}", content)
    code, said = run("add", "stack", "--dossier", "./river", "--json")
    found = [(one["file"], one["code"]) for one in json.loads(said)["diagnostics"]]
    wanted = [(f"stack/{name}", fault) for name, (_, fault) in CURED.items()]
    assert code == 1
    assert sorted(found) == sorted([*wanted, ("stack/good.txt", "added")])
    assert [one.title for one in listed(river)[before:]] == ["The talks"]


def test_what_is_no_report_in_a_folder_is_passed_over_by_name(river: Path, run: Run) -> None:
    Path("stack").mkdir()
    for name, (content, _) in {
        **PASSED_OVER,
        "good.txt": (GOOD.encode(), ""),
        "notes.yaml": (b"a: 1", ""),
    }.items():
        put(f"stack/{name}", content)
    code, said = run("add", "stack", "--dossier", "./river")
    assert code == 0
    assert "good.txt: a new report" in said
    (line,) = [line for line in said.splitlines() if line.startswith("passed over: ")]
    assert set(line.removeprefix("passed over: ").split(", ")) == {*PASSED_OVER, "notes.yaml"}


def test_wrongly_decoded_words_are_not_repaired(river: Path, run: Run) -> None:
    """Two such signs may be meant; more are refused. Never is a text stored that is not what was there."""
    text = GOOD + "The caption read “â€™”.\n"
    assert run("add", put("few.txt", text.encode()), "--dossier", "./river")[0] == 0
    stored = (river / "texts" / f"{listed(river)[-1].digest}.txt").read_text(encoding="utf-8")
    assert stored == text


def test_hidden_and_turning_signs_stay_in_the_text_and_do_no_harm(river: Path, run: Run) -> None:
    title = "The \u202etalks\u2066 \x1b[2J\u200b\u05e9\u05dc\u05d5\u05dd"
    text = f"{title}\n\n6 May 2030. \u200f“\u200bNo\u200d”\u202c, she said.\n"
    code, said = run("add", put("signs.txt", text.encode()), "--dossier", "./river")
    assert code == 0
    assert not set("\u202e\u2066\u202c\x1b") & set(said)
    report = listed(river)[-1]
    assert (river / "texts" / f"{report.digest}.txt").read_bytes().decode() == text
    assert "\u05e9\u05dc\u05d5\u05dd" in report.title
    code, said = run("check", "./river")
    assert not set("\u202e\u2066\u202c\x1b") & set(said)


def test_a_name_that_no_file_can_have_is_told(river: Path, run: Run) -> None:
    code, said = run("add", "a" * 5000, "--dossier", "./river")
    assert code == 1
    assert "no such file or folder" in said


class Elsewhere(BaseHTTPRequestHandler):
    """Leads from the host that was named to another one, which is this computer, too."""

    paths: list[str] = []  # noqa: RUF012 - cleared by the test

    def do_GET(self) -> None:
        type(self).paths.append(self.path)
        self.send_response(302)
        self.send_header("Location", f"http://localhost:{self.connection.getsockname()[1]}/inside")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("private", [False, True])
def test_an_address_that_leads_to_the_loopback_is_refused(river: Path, run: Run, private: bool) -> None:
    """Without --private the first step is refused, with it the second: it was not asked for."""
    Elsewhere.paths.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}/page"
        code, said = run(
            "add", address, put("good.txt", GOOD.encode()), "--dossier", "./river", *["--private"] * private
        )
        server.shutdown()
        thread.join()
    assert code == 1
    assert (
        f"{address}: error: {'localhost' if private else '127.0.0.1'} is in a private or local network"
        in said
    )
    assert "good.txt: warning: this was added as" in said
    assert Elsewhere.paths == ["/page"] * private


def test_a_reader_that_is_missing_is_named_with_what_brings_it(
    river: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("trafilatura", "pypdf", "feedparser", "httpx"):
        monkeypatch.setitem(sys.modules, module, None)
    feed = put("feed.xml", FEED.format(ITEM.format("So.")).encode())
    sources = (put("a.html", b"<html><p>So."), put("a.pdf", b"%PDF-1.4"), feed, "https://paper.example/")
    code, said = run("add", *sources, put("good.txt", GOOD.encode()), "--dossier", "./river")
    assert code == 1
    for what in ("trafilatura", "pypdf", "feedparser", "httpx"):
        assert (
            f"this needs {what}, which is not installed: pip install 'detente[text]' [not-installed]" in said
        )
    assert "good.txt: warning: this was added as" in said
