"""A client for the workbench in this process: it sends what it is told to, well formed or not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.types import Message, Scope

from detente.workbench.app import application
from detente.workbench.desk import Desk

__all__ = ["PORT", "Answer", "Client", "tree"]

PORT = 8765
HOST = (b"host", f"127.0.0.1:{PORT}".encode())
JSON = (HOST, (b"content-type", b"application/json"), (b"x-detente", b"1"))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def codes(self) -> list[str]:
        """The codes of the faults that are told, in the one shape."""
        found = self.json
        assert set(found) == {"error", "message", "diagnostics"}
        return [one["code"] for one in found["diagnostics"]]


class Client:
    """Asks a server about what is open at a path."""

    def __init__(self, path: Path) -> None:
        self.desk = Desk(path)
        self.app = application(self.desk, PORT)

    def get(self, path: str, **query: object) -> Answer:
        return self.send("GET", path, urlencode(query).encode(), [HOST])

    def post(self, path: str, **fields: object) -> Answer:
        return self.send("POST", path, b"", JSON, json.dumps(fields).encode())

    def brief(self, snapshot: str) -> Any:
        """Return a brief, when it is there."""
        return self.waited("/api/brief", snapshot=snapshot)

    def waited(self, path: str, **query: object) -> Any:
        for _ in range(600):
            found = self.get(path, **query)
            if found.status != 202:
                assert found.status == 200, found.text
                return found.json
            assert [type(one) for one in found.json["progress"]] == [int, int]
        raise AssertionError("it never came")

    def send(
        self,
        method: str,
        path: str,
        query: bytes = b"",
        headers: Iterable[tuple[bytes, bytes]] = (HOST,),
        body: bytes = b"",
        parts: int = 1,
    ) -> Answer:
        """Send a request as it is given, its body in some parts."""
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode("utf-8", "replace"),
            "query_string": query,
            "root_path": "",
            "headers": list(headers),
            "server": ("127.0.0.1", PORT),
            "client": ("127.0.0.1", 50000),
        }
        size = max(len(body) // parts, 1)
        pieces = [body[at : at + size] for at in range(0, len(body), size)] or [b""]
        sent: list[Message] = []

        async def receive() -> Message:
            if not pieces:
                return {"type": "http.disconnect"}
            piece = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

        async def send(message: Message) -> None:
            sent.append(message)

        async def answered() -> None:
            await self.app(scope, receive, send)

        asyncio.run(answered())
        start, *rest = sent
        names = {key.decode().lower(): value.decode("latin-1") for key, value in start["headers"]}
        return Answer(start["status"], names, b"".join(one.get("body", b"") for one in rest))


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with what they hold, to see that nothing was written."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
