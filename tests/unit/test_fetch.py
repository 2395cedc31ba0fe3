"""Reading addresses, from a server of the test's own."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.evidence.fetch import fetch, is_public

LOCAL = "127.0.0.1"
CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0MZptTfShc0h6tIg
KYyuFJo/n+ECblhxy5h14/K6vwOhRANCAASnmOHm7Gra52rzwzmohAQDsmI4f1L9
mmXwdd4EHqZd7S1kuKG2iZoWCPscYySeiZO+mR3S2xherG5Demp3d5sa
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBbDCCAROgAwIBAgIBATAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1wYXBlci5l
eGFtcGxlMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAYMRYwFAYD
VQQDDA1wYXBlci5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEp5jh
5uxq2udq88M5qIQEA7JiOH9S/Zpl8HXeBB6mXe0tZLihtomaFgj7HGMknomTvpkd
0tsYXqxuQ3pqd3ebGqNMMEowGAYDVR0RBBEwD4INcGFwZXIuZXhhbXBsZTAPBgNV
HRMBAf8EBTADAQH/MB0GA1UdDgQWBBTdOPthFTQ2xJadp8SNJ8VAqe+fHTAKBggq
hkjOPQQDAgNHADBEAiA+6y7cfcujHW0wKl33bECB8HgmM/I5cFWeqxShJ1AxlwIg
NxMwYuNxFbNqfEc4YE1+VBLrkg+HgGSrphsi4veRmpw=
-----END CERTIFICATE-----
"""
"""A certificate for paper.example that nobody but itself vouches for, and its key; for these tests alone."""
BOMB = gzip.compress(b"x" * 30_000_000)
PRIVATE = (
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.254",
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
    "::ffff:100.64.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::a00:1",
    "2002:a00:1::",
    "2001:db8::1",
    "nonsense",
)


class Server(BaseHTTPRequestHandler):
    """Answers by the path; notes the host that it was asked for."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012 - cleared by the fixture
    cookies: list[str | None] = []  # noqa: RUF012

    def do_GET(self) -> None:
        type(self).asked.append((self.path, self.headers["Host"]))
        type(self).cookies.append(self.headers["Cookie"])
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked may have gone away
            self._do()

    def _do(self) -> None:
        plain: dict[str, tuple[int, bytes, tuple[str, str]]] = {
            "/around": (302, b"", ("Location", "/around")),
            "/nowhere": (302, b"", ("X-Nothing", "x")),
            "/large": (200, b"x" * 200_000, ("X-Nothing", "x")),
            "/packed": (200, BOMB, ("Content-Encoding", "gzip")),
            "/picture": (200, b"x", ("Content-Type", "image/png")),
            "/page": (200, b"<html>So", ("Content-Type", "text/HTML; charset=utf-8")),
        }
        if self.path in plain:
            self._answer(*plain[self.path])
        elif self.path.startswith("/to/"):
            cookie = ("Set-Cookie", "who=you; Path=/")
            self._answer(302, b"", ("Location", self.path.removeprefix("/to/")), cookie)
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b"x" * 65536)
        elif self.path == "/drop-by-drop":
            for _ in range(40):
                self.wfile.write(b"H")
                time.sleep(0.05)
        elif self.path == "/slow":
            time.sleep(0.5)
            self._answer(200, b"late")
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
    with serving() as port:
        yield port


@contextmanager
def serving(trust: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve on the loopback, by https where there is a certificate."""
    Server.asked.clear()
    Server.cookies.clear()
    with ThreadingHTTPServer((LOCAL, 0), Server) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if trust is not None:
            server.socket = trust.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
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


@pytest.mark.parametrize(
    "host",
    [
        LOCAL,
        "localhost",
        "[::1]",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "[::]",
    ],
)
def test_the_loopback_is_refused_and_never_asked(port: int, host: str) -> None:
    assert code(f"http://{host}:{port}/page") in ("private-address", "unknown-host", "bad-address")
    assert Server.asked == []


def test_one_private_address_among_several_is_enough(port: int) -> None:
    found = ("93.184.215.14", "10.0.0.1")
    assert code(f"http://paper.example:{port}/page", resolve=lambda *_: found) == "private-address"


