"""Who may ask the server, what, and how much; and what a browser may do with the answers.

The server listens on this machine alone. That keeps other machines out, not other pages in the same browser:
so a request must name this very server as its host, and its origin where it has one; and one that writes must
carry a header that no foreign page can send without being asked first.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from ..brief.payload.shapes import Payload
from ..diagnostics import Diagnostic
from .faults import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["MOST_BYTES", "NONCE", "Guard"]

MOST_BYTES = 1_000_000
"""The largest body of a request."""

NONCE = "detente.nonce"
"""The key of a request's scope under which the page finds the word that its styles may carry."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_NOBODY_ELSE = "open the address that detente workbench prints"


class Guard:
    """Lets through what is meant for this server, and adds the headers that every answer carries.

    Parameters
    ----------
    app
        What answers.
    port
        Where the server listens.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        names = ("127.0.0.1", "localhost")
        self.hosts = {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # a web socket
            await send({"type": "websocket.close", "code": 1008})
            return
        scope[NONCE] = secrets.token_urlsafe(16)
        send = _with_headers(send, scope[NONCE])
        refused = self._refused(scope)
        if refused is None and scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                refused = _too_large()
            else:
                receive = _again(body, receive)
        if refused is not None:
            await _answer(send, *refused)
            return
        await self.app(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[int, Payload] | None:
        """Return the refusal of a request by its headers; None where they are in order."""
        hosts, origins = _headers(scope, b"host"), _headers(scope, b"origin")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return _refusal(403, "foreign-host", "the request is for another host", _NOBODY_ELSE)
        if origins and origins != [f"http://{hosts[0].lower()}"]:
            return _refusal(403, "foreign-origin", "the request comes from another page", _NOBODY_ELSE)
        if not scope["query_string"].isascii():
            return _refusal(400, "bad-address", "the address holds bytes that no address holds", _NOBODY_ELSE)
        if scope["method"] != "POST":
            return None
        if _headers(scope, b"x-detente") != ["1"]:
            return _refusal(403, "no-x-detente", "the header X-Detente is missing", "send X-Detente: 1")
        kinds = [kind.partition(";")[0].strip().lower() for kind in _headers(scope, b"content-type")]
        if kinds != ["application/json"]:
            return _refusal(
                415, "not-json", "the body is not called JSON", "send Content-Type: application/json"
            )
        sizes = _headers(scope, b"content-length")
        if any(not size.isdigit() or len(size) > 9 or int(size) > MOST_BYTES for size in sizes):
            return _too_large()
        return None


def _headers(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _refusal(status: int, code: str, message: str, cure: str) -> tuple[int, Payload]:
    return status, refusal("Refused", [Diagnostic(code, message, cure)])


def _too_large() -> tuple[int, Payload]:
    message = f"the body is larger than {MOST_BYTES:,} bytes"
    return _refusal(413, "too-large", message, "send less at once")


async def _body(receive: Receive) -> bytes | None:
    """Return the body of a request; None where it is too large."""
    found = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":  # whoever asked has gone
            return bytes(found)
        found += message.get("body", b"")
        if len(found) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(found)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what hands over a body that was read, and then what comes after it."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return left.pop() if left else await receive()

    return given


def _with_headers(send: Send, nonce: str) -> Send:
    policy = _POLICY.format(nonce=nonce).encode()

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", []))
            names = {key.lower() for key, _ in given}
            given += [
                (b"content-security-policy", policy),
                (b"x-content-type-options", b"nosniff"),
                (b"referrer-policy", b"no-referrer"),
                (b"cross-origin-resource-policy", b"same-origin"),
                (b"cross-origin-opener-policy", b"same-origin"),
            ]
            if b"cache-control" not in names:
                given.append((b"cache-control", b"no-store"))
            message = {**message, "headers": given}
        await send(message)

    return told


async def _answer(send: Send, status: int, body: Payload) -> None:
    data = json.dumps(body, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})
