"""Reading addresses, from a server of the test's own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.errors import InputError
from detente.evidence.fetch import fetch, is_public

LOCAL = "127.0.0.1"
PRIVATE = (
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "fc00::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "2001:db8::1",
    "nonsense",
)


class Server(BaseHTTPRequestHandler):
    """Answers by the path; notes the host that it was asked for."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012 - cleared by the fixture

    def do_GET(self) -> None:
        type(self).asked.append((self.path, self.headers["Host"]))
        if self.path.startswith("/to/"):
            self._answer(302, b"", ("Location", self.path.removeprefix("/to/")))
        elif self.path == "/around":
            self._answer(302, b"", ("Location", "/around"))
        elif self.path == "/large":
            self._answer(200, b"x" * 200_000)
        elif self.path == "/packed":
            self._answer(200, b"x", ("Content-Encoding", "gzip"))
        elif self.path == "/slow":
            time.sleep(0.5)
            self._answer(200, b"late")
        elif self.path == "/page":
            self._answer(200, b"<html>So", ("Content-Type", "text/HTML; charset=utf-8"))
        else:
            self._answer(404, b"")

    def _answer(self, code: int, data: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(code)
        for key, value in (*headers, ("Content-Length", str(len(data)))):
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(name="port")
def _port() -> Iterator[int]:
    Server.asked.clear()
    with ThreadingHTTPServer((LOCAL, 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def code(address: str, **options: object) -> str:
    with pytest.raises(InputError) as error:
        fetch(address, **options)  # type: ignore[arg-type]
    (fault,) = error.value.diagnostics
    assert fault.place.file == address
    assert fault.cure
    return fault.code


def test_a_page_is_read(port: int) -> None:
    address = f"http://{LOCAL}:{port}/page"
    source = fetch(address, private=True)
    assert (source.name, source.address, source.data) == (address, address, b"<html>So")
    assert source.media_type == "text/html; charset=utf-8"


def test_a_redirect_is_followed(port: int) -> None:
    source = fetch(f"http://{LOCAL}:{port}/to//page", private=True)
    assert (source.address, source.data) == (f"http://{LOCAL}:{port}/page", b"<html>So")


def test_the_connection_goes_to_the_address_that_was_looked_at(port: int) -> None:
    """The name is asked for once; the host keeps its name in the request."""
    asked: list[str] = []

    def resolve(host: str, _: int) -> tuple[str, ...]:
        asked.append(host)
        return (LOCAL,)

    fetch(f"http://paper.example:{port}/page", private=True, resolve=resolve)
    assert asked == ["paper.example"]
    assert Server.asked == [("/page", f"paper.example:{port}")]


@pytest.mark.parametrize("host", [LOCAL, "localhost", "[::1]", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_the_loopback_is_refused_and_never_asked(port: int, host: str) -> None:
    assert code(f"http://{host}:{port}/page") in ("private-address", "unknown-host")
    assert Server.asked == []


def test_one_private_address_among_several_is_enough(port: int) -> None:
    found = ("93.184.215.14", "10.0.0.1")
    assert code(f"http://paper.example:{port}/page", resolve=lambda *_: found) == "private-address"


def test_a_redirect_to_the_loopback_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public here, the second does not."""
    monkeypatch.setattr("detente.evidence.fetch.is_public", lambda ip: ip == "127.0.0.1")
    hosts = {"paper.example": (LOCAL,), "inside.example": ("10.0.0.1",)}
    address = f"http://paper.example:{port}/to/http://inside.example:{port}/page"
    assert code(address, resolve=lambda host, _: hosts[host]) == "private-address"
    assert [path for path, _ in Server.asked] == [f"/to/http://inside.example:{port}/page"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/around", "too-many-redirects"),
        ("/to/file:///etc/passwd", "bad-address"),
        ("/none", "no-page"),
        ("/large", "text-too-large"),
        ("/packed", "packed"),
        ("/slow", "unreachable"),
    ],
)
def test_what_cannot_be_read_is_said(port: int, path: str, expected: str) -> None:
    assert code(f"http://{LOCAL}:{port}{path}", private=True, limit=100_000, seconds=0.2) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ftp://paper.example/a", "bad-address"),
        ("file:///etc/passwd", "bad-address"),
        ("http://user:secret@paper.example/", "bad-address"),
        ("http://", "bad-address"),
        ("http://no-such.example/", "unknown-host"),
    ],
)
def test_bad_addresses(address: str, expected: str) -> None:
    def nobody(host: str, _: int) -> tuple[str, ...]:
        raise OSError(host)

    assert code(address, resolve=nobody) == expected


@pytest.mark.parametrize("address", PRIVATE)
def test_these_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_these_are_public(address: str) -> None:
    assert is_public(address)