@pytest.mark.parametrize(
    "there", [LOCAL, "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "100.64.0.1"]
)
def test_a_redirect_to_a_private_address_is_refused(port: int, there: str) -> None:
    """The first host was asked for, the second was not; it stands on the same server here."""
    hosts = {"paper.example": (LOCAL,), "inside.example": (there,)}
    address = f"http://paper.example:{port}/to/http://inside.example:{port}/page"
    assert code(address, private=True, resolve=lambda host, _: hosts[host]) == "private-address"
    assert [path for path, _ in Server.asked] == [f"/to/http://inside.example:{port}/page"]


def test_a_host_that_is_private_the_second_time_is_refused(port: int) -> None:
    """A name that moves between two steps (DNS rebinding) is looked at again."""
    found = iter([("93.184.215.14",), (LOCAL,)])
    first = next(found)
    assert code(f"http://paper.example:{port}/page", resolve=lambda *_: next(found)) == "private-address"
    assert first
    assert Server.asked == []


def test_a_redirect_carries_no_cookie(port: int) -> None:
    fetch(f"http://{LOCAL}:{port}/to//page", private=True)
    assert Server.cookies == [None, None]


def test_a_second_address_of_a_host_is_tried(port: int) -> None:
    with socket.socket() as closed:  # bound and not listening: it refuses
        closed.bind(("127.0.0.2", port))
        hosts = ("127.0.0.2", LOCAL)
        source = fetch(f"http://paper.example:{port}/page", private=True, resolve=lambda *_: hosts)
    assert source.data == b"<html>So"


def own_trust() -> ssl.SSLContext:
    """Return what a server needs to speak https."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain("paper.pem")
    return trust


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("paper.pem").write_text(CERTIFICATE)
    with (
        serving(own_trust()) as port,
        pytest.raises(InputError, match="certificate cannot be trusted") as error,
    ):
        fetch(f"https://paper.example:{port}/page", private=True, resolve=lambda *_: (LOCAL,))
    assert [one.code for one in error.value.diagnostics] == ["bad-certificate"]
    assert "self" in str(error.value)
    assert Server.asked == []


def test_a_certificate_must_bear_the_name_of_the_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the IP address to which the connection goes: here the one certificate counts as good."""
    monkeypatch.chdir(tmp_path)
    Path("paper.pem").write_text(CERTIFICATE)
    monkeypatch.setattr("certifi.where", lambda: "paper.pem")
    with serving(own_trust()) as port:
        source = fetch(f"https://paper.example:{port}/page", private=True, resolve=lambda *_: (LOCAL,))
        assert source.data == b"<html>So"
        for host in ("other.example", LOCAL):
            address = f"https://{host}:{port}/page"
            assert code(address, private=True, resolve=lambda *_: (LOCAL,)) == "bad-certificate"
    assert len(Server.asked) == 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/around", "too-many-redirects"),
        ("/to/file:///etc/passwd", "bad-address"),
        ("/none", "no-page"),
        ("/large", "text-too-large"),
        ("/packed", "packed"),
        ("/endless", "text-too-large"),
        ("/nowhere", "no-page"),
        ("/picture", "no-report-type"),
    ],
)
def test_what_cannot_be_read_is_said(port: int, path: str, expected: str) -> None:
    assert code(f"http://{LOCAL}:{port}{path}", private=True, limit=100_000) == expected


@pytest.mark.parametrize("path", ["/slow", "/drop-by-drop"])
def test_what_takes_too_long_is_left(port: int, path: str) -> None:
    assert code(f"http://{LOCAL}:{port}{path}", private=True, seconds=0.2) == "unreachable"


def test_a_name_that_is_looked_up_for_ever_is_left() -> None:
    never = threading.Event()

    def resolve(*_: object) -> tuple[str, ...]:
        never.wait(60)
        return ()

    try:
        assert code("http://paper.example/", resolve=resolve, seconds=0.2) == "unreachable"
    finally:
        never.set()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ftp://paper.example/a", "bad-address"),
        ("file:///etc/passwd", "bad-address"),
        ("http://user:secret@paper.example/", "bad-address"),
        ("http://", "bad-address"),
        ("http://no-such.example/", "unknown-host"),
        ("http://paper\x00.example/", "bad-address"),
        ("http://[::1/", "bad-address"),
        ("http://" + "a" * 300 + ".example/", "unknown-host"),
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
