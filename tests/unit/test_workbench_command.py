"""The command itself: it prints an address, answers there, and stops calmly."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from detente.catalog.new import new_dossier
from detente.errors import InputError
from detente.workbench.serving import listening

COMMAND = [sys.executable, "-m", "detente", "workbench"]


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command, and hand over the process and the address that it prints."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*COMMAND, *arguments, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\S*", process.stdout.readline())
        assert found is not None, process.communicate(timeout=20)
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_command(tmp_path: Path, sign: signal.Signals) -> None:
    made = new_dossier(tmp_path / "river")
    with running(str(made.folder), "--port", "0") as (process, address):
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert answer.status == 200
            assert b"<html" in answer.read()
        with urllib.request.urlopen(f"{address}api/dossier", timeout=20) as answer:
            assert b"The upper river" in answer.read()
        foreign = urllib.request.Request(address, headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(foreign, timeout=20)
        assert refused.value.code == 403
        refused.value.close()
        process.send_signal(sign)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")
    assert out.endswith("Stopped.\n")


def test_who_stops_it_need_not_wait_for_a_brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cold"))
    with running("korea", "--port", "0") as (process, address):
        place = address.removeprefix("http://").partition("/")[0]
        with socket.create_connection(("127.0.0.1", int(place.partition(":")[2])), timeout=20) as asking:
            asking.sendall(
                f"GET /download/brief.md?snapshot=2025-10 HTTP/1.1\r\nHost: {place}\r\n\r\n".encode()
            )
            urllib.request.urlopen(f"{address}api/dossier", timeout=20).close()  # so that it was heard
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=40)
    assert process.returncode == 0
    assert out.endswith("Stopped.\n")
    assert "Traceback" not in err


def test_a_snapshot_is_named_in_the_address() -> None:
    with running("korea/2025-02", "--port", "0") as (_, address):
        assert address.endswith("/#/standoff?snapshot=2025-02")


def test_a_port_that_is_taken() -> None:
    with listening(0) as ear:
        port = ear.getsockname()[1]
        with pytest.raises(InputError) as refused, listening(port):
            pass
        done = subprocess.run(
            [*COMMAND, "korea", "--port", str(port), "--no-browser"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    (fault,) = refused.value.diagnostics
    assert (fault.code, done.returncode, done.stdout) == ("port-taken", 1, "")
    assert f"the port {port} is taken" in done.stderr
    assert "--port 0" in done.stderr


def test_nobody_else_can_reach_it() -> None:
    with listening(0) as ear:
        assert ear.getsockname()[0] == "127.0.0.1"
        assert ear.family is socket.AF_INET
